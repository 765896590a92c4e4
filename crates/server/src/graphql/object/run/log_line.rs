//! The console of a run.

use async_graphql::{Context, SimpleObject};
use serde_json::Value;

use super::count;
use crate::fault::Answer;
use crate::graphql::api;
use crate::graphql::page::{PageInfo, cursor, page_size, read_cursor};
use crate::store;
use crate::store::run_line::{LineRow, LineStream};

/// A line of a console.
#[derive(Debug, PartialEq, Eq, SimpleObject)]
pub struct LogLine {
    /// Its index, from 0.
    pub number: i32,
    /// When it was written, if the run said so.
    pub timestamp: Option<String>,
    /// `error` for what was written to the error stream.
    pub level: Option<String>,
    /// Which of several processes wrote it.
    pub label: Option<String>,
    /// The text.
    pub line: String,
}

/// A page of lines.
#[derive(SimpleObject)]
pub struct LogLineConnection {
    /// Where the page stands.
    pub page_info: PageInfo,
    /// The lines.
    pub edges: Vec<LogLineEdge>,
}

/// One entry of `LogLineConnection`.
#[derive(SimpleObject)]
pub struct LogLineEdge {
    /// The position of the line.
    pub cursor: String,
    /// The line.
    pub node: LogLine,
}

/// Which lines are asked for.
pub struct LogPage {
    /// How many, from the beginning or the cursor on.
    pub first: Option<i32>,
    /// How many, from the end.
    pub last: Option<i32>,
    /// The cursor.
    pub after: Option<String>,
}

/// The number of lines of a page unless said otherwise.
const LINES: usize = 1_000;

impl LogPage {
    /// The lines of a run.
    ///
    /// # Errors
    /// When size or cursor is not legal or the database fails.
    pub async fn of_run(&self, ctx: &Context<'_>, run_id: i64) -> Answer<LogLineConnection> {
        let mut db = api(ctx)?.store.read().await?;
        if self.last.is_some() {
            let limit = i64::try_from(page_size(self.last, LINES)?).unwrap_or(i64::MAX);
            let rows = store::run_line::tail(&mut db, run_id, LineStream::Log, limit).await?;
            return Ok(connection(&rows, false));
        }
        let start = match self.after.as_deref().filter(|text| !text.is_empty()) {
            Some(text) => read_cursor(text)?.parse::<i64>().ok().map_or(0, |line| line + 1),
            None => 0,
        };
        let size = page_size(self.first, LINES)?;
        let limit = i64::try_from(size + 1).unwrap_or(i64::MAX);
        let mut rows = store::run_line::from(&mut db, run_id, LineStream::Log, start, limit).await?;
        let has_next_page = rows.len() > size;
        rows.truncate(size);
        Ok(connection(&rows, has_next_page))
    }
}

fn connection(rows: &[LineRow], has_next_page: bool) -> LogLineConnection {
    let edges: Vec<LogLineEdge> = rows
        .iter()
        .map(|row| LogLineEdge {
            cursor: cursor(&row.line.to_string()),
            node: read(row),
        })
        .collect();
    let end_cursor = edges.last().map(|edge| edge.cursor.clone());
    LogLineConnection {
        page_info: PageInfo {
            has_next_page,
            end_cursor,
        },
        edges,
    }
}

/// Reads a line: a structured one is a JSON object with its text in `content`, any other is the text itself.
fn read(row: &LineRow) -> LogLine {
    let structured = row
        .content
        .starts_with('{')
        .then(|| serde_json::from_str::<Value>(&row.content).ok())
        .flatten();
    let fact = |name: &str| structured.as_ref()?.get(name)?.as_str().map(str::to_owned);
    let content = fact("content").filter(|_| fact("ts").is_some());
    match content {
        Some(line) => LogLine {
            number: count(row.line),
            timestamp: fact("ts"),
            level: fact("level"),
            label: fact("label"),
            line,
        },
        None => LogLine {
            number: count(row.line),
            timestamp: None,
            level: None,
            label: None,
            line: row.content.clone(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(content: &str) -> LogLine {
        read(&LineRow {
            line: 3,
            content: content.to_owned(),
        })
    }

    #[test]
    fn a_structured_line_is_taken_apart() {
        let found = line(r#"{"ts":"2026-11-24T02:38:29.1","content":"{\"a\":1}","level":"error"}"#);
        assert_eq!((found.number, found.line.as_str()), (3, r#"{"a":1}"#));
        assert_eq!(found.timestamp.as_deref(), Some("2026-11-24T02:38:29.1"));
        assert_eq!(found.level.as_deref(), Some("error"));
    }

    #[test]
    fn what_a_program_prints_as_json_stays_as_it_is() {
        assert_eq!(line(r#"{"content":"x"}"#).line, r#"{"content":"x"}"#);
        assert_eq!(line("{ broken").line, "{ broken");
    }
}
