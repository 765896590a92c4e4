//! Links to where a version came from: the version at its source, and the run that logged it.

use domain::usage::VersionName;
use leptos::prelude::*;
use wire::version::RunBrief;

use crate::routes::{Route, RunAddress, SourceVersionAddress, VersionTab};
use crate::ui::{Badge, BadgeKind, IconName};

/// The version at its source, as `project/name:v3`; without a role there, words instead.
#[component]
pub fn SourceLink(
    /// `entity/project/name:v3`, or nothing when the viewer may not see the source.
    #[prop(into)]
    qualified_name: String,
    /// The type of the version.
    #[prop(into)]
    artifact_type: String,
) -> impl IntoView {
    let Some(name) = VersionName::parse(&qualified_name) else {
        return view! { <span class="subtle">"in a project you may not see"</span> }.into_any();
    };
    let words = format!("{}/{}:{}", name.project, name.collection, name.version);
    let address = SourceVersionAddress {
        entity: name.entity,
        project: name.project,
        artifact_type,
        artifact: name.collection,
        version: name.version,
    };
    let href = Route::SourceVersion(address, VersionTab::Overview).to_string();
    view! { <a class="link" href=href title=qualified_name>{words}</a> }.into_any()
}

/// The address of a run; `None` when the viewer may not see its project.
pub fn run_address(run: &RunBrief) -> Option<RunAddress> {
    let project = run.project.as_ref()?;
    Some(RunAddress {
        entity: project.entity_name.clone(),
        project: project.name.clone(),
        run: run.name.clone(),
    })
}

/// The name of a run as a link.
#[component]
pub fn RunLink(
    /// The run.
    run: RunBrief,
) -> impl IntoView {
    let words = run.shown_name().to_owned();
    match run_address(&run) {
        Some(address) => {
            view! { <a class="link" href=Route::Run(address).to_string()>{words}</a> }.into_any()
        }
        None => view! { <span>{words}</span> }.into_any(),
    }
}

/// A run as a badge that leads to it.
#[component]
pub fn RunBadge(
    /// The run.
    run: RunBrief,
) -> impl IntoView {
    let badge = view! { <Badge kind=BadgeKind::Run icon=IconName::Play text=run.shown_name().to_owned() /> };
    match run_address(&run) {
        Some(address) => view! { <a href=Route::Run(address).to_string()>{badge}</a> }.into_any(),
        None => badge.into_any(),
    }
}
