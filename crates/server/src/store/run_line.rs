//! The streams that a run appends to. `line` is the index in its stream.
//!
//! A line is a row of `run_line` until 128 are together; lines of streams that are only ever appended to are then packed ([`pack`]).

pub mod lenient_json;
mod pack;
mod read;
mod write;

pub use self::read::{at_unsorted, count, each, each_between, from, spread, tail};
pub use self::write::{clear, write};

/// A stream of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineStream {
    /// Metrics: one JSON object a step.
    History,
    /// Measurements of the machine: one JSON object each.
    Events,
    /// What the program wrote to its console.
    Log,
}

impl LineStream {
    const fn name(self) -> &'static str {
        match self {
            Self::History => "history",
            Self::Events => "events",
            Self::Log => "log",
        }
    }

    /// Whether lines of it are packed: lines of a console are rewritten in place.
    const fn is_packed(self) -> bool {
        !matches!(self, Self::Log)
    }
}

/// A line that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// The step of the run, for lines of the history.
    pub step: Option<i64>,
    /// The line, without line end.
    pub content: String,
}

/// A stored line.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LineRow {
    /// The index in the stream.
    pub line: i64,
    /// The text.
    pub content: String,
}

/// A range of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepRange {
    /// The first step.
    pub min: i64,
    /// The last step, inclusive.
    pub max: i64,
}

impl StepRange {
    const fn holds(self, step: i64) -> bool {
        self.min <= step && step <= self.max
    }
}

#[cfg(test)]
#[path = "run_line/tests.rs"]
mod tests;
