//! The runs of a project, in an order, page by page.

use futures::TryStreamExt as _;

use super::{COLUMNS, RunRow};
use crate::fault::Answer;
use crate::store::Db;

/// A fact that the database can order runs by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunColumn {
    /// When it was started.
    CreatedAt,
    /// When it was last heard of.
    HeartbeatAt,
    /// Its id in addresses.
    Name,
    /// The name people read.
    DisplayName,
}

impl RunColumn {
    const fn sql(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::HeartbeatAt => "heartbeat_at",
            Self::Name => "name",
            Self::DisplayName => "display_name",
        }
    }
}

/// An order of runs; equal ones follow by age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunOrder {
    /// What decides.
    pub column: RunColumn,
    /// Greatest first.
    pub is_descending: bool,
}

/// The runs of a project: at most `limit` of those that follow the run with the id `after`.
///
/// # Errors
/// When the database fails.
pub async fn of_project(
    db: &mut Db,
    project_id: i64,
    order: RunOrder,
    limit: i64,
    after: Option<i64>,
) -> Answer<Vec<RunRow>> {
    let column = order.column.sql();
    let (direction, beyond) = if order.is_descending {
        ("DESC", "<")
    } else {
        ("ASC", ">")
    };
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE project_id = $1 AND deleted_at IS NULL AND ($2 = 0 OR ({column}, id) {beyond} (SELECT {column}, id FROM run WHERE id = $2)) \
         ORDER BY {column} {direction}, id {direction} LIMIT $3"
    ));
    Ok(sqlx::query_as(sql)
        .bind(project_id)
        .bind(after.unwrap_or(0))
        .bind(limit)
        .fetch_all(db)
        .await?)
}

/// The number of runs of a project.
///
/// # Errors
/// When the database fails.
pub async fn count_of_project(db: &mut Db, project_id: i64) -> Answer<i64> {
    Ok(
        sqlx::query_scalar("SELECT COUNT(*) FROM run WHERE project_id = $1 AND deleted_at IS NULL")
            .bind(project_id)
            .fetch_one(db)
            .await?,
    )
}

/// Visits every run of a project, oldest first, one at a time in memory.
///
/// # Errors
/// When the database fails.
pub async fn each_of_project(db: &mut Db, project_id: i64, mut visit: impl FnMut(RunRow)) -> Answer<()> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE project_id = $1 AND deleted_at IS NULL ORDER BY created_at, id"
    ));
    let mut rows = sqlx::query_as(sql).bind(project_id).fetch(db);
    while let Some(row) = rows.try_next().await? {
        visit(row);
    }
    Ok(())
}
