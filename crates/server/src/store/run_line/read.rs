//! Reading lines, whether they are packed or not.

use std::collections::BTreeSet;
use std::ops::Range;

use futures::TryStreamExt as _;

use super::pack::{self, LINES_PER_PACK, PackedLine};
use super::{LineRow, LineStream, StepRange};
use crate::fault::Answer;
use crate::store::Db;

/// Packs that are in memory at once, and in one statement.
const PACKS_AT_ONCE: i64 = 64;

/// The number of lines of a stream: the index that the next one gets.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &mut Db, run_id: i64, stream: LineStream) -> Answer<i64> {
    let query = sqlx::query_scalar(
        "SELECT COALESCE(MAX(line) + 1, 0) FROM run_line WHERE run_id = $1 AND stream = $2",
    );
    let end: i64 = query.bind(run_id).bind(stream.name()).fetch_one(&mut *db).await?;
    Ok(end.max(pack::end(db, run_id, stream).await?))
}

/// The last lines of a stream, in their order.
///
/// # Errors
/// When the database fails.
pub async fn tail(db: &mut Db, run_id: i64, stream: LineStream, limit: i64) -> Answer<Vec<LineRow>> {
    if !stream.is_packed() {
        let query = sqlx::query_as(
            "SELECT line, content FROM run_line WHERE run_id = $1 AND stream = $2 ORDER BY line DESC LIMIT $3",
        );
        let query = query.bind(run_id).bind(stream.name()).bind(limit);
        let mut rows: Vec<LineRow> = query.fetch_all(db).await?;
        rows.reverse();
        return Ok(rows);
    }
    let end = count(&mut *db, run_id, stream).await?;
    let mut rows = Vec::new();
    let lines = (end - limit.max(0)).max(0)..end;
    visit(db, run_id, stream, lines, None, |row| rows.push(row)).await?;
    Ok(rows)
}

/// The lines of a stream from an index on, at most `limit`.
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
    if !stream.is_packed() {
        let query = sqlx::query_as(
            "SELECT line, content FROM run_line WHERE run_id = $1 AND stream = $2 AND line >= $3 ORDER BY line LIMIT $4",
        );
        let query = query.bind(run_id).bind(stream.name()).bind(line).bind(limit);
        return Ok(query.fetch_all(db).await?);
    }
    let mut rows = Vec::new();
    let lines = line.max(0)..line.max(0).saturating_add(limit.max(0));
    visit(db, run_id, stream, lines, None, |row| rows.push(row)).await?;
    Ok(rows)
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
    // The last line of each of as many parts of equal length.
    let chosen: Vec<i64> = (1..=samples)
        .map(|part| i128::from(part) * i128::from(total))
        .map(|end| i64::try_from((end - 1).div_euclid(i128::from(samples))).unwrap_or(i64::MAX))
        .collect();
    let mut rows = at_unsorted(db, run_id, stream, &chosen).await?;
    rows.sort_unstable_by_key(|row| row.line);
    Ok(rows)
}

/// The lines of a stream at those indexes, in any order.
///
/// # Errors
/// When the database fails.
pub async fn at_unsorted(
    db: &mut Db,
    run_id: i64,
    stream: LineStream,
    lines: &[i64],
) -> Answer<Vec<LineRow>> {
    let mut rows = Vec::with_capacity(lines.len());
    let packed_end = pack::end(&mut *db, run_id, stream).await?;
    let wanted: BTreeSet<i64> = lines.iter().copied().collect();
    let packs: BTreeSet<i64> = wanted
        .iter()
        .filter(|line| **line < packed_end)
        .map(|line| line.div_euclid(LINES_PER_PACK))
        .collect();
    let packs: Vec<i64> = packs.into_iter().collect();
    for some in packs.chunks(usize::try_from(PACKS_AT_ONCE).unwrap_or(1)) {
        let found = pack::numbered(&mut *db, run_id, stream, some).await?;
        rows.extend(
            found
                .into_iter()
                .map(|line| line.row)
                .filter(|row| wanted.contains(&row.line)),
        );
    }
    for chunk in lines.chunks(1_000) {
        let list = crate::store::integers(chunk);
        let sql = format!(
            "SELECT line, content FROM run_line WHERE run_id = $1 AND stream = $2 AND line IN ({list})"
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).persistent(false);
        let found: Vec<LineRow> = query.bind(run_id).bind(stream.name()).fetch_all(&mut *db).await?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Visits the lines of a history one at a time, in their order: all, or those of a range of steps.
///
/// # Errors
/// When the database fails.
pub async fn each(
    db: &mut Db,
    run_id: i64,
    steps: Option<StepRange>,
    visitor: impl FnMut(LineRow),
) -> Answer<()> {
    visit(db, run_id, LineStream::History, 0..i64::MAX, steps, visitor).await
}

/// Visits the lines of a history at some indexes, one at a time, in their order.
///
/// # Errors
/// When the database fails.
pub async fn each_between(
    db: &mut Db,
    run_id: i64,
    lines: &Range<i64>,
    visitor: impl FnMut(LineRow),
) -> Answer<()> {
    visit(db, run_id, LineStream::History, lines.clone(), None, visitor).await
}

/// Visits lines in their order: packs, and the rows between and behind them.
async fn visit(
    db: &mut Db,
    run_id: i64,
    stream: LineStream,
    lines: Range<i64>,
    steps: Option<StepRange>,
    mut visitor: impl FnMut(LineRow),
) -> Answer<()> {
    let mut at = lines.start;
    if stream.is_packed() {
        let is_wanted = |line: &PackedLine| {
            lines.contains(&line.row.line)
                && steps.is_none_or(|range| line.step.is_some_and(|step| range.holds(step)))
        };
        let end = lines.end.div_euclid(LINES_PER_PACK).saturating_add(1);
        loop {
            let packs = at.div_euclid(LINES_PER_PACK)..end;
            let found = pack::between(&mut *db, run_id, stream, packs, steps, PACKS_AT_ONCE).await?;
            let is_last = found.is_empty();
            for (number, packed) in found {
                let of_pack = pack::lines_of(number);
                if at < of_pack.start {
                    rows(&mut *db, run_id, stream, at..of_pack.start, steps, &mut visitor).await?;
                }
                packed
                    .into_iter()
                    .filter(is_wanted)
                    .for_each(|line| visitor(line.row));
                at = of_pack.end;
            }
            if is_last || at >= lines.end {
                break;
            }
        }
    }
    if at < lines.end {
        rows(db, run_id, stream, at..lines.end, steps, &mut visitor).await?;
    }
    Ok(())
}

/// Visits the lines that are not packed.
async fn rows(
    db: &mut Db,
    run_id: i64,
    stream: LineStream,
    lines: Range<i64>,
    steps: Option<StepRange>,
    visitor: &mut impl FnMut(LineRow),
) -> Answer<()> {
    let condition = match steps {
        Some(_) => " AND step >= $5 AND step <= $6",
        None => "",
    };
    let sql = format!(
        "SELECT line, content FROM run_line WHERE run_id = $1 AND stream = $2 AND line >= $3 AND line < $4{condition} ORDER BY line"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(run_id)
        .bind(stream.name())
        .bind(lines.start)
        .bind(lines.end);
    let query = match steps {
        Some(range) => query.bind(range.min).bind(range.max),
        None => query,
    };
    let mut found = query.fetch(db);
    while let Some(row) = found.try_next().await? {
        visitor(row);
    }
    Ok(())
}
