//! The tables of the blocks.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use domain::series::Sample;
use futures::TryStreamExt as _;

use super::level::{BLOCKS_PER_COARSE, Level};
use super::packed::{pack, unpack};
use super::read::Axis;
use crate::fault::{Answer, Fault};
use crate::store::Db;

/// Rows of one statement; each takes two parameters beside the three that all share.
const ROWS_PER_STATEMENT: usize = 200;

/// The least and the greatest place of a block on each axis; none where no line has one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Extents([Option<(f64, f64)>; 3]);

impl Extents {
    /// Takes in the place of a line.
    pub fn add(&mut self, place: &Sample) {
        let places = [place.step, place.timestamp_s, place.runtime_s];
        for (extent, x) in self.0.iter_mut().zip(places) {
            if x.is_finite() {
                let (min, max) = extent.unwrap_or((x, x));
                *extent = Some((min.min(x), max.max(x)));
            }
        }
    }
}

/// The number of blocks of a run: the first ones of its history.
///
/// # Errors
/// When the database fails.
pub async fn block_count(db: &mut Db, run_id: i64) -> Answer<i64> {
    let query = sqlx::query_scalar("SELECT COALESCE(MAX(block) + 1, 0) FROM history_block WHERE run_id = $1");
    Ok(query.bind(run_id).fetch_one(db).await?)
}

/// Takes away the blocks of a run from one on.
///
/// # Errors
/// When the database fails.
pub async fn drop_from(db: &mut Db, run_id: i64, block: i64) -> Answer<()> {
    let query = sqlx::query("DELETE FROM history_block WHERE run_id = $1 AND block >= $2");
    query.bind(run_id).bind(block).execute(&mut *db).await?;
    for (level, first) in [(Level::Fine, block), (Level::Coarse, block / BLOCKS_PER_COARSE)] {
        let query =
            sqlx::query("DELETE FROM history_series WHERE run_id = $1 AND level = $2 AND block >= $3");
        query
            .bind(run_id)
            .bind(level.number())
            .bind(first)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Writes where a block lies.
///
/// # Errors
/// When the database fails.
pub async fn write_block(db: &mut Db, run_id: i64, block: i64, extents: &Extents) -> Answer<()> {
    let query = sqlx::query(
        "INSERT INTO history_block (run_id, block, step_min, step_max, time_min, time_max, runtime_min, runtime_max) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    // A prepared statement would keep the type that sqlx gives to the first absent number, see `Db`.
    let mut query = query.persistent(false).bind(run_id).bind(block);
    for extent in extents.0 {
        query = query
            .bind(extent.map(|(min, _)| min))
            .bind(extent.map(|(_, max)| max));
    }
    query.execute(db).await?;
    Ok(())
}

/// Writes a row of each metric.
///
/// # Errors
/// When the database fails.
pub async fn write_series(
    db: &mut Db,
    run_id: i64,
    level: Level,
    block: i64,
    series: &[(&str, Vec<Sample>)],
) -> Answer<()> {
    for chunk in series.chunks(ROWS_PER_STATEMENT) {
        let mut sql =
            String::from("INSERT INTO history_series (run_id, level, block, key_name, samples) VALUES ");
        for index in 0..chunk.len() {
            let comma = if index == 0 { "" } else { ", " };
            // Writing to a text cannot fail.
            let _written = write!(sql, "{comma}($1, $2, $3, ${}, ${})", 4 + 2 * index, 5 + 2 * index);
        }
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(run_id)
            .bind(level.number())
            .bind(block);
        for (key, samples) in chunk {
            query = query.bind((*key).to_owned()).bind(pack(samples));
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct SeriesRow {
    key_name: String,
    samples: String,
}

/// The samples of all metrics of some rows of a level.
///
/// # Errors
/// When the database fails.
pub async fn all_series(
    db: &mut Db,
    run_id: i64,
    level: Level,
    blocks: Range<i64>,
) -> Answer<BTreeMap<String, Vec<Sample>>> {
    let query = sqlx::query_as(
        "SELECT key_name, samples FROM history_series WHERE run_id = $1 AND level = $2 AND block >= $3 AND block < $4 \
         ORDER BY key_name, block",
    );
    let query = query
        .bind(run_id)
        .bind(level.number())
        .bind(blocks.start)
        .bind(blocks.end);
    let mut rows = query.fetch(db);
    let mut found: BTreeMap<String, Vec<Sample>> = BTreeMap::new();
    while let Some(SeriesRow { key_name, samples }) = rows.try_next().await? {
        take(&samples, found.entry(key_name).or_default())?;
    }
    Ok(found)
}

/// Adds the samples of one metric in some rows of a level.
///
/// # Errors
/// When the database fails.
pub async fn add_series(
    db: &mut Db,
    run_id: i64,
    level: Level,
    key: &str,
    blocks: &Range<i64>,
    out: &mut Vec<Sample>,
) -> Answer<()> {
    let query = sqlx::query_scalar(
        "SELECT samples FROM history_series WHERE run_id = $1 AND level = $2 AND key_name = $3 AND block >= $4 AND block < $5 \
         ORDER BY block",
    );
    let query = query
        .bind(run_id)
        .bind(level.number())
        .bind(key.to_owned())
        .bind(blocks.start)
        .bind(blocks.end);
    let mut rows = query.fetch(db);
    while let Some(samples) = rows.try_next().await? {
        let samples: String = samples;
        take(&samples, out)?;
    }
    Ok(())
}

fn take(samples: &str, out: &mut Vec<Sample>) -> Answer<()> {
    if unpack(samples, out) {
        Ok(())
    } else {
        Err(Fault::internal(anyhow::anyhow!(
            "samples of a history cannot be read"
        )))
    }
}

/// The blocks that lie in a range of an axis, in part at least: from the first to behind the last.
///
/// # Errors
/// When the database fails.
pub async fn blocks_between(
    db: &mut Db,
    run_id: i64,
    axis: Axis,
    (from, to): (f64, f64),
) -> Answer<Option<Range<i64>>> {
    let (min, max) = match axis {
        Axis::Step => ("step_min", "step_max"),
        Axis::Time => ("time_min", "time_max"),
        Axis::Runtime => ("runtime_min", "runtime_max"),
    };
    let sql = format!(
        "SELECT MIN(block), MAX(block) + 1 FROM history_block WHERE run_id = $1 AND {min} <= $2 AND {max} >= $3"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(run_id)
        .bind(to)
        .bind(from);
    let (first, end): (Option<i64>, Option<i64>) = query.fetch_one(db).await?;
    Ok(first.zip(end).map(|(first, end)| first..end))
}
