//! The table of collections.

use domain::format::count;
use domain::sort_key::SortKey;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::registry::{CollectionRow, MembershipBrief};

use super::columns::Column;
use crate::components::{AliasBadges, PersonName, TagBadge, TimeAgo, TypeBadge, VersionBadge};
use crate::routes::{RegistryAddress, Route};
use crate::ui::{SortDirection, SortHeader};

/// The table of collections.
#[component]
pub(super) fn CollectionsTable(
    /// The rows, in order.
    rows: Memo<Vec<CollectionRow>>,
    /// Where the registry is.
    at: RegistryAddress,
    /// The order.
    sort_key: Memo<SortKey<Column>>,
    /// Sorts by a column.
    #[prop(into)]
    on_sort: Callback<Column>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/registry/table.css");
    let at = StoredValue::new(at);
    let header = move |label: &'static str, column: Column, is_number: bool| {
        let direction = Signal::derive(move || {
            let key = sort_key.get();
            let direction = if key.is_descending {
                SortDirection::Descending
            } else {
                SortDirection::Ascending
            };
            (key.column == column).then_some(direction)
        });
        view! { <SortHeader label direction is_number on_sort=move |()| on_sort.run(column) /> }
    };
    view! { class=class,
        <div class="table-frame" tabindex="0" role="region" aria-label="Collections">
            <table class="table">
                <thead>
                    <tr>
                        {header("Collection", Column::Name, false)}
                        {header("Type", Column::Type, false)}
                        <th scope="col">"Tags"</th>
                        {header("Versions", Column::Versions, true)}
                        <th scope="col">"Newest version"</th>
                        {header("Last linked", Column::Linked, false)}
                        <th scope="col">"By"</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=|row| row.id.clone() let(row)>
                        <Row row at=at.get_value() scope=class />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: CollectionRow, at: RegistryAddress, scope: &'static str) -> impl IntoView {
    let at = at.collection(&row.name);
    let tags = row
        .tags
        .into_nodes()
        .into_iter()
        .map(|tag| view! { <TagBadge tag=tag.name /> })
        .collect_view();
    let versions = count(i64::try_from(row.version_count).unwrap_or(i64::MAX));
    let newest = row.newest_membership;
    let linked_at = newest.as_ref().map(|newest| newest.created_at.clone());
    let linked_by = newest.as_ref().and_then(|newest| newest.linked_by.clone());
    let version = newest.map(|MembershipBrief { version, aliases, .. }| {
        let to = Route::Version(at.version(&version), crate::routes::VersionTab::Overview).to_string();
        view! { class=scope,
            <span class="newest"><a class="version" href=to><VersionBadge version /></a> <AliasBadges aliases /></span>
        }
    });
    view! { class=scope,
        <tr>
            <th scope="row"><a class="name" href=Route::Collection(at.clone()).to_string()>{row.name}</a></th>
            <td><TypeBadge artifact_type=row.default_artifact_type.name /></td>
            <td><span class="badges">{tags}</span></td>
            <td class="num">{versions}</td>
            <td>{version}</td>
            <td class="muted">{linked_at.map(|at| view! { <TimeAgo at /> })}</td>
            <td><PersonName person=linked_by /></td>
        </tr>
    }
}
