//! The runs of a project: filtered, ordered, page by page.

use std::cmp::Ordering;

use async_graphql::{Context, SimpleObject};
use domain::filter::{Fields as _, Filter};
use serde_json::Value;

use super::described::{Described, is_field};
use super::{Run, count};
use crate::fault::{Answer, Fault};
use crate::graphql::api;
use crate::graphql::page::{Page, PageInfo, cursor, page_size, read_cursor};
use crate::graphql::scalar::JsonString;
use crate::graphql::search::{read_filter, read_order};
use crate::store::run::{self, RunColumn, RunOrder, RunRow};
use crate::store::search::Direction;

/// A page of runs.
#[derive(SimpleObject)]
pub struct RunConnection {
    /// The number of runs of the whole list.
    pub total_count: Option<i32>,
    /// Where the page stands.
    pub page_info: PageInfo,
    /// The runs of the page.
    pub edges: Vec<RunEdge>,
}

/// One entry of `RunConnection`.
#[derive(SimpleObject)]
pub struct RunEdge {
    /// The position of the run.
    pub cursor: String,
    /// The run.
    pub node: Run,
}

impl RunConnection {
    /// The connection of a page.
    pub fn new(page: Page<Run>, total: usize) -> Self {
        let page_info = page.info();
        let edges = page
            .entries
            .into_iter()
            .map(|(cursor, node)| RunEdge { cursor, node })
            .collect();
        Self {
            total_count: Some(i32::try_from(total).unwrap_or(i32::MAX)),
            page_info,
            edges,
        }
    }
}

/// A page of runs that are in memory.
///
/// # Errors
/// When the size or the cursor is not legal.
pub fn connection_of_list(runs: Vec<Run>, first: Option<i32>, after: Option<&str>) -> Answer<RunConnection> {
    let total = runs.len();
    Ok(RunConnection::new(
        Page::of_list(runs, first, after, RUNS)?,
        total,
    ))
}

/// The number of runs of a page unless said otherwise.
const RUNS: usize = 50;

/// The run of that name in a project that the asker may see.
///
/// # Errors
/// When the database fails.
pub async fn run_of_project(ctx: &Context<'_>, project_id: i64, name: &str) -> Answer<Option<Run>> {
    let mut db = api(ctx)?.store.read().await?;
    Ok(run::by_name(&mut db, project_id, name).await?.map(Run))
}

/// A page of the runs of a project that the asker may see; oldest first unless ordered otherwise.
///
/// # Errors
/// When filter, order, size or cursor is not legal or the database fails.
pub async fn runs_of_project(
    ctx: &Context<'_>,
    project_id: i64,
    filters: Option<JsonString>,
    order: Option<String>,
    first: Option<i32>,
    after: Option<String>,
) -> Answer<RunConnection> {
    let filter = read_filter(filters.as_ref())?;
    let order = read_order(order.as_deref(), "created_at");
    let (field, is_descending) = (order.field, order.direction == Direction::Descending);
    if !is_field(field) {
        return Err(Fault::BadRequest(format!(
            "Cannot order runs by “{field}”; use created_at, heartbeat_at, name, display_name, config.*.value or summary_metrics.*."
        )));
    }
    let asked = Asked {
        project_id,
        size: page_size(first, RUNS)?,
        after: read_after(after.as_deref())?,
    };
    match column(field) {
        Some(column) if filter == Filter::All(Vec::new()) => {
            asked
                .plain(
                    ctx,
                    RunOrder {
                        column,
                        is_descending,
                    },
                )
                .await
        }
        _ => asked.filtered(ctx, &filter, field, is_descending).await,
    }
}

struct Asked {
    project_id: i64,
    size: usize,
    /// The id of the run that the page follows.
    after: Option<i64>,
}

fn read_after(after: Option<&str>) -> Answer<Option<i64>> {
    let Some(text) = after.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let id = read_cursor(text)?.parse().ok();
    id.map(Some).ok_or_else(|| {
        Fault::BadRequest("This cursor is not one of a list of runs; start from the first page.".to_owned())
    })
}

fn column(field: &str) -> Option<RunColumn> {
    match field {
        "created_at" | "createdAt" => Some(RunColumn::CreatedAt),
        "heartbeat_at" | "heartbeatAt" => Some(RunColumn::HeartbeatAt),
        "name" => Some(RunColumn::Name),
        "display_name" | "displayName" => Some(RunColumn::DisplayName),
        _ => None,
    }
}

impl Asked {
    /// The database orders and cuts.
    async fn plain(&self, ctx: &Context<'_>, order: RunOrder) -> Answer<RunConnection> {
        let mut db = api(ctx)?.store.read().await?;
        let total = run::count_of_project(&mut db, self.project_id).await?;
        let limit = i64::try_from(self.size + 1).unwrap_or(i64::MAX);
        let mut rows = run::of_project(&mut db, self.project_id, order, limit, self.after).await?;
        let has_next_page = rows.len() > self.size;
        rows.truncate(self.size);
        Ok(Self::connection(rows, has_next_page, count(total)))
    }

    /// Every run is looked at; only ids and what orders them are kept.
    async fn filtered(
        &self,
        ctx: &Context<'_>,
        filter: &Filter,
        field: &str,
        is_descending: bool,
    ) -> Answer<RunConnection> {
        let now = api(ctx)?.store.now();
        let mut db = api(ctx)?.store.read().await?;
        let mut found: Vec<(Option<Value>, i64)> = Vec::new();
        run::each_of_project(&mut db, self.project_id, |row| {
            let described = Described::new(&row, now);
            if filter.holds(&described) {
                found.push((described.values(field).into_iter().next(), row.id));
            }
        })
        .await?;
        found.sort_by(|a, b| order_of(a.0.as_ref(), b.0.as_ref(), is_descending));
        let start = self.after.map_or(0, |after| {
            found
                .iter()
                .position(|(_, id)| *id == after)
                .map_or(found.len(), |at| at + 1)
        });
        let ids: Vec<i64> = found
            .iter()
            .skip(start)
            .take(self.size)
            .map(|(_, id)| *id)
            .collect();
        let mut rows = run::by_ids_unsorted(&mut db, &ids).await?;
        rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
        let has_next_page = found.len() > start + ids.len();
        Ok(Self::connection(
            rows,
            has_next_page,
            i32::try_from(found.len()).unwrap_or(i32::MAX),
        ))
    }

    fn connection(rows: Vec<RunRow>, has_next_page: bool, total: i32) -> RunConnection {
        let edges: Vec<RunEdge> = rows
            .into_iter()
            .map(|row| RunEdge {
                cursor: cursor(&row.id.to_string()),
                node: Run(row),
            })
            .collect();
        let end_cursor = edges.last().map(|edge| edge.cursor.clone());
        RunConnection {
            total_count: Some(total),
            page_info: PageInfo {
                has_next_page,
                end_cursor,
            },
            edges,
        }
    }
}

/// Runs without a value come last in either direction; the sort is stable, so equal ones stay by age.
fn order_of(a: Option<&Value>, b: Option<&Value>, is_descending: bool) -> Ordering {
    let (Some(a), Some(b)) = (a, b) else {
        return b.is_some().cmp(&a.is_some());
    };
    let ascending = match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.as_str().unwrap_or_default().cmp(b.as_str().unwrap_or_default()),
    };
    if is_descending {
        ascending.reverse()
    } else {
        ascending
    }
}
