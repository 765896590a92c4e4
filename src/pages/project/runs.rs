//! The runs of the project.

use domain::fold::Fold as _;
use std::sync::Arc;

use domain::format::count;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::project::RunRow;

use super::list::RunList;
use super::page_state::PageState;
use crate::components::{ApiErrorPanel, PersonName, TimeAgo};
use crate::routes::{ProjectAddress, Route, RunAddress};
use crate::ui::{Badge, BadgeKind, Button, EmptyState, IconName, SearchInput};

/// The runs, newest first.
#[component]
pub fn Runs(
    /// Where the project is.
    address: ProjectAddress,
    /// The runs that are loaded.
    list: RunList,
    /// The state of the page.
    state: PageState,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/project/runs.css");
    let filter = state.filter();
    let shown = Memo::new(move |_| list.rows().with(|rows| matching(rows, &filter.read())));
    let nothing = move || {
        let words = format!(
            "No loaded run has “{}” in its name, state, job type, group or tags.",
            filter.get()
        );
        shown
            .with(Vec::is_empty)
            .then(|| view! { <EmptyState icon=IconName::Filter title="No run matches" words /> })
    };
    let place = StoredValue::new(address);
    view! { class=class,
        <div class="toolbar">
            <SearchInput label="Filter runs" value=filter is_large=true on_input=move |text| state.set_filter(text) />
        </div>
        <div class="table-frame" hidden=move || shown.with(Vec::is_empty)>
            <table class="table">
                <caption class="sr-only">"Runs of the project, newest first"</caption>
                <RunsHead />
                <tbody>
                    <For each=move || shown.get() key=|row| row.id.clone() let(row)>
                        <RunsRow address=place.get_value() row scope=class />
                    </For>
                </tbody>
            </table>
        </div>
        {nothing}
        <MoreRuns list scope=class />
    }
}

fn matching(rows: &[Arc<RunRow>], filter: &str) -> Vec<Arc<RunRow>> {
    let filter = filter.folded();
    let is_match = |row: &RunRow| {
        let words = [
            Some(row.shown_name()),
            Some(&row.name),
            row.state.as_deref(),
            row.job_type.as_deref(),
            row.group.as_deref(),
        ];
        let tags = row.tags.iter().flatten().map(String::as_str);
        let text = words
            .into_iter()
            .flatten()
            .chain(tags)
            .collect::<Vec<_>>()
            .join("\n")
            .folded();
        filter.split_whitespace().all(|word| text.contains(word))
    };
    rows.iter().filter(|row| is_match(row)).cloned().collect()
}

#[component]
fn RunsHead() -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th scope="col">"Run"</th>
                <th scope="col">"State"</th>
                <th scope="col">"Job type"</th>
                <th scope="col" class="num">"Steps"</th>
                <th scope="col">"By"</th>
                <th scope="col">"Started"</th>
            </tr>
        </thead>
    }
}

#[component]
fn RunsRow(address: ProjectAddress, row: Arc<RunRow>, scope: &'static str) -> impl IntoView {
    let run = RunAddress {
        entity: address.entity,
        project: address.project,
        run: row.name.clone(),
    };
    let steps = row
        .history_line_count
        .map(|lines| count(i64::try_from(lines).unwrap_or(i64::MAX)));
    view! { class=scope,
        <tr class="run">
            <th scope="row"><a class="opens" href=Route::Run(run).to_string()>{row.shown_name().to_owned()}</a></th>
            <td><RunState state=row.state.clone() /></td>
            <td class="muted">{row.job_type.clone()}</td>
            <td class="num muted">{steps}</td>
            <td><PersonName person=row.user.clone() /></td>
            <td class="muted"><TimeAgo at=row.created_at.clone() /></td>
        </tr>
    }
}

#[component]
fn RunState(state: Option<String>) -> impl IntoView {
    state.map(|state| {
        let kind = match state.as_str() {
            "finished" => BadgeKind::Success,
            "running" | "pending" => BadgeKind::Run,
            "failed" | "crashed" => BadgeKind::Danger,
            "killed" | "preempted" | "preempting" => BadgeKind::Warning,
            _ => BadgeKind::Neutral,
        };
        view! { <Badge kind text=state /> }
    })
}

/// The way to the runs that are not loaded.
#[component]
fn MoreRuns(list: RunList, scope: &'static str) -> impl IntoView {
    let words = move || {
        let act = if list.is_loading().get() {
            "Loading"
        } else {
            "Load more"
        };
        format!(
            "{act} ({} of {} loaded)",
            list.rows().with(Vec::len),
            list.total_count
        )
    };
    let failed = move || {
        list.error().map(|error| {
            view! { <ApiErrorPanel title="Could not load more runs" error on_retry=move |()| list.load_more() /> }
        })
    };
    let button = move || {
        (!list.is_complete()).then(|| {
            view! { class=scope,
                <div class="more">
                    <Button is_pending=list.is_loading() on_press=move |()| list.load_more()>{words}</Button>
                </div>
            }
        })
    };
    view! { {failed} {button} }
}
