//! The versions that a run used or made.

use domain::format::{bytes, count};
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::Connection;
use wire::run::RunArtifact;

use crate::components::TypeBadge;

/// Versions in a card, each with a link to its page.
#[component]
pub fn RunArtifacts(
    title: &'static str,
    nothing: &'static str,
    artifacts: Connection<RunArtifact>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/run/artifacts.css");
    let total = artifacts.total_count.unwrap_or(artifacts.edges.len() as u64);
    let rest = total.saturating_sub(artifacts.edges.len() as u64);
    let line = |artifact: RunArtifact| {
        let name = artifact.shown_name();
        let name = match artifact.route() {
            Some(route) => {
                view! { class=class, <a class="name" href=route.to_string()>{name}</a> }.into_any()
            }
            None => view! { class=class, <span class="name">{name}</span> }.into_any(),
        };
        view! { class=class,
            <li class="line">
                <TypeBadge artifact_type=artifact.artifact_type.name.clone() />
                {name}
                <span class="size">{bytes(artifact.size)}</span>
            </li>
        }
    };
    let lines = artifacts.into_nodes().into_iter().map(line).collect_view();
    view! { class=class,
        <section class="box">
            <h2 class="title">{title} " " <span class="count">{count(i64::try_from(total).unwrap_or(i64::MAX))}</span></h2>
            <ul class="lines">{lines}</ul>
            {(total == 0).then(|| view! { class=class, <p class="nothing">{nothing}</p> })}
            {(rest > 0).then(|| view! { class=class, <p class="nothing">{format!("and {rest} more")}</p> })}
        </section>
    }
}
