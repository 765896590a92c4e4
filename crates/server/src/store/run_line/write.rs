//! Writing lines.

use std::fmt::Write as _;

use super::pack::{self, LINES_PER_PACK};
use super::{LineRow, LineStream, NewLine};
use crate::fault::Answer;
use crate::store::Db;

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
    if !stream.is_packed() {
        return insert(db, run_id, stream, offset, lines).await;
    }
    drop_from(&mut *db, run_id, stream, offset).await?;
    let rest = pack_full(&mut *db, run_id, stream, offset, lines).await?;
    let taken = i64::try_from(lines.len() - rest.len()).unwrap_or(i64::MAX);
    insert(db, run_id, stream, offset + taken, rest).await
}

/// Takes away all lines of a stream.
///
/// # Errors
/// When the database fails.
pub async fn clear(db: &mut Db, run_id: i64, stream: LineStream) -> Answer<()> {
    drop_from(db, run_id, stream, 0).await
}

/// Drops the lines from an index on; those before it in a pack that is opened for it become rows again.
async fn drop_from(db: &mut Db, run_id: i64, stream: LineStream, offset: i64) -> Answer<()> {
    let query = sqlx::query("DELETE FROM run_line WHERE run_id = $1 AND stream = $2 AND line >= $3");
    query
        .bind(run_id)
        .bind(stream.name())
        .bind(offset)
        .execute(&mut *db)
        .await?;
    if offset >= pack::end(&mut *db, run_id, stream).await? {
        return Ok(());
    }
    let kept = pack::cut(&mut *db, run_id, stream, offset).await?;
    let Some(first) = kept.first().map(|line| line.row.line) else {
        return Ok(());
    };
    let kept: Vec<NewLine> = kept
        .into_iter()
        .map(|line| NewLine {
            step: line.step,
            content: line.row.content,
        })
        .collect();
    insert(db, run_id, stream, first, &kept).await
}

/// Packs the lines that fill packs, together with the rows before them; gives the lines that are left.
async fn pack_full<'a>(
    db: &mut Db,
    run_id: i64,
    stream: LineStream,
    offset: i64,
    lines: &'a [NewLine],
) -> Answer<&'a [NewLine]> {
    let first = offset.div_euclid(LINES_PER_PACK);
    let start = first * LINES_PER_PACK;
    let end = offset + i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let full_end = end.div_euclid(LINES_PER_PACK) * LINES_PER_PACK;
    if full_end <= start {
        return Ok(lines);
    }
    let filled = usize::try_from(full_end - offset).unwrap_or_default();
    let (packable, rest) = lines.split_at(filled.min(lines.len()));
    if start == offset {
        pack::write(db, run_id, stream, first, packable).await?;
        return Ok(rest);
    }
    let before = rows_between(&mut *db, run_id, stream, start, offset).await?;
    if i64::try_from(before.len()).is_ok_and(|count| count == offset - start) {
        let query = sqlx::query("DELETE FROM run_line WHERE run_id = $1 AND stream = $2 AND line >= $3");
        query
            .bind(run_id)
            .bind(stream.name())
            .bind(start)
            .execute(&mut *db)
            .await?;
        let together = [before.as_slice(), packable].concat();
        pack::write(db, run_id, stream, first, &together).await?;
        return Ok(rest);
    }
    // Lines before these never came: the pack that they would share stays open for ever.
    let to_next = usize::try_from(start + LINES_PER_PACK - offset).unwrap_or_default();
    let (loose, packable) = packable.split_at(to_next.min(packable.len()));
    insert(&mut *db, run_id, stream, offset, loose).await?;
    pack::write(db, run_id, stream, first + 1, packable).await?;
    Ok(rest)
}

#[derive(sqlx::FromRow)]
struct SteppedRow {
    step: Option<i64>,
    #[sqlx(flatten)]
    row: LineRow,
}

async fn rows_between(
    db: &mut Db,
    run_id: i64,
    stream: LineStream,
    start: i64,
    end: i64,
) -> Answer<Vec<NewLine>> {
    let query = sqlx::query_as(
        "SELECT step, line, content FROM run_line WHERE run_id = $1 AND stream = $2 AND line >= $3 AND line < $4 ORDER BY line",
    );
    let query = query.bind(run_id).bind(stream.name()).bind(start).bind(end);
    let rows: Vec<SteppedRow> = query.fetch_all(db).await?;
    let lines = rows.into_iter().map(|found| NewLine {
        step: found.step,
        content: found.row.content,
    });
    Ok(lines.collect())
}

async fn insert(db: &mut Db, run_id: i64, stream: LineStream, offset: i64, lines: &[NewLine]) -> Answer<()> {
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
