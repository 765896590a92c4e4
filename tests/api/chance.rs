//! Repeatable chance: a test prints its seed, and `VITRINE_SEED` repeats it.

/// A sequence of numbers that its seed decides (`SplitMix64`).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// Chance by `VITRINE_SEED`, or another one each time; the seed is printed for when the test fails.
    pub fn new(test: &str) -> Self {
        let seed = std::env::var("VITRINE_SEED")
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(|| {
                let now = std::time::SystemTime::now()
                    .duration_since(std::time::UNIX_EPOCH)
                    .unwrap();
                u64::from(now.subsec_nanos()) ^ now.as_secs()
            });
        println!("{test}: VITRINE_SEED={seed}");
        Self(seed)
    }

    /// The sequence of a seed.
    pub const fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// Another sequence of the same seed.
    pub fn branch(&self, number: u64) -> Self {
        Self(self.0.wrapping_add(number.wrapping_mul(0xA076_1D64_78BD_642F)))
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }

    /// One of them.
    pub fn one_of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        let index = self.below(things.len() as u64);
        &things[usize::try_from(index).unwrap()]
    }
}
