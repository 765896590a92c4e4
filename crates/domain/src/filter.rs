//! The filter language of the registry API: Mongo-style JSON, as the `wandb` SDK writes it.
//!
//! `{"name": "x"}` is equality; `$eq $ne $gt $gte $lt $lte $in $nin $all $size $contains $exists $regex $not` act on a field,
//! `$and $or $nor $not` on filters; several keys in one object mean all of them. [`Filter::holds`] is what it means.

mod holds;
mod pattern;
mod read;

pub use self::pattern::Pattern;
use serde_json::Value;

/// Why a filter cannot be read, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// Not JSON.
    #[error("The filter is not JSON: {0}")]
    NotJson(String),
    /// JSON of the wrong shape.
    #[error("The filter has {found} where {wanted} is needed")]
    Shape {
        /// What stands there.
        found: &'static str,
        /// What must stand there.
        wanted: &'static str,
    },
    /// An operator that there is none of.
    #[error("“{0}” is not an operator of filters")]
    UnknownOperator(String),
    /// A regular expression that cannot be used.
    #[error("The pattern “{pattern}” cannot be used: {why}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        why: String,
    },
    /// More than any page needs.
    #[error("The filter has more than {0} conditions and values; ask for less at once")]
    TooLong(usize),
}

/// The greatest number of conditions and values in one filter.
pub const FILTER_MAX: usize = 1_000;

/// A filter, read and checked.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// All of them hold; an empty list always does.
    All(Vec<Filter>),
    /// At least one of them holds.
    Any(Vec<Filter>),
    /// None of them holds.
    None(Vec<Filter>),
    /// A field passes a test.
    Field(String, Test),
}

/// A test of one field.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Equal; for a field with several values, one of them. Null is equal to absence.
    Equal(Value),
    /// Greater or less: operator sign and value. A value of another type is neither.
    Compare(Comparison, Value),
    /// Equal to one of the values.
    In(Vec<Value>),
    /// Equal to each of the values.
    AllOf(Vec<Value>),
    /// The number of values.
    Size(u64),
    /// Contains the text, or is equal to what is no text.
    Contains(Value),
    /// Present or absent.
    Exists(bool),
    /// Matches a regular expression.
    Pattern(Pattern),
    /// The test fails.
    Not(Box<Test>),
    /// All of the tests pass.
    Both(Vec<Test>),
}

/// An order comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `$gt`
    Greater,
    /// `$gte`
    GreaterOrEqual,
    /// `$lt`
    Less,
    /// `$lte`
    LessOrEqual,
}

/// Where a filter gets the values of a thing from.
pub trait Fields {
    /// The values of the field: none for an absent one, several for a field such as `alias`.
    fn values(&self, field: &str) -> Vec<Value>;

    /// The texts in which `$regex` and `$contains` look.
    fn texts(&self, field: &str) -> Vec<String> {
        let text = |value: Value| match value {
            Value::String(text) => Some(text),
            _ => None,
        };
        self.values(field).into_iter().filter_map(text).collect()
    }
}

impl Filter {
    /// No condition.
    pub const EVERYTHING: Self = Self::All(Vec::new());

    /// Whether nothing is asked.
    pub fn is_everything(&self) -> bool {
        matches!(self, Self::All(parts) if parts.iter().all(Self::is_everything))
    }
}
