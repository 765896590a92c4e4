//! Lines that are only ever appended, 128 together and compressed.

use std::ops::Range;

use super::{LineRow, LineStream, NewLine};
use crate::fault::{Answer, Fault};
use crate::store::Db;

/// Lines of a pack. Compression gains little from more, and a sample of single lines has to unpack as many for each.
pub const LINES_PER_PACK: i64 = 128;
/// Packs of one statement; each takes four parameters beside the two that all share.
const PACKS_PER_STATEMENT: usize = 64;
/// The level of the compressor: higher ones take longer than the rest of a request.
const LEVEL: i32 = 3;
/// Stands for a line without a step.
const NO_STEP: i64 = i64::MIN;

/// The lines of a pack.
pub fn lines_of(pack: i64) -> Range<i64> {
    pack * LINES_PER_PACK..(pack + 1) * LINES_PER_PACK
}

/// A line of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedLine {
    /// Its index and its text.
    pub row: LineRow,
    /// Its step, for lines of the history.
    pub step: Option<i64>,
}

/// Each line as its step (64 bits, least significant byte first), the number of its bytes (32 bits) and these, compressed together.
fn packed(lines: &[NewLine]) -> Answer<Vec<u8>> {
    let mut bytes = Vec::new();
    for line in lines {
        let length = u32::try_from(line.content.len()).map_err(Fault::internal)?;
        bytes.extend(line.step.unwrap_or(NO_STEP).to_le_bytes());
        bytes.extend(length.to_le_bytes());
        bytes.extend(line.content.as_bytes());
    }
    zstd::bulk::compress(&bytes, LEVEL).map_err(Fault::internal)
}

fn unpacked(pack: i64, content: &[u8]) -> Answer<Vec<PackedLine>> {
    let damaged = || Fault::internal(anyhow::anyhow!("a pack of lines is damaged"));
    let bytes = zstd::stream::decode_all(content).map_err(Fault::internal)?;
    let mut rest = bytes.as_slice();
    let mut lines = Vec::new();
    for line in lines_of(pack) {
        let (step, after) = rest.split_first_chunk().ok_or_else(damaged)?;
        let (length, after) = after.split_first_chunk().ok_or_else(damaged)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(Fault::internal)?;
        let (text, after) = after.split_at_checked(length).ok_or_else(damaged)?;
        let step = i64::from_le_bytes(*step);
        lines.push(PackedLine {
            row: LineRow {
                line,
                content: String::from_utf8(text.to_vec()).map_err(Fault::internal)?,
            },
            step: (step != NO_STEP).then_some(step),
        });
        rest = after;
    }
    Ok(lines)
}

/// The index behind the last packed line of a stream; 0 when there is none.
///
/// # Errors
/// When the database fails.
pub async fn end(db: &mut Db, run_id: i64, stream: LineStream) -> Answer<i64> {
    let query = sqlx::query_scalar(
        "SELECT COALESCE(MAX(pack) + 1, 0) FROM run_pack WHERE run_id = $1 AND stream = $2",
    );
    let packs: i64 = query.bind(run_id).bind(stream.name()).fetch_one(db).await?;
    Ok(packs * LINES_PER_PACK)
}

/// Writes packs, the first of which has that number. What the lines do not fill is left over.
///
/// # Errors
/// When the database fails.
pub async fn write(
    db: &mut Db,
    run_id: i64,
    stream: LineStream,
    first: i64,
    lines: &[NewLine],
) -> Answer<()> {
    let per_pack = usize::try_from(LINES_PER_PACK).map_err(Fault::internal)?;
    let packs: Vec<&[NewLine]> = lines.chunks_exact(per_pack).collect();
    let mut number = first;
    for some in packs.chunks(PACKS_PER_STATEMENT) {
        let rows: Vec<String> = (0..some.len())
            .map(|row| {
                let at = 3 + 4 * row;
                format!("($1, $2, ${at}, ${}, ${}, ${})", at + 1, at + 2, at + 3)
            })
            .collect();
        let sql = format!(
            "INSERT INTO run_pack (run_id, stream, pack, step_min, step_max, content) VALUES {}",
            rows.join(", ")
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(run_id)
            .bind(stream.name());
        for lines in some {
            let steps = || lines.iter().filter_map(|line| line.step);
            query = query
                .bind(number)
                .bind(steps().min())
                .bind(steps().max())
                .bind(packed(lines)?);
            number += 1;
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Takes away the packs from the one that holds a line on, and gives what stood before the line in that one.
///
/// # Errors
/// When the database fails.
pub async fn cut(db: &mut Db, run_id: i64, stream: LineStream, line: i64) -> Answer<Vec<PackedLine>> {
    let first = line.div_euclid(LINES_PER_PACK);
    let mut kept = between(&mut *db, run_id, stream, first..first + 1, None, 1).await?;
    let query = sqlx::query("DELETE FROM run_pack WHERE run_id = $1 AND stream = $2 AND pack >= $3");
    query
        .bind(run_id)
        .bind(stream.name())
        .bind(first)
        .execute(db)
        .await?;
    let mut lines = kept.pop().map(|(_, lines)| lines).unwrap_or_default();
    lines.retain(|kept| kept.row.line < line);
    Ok(lines)
}

#[derive(sqlx::FromRow)]
struct PackRow {
    pack: i64,
    content: Vec<u8>,
}

fn opened(rows: Vec<PackRow>) -> Answer<Vec<(i64, Vec<PackedLine>)>> {
    rows.into_iter()
        .map(|row| Ok((row.pack, unpacked(row.pack, &row.content)?)))
        .collect()
}

/// The first packs among some that may hold steps of a range, in their order, each with its number.
///
/// # Errors
/// When the database fails.
pub async fn between(
    db: &mut Db,
    run_id: i64,
    stream: LineStream,
    packs: Range<i64>,
    steps: Option<super::StepRange>,
    limit: i64,
) -> Answer<Vec<(i64, Vec<PackedLine>)>> {
    let condition = match steps {
        Some(_) => " AND step_max >= $6 AND step_min <= $7",
        None => "",
    };
    let sql = format!(
        "SELECT pack, content FROM run_pack WHERE run_id = $1 AND stream = $2 AND pack >= $3 AND pack < $4{condition} \
         ORDER BY pack LIMIT $5"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(run_id)
        .bind(stream.name())
        .bind(packs.start)
        .bind(packs.end)
        .bind(limit);
    let query = match steps {
        Some(range) => query.bind(range.min).bind(range.max),
        None => query,
    };
    opened(query.fetch_all(db).await?)
}

/// Packs by their numbers, in any order.
///
/// # Errors
/// When the database fails.
pub async fn numbered(
    db: &mut Db,
    run_id: i64,
    stream: LineStream,
    packs: &[i64],
) -> Answer<Vec<PackedLine>> {
    let list = crate::store::integers(packs);
    let sql =
        format!("SELECT pack, content FROM run_pack WHERE run_id = $1 AND stream = $2 AND pack IN ({list})");
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).persistent(false);
    let rows = query.bind(run_id).bind(stream.name()).fetch_all(db).await?;
    Ok(opened(rows)?.into_iter().flat_map(|(_, lines)| lines).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_byte_for_byte_and_damage_is_noticed() {
        let lines: Vec<NewLine> = (0..LINES_PER_PACK)
            .map(|line| NewLine {
                step: (line % 3 != 0).then_some(-line),
                content: format!("{{\"a\":\"ö\n\t{line}\"}}"),
            })
            .collect();
        let content = packed(&lines).unwrap();
        let back = unpacked(2, &content).unwrap();
        assert_eq!(back.len(), 128);
        for (at, (line, sent)) in back.iter().zip(&lines).enumerate() {
            assert_eq!((line.step, &line.row.content), (sent.step, &sent.content));
            assert_eq!(line.row.line, 256 + i64::try_from(at).unwrap());
        }
        assert!(unpacked(2, &content[..content.len() - 3]).is_err(), "cut off");
        assert!(unpacked(0, &packed(&lines[1..]).unwrap()).is_err(), "too few");
    }
}
