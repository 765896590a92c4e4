//! The streams that a run appends to. `line` is the index in its stream.

pub mod lenient_json;

use std::fmt::Write as _;

use futures::TryStreamExt as _;

use super::Db;
use crate::fault::Answer;

/// A stream of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineStream {
    /// Metrics: one JSON object a step.
    History,
    /// Measurements of the machine: one JSON object each.
    Events,
    /// What the program wrote to its console.
    Log,
}

impl LineStream {
    const fn name(self) -> &'static str {
        match self {
            Self::History => "history",
            Self::Events => "events",
            Self::Log => "log",
        }
    }
}

/// A line that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// The step of the run, for lines of the history.
    pub step: Option<i64>,
    /// The line, without line end.
    pub content: String,
}

/// A stored line.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LineRow {
    /// The index in the stream.
    pub line: i64,
    /// The text.
    pub content: String,
}

/// Lines of one statement; each takes two parameters beside the three that all share.
const LINES_PER_STATEMENT: usize = 200;

/// Writes lines from the index `offset` on, over what is there.
///
/// History and events are only ever appended to, so an offset before the end means that they are sent anew: what followed is dropped.
/// Lines of a console are rewritten in place, by progress bars for instance: what follows them stays.
///
/// # Errors
/// When the database fails.
pub async fn write(
    db: &mut Db,
    run_id: i64,
    stream: LineStream,
    offset: i64,
    lines: &[NewLine],
) -> Answer<()> {
    if stream != LineStream::Log {
        let query = sqlx::query("DELETE FROM run_line WHERE run_id = $1 AND stream = $2 AND line >= $3");
        query
            .bind(run_id)
            .bind(stream.name())
            .bind(offset)
            .execute(&mut *db)
            .await?;
    }
    for (index, chunk) in lines.chunks(LINES_PER_STATEMENT).enumerate() {
        let first = offset + i64::try_from(index * LINES_PER_STATEMENT).unwrap_or(i64::MAX);
        let mut query = sqlx::query(sqlx::AssertSqlSafe(insert_sql(chunk.len())))
            .bind(run_id)
            .bind(stream.name())
            .bind(first);
        for line in chunk {
            // A console may print NUL, which `PostgreSQL` cannot store: its sign stands for it.
            query = query.bind(line.step).bind(line.content.replace('\0', "\u{2400}"));
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

fn insert_sql(lines: usize) -> String {
    let mut sql = String::from("INSERT INTO run_line (run_id, stream, line, step, content) VALUES ");
    for index in 0..lines {
        let comma = if index == 0 { "" } else { ", " };
        // Writing to a text cannot fail.
        let _written = write!(
            sql,
            "{comma}($1, $2, $3 + {index}, ${}, ${})",
            4 + 2 * index,
            5 + 2 * index
        );
    }
    sql.push_str(
        " ON CONFLICT (run_id, stream, line) DO UPDATE SET step = excluded.step, content = excluded.content",
    );
    sql
}

/// Takes away all lines of a stream.
///
/// # Errors
/// When the database fails.
pub async fn clear(db: &mut Db, run_id: i64, stream: LineStream) -> Answer<()> {
    // What is only appended to goes with what is sent anew from the beginning; a console is rewritten in place.
    write(&mut *db, run_id, stream, 0, &[]).await?;
    let query = sqlx::query("DELETE FROM run_line WHERE run_id = $1 AND stream = $2");
    query.bind(run_id).bind(stream.name()).execute(db).await?;
    Ok(())
}

/// The number of lines of a stream: the index that the next one gets.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &mut Db, run_id: i64, stream: LineStream) -> Answer<i64> {
    let query = sqlx::query_scalar(
        "SELECT COALESCE(MAX(line) + 1, 0) FROM run_line WHERE run_id = $1 AND stream = $2",
    );
    Ok(query.bind(run_id).bind(stream.name()).fetch_one(db).await?)
}

/// The last lines of a stream, in their order.
///
/// # Errors
/// When the database fails.
pub async fn tail(db: &mut Db, run_id: i64, stream: LineStream, limit: i64) -> Answer<Vec<LineRow>> {
    let query = sqlx::query_as(
        "SELECT line, content FROM run_line WHERE run_id = $1 AND stream = $2 ORDER BY line DESC LIMIT $3",
    );
    let mut rows: Vec<LineRow> = query
        .bind(run_id)
        .bind(stream.name())
        .bind(limit)
        .fetch_all(db)
        .await?;
    rows.reverse();
    Ok(rows)
}

/// The lines of a stream from an index on.
///
/// # Errors
/// When the database fails.
pub async fn from(
    db: &mut Db,
    run_id: i64,
    stream: LineStream,
    line: i64,
    limit: i64,
) -> Answer<Vec<LineRow>> {
    let query = sqlx::query_as(
        "SELECT line, content FROM run_line WHERE run_id = $1 AND stream = $2 AND line >= $3 ORDER BY line LIMIT $4",
    );
    Ok(query
        .bind(run_id)
        .bind(stream.name())
        .bind(line)
        .bind(limit)
        .fetch_all(db)
        .await?)
}

/// At most `samples` lines of a stream, evenly spread, the last one among them.
///
/// # Errors
/// When the database fails.
pub async fn spread(db: &mut Db, run_id: i64, stream: LineStream, samples: i64) -> Answer<Vec<LineRow>> {
    let total = count(&mut *db, run_id, stream).await?;
    if total <= samples {
        return from(db, run_id, stream, 0, samples).await;
    }
    let query = sqlx::query_as(
        "SELECT line, content FROM run_line WHERE run_id = $1 AND stream = $2 AND (line * $3) / $4 <> ((line + 1) * $3) / $4 \
         ORDER BY line",
    );
    Ok(query
        .bind(run_id)
        .bind(stream.name())
        .bind(samples)
        .bind(total)
        .fetch_all(db)
        .await?)
}

/// A range of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepRange {
    /// The first step.
    pub min: i64,
    /// The last step, inclusive.
    pub max: i64,
}

/// The lines of a history at those indexes, in any order.
///
/// # Errors
/// When the database fails.
pub async fn at_unsorted(db: &mut Db, run_id: i64, lines: &[i64]) -> Answer<Vec<LineRow>> {
    let mut rows = Vec::with_capacity(lines.len());
    for chunk in lines.chunks(1_000) {
        let list = super::integers(chunk);
        let sql = format!(
            "SELECT line, content FROM run_line WHERE run_id = $1 AND stream = 'history' AND line IN ({list})"
        );
        let found: Vec<LineRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(run_id)
            .fetch_all(&mut *db)
            .await?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Visits the lines of a history one at a time: all in their order, or those of a range of steps by step.
///
/// # Errors
/// When the database fails.
pub async fn each(
    db: &mut Db,
    run_id: i64,
    range: Option<StepRange>,
    mut visit: impl FnMut(LineRow),
) -> Answer<()> {
    let all = "SELECT line, content FROM run_line WHERE run_id = $1 AND stream = 'history' ORDER BY line";
    let some = "SELECT line, content FROM run_line WHERE run_id = $1 AND stream = 'history' AND step >= $2 AND step <= $3 \
                ORDER BY step, line";
    let query = sqlx::query_as(if range.is_some() { some } else { all }).bind(run_id);
    let query = match range {
        Some(range) => query.bind(range.min).bind(range.max),
        None => query,
    };
    let mut rows = query.fetch(db);
    while let Some(row) = rows.try_next().await? {
        visit(row);
    }
    Ok(())
}

/// Visits the lines of a history at some indexes, one at a time, in their order.
///
/// # Errors
/// When the database fails.
pub async fn each_between(
    db: &mut Db,
    run_id: i64,
    lines: &std::ops::Range<i64>,
    mut visit: impl FnMut(LineRow),
) -> Answer<()> {
    let query = sqlx::query_as(
        "SELECT line, content FROM run_line WHERE run_id = $1 AND stream = 'history' AND line >= $2 AND line < $3 ORDER BY line",
    );
    let mut rows = query.bind(run_id).bind(lines.start).bind(lines.end).fetch(db);
    while let Some(row) = rows.try_next().await? {
        visit(row);
    }
    Ok(())
}

#[cfg(test)]
#[path = "run_line/tests.rs"]
mod tests;
