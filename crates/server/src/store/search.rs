//! Filters, orders and pages as SQL: what `domain::filter` means, asked of the database.
//!
//! A filter is read once ([`typed`]), freed of what SQL cannot say ([`without_patterns`]), and compiled into one query with the
//! asker's rights in it. A test holds that the database and [`Filter::holds`](domain::filter::Filter::holds) agree.

#[cfg(test)]
mod agree_tests;
pub mod collection;
mod compile;
mod driver;
mod field;
mod literal;
mod pattern;
pub mod project;
mod sql;
pub mod version;

pub use self::field::Noun;
pub use self::literal::typed;
pub use self::pattern::without_patterns;
pub use self::sql::Sql;

use serde_json::Value;

use crate::fault::{Answer, Fault};

/// Which way a list runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Least first.
    Ascending,
    /// Greatest first.
    Descending,
}

impl Direction {
    /// The word in `ORDER BY`.
    const fn word(self) -> &'static str {
        match self {
            Self::Ascending => "ASC",
            Self::Descending => "DESC",
        }
    }

    /// What is true of a key that comes later.
    const fn later(self) -> &'static str {
        match self {
            Self::Ascending => ">",
            Self::Descending => "<",
        }
    }
}

/// The place of an entry in its list: the values that it is ordered by.
pub type At = Vec<Value>;

/// The answer for a cursor whose values do not fit its list.
fn foreign_cursor() -> Fault {
    Fault::BadRequest("This cursor is not one of this list; start from the first page.".to_owned())
}

fn integer_at(at: &[Value], index: usize) -> Answer<i64> {
    at.get(index).and_then(Value::as_i64).ok_or_else(foreign_cursor)
}

fn text_at(at: &[Value], index: usize) -> Answer<&str> {
    at.get(index).and_then(Value::as_str).ok_or_else(foreign_cursor)
}
