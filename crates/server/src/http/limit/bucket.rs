//! Token buckets, one for each key.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::clock::{Micros, SECOND};

/// How many buckets are kept before the full ones are dropped.
const BUCKETS_MAX: usize = 10_000;

/// Buckets that fill with time: each holds `capacity` tokens at most and gains `per_second`.
pub struct Buckets<K> {
    capacity: f64,
    per_second: f64,
    /// The tokens of each bucket, and when they were counted.
    found: Mutex<BTreeMap<K, (f64, Micros)>>,
}

impl<K: Ord> Buckets<K> {
    /// Full buckets; with a capacity of 0 nothing is limited.
    pub fn new(capacity: f64, per_second: f64) -> Self {
        Self {
            capacity,
            per_second,
            found: Mutex::default(),
        }
    }

    fn filled(&self, (tokens, at): (f64, Micros), now: Micros) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a lost microsecond in a century does no harm"
        )]
        let seconds = (now - at).max(0) as f64 / SECOND as f64;
        (tokens + seconds * self.per_second).min(self.capacity)
    }

    /// The whole seconds until there is a token again.
    fn wait(&self, tokens: f64) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number"
        )]
        let seconds = ((1.0 - tokens) / self.per_second).ceil().clamp(1.0, 3_600.0) as u64;
        seconds
    }

    /// Whether there is a token, without taking it.
    ///
    /// # Errors
    /// The seconds until there is one.
    pub fn look(&self, key: &K, now: Micros) -> Result<(), u64> {
        let Ok(found) = self.found.lock() else {
            return Ok(());
        };
        let tokens = found
            .get(key)
            .map_or(self.capacity, |bucket| self.filled(*bucket, now));
        if self.capacity == 0.0 || tokens >= 1.0 {
            Ok(())
        } else {
            Err(self.wait(tokens))
        }
    }

    /// Takes a token.
    ///
    /// # Errors
    /// The seconds until there is one.
    pub fn take(&self, key: K, now: Micros) -> Result<(), u64> {
        if self.capacity == 0.0 {
            return Ok(());
        }
        let Ok(mut found) = self.found.lock() else {
            return Ok(());
        };
        if found.len() >= BUCKETS_MAX && !found.contains_key(&key) {
            found.retain(|_, bucket| self.filled(*bucket, now) < self.capacity);
        }
        let tokens = found
            .get(&key)
            .map_or(self.capacity, |bucket| self.filled(*bucket, now));
        if tokens < 1.0 {
            found.insert(key, (tokens, now));
            return Err(self.wait(tokens));
        }
        found.insert(key, (tokens - 1.0, now));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_with_time() {
        let buckets = Buckets::new(2.0, 0.5);
        assert_eq!(buckets.look(&"a", 0), Ok(()));
        assert_eq!(buckets.take("a", 0), Ok(()));
        assert_eq!(buckets.take("a", 0), Ok(()));
        assert_eq!(buckets.look(&"a", 0), Err(2));
        assert_eq!(buckets.take("a", 0), Err(2));
        assert_eq!(buckets.take("b", 0), Ok(()));
        assert_eq!(buckets.take("a", SECOND), Err(1));
        assert_eq!(buckets.look(&"a", 2 * SECOND), Ok(()));
        assert_eq!(buckets.take("a", 2 * SECOND), Ok(()));
        assert_eq!(buckets.take("a", 2 * SECOND), Err(2));
        assert_eq!(buckets.take("a", 100 * SECOND), Ok(()));
        assert_eq!(buckets.take("a", 100 * SECOND), Ok(()));
        assert_eq!(
            buckets.take("a", 100 * SECOND),
            Err(2),
            "it holds no more than its capacity"
        );
    }

    #[test]
    fn a_clock_that_steps_back_fills_nothing() {
        let buckets = Buckets::new(1.0, 1.0);
        assert_eq!(buckets.take("a", 10 * SECOND), Ok(()));
        assert_eq!(buckets.take("a", 0), Err(1));
    }

    #[test]
    fn full_buckets_are_dropped_when_there_are_too_many() {
        let buckets = Buckets::new(1.0, 1.0);
        for key in 0..BUCKETS_MAX {
            assert_eq!(buckets.take(key, 0), Ok(()));
        }
        assert_eq!(buckets.take(BUCKETS_MAX, SECOND), Ok(()));
        assert_eq!(buckets.found.lock().unwrap().len(), 1);
        assert_eq!(buckets.take(BUCKETS_MAX, SECOND), Err(1), "the new one is kept");
    }
}
