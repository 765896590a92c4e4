//! The query of an address as pairs of names and values, in the order they were written.

use std::fmt;

use crate::route::{decode, encode};

/// The state of a page that its address carries behind the `?`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what stands behind the `?`; parts that are not UTF-8 are passed over.
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix('?').unwrap_or(text);
        let part = |text: &str| decode(&text.replace('+', " "));
        Self(
            text.split('&')
                .filter(|pair| !pair.is_empty())
                .filter_map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    Some((part(name)?, part(value)?))
                })
                .collect(),
        )
    }

    /// The first value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }

    /// Sets a value in its place, or takes the name away. A default is not written: give `None`.
    #[must_use]
    pub fn with(mut self, name: &str, value: Option<&str>) -> Self {
        match (self.0.iter().position(|(found, _)| found == name), value) {
            (Some(at), Some(value)) => value.clone_into(&mut self.0[at].1),
            (Some(_), None) => self.0.retain(|(found, _)| found != name),
            (None, Some(value)) => self.0.push((name.to_owned(), value.to_owned())),
            (None, None) => {}
        }
        self
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Query {
    /// Prints without the `?`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (name, value)) in self.0.iter().enumerate() {
            let and = if at == 0 { "" } else { "&" };
            write!(f, "{and}{}={}", encode(name), encode(value))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_query(pairs in proptest::collection::vec((".{1,8}", ".{0,8}"), 0..6)) {
            let query = Query(pairs);
            prop_assert_eq!(Query::parse(&query.to_string()), query);
        }
    }

    #[test]
    fn a_value_of_none_takes_the_name_away() {
        let query = Query::parse("?q=a+b&sort=-version")
            .with("q", None)
            .with("page", Some("2"));
        assert_eq!(query.to_string(), "sort=-version&page=2");
    }
}
