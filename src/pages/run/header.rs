//! The name of a run, how it went, who started it, when and where.

use domain::format::{Instant, count_of, duration};
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::run::Run;

use crate::components::{PageHeading, PersonName, TagBadge, TimeAgo};
use crate::routes::{ProjectAddress, Route, RunAddress};
use crate::ui::{Badge, BadgeKind, IconName};

/// The head of the page.
#[component]
pub fn RunHeader(address: RunAddress, run: Run) -> impl IntoView {
    let class = style_sheet!("./src/pages/run/header.css");
    let name = run.shown_name().to_owned();
    let tags = run
        .tags
        .iter()
        .flatten()
        .map(|tag| view! { <TagBadge tag=tag.clone() /> })
        .collect_view();
    let project = ProjectAddress {
        entity: address.entity.clone(),
        project: address.project.clone(),
    };
    let project_name = format!("{}/{}", address.entity, address.project);
    let (took, steps) = (took(&run), run.history_line_count);
    let words = [&run.description, &run.notes]
        .into_iter()
        .flatten()
        .find(|words| !words.is_empty())
        .cloned();
    let job_type = run.job_type.clone().filter(|job_type| !job_type.is_empty());
    let group = run.group.clone().filter(|group| !group.is_empty());
    view! { class=class,
        <div class="title-row">
            <PageHeading text=name />
            <StateBadge state=run.state.clone().unwrap_or_default() />
            {job_type.map(|text| view! { <Badge text icon=IconName::Play kind=BadgeKind::Run /> })}
            {tags}
        </div>
        <p class="facts-row">
            <span>"Started " <TimeAgo at=run.created_at.clone() /></span>
            {run.user.clone().map(|person| view! { class=class, <span class="part">"by " <PersonName person=Some(person) /></span> })}
            <span>"in " <a class="project" href=Route::Project(project).to_string()>{project_name}</a></span>
            {group.map(|group| view! { class=class, <span>"group " {group}</span> })}
            {took.map(|took| view! { class=class, <span>"took " {took}</span> })}
            {steps.filter(|steps| *steps > 0).map(|steps| view! { class=class, <span>{count_of(steps, "step", "steps")}</span> })}
            <span class="mono">{address.run}</span>
        </p>
        {words.map(|words| view! { class=class, <p class="words">{words}</p> })}
    }
}

/// How a run went, by word, sign and colour.
#[component]
pub fn StateBadge(
    /// `finished`, `running`, …
    state: String,
) -> impl IntoView {
    let (kind, icon) = match state.as_str() {
        "finished" => (BadgeKind::Success, IconName::CircleCheck),
        "failed" | "crashed" | "killed" => (BadgeKind::Danger, IconName::CircleX),
        "preempting" | "preempted" => (BadgeKind::Warning, IconName::TriangleAlert),
        _ => (BadgeKind::Neutral, IconName::Clock),
    };
    (!state.is_empty()).then(|| view! { <Badge kind icon text=state /> })
}

/// From the beginning to the last sign of life of a run that is over.
fn took(run: &Run) -> Option<String> {
    if run.state.as_deref() == Some("running") {
        return None;
    }
    let start: Instant = run.created_at.parse().ok()?;
    let end: Instant = run.heartbeat_at.as_deref()?.parse().ok()?;
    #[allow(
        clippy::cast_precision_loss,
        reason = "runs are far shorter than 2^52 milliseconds"
    )]
    let seconds = (end.unix_ms() - start.unix_ms()) as f64 / 1e3;
    (seconds > 0.0).then(|| duration(seconds))
}
