//! The Overview tab: the numbers that count, what the version is, how to use it, and its facts.

use std::sync::Arc;

use domain::format::{bytes, count_of, exact_number, metric};
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::facts::FactsCard;
use super::refusal::RefusalPanel;
use super::subject::Subject;
use crate::components::SafeHtml;
use crate::ui::CodeBlock;

/// How many summary metrics have a tile; the Metrics tab shows all.
const TILES_MAX: usize = 7;

/// The Overview tab.
#[component]
pub fn OverviewTab(
    /// The version.
    subject: Arc<Subject>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/overview.css");
    let html = subject
        .artifact
        .description_html
        .clone()
        .filter(|html| !html.trim().is_empty());
    let description = match html {
        Some(html) => view! { <SafeHtml html /> }.into_any(),
        None => view! { <p class="muted">"No description."</p> }.into_any(),
    };
    view! { class=class,
        <div class="columns">
            <div class="main-column">
                <Tiles subject=subject.clone() scope=class />
                <section>
                    <h2 class="head">"Description"</h2>
                    {description}
                </section>
                <UseThisVersion subject=subject.clone() scope=class />
            </div>
            <FactsCard subject />
        </div>
    }
}

/// The summary metrics of the run that logged the version, and its size.
#[component]
fn Tiles(subject: Arc<Subject>, scope: &'static str) -> impl IntoView {
    let metrics = subject
        .run()
        .map(|run| run.summary_metrics.numbers())
        .unwrap_or_default();
    let tile = |(key, value): (String, f64)| {
        view! { class=scope,
            <div class="tile">
                <dt class="key" title=key.clone()>{key.clone()}</dt>
                <dd class="value" title=exact_number(value)>{metric(value)}</dd>
            </div>
        }
    };
    let file_count = i64::try_from(subject.artifact.file_count).unwrap_or(i64::MAX);
    view! { class=scope,
        <dl class="tiles">
            {metrics.into_iter().take(TILES_MAX).map(tile).collect_view()}
            <div class="tile">
                <dt class="key">"Size"</dt>
                <dd class="value">{bytes(subject.artifact.size)}</dd>
                <dd class="note">{count_of(file_count, "file", "files")}</dd>
            </div>
        </dl>
    }
}

/// The lines that use the version in a run; they follow an alias where there is one.
#[component]
fn UseThisVersion(subject: Arc<Subject>, scope: &'static str) -> impl IntoView {
    if let Some(refusal) = subject.files_refusal() {
        return view! { <RefusalPanel title="You may not use this version in a run" refusal /> }.into_any();
    }
    let followed = subject.followed_alias();
    let code = subject
        .name
        .at(followed.unwrap_or(&subject.name.version))
        .in_a_run();
    let hint = followed.is_some().then(|| {
        let pinned = format!(":{}", subject.name.version);
        view! { class=scope, <p class="hint">"Follows the alias. Pin with " <code class="mono">{pinned}</code> "."</p> }
    });
    view! { class=scope,
        <section>
            <h2 class="head">"Use this version"</h2>
            <CodeBlock code label="Lines that use this version" />
            {hint}
        </section>
    }
    .into_any()
}
