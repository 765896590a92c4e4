//! Which versions the table shows, and in which order.

use domain::fold::Fold as _;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::format::ColumnFormat;
use domain::name::version_index;
use domain::url_state::{SortKey, SortOrder};
use wire::collection::VersionRow;
use wire::version::{Creator, RunBrief};

/// A version with what filters and sorts need of it, worked out once.
#[derive(Debug, PartialEq)]
pub struct TableRow {
    /// What the server said.
    pub row: VersionRow,
    /// The numbers among the summary metrics of its run.
    pub metrics: BTreeMap<String, f64>,
    /// Everything a filter looks at, in lower case.
    haystack: String,
}

impl TableRow {
    /// A row of the table.
    pub fn new(row: VersionRow) -> Arc<Self> {
        let run = run_of(&row);
        let metrics = run
            .map(|run| run.summary_metrics.numbers().into_iter().collect())
            .unwrap_or_default();
        let haystack = haystack(&row).folded();
        Arc::new(Self {
            row,
            metrics,
            haystack,
        })
    }

    /// The run that logged the version.
    pub fn run(&self) -> Option<&RunBrief> {
        run_of(&self.row)
    }
}

fn run_of(row: &VersionRow) -> Option<&RunBrief> {
    match row.artifact.as_ref()?.created_by.as_ref()? {
        Creator::Run(run) => Some(run),
        Creator::User(_) => None,
    }
}

fn haystack(row: &VersionRow) -> String {
    let mut words = vec![row.version.as_str()];
    words.extend(row.aliases.iter().map(|alias| alias.alias.as_str()));
    words.extend(row.linked_by.as_ref().map(wire::Person::shown_name));
    words.extend(run_of(row).map(RunBrief::shown_name));
    if let Some(artifact) = &row.artifact {
        words.push(&artifact.qualified_name);
        words.extend(artifact.tags.iter().map(|tag| tag.name.as_str()));
    }
    words.join("\n")
}

/// A metric as a column, with the digits that suit all its values.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricColumn {
    /// The metric.
    pub key: String,
    /// How its values are written.
    pub format: ColumnFormat,
}

impl MetricColumn {
    /// The column of a metric over some rows.
    pub fn new(key: String, rows: &[Arc<TableRow>]) -> Self {
        let format = ColumnFormat::of(rows.iter().filter_map(|row| row.metrics.get(&key).copied()));
        Self { key, format }
    }
}

/// The summary metrics that any row has, by name.
pub fn metric_keys(rows: &[Arc<TableRow>]) -> Vec<String> {
    let keys: BTreeSet<&String> = rows.iter().flat_map(|row| row.metrics.keys()).collect();
    keys.into_iter().cloned().collect()
}

/// The rows that contain every word of the filter, in the order that is asked for. Rows without a value come last.
pub fn shown(rows: &[Arc<TableRow>], filter: &str, order: &SortOrder) -> Vec<Arc<TableRow>> {
    let filter = filter.folded();
    let contains_all = |row: &TableRow| filter.split_whitespace().all(|word| row.haystack.contains(word));
    let mut found: Vec<_> = rows.iter().filter(|row| contains_all(row)).cloned().collect();
    found.sort_by(|one, other| compare(one, other, order));
    found
}

fn compare(one: &TableRow, other: &TableRow, order: &SortOrder) -> Ordering {
    let by_version = || index(other).cmp(&index(one));
    let by_key = match &order.key {
        SortKey::Version => ordered(
            Some(index(one)),
            Some(index(other)),
            order.is_descending,
            Ord::cmp,
        ),
        SortKey::Linked => ordered(
            Some(&one.row.created_at),
            Some(&other.row.created_at),
            order.is_descending,
            Ord::cmp,
        ),
        SortKey::Size => ordered(size(one), size(other), order.is_descending, Ord::cmp),
        SortKey::Files => ordered(file_count(one), file_count(other), order.is_descending, Ord::cmp),
        SortKey::Run => {
            let name = |row: &TableRow| row.run().map(|run| run.shown_name().folded());
            ordered(name(one), name(other), order.is_descending, Ord::cmp)
        }
        SortKey::Metric(key) => {
            let value = |row: &TableRow| row.metrics.get(key).copied();
            ordered(value(one), value(other), order.is_descending, f64::total_cmp)
        }
    };
    by_key.then_with(by_version)
}

fn ordered<T>(
    one: Option<T>,
    other: Option<T>,
    is_descending: bool,
    compare: impl FnOnce(&T, &T) -> Ordering,
) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if is_descending => compare(&other, &one),
        (Some(one), Some(other)) => compare(&one, &other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn index(row: &TableRow) -> i64 {
    version_index(&row.row.version).unwrap_or(-1)
}

fn size(row: &TableRow) -> Option<u64> {
    row.row.artifact.as_ref().map(|artifact| artifact.size)
}

fn file_count(row: &TableRow) -> Option<u64> {
    row.row.artifact.as_ref().map(|artifact| artifact.file_count)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use wire::FromJson as _;

    fn row(version: &str, size: u64, summary: &str, alias: &str) -> Arc<TableRow> {
        let value = serde_json::json!({
            "id": version, "version": version, "createdAt": "2026-11-24T00:00:00Z", "linkedBy": null,
            "aliases": [{"alias": alias, "isProtected": false}],
            "artifact": {
                "id": "a", "size": size, "fileCount": 1, "qualifiedName": "team/p/seq:v0",
                "tags": [{"name": "Vision"}], "artifactType": {"name": "model"},
                "createdBy": {"__typename": "Run", "name": "r", "displayName": "calm-lake", "state": "finished",
                    "jobType": null, "summaryMetrics": summary, "project": null, "user": null},
            },
        });
        TableRow::new(VersionRow::from_json(value).unwrap())
    }

    fn versions(rows: &[Arc<TableRow>]) -> Vec<&str> {
        rows.iter().map(|row| row.row.version.as_str()).collect()
    }

    fn three() -> Vec<Arc<TableRow>> {
        vec![
            row("v10", 5, r#"{"loss":0.5}"#, "latest"),
            row("v9", 7, r#"{"acc":1}"#, "x"),
            row("v2", 6, r#"{"loss":0.1}"#, "y"),
        ]
    }

    #[test]
    fn versions_sort_as_numbers_newest_first() {
        let shown = shown(&three(), "", &SortOrder::default());
        assert_eq!(versions(&shown), ["v10", "v9", "v2"]);
    }

    #[test]
    fn rows_without_the_metric_come_last_in_both_directions() {
        for (is_descending, expected) in [(true, ["v10", "v2", "v9"]), (false, ["v2", "v10", "v9"])] {
            let order = SortOrder {
                key: SortKey::Metric("loss".into()),
                is_descending,
            };
            assert_eq!(versions(&shown(&three(), "", &order)), expected);
        }
    }

    #[test]
    fn a_filter_wants_every_word_somewhere_in_the_row() {
        let order = SortOrder::default();
        assert_eq!(versions(&shown(&three(), "LATEST vision", &order)), ["v10"]);
        assert_eq!(versions(&shown(&three(), "calm", &order)).len(), 3);
        assert!(shown(&three(), "calm nothing", &order).is_empty());
    }

    #[test]
    fn the_keys_of_all_rows_are_offered_once() {
        assert_eq!(metric_keys(&three()), ["acc", "loss"]);
    }
}
