//! Repeatable randomness, and the ways in which bytes and paths are broken.

/// A generator of numbers (splitmix64) that a seed repeats.
pub struct Random {
    /// What it began with.
    pub seed: u64,
    state: u64,
}

impl Random {
    /// From `VITRINE_FUZZ_SEED`, or from the clock.
    pub fn seeded() -> Self {
        let given = std::env::var("VITRINE_FUZZ_SEED")
            .ok()
            .and_then(|text| text.parse().ok());
        let seed = given.unwrap_or_else(|| {
            let since = std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .unwrap();
            u64::from(since.subsec_nanos()) ^ since.as_secs()
        });
        Self { seed, state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// Once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of the things.
    pub fn of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// The bytes truncated, doubled, reordered, or with a byte changed, put in or left out.
    pub fn broken(&mut self, bytes: &[u8]) -> Vec<u8> {
        let at = self.below(bytes.len());
        let mut broken = bytes.to_vec();
        match self.below(7) {
            0 => broken.truncate(at),
            1 => broken.extend_from_slice(bytes),
            2 => broken.rotate_left(at),
            3 => broken[at] = u8::try_from(self.below(256)).unwrap(),
            4 => broken.insert(at, *self.of(b"\"{}[]():,\\\0\xff$@!")),
            5 => {
                broken.remove(at);
            }
            _ => broken.splice(at..at, bytes[..at].iter().copied()).for_each(drop),
        }
        broken
    }

    /// The path with a segment replaced by something hostile, doubled, left out, or cut off.
    pub fn broken_path(&mut self, path: &str) -> String {
        const HOSTILE: [&str; 16] = [
            "..",
            "%2e%2e",
            "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "%00",
            "%ff%fe",
            ".",
            "",
            "%5c..%5c..",
            "%252e%252e",
            "-1",
            "99999999999999999999",
            "NaN",
            "%F0%9F%92%A9",
            "a%0d%0ab",
            "QXJ0aWZhY3Q6OTk5OTk5",
            "~",
        ];
        let (before, query) = path
            .split_once('?')
            .map_or((path, None), |(path, query)| (path, Some(query)));
        let mut segments: Vec<String> = before.split('/').skip(1).map(str::to_owned).collect();
        let at = self.below(segments.len());
        match self.below(6) {
            0 => segments.insert(at, (*self.of(&HOSTILE)).to_owned()),
            1 => {
                segments.remove(at);
            }
            2 => segments[at] = "x".repeat(3_000),
            3 => segments.truncate(at.max(1)),
            _ => segments[at] = String::from(*self.of(&HOSTILE)),
        }
        let mut broken = format!("/{}", segments.join("/"));
        if let Some(query) = query {
            broken.push('?');
            if self.one_in(3) {
                let text = self.broken(query.as_bytes());
                broken.extend(
                    text.iter()
                        .map(|byte| char::from(*byte))
                        .filter(char::is_ascii_alphanumeric),
                );
            } else {
                broken.push_str(query);
            }
        }
        broken
    }
}
