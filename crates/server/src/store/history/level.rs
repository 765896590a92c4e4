//! How far a history is thinned ahead.

/// Lines of a block.
pub const LINES_PER_BLOCK: i64 = 4_096;
/// Blocks that are thinned further together.
pub const BLOCKS_PER_COARSE: i64 = 16;

/// How far samples are thinned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A row a block, in buckets of 64 lines.
    Fine,
    /// A row for 16 blocks, in buckets of 1,024 lines.
    Coarse,
}

impl Level {
    /// The number in the database.
    pub const fn number(self) -> i64 {
        match self {
            Self::Fine => 0,
            Self::Coarse => 1,
        }
    }

    /// The lines of a bucket.
    pub const fn lines_per_bucket(self) -> u32 {
        match self {
            Self::Fine => 64,
            Self::Coarse => 1_024,
        }
    }

    /// The lines of a row.
    pub const fn lines_per_row(self) -> i64 {
        match self {
            Self::Fine => LINES_PER_BLOCK,
            Self::Coarse => LINES_PER_BLOCK * BLOCKS_PER_COARSE,
        }
    }
}
