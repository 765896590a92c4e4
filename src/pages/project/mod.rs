//! The page of a source project: its runs and its artifacts.

mod artifacts;
mod list;
mod page_state;
mod runs;

use domain::url_state::{ProjectState, ProjectTab};
use domain::usage::log_to;
use leptos::prelude::*;
use wire::ApiError;
use wire::project::Project;

use crate::api;
use crate::components::{ApiErrorPanel, NotFoundPanel, PageHeading};
use crate::pages::load::Asked;
use crate::routes::{ProjectAddress, Route};
use crate::ui::{CodeBlock, EmptyState, IconName, Skeleton, SkeletonRows, Tab, Tabs};

use artifacts::Artifacts;
use list::RunList;
use page_state::PageState;
use runs::Runs;

/// The page of a project.
#[component]
pub fn ProjectPage(
    /// Where it is.
    address: Signal<ProjectAddress>,
) -> impl IntoView {
    let state = PageState::of_address();
    let attempt = RwSignal::new(0_u32);
    let answer = Asked::new(move || {
        attempt.track();
        let address = address.get();
        async move { (address.clone(), api::project::project(address).await) }
    });
    let retry = Callback::new(move |()| attempt.update(|attempt| *attempt += 1));
    let page = move |(address, answer)| view! { <Answer address answer state retry /> };
    let waiting =
        || view! { <div class="stack"><Skeleton is_title=true /> <Skeleton /> <SkeletonRows rows=8 /></div> };
    answer.view(waiting, page)
}

/// What the server said about a project.
#[component]
fn Answer(
    address: ProjectAddress,
    answer: Result<Option<Project>, ApiError>,
    state: PageState,
    retry: Callback<()>,
) -> impl IntoView {
    match answer {
        Ok(Some(project)) => view! { <Loaded address project state /> }.into_any(),
        Ok(None) => {
            let title = format!("No project “{}/{}” here", address.entity, address.project);
            view! {
                <div class="stack">
                    <PageHeading text=address.project />
                    <NotFoundPanel title />
                </div>
            }
            .into_any()
        }
        Err(error) => view! {
            <div class="stack">
                <PageHeading text=address.project />
                <ApiErrorPanel title="Could not load the project" error on_retry=retry />
            </div>
        }
        .into_any(),
    }
}

/// A project that is loaded.
#[component]
fn Loaded(address: ProjectAddress, project: Project, state: PageState) -> impl IntoView {
    let Project {
        name,
        description,
        runs,
        artifact_collections,
        ..
    } = project;
    let artifacts = artifact_collections.unwrap_or_default();
    let artifact_count = artifacts.total_count.unwrap_or(artifacts.edges.len() as u64);
    let artifacts = StoredValue::new(artifacts.into_nodes());
    let list = RunList::new(address.clone(), runs.unwrap_or_default());
    let tabs = {
        let address = address.clone();
        Signal::derive(move || tabs(&address, list.total_count, artifact_count, state.tab().get()))
    };
    let part = move || match state.tab().get() {
        ProjectTab::Runs if list.total_count == 0 => {
            view! { <NothingLogged address=address.clone() /> }.into_any()
        }
        ProjectTab::Runs => view! { <Runs address=address.clone() list state /> }.into_any(),
        ProjectTab::Artifacts if artifact_count == 0 => {
            view! { <NothingLogged address=address.clone() /> }.into_any()
        }
        ProjectTab::Artifacts => {
            view! { <Artifacts address=address.clone() rows=artifacts.get_value() state /> }.into_any()
        }
    };
    view! {
        <div class="title-row"><PageHeading text=name /></div>
        {description.filter(|words| !words.is_empty()).map(|words| view! { <p class="lede">{words}</p> })}
        <Tabs label="Project" tabs />
        {part}
    }
}

fn tabs(address: &ProjectAddress, run_count: u64, artifact_count: u64, open: ProjectTab) -> Vec<Tab> {
    let path = Route::Project(address.clone()).to_string();
    let artifacts = ProjectState {
        tab: ProjectTab::Artifacts,
        ..ProjectState::default()
    };
    let tab = |tab, label: &str, href, count: u64| Tab {
        label: label.to_owned(),
        href,
        count: Some(domain::format::count(i64::try_from(count).unwrap_or(i64::MAX))),
        is_current: tab == open,
    };
    vec![
        tab(ProjectTab::Runs, "Runs", path.clone(), run_count),
        tab(
            ProjectTab::Artifacts,
            "Artifacts",
            format!("{path}?{artifacts}"),
            artifact_count,
        ),
    ]
}

#[component]
fn NothingLogged(address: ProjectAddress) -> impl IntoView {
    let code = log_to(&address.entity, &address.project);
    view! {
        <EmptyState icon=IconName::Play title="Nothing logged yet" words="A run logs values and artifacts:">
            <CodeBlock code label="Lines that log a run" />
        </EmptyState>
    }
}
