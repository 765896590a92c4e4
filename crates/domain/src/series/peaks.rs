//! Thinning of a long history so that no peak is lost.

/// One logged value, and the places at which it can be drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// The index of its line in the history.
    pub line: u32,
    /// The step; not a number where the line does not say.
    pub step: f64,
    /// Seconds since the epoch; not a number where the line does not say.
    pub timestamp_s: f64,
    /// Seconds since the run began; not a number where the line does not say.
    pub runtime_s: f64,
    /// The value, which may be infinite or not a number.
    pub value: f64,
}

/// Of every `lines_per_bucket` lines, counted from line 0, the least and the greatest finite value and the first that is not
/// finite, the first among equals; and the first and the last sample of all. `samples` are in the order of their lines.
///
/// What was thinned may be thinned again to buckets that are made of whole ones: the result is the same as if it had been
/// thinned to these at once. So parts of a history can be thinned ahead and put together later.
pub fn peaks(samples: &[Sample], lines_per_bucket: u32) -> Vec<Sample> {
    let size = lines_per_bucket.max(1);
    let mut out = Vec::new();
    let last = samples.len().saturating_sub(1);
    let mut start = 0;
    for bucket in samples.chunk_by(|one, next| one.line / size == next.line / size) {
        let mut kept = [None; 3];
        for (index, sample) in bucket.iter().enumerate() {
            let better = |slot: Option<usize>, wins: fn(f64, f64) -> bool| {
                slot.is_none_or(|best: usize| wins(sample.value, bucket[best].value))
            };
            if sample.value.is_finite() {
                if better(kept[0], |value, best| value < best) {
                    kept[0] = Some(index);
                }
                if better(kept[1], |value, best| value > best) {
                    kept[1] = Some(index);
                }
            } else if kept[2].is_none() {
                kept[2] = Some(index);
            }
        }
        let ends = [
            (start == 0).then_some(0),
            (start + bucket.len() > last).then(|| bucket.len() - 1),
        ];
        let mut chosen: Vec<usize> = kept.into_iter().chain(ends).flatten().collect();
        chosen.sort_unstable();
        chosen.dedup();
        out.extend(chosen.into_iter().map(|index| bucket[index]));
        start += bucket.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Often equal, now and then a peak, now and then no number.
    fn value() -> impl Strategy<Value = f64> {
        prop_oneof![
            8 => (-4_i32..4).prop_map(f64::from),
            4 => -1e9..1e9_f64,
            1 => Just(f64::NAN),
            1 => Just(f64::INFINITY),
            1 => Just(f64::NEG_INFINITY),
        ]
    }

    /// A history in which some lines lack the metric.
    fn history() -> impl Strategy<Value = Vec<Sample>> {
        prop::collection::vec((value(), 1_u32..4), 0..600).prop_map(|steps| {
            let mut line = 0;
            let sample = |(value, gap): (f64, u32)| {
                line += gap;
                Sample {
                    line: line - 1,
                    step: f64::from(line),
                    timestamp_s: f64::from(line) / 2.0,
                    runtime_s: f64::NAN,
                    value,
                }
            };
            steps.into_iter().map(sample).collect()
        })
    }

    /// What tells two samples apart: not-a-number equals itself here.
    fn bits(samples: &[Sample]) -> Vec<(u32, u64)> {
        samples
            .iter()
            .map(|sample| (sample.line, sample.value.to_bits()))
            .collect()
    }

    fn extremes(samples: &[Sample], bucket: u32, size: u32) -> (Option<f64>, Option<f64>, bool) {
        let inside = || samples.iter().filter(move |sample| sample.line / size == bucket);
        let finite = || {
            inside()
                .map(|sample| sample.value)
                .filter(|value| value.is_finite())
        };
        (
            finite().reduce(f64::min),
            finite().reduce(f64::max),
            inside().any(|sample| !sample.value.is_finite()),
        )
    }

    proptest! {
        #[test]
        fn each_bucket_keeps_its_least_its_greatest_and_its_gap(samples in history(), size in 1_u32..90) {
            let thin = peaks(&samples, size);
            for bucket in 0..=samples.last().map_or(0, |sample| sample.line / size) {
                prop_assert_eq!(extremes(&thin, bucket, size), extremes(&samples, bucket, size));
            }
        }

        #[test]
        fn what_is_kept_was_there_in_order_with_both_ends_and_is_little(samples in history(), size in 1_u32..90) {
            let thin = peaks(&samples, size);
            let (all, kept) = (bits(&samples), bits(&thin));
            prop_assert!(kept.windows(2).all(|pair| pair[0].0 < pair[1].0));
            prop_assert!(kept.iter().all(|sample| all.contains(sample)));
            prop_assert_eq!(kept.first(), all.first());
            prop_assert_eq!(kept.last(), all.last());
            let buckets = samples.last().map_or(0, |sample| sample.line / size + 1);
            prop_assert!(kept.len() <= buckets as usize * 3 + 2);
        }

        #[test]
        fn parts_thinned_ahead_give_what_thinning_at_once_gives(samples in history(), size in 1_u32..9, times in 1_u32..9) {
            let parts = samples.chunk_by(|one, next| one.line / (size * 4) == next.line / (size * 4));
            let ahead: Vec<Sample> = parts.flat_map(|part| peaks(part, size)).collect();
            prop_assert_eq!(bits(&peaks(&ahead, size * times)), bits(&peaks(&samples, size * times)));
        }
    }
}
