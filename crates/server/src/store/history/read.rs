//! Samples for charts.

use std::ops::Range;

use domain::series::{Sample, peaks};

use super::level::{BLOCKS_PER_COARSE, LINES_PER_BLOCK, Level};
use super::{is_drawn, place_of, rows};
use crate::fault::Answer;
use crate::store::Db;
use crate::store::run_line::lenient_json::{is_number, number, object, value_at};
use crate::store::run_line::{self, LineStream};

/// What a chart is drawn over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Steps.
    Step,
    /// Seconds since the epoch.
    Time,
    /// Seconds since the run began.
    Runtime,
}

impl Axis {
    /// Where a sample is drawn.
    pub const fn of(self, sample: &Sample) -> f64 {
        match self {
            Self::Step => sample.step,
            Self::Time => sample.timestamp_s,
            Self::Runtime => sample.runtime_s,
        }
    }
}

/// What is to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The metrics.
    pub keys: Vec<String>,
    /// What they are drawn over.
    pub axis: Axis,
    /// The part of the axis that is drawn, both ends included; `None` for all.
    pub range: Option<(f64, f64)>,
    /// The greatest number of samples of all metrics together.
    pub samples_max: u32,
}

/// The greatest number of buckets of a metric: more than a chart has pixels helps nobody.
const BUCKETS_MAX: u32 = 500;

impl Question {
    /// The buckets of each metric: most hold two samples.
    fn buckets(&self) -> u32 {
        let keys = u32::try_from(self.keys.len()).unwrap_or(u32::MAX).max(1);
        (self.samples_max / keys / 2).clamp(1, BUCKETS_MAX)
    }
}

/// Lines that stand together.
type Lines = Range<i64>;

/// What is read: some lines as they are, rows of levels between them.
struct Plan {
    lines: Vec<Lines>,
    rows: Vec<(Level, Range<i64>)>,
    lines_per_bucket: u32,
}

/// The samples of each metric, in the order of the lines: of each bucket the least, the greatest and a value that is no number, and the
/// first and the last of all.
///
/// # Errors
/// When the database fails.
pub async fn samples(db: &mut Db, run_id: i64, question: &Question) -> Answer<Vec<Vec<Sample>>> {
    let plan = plan(&mut *db, run_id, question).await?;
    let mut found: Vec<Vec<Sample>> = vec![Vec::new(); question.keys.len()];
    for lines in &plan.lines {
        add_lines(&mut *db, run_id, question, lines, &mut found).await?;
    }
    for (level, blocks) in &plan.rows {
        for (key, samples) in question
            .keys
            .iter()
            .zip(&mut found)
            .filter(|(key, _)| is_drawn(key))
        {
            rows::add_series(&mut *db, run_id, *level, key, blocks, samples).await?;
        }
    }
    for samples in &mut found {
        if let Some((from, to)) = question.range {
            samples.retain(|sample| (from..=to).contains(&question.axis.of(sample)));
        }
        samples.sort_by_key(|sample| sample.line);
    }
    let lines_per_bucket = if plan.rows.is_empty() {
        fitting(&found, question.buckets())
    } else {
        plan.lines_per_bucket
    };
    Ok(thinned(found, lines_per_bucket, question.samples_max))
}

/// Thins all metrics, and again to greater buckets while there are too many samples.
fn thinned(found: Vec<Vec<Sample>>, lines_per_bucket: u32, samples_max: u32) -> Vec<Vec<Sample>> {
    let mut size = lines_per_bucket;
    let mut thin = found;
    loop {
        thin = thin.iter().map(|samples| peaks(samples, size)).collect();
        let total: usize = thin.iter().map(Vec::len).sum();
        if u32::try_from(total).is_ok_and(|total| total <= samples_max) || size > u32::MAX / 2 {
            return thin;
        }
        size *= 2;
    }
}

async fn plan(db: &mut Db, run_id: i64, question: &Question) -> Answer<Plan> {
    let line_count = run_line::count(&mut *db, run_id, LineStream::History).await?;
    let block_count = rows::block_count(&mut *db, run_id).await?;
    let tail = block_count * LINES_PER_BLOCK..line_count;
    let blocks = match question.range {
        Some(range) => rows::blocks_between(db, run_id, question.axis, range)
            .await?
            .unwrap_or_default(),
        None => 0..block_count,
    };
    let lines = blocks.start * LINES_PER_BLOCK..blocks.end * LINES_PER_BLOCK;
    let wanted = u32::try_from((lines.end - lines.start) / i64::from(question.buckets()));
    let wanted = wanted.unwrap_or(u32::MAX / 2);
    let is_short = question.range.is_some() && blocks.end - blocks.start < 3;
    let level = if is_short {
        None
    } else if wanted >= Level::Coarse.lines_per_bucket() {
        Some(Level::Coarse)
    } else if wanted >= Level::Fine.lines_per_bucket() {
        Some(Level::Fine)
    } else {
        None
    };
    let Some(level) = level else {
        return Ok(Plan {
            lines: vec![lines, tail],
            rows: Vec::new(),
            lines_per_bucket: 1,
        });
    };
    // The blocks at the ends of a range lie in it in part only: what was thinned may have lost what lies inside.
    let whole = if question.range.is_some() {
        blocks.start + 1..blocks.end - 1
    } else {
        blocks.clone()
    };
    Ok(Plan {
        lines: vec![
            lines.start..whole.start * LINES_PER_BLOCK,
            whole.end * LINES_PER_BLOCK..lines.end,
            tail,
        ],
        rows: rows_of(&whole, level),
        lines_per_bucket: wanted.next_multiple_of(level.lines_per_bucket()),
    })
}

/// The rows that hold some blocks, as coarse as the level allows.
fn rows_of(blocks: &Range<i64>, level: Level) -> Vec<(Level, Range<i64>)> {
    let first = blocks.start.div_euclid(BLOCKS_PER_COARSE)
        + i64::from(blocks.start.rem_euclid(BLOCKS_PER_COARSE) != 0);
    let end = blocks.end.div_euclid(BLOCKS_PER_COARSE);
    if level == Level::Fine || first >= end {
        return vec![(Level::Fine, blocks.clone())];
    }
    vec![
        (Level::Fine, blocks.start..first * BLOCKS_PER_COARSE),
        (Level::Coarse, first..end),
        (Level::Fine, end * BLOCKS_PER_COARSE..blocks.end),
    ]
}

/// Lines of a bucket so that the samples that were found fill the buckets.
fn fitting(found: &[Vec<Sample>], buckets: u32) -> u32 {
    let first = found
        .iter()
        .filter_map(|samples| samples.first())
        .map(|sample| sample.line)
        .min();
    let last = found
        .iter()
        .filter_map(|samples| samples.last())
        .map(|sample| sample.line)
        .max();
    first
        .zip(last)
        .map_or(1, |(first, last)| (last - first + 1).div_ceil(buckets.max(1)))
}

async fn add_lines(
    db: &mut Db,
    run_id: i64,
    question: &Question,
    lines: &Lines,
    found: &mut [Vec<Sample>],
) -> Answer<()> {
    if lines.is_empty() {
        return Ok(());
    }
    run_line::each_between(db, run_id, lines, |line| {
        let Some(row) = object(&line.content) else { return };
        let place = place_of(line.line, &row);
        for (key, samples) in question.keys.iter().zip(&mut *found) {
            let value = value_at(&row, key).filter(|value| is_number(value) && is_drawn(key));
            if let Some(value) = value {
                samples.push(Sample {
                    value: number(value),
                    ..place
                });
            }
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coarse_rows_hold_the_middle_and_fine_ones_the_ends() {
        assert_eq!(
            rows_of(&(3..50), Level::Coarse),
            [(Level::Fine, 3..16), (Level::Coarse, 1..3), (Level::Fine, 48..50)]
        );
        assert_eq!(rows_of(&(3..20), Level::Coarse), [(Level::Fine, 3..20)]);
        assert_eq!(rows_of(&(0..16), Level::Fine), [(Level::Fine, 0..16)]);
        assert_eq!(
            rows_of(&(0..16), Level::Coarse),
            [(Level::Fine, 0..0), (Level::Coarse, 0..1), (Level::Fine, 16..16)]
        );
    }
}
