//! One version as a row.

use std::sync::Arc;

use domain::format::{bytes, count, exact_number};
use leptos::prelude::*;
use wire::collection::RowArtifact;

use super::rows::{MetricColumn, TableRow};
use crate::components::{AliasBadges, PersonName, RunLink, SourceLink, TagBadge, TimeAgo, VersionBadge};
use crate::routes::{CollectionAddress, Route, VersionTab};

/// One version as a row; a click anywhere on it opens the version.
#[component]
pub fn VersionTableRow(
    /// Where the collection is.
    address: CollectionAddress,
    /// The version.
    row: Arc<TableRow>,
    /// Its place in the whole table, from 2: the header is the first row.
    row_index: usize,
    /// The metrics that are shown.
    columns: Memo<Vec<MetricColumn>>,
    /// The scope of the table's styles.
    scope: &'static str,
) -> impl IntoView {
    let version = row.row.clone();
    let href = Route::Version(address.version(&version.version), VersionTab::Overview).to_string();
    let run = row.run().cloned();
    let metrics = move || {
        let cell = |column: &MetricColumn| view! { <MetricCell row=row.clone() column=column.clone() /> };
        columns.with(|columns| columns.iter().map(cell).collect_view())
    };
    let tags = version.artifact.iter().flat_map(|artifact| artifact.tags.clone());
    let tags = tags.map(|tag| view! { <TagBadge tag=tag.name /> }).collect_view();
    view! { class=scope,
        <tr class="version" aria-rowindex=row_index.to_string()>
            <th scope="row"><a class="opens" href=href><VersionBadge version=version.version /></a></th>
            <td><AliasBadges aliases=version.aliases /></td>
            <td class="wide-only"><span class="badges">{tags}</span></td>
            {metrics}
            <FileCells artifact=version.artifact.clone() />
            <td class="above">{run.map(|run| view! { <RunLink run /> })}</td>
            <SourceCell artifact=version.artifact scope />
            <td>
                <span class="linked"><PersonName person=version.linked_by /> <TimeAgo at=version.created_at /></span>
            </td>
        </tr>
    }
}

#[component]
fn MetricCell(row: Arc<TableRow>, column: MetricColumn) -> impl IntoView {
    let value = row.metrics.get(&column.key).copied();
    let words = value.map_or_else(|| "–".to_owned(), |value| column.format.show(value));
    view! { <td class="num" title=value.map(exact_number)>{words}</td> }
}

#[component]
fn FileCells(artifact: Option<RowArtifact>) -> impl IntoView {
    let size = artifact.as_ref().map(|artifact| bytes(artifact.size));
    let files = artifact.map(|artifact| count(i64::try_from(artifact.file_count).unwrap_or(i64::MAX)));
    view! { <td class="num muted">{size}</td> <td class="num muted">{files}</td> }
}

#[component]
fn SourceCell(artifact: Option<RowArtifact>, scope: &'static str) -> impl IntoView {
    let source = artifact.map(|artifact| {
        view! { <SourceLink qualified_name=artifact.qualified_name artifact_type=artifact.artifact_type.name /> }
    });
    view! { class=scope, <td class="above wide-only">{source}</td> }
}
