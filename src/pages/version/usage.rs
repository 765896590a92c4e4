//! The Usage tab: the lines that use the version.

use std::sync::Arc;

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::refusal::RefusalPanel;
use super::subject::Subject;
use crate::ui::CodeBlock;
use crate::ui::code_block::CodeLanguage;

/// The Usage tab; lines that the role does not allow are not offered.
#[component]
pub fn UsageTab(
    /// The version.
    subject: Arc<Subject>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/usage.css");
    if let Some(refusal) = subject.files_refusal() {
        return view! { <RefusalPanel title="You may not use or download this version" refusal /> }
            .into_any();
    }
    let origin = window().location().origin().unwrap_or_default();
    let pinned = subject.name.clone();
    let name = subject
        .followed_alias()
        .map_or_else(|| pinned.clone(), |alias| pinned.at(alias));
    let hint = (name != pinned).then(|| {
        let words = format!(
            "The lines follow “{}”. Put {} in its place to pin this version.",
            name.version, pinned.version
        );
        view! { class=class, <p class="hint">{words}</p> }
    });
    let (run, api, cli, http) = (
        name.in_a_run(),
        name.with_the_api(),
        name.on_the_command_line(),
        name.over_http(&origin),
    );
    view! { class=class,
        <div class="ways">
            {hint}
            <Way title="In a run" words="The lineage remembers that the run used it." code=run scope=class />
            <Way title="Without a run" words="With the public API of the SDK." code=api scope=class />
            <Way
                title="On the command line"
                words="With the command that comes with the SDK."
                code=cli
                language=CodeLanguage::Shell
                scope=class
            />
            <Way
                title="Over HTTP"
                words="Answers with the files and where each can be fetched for a while."
                code=http
                language=CodeLanguage::Shell
                scope=class
            />
            <Server origin scope=class />
        </div>
    }
    .into_any()
}

#[component]
fn Way(
    title: &'static str,
    words: &'static str,
    code: String,
    #[prop(optional)] language: CodeLanguage,
    scope: &'static str,
) -> impl IntoView {
    view! { class=scope,
        <section>
            <h2 class="head">{title}</h2>
            <p class="words">{words}</p>
            <CodeBlock code language label=title />
        </section>
    }
}

/// How the SDK learns of this server.
#[component]
fn Server(origin: String, scope: &'static str) -> impl IntoView {
    let code = format!("export WANDB_BASE_URL={origin}\nwandb login");
    let words = "Tells the SDK where this server is.";
    view! { <Way title="Once, before all of them" words code language=CodeLanguage::Shell scope /> }
}
