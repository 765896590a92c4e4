//! The numbers of a history, kept thinned so that a run of a million lines opens its charts at once.
//!
//! Lines arrive in `run_line`. Whenever 4,096 of them are together they are thinned to buckets of 64 lines ([`level::Level::Fine`]), and
//! 16 such blocks to buckets of 1,024 lines ([`level::Level::Coarse`]), in the transaction that brought the last line. A question for a
//! chart reads the coarsest level that is fine enough; the lines at its ends, and those of no full block, are read as they are.

pub mod level;
mod packed;
mod read;
mod rows;

pub use self::read::{Axis, Question, samples};

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::series::{Sample, peaks};
use serde_json::{Map, Value};

use self::level::{BLOCKS_PER_COARSE, LINES_PER_BLOCK, Level};
use self::rows::Extents;
use super::Db;
use super::run_line::lenient_json::{is_number, number, object};
use super::run_line::{self, LineStream};
use crate::fault::Answer;

/// Blocks that one message makes of lines that came long before it, from times when none were made.
const BLOCKS_TO_CATCH_UP_MAX: i64 = 8;

/// Brings the blocks up to date after lines were written from the index `offset` on; `sent` are these lines.
///
/// # Errors
/// When the database fails.
pub async fn take_in(db: &mut Db, run_id: i64, offset: i64, sent: &[Map<String, Value>]) -> Answer<()> {
    let mut done = rows::block_count(&mut *db, run_id).await?;
    if offset < done * LINES_PER_BLOCK {
        // Lines are sent anew: what was made of them, and of all that followed, is gone.
        done = offset / LINES_PER_BLOCK;
        rows::drop_from(&mut *db, run_id, done).await?;
    }
    let end = offset + i64::try_from(sent.len()).unwrap_or(i64::MAX);
    let full = end / LINES_PER_BLOCK;
    let is_behind = done + BLOCKS_TO_CATCH_UP_MAX < offset / LINES_PER_BLOCK;
    let until = if is_behind {
        done + BLOCKS_TO_CATCH_UP_MAX
    } else {
        full
    };
    for block in done..until {
        let numbers = numbers_of_block(&mut *db, run_id, block, offset, sent).await?;
        rows::write_block(&mut *db, run_id, block, &numbers.extents).await?;
        let thin: Vec<(&str, Vec<Sample>)> = numbers
            .of_keys
            .iter()
            .map(|(key, samples)| (key.as_str(), peaks(samples, Level::Fine.lines_per_bucket())))
            .collect();
        rows::write_series(&mut *db, run_id, Level::Fine, block, &thin).await?;
        if (block + 1) % BLOCKS_PER_COARSE == 0 {
            make_coarse(&mut *db, run_id, block / BLOCKS_PER_COARSE).await?;
        }
    }
    Ok(())
}

async fn make_coarse(db: &mut Db, run_id: i64, coarse: i64) -> Answer<()> {
    let blocks = coarse * BLOCKS_PER_COARSE..(coarse + 1) * BLOCKS_PER_COARSE;
    let fine = rows::all_series(&mut *db, run_id, Level::Fine, blocks).await?;
    let thin: Vec<(&str, Vec<Sample>)> = fine
        .iter()
        .map(|(key, samples)| (key.as_str(), peaks(samples, Level::Coarse.lines_per_bucket())))
        .collect();
    rows::write_series(db, run_id, Level::Coarse, coarse, &thin).await
}

/// The longest name of a metric that curves are drawn of.
const KEY_BYTES_MAX: usize = 512;

/// The numbers of some lines.
#[derive(Default)]
struct Numbers {
    of_keys: BTreeMap<String, Vec<Sample>>,
    extents: Extents,
}

impl Numbers {
    fn add(&mut self, line: i64, row: &Map<String, Value>) {
        let place = place_of(line, row);
        self.extents.add(&place);
        self.add_entries("", row, place);
    }

    fn add_entries(&mut self, prefix: &str, entries: &Map<String, Value>, place: Sample) {
        for (name, value) in entries {
            let key = if prefix.is_empty() {
                Cow::Borrowed(name.as_str())
            } else {
                Cow::Owned(format!("{prefix}{name}"))
            };
            match value {
                _ if !is_drawn(&key) => {}
                Value::Object(inner) if !inner.contains_key("_type") => {
                    self.add_entries(&format!("{key}."), inner, place);
                }
                value if is_number(value) => {
                    let sample = Sample {
                        value: number(value),
                        ..place
                    };
                    match self.of_keys.get_mut(key.as_ref()) {
                        Some(samples) => samples.push(sample),
                        None => {
                            self.of_keys.insert(key.into_owned(), vec![sample]);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether curves are drawn of a metric. The SDK's own are places of lines rather than values; and a database may not find names that are
/// very long or hold a null character.
fn is_drawn(key: &str) -> bool {
    !key.starts_with('_') && key.len() <= KEY_BYTES_MAX && !key.contains('\0')
}

/// Where the values of a line are drawn; it has no value yet.
fn place_of(line: i64, row: &Map<String, Value>) -> Sample {
    let at = |key: &str| row.get(key).map_or(f64::NAN, number);
    Sample {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        step: at("_step"),
        timestamp_s: at("_timestamp"),
        runtime_s: at("_runtime"),
        value: f64::NAN,
    }
}

async fn numbers_of_block(
    db: &mut Db,
    run_id: i64,
    block: i64,
    offset: i64,
    sent: &[Map<String, Value>],
) -> Answer<Numbers> {
    let mut numbers = Numbers::default();
    let (start, end) = (block * LINES_PER_BLOCK, (block + 1) * LINES_PER_BLOCK);
    if start < offset {
        let limit = offset.min(end) - start;
        for row in run_line::from(db, run_id, LineStream::History, start, limit).await? {
            if let Some(values) = object(&row.content).filter(|_| row.line < offset) {
                numbers.add(row.line, &values);
            }
        }
    }
    for (line, row) in (offset..).zip(sent) {
        if (start..end).contains(&line) {
            numbers.add(line, row);
        }
    }
    Ok(numbers)
}

#[cfg(test)]
#[path = "history/tests.rs"]
mod tests;
