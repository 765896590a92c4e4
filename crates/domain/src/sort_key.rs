//! The order of a table as its address carries it: a column, with `-` before it for the greatest first.

use std::fmt;
use std::str::FromStr;

/// A column and the way it is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SortKey<C> {
    /// The column.
    pub column: C,
    /// Whether the greatest comes first.
    pub is_descending: bool,
}

impl<C: FromStr> FromStr for SortKey<C> {
    type Err = C::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (is_descending, column) = text
            .strip_prefix('-')
            .map_or((false, text), |column| (true, column));
        Ok(Self {
            column: column.parse()?,
            is_descending,
        })
    }
}

impl<C: fmt::Display> fmt::Display for SortKey<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minus = if self.is_descending { "-" } else { "" };
        write!(f, "{minus}{}", self.column)
    }
}

impl<C> SortKey<C> {
    /// Two values that stand in ascending order, put into this one.
    pub fn directed(&self, ascending: std::cmp::Ordering) -> std::cmp::Ordering {
        if self.is_descending {
            ascending.reverse()
        } else {
            ascending
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_what_was_printed_gives_the_same_order() {
        for (column, is_descending) in [("name".to_owned(), false), ("linked".to_owned(), true)] {
            let key = SortKey {
                column,
                is_descending,
            };
            assert_eq!(key.to_string().parse(), Ok(key));
        }
    }
}
