//! The artifacts of the project.

use domain::fold::Fold as _;
use domain::format::count;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::project::SequenceRow;

use super::page_state::PageState;
use crate::components::{AliasBadges, TagBadge, TimeAgo, TypeBadge, VersionBadge};
use crate::routes::{ProjectAddress, Route, SourceVersionAddress, VersionTab};
use crate::ui::{EmptyState, IconName, SearchInput};

/// The artifacts by name, each with its newest version.
#[component]
pub fn Artifacts(
    /// Where the project is.
    address: ProjectAddress,
    /// The artifacts.
    rows: Vec<SequenceRow>,
    /// The state of the page.
    state: PageState,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/project/artifacts.css");
    let filter = state.filter();
    let shown = Memo::new(move |_| {
        let wanted = filter.get().folded();
        let is_match = |row: &&SequenceRow| {
            row.name.folded().contains(&wanted) || row.default_artifact_type.name.folded().contains(&wanted)
        };
        rows.iter().filter(is_match).cloned().collect::<Vec<_>>()
    });
    let nothing = move || {
        let words = format!("No artifact has “{}” in its name or type.", filter.get());
        shown
            .with(Vec::is_empty)
            .then(|| view! { <EmptyState icon=IconName::Filter title="No artifact matches" words /> })
    };
    let place = StoredValue::new(address);
    view! { class=class,
        <div class="toolbar">
            <SearchInput label="Filter artifacts" value=filter is_large=true on_input=move |text| state.set_filter(text) />
        </div>
        <div class="table-frame" hidden=move || shown.with(Vec::is_empty)>
            <table class="table">
                <caption class="sr-only">"Artifacts of the project"</caption>
                <ArtifactsHead />
                <tbody>
                    <For each=move || shown.get() key=|row| row.id.clone() let(row)>
                        <ArtifactsRow address=place.get_value() row scope=class />
                    </For>
                </tbody>
            </table>
        </div>
        {nothing}
    }
}

#[component]
fn ArtifactsHead() -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th scope="col">"Artifact"</th>
                <th scope="col">"Type"</th>
                <th scope="col">"Newest"</th>
                <th scope="col">"Tags"</th>
                <th scope="col" class="num">"Versions"</th>
                <th scope="col">"Last logged"</th>
            </tr>
        </thead>
    }
}

#[component]
fn ArtifactsRow(address: ProjectAddress, row: SequenceRow, scope: &'static str) -> impl IntoView {
    let newest = row.newest_membership.clone();
    let href = newest.as_ref().map(|newest| {
        let address = SourceVersionAddress {
            entity: address.entity,
            project: address.project,
            artifact_type: row.default_artifact_type.name.clone(),
            artifact: row.name.clone(),
            version: newest.version.clone(),
        };
        Route::SourceVersion(address, VersionTab::Overview).to_string()
    });
    let tags = row
        .tags
        .nodes()
        .map(|tag| view! { <TagBadge tag=tag.name.clone() /> })
        .collect_view();
    let badges = newest.clone().map(|newest| {
        view! { class=scope,
            <span class="badges"><VersionBadge version=newest.version /> <AliasBadges aliases=newest.aliases /></span>
        }
    });
    view! { class=scope,
        <tr class="artifact">
            <th scope="row"><a class="opens" href=href>{row.name}</a></th>
            <td><TypeBadge artifact_type=row.default_artifact_type.name /></td>
            <td>{badges}</td>
            <td><span class="badges">{tags}</span></td>
            <td class="num muted">{count(i64::try_from(row.version_count).unwrap_or(i64::MAX))}</td>
            <td class="muted">{newest.map(|newest| view! { <TimeAgo at=newest.created_at /> })}</td>
        </tr>
    }
}
