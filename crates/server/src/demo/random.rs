//! Numbers that look random and are the same for the same seed on every machine.

/// A generator of the `SplitMix64` kind (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Random(u64);

impl Random {
    /// The generator of a seed.
    pub const fn of_seed(seed: u64) -> Self {
        Self(seed)
    }

    /// The generator of a seed for one purpose, so that what one part draws does not move what another one draws.
    pub fn of(seed: u64, purpose: &str) -> Self {
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(purpose.bytes().fold(0xcbf2_9ce4_8422_2325, mix) ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Any number of 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn next_32(&mut self) -> u32 {
        u32::try_from(self.next() >> 32).unwrap_or(0)
    }

    /// A number from 0 up to but without `limit`; 0 when there is none.
    pub fn below(&mut self, limit: u32) -> u32 {
        u32::try_from((u64::from(self.next_32()) * u64::from(limit)) >> 32).unwrap_or(0)
    }

    /// A number of the range, both ends included.
    pub fn between(&mut self, least: u32, greatest: u32) -> u32 {
        least + self.below(greatest.saturating_sub(least) + 1)
    }

    /// A fraction from 0 up to but without 1.
    pub fn fraction(&mut self) -> f64 {
        f64::from(self.next_32()) / 4_294_967_296.0
    }

    /// A number from -1 up to but without 1.
    pub fn swing(&mut self) -> f64 {
        self.fraction().mul_add(2.0, -1.0)
    }

    /// One of the choices, which must not be empty.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let index = self.below(u32::try_from(choices.len()).unwrap_or(u32::MAX));
        &choices[usize::try_from(index).unwrap_or(0)]
    }

    /// A text of lower-case letters and digits.
    pub fn word(&mut self, chars: u32) -> String {
        (0..chars)
            .map(|_| char::from(*self.pick(b"abcdefghijklmnopqrstuvwxyz0123456789")))
            .collect()
    }
}

/// The number with so many decimals.
pub fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_and_another_one_others() {
        let draw = |seed| {
            let mut random = Random::of(seed, "x");
            [random.next(), random.next(), random.next()]
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut random = Random::of_seed(7);
        for _ in 0..1_000 {
            assert!(random.below(3) < 3);
            assert!((4..=6).contains(&random.between(4, 6)));
            assert!((0.0..1.0).contains(&random.fraction()));
            assert!((-1.0..1.0).contains(&random.swing()));
        }
        assert_eq!(random.word(8).len(), 8);
    }
}
