//! The filter language of the registry API: Mongo-style JSON, as the `wandb` SDK writes it.
//!
//! `{"name": "x"}` is equality; `$eq $ne $gt $gte $lt $lte $in $nin $contains $exists $regex $not` act on a field, `$and $or $nor`
//! on filters; several keys in one object mean all of them.

use serde_json::{Map, Value};

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
}

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
    /// Equal; for a field with several values, one of them.
    Equal(Value),
    /// Greater or less: operator sign and value.
    Compare(Comparison, Value),
    /// Equal to one of the values.
    In(Vec<Value>),
    /// Contains the text, or the element.
    Contains(Value),
    /// Present or absent.
    Exists(bool),
    /// Matches a pattern of `%`-free text, anchors and `.*` (see [`matches_pattern`]).
    Pattern(String),
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

/// Where a filter gets the values of a thing from: none for an absent field, several for a field such as `alias`.
pub trait Fields {
    /// The values of the field.
    fn values(&self, field: &str) -> Vec<Value>;
}

impl Filter {
    /// Reads a filter; an empty text is no condition.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        if text.trim().is_empty() {
            return Ok(Self::All(Vec::new()));
        }
        let value: Value =
            serde_json::from_str(text).map_err(|cause| FilterError::NotJson(cause.to_string()))?;
        Self::read(&value)
    }

    fn read(value: &Value) -> Result<Self, FilterError> {
        match value {
            Value::Null => Ok(Self::All(Vec::new())),
            Value::Object(map) => {
                let parts = map
                    .iter()
                    .map(|(key, value)| Self::entry(key, value))
                    .collect::<Result<_, _>>()?;
                Ok(Self::All(parts))
            }
            other => Err(FilterError::Shape {
                found: kind(other),
                wanted: "an object",
            }),
        }
    }

    fn entry(key: &str, value: &Value) -> Result<Self, FilterError> {
        match key {
            "$and" => Ok(Self::All(Self::list(value)?)),
            "$or" => Ok(Self::Any(Self::list(value)?)),
            "$nor" => Ok(Self::None(Self::list(value)?)),
            "$not" => Ok(Self::None(vec![Self::read(value)?])),
            operator if operator.starts_with('$') => Err(FilterError::UnknownOperator(operator.to_owned())),
            field => Ok(Self::Field(field.to_owned(), Test::read(value)?)),
        }
    }

    fn list(value: &Value) -> Result<Vec<Self>, FilterError> {
        match value {
            Value::Array(parts) => parts.iter().map(Self::read).collect(),
            other => Err(FilterError::Shape {
                found: kind(other),
                wanted: "a list",
            }),
        }
    }

    /// Whether the filter holds for a thing.
    pub fn holds(&self, thing: &impl Fields) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(thing)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(thing)),
            Self::None(parts) => !parts.iter().any(|part| part.holds(thing)),
            Self::Field(field, test) => test.passes(&thing.values(field)),
        }
    }
}

impl Test {
    fn read(value: &Value) -> Result<Self, FilterError> {
        match value {
            Value::Object(map) if map.keys().any(|key| key.starts_with('$')) => Self::operators(map),
            plain => Ok(Self::Equal(plain.clone())),
        }
    }

    fn operators(map: &Map<String, Value>) -> Result<Self, FilterError> {
        let tests = map
            .iter()
            .map(|(operator, value)| Self::operator(operator, value))
            .collect::<Result<_, _>>()?;
        Ok(Self::Both(tests))
    }

    fn operator(operator: &str, value: &Value) -> Result<Self, FilterError> {
        let list = || match value {
            Value::Array(values) => Ok(values.clone()),
            other => Err(FilterError::Shape {
                found: kind(other),
                wanted: "a list",
            }),
        };
        Ok(match operator {
            "$eq" => Self::Equal(value.clone()),
            "$ne" => Self::Not(Box::new(Self::Equal(value.clone()))),
            "$gt" => Self::Compare(Comparison::Greater, value.clone()),
            "$gte" => Self::Compare(Comparison::GreaterOrEqual, value.clone()),
            "$lt" => Self::Compare(Comparison::Less, value.clone()),
            "$lte" => Self::Compare(Comparison::LessOrEqual, value.clone()),
            "$in" => Self::In(list()?),
            "$nin" => Self::Not(Box::new(Self::In(list()?))),
            "$contains" => Self::Contains(value.clone()),
            "$exists" => Self::Exists(value.as_bool().unwrap_or(true)),
            "$regex" => match value {
                Value::String(pattern) => Self::Pattern(pattern.clone()),
                other => {
                    return Err(FilterError::Shape {
                        found: kind(other),
                        wanted: "a pattern",
                    });
                }
            },
            "$not" => Self::Not(Box::new(Self::read(value)?)),
            other => return Err(FilterError::UnknownOperator(other.to_owned())),
        })
    }

    fn passes(&self, values: &[Value]) -> bool {
        match self {
            Self::Equal(Value::Null) => values.is_empty() || values.contains(&Value::Null),
            Self::Equal(wanted) => values.iter().any(|found| is_equal(found, wanted)),
            Self::Compare(sign, wanted) => values.iter().any(|found| compares(found, *sign, wanted)),
            Self::In(wanted) => wanted
                .iter()
                .any(|wanted| values.iter().any(|found| is_equal(found, wanted))),
            Self::Contains(wanted) => values.iter().any(|found| contains(found, wanted)),
            Self::Exists(wanted) => values.iter().any(|found| !found.is_null()) == *wanted,
            Self::Pattern(pattern) => values
                .iter()
                .filter_map(Value::as_str)
                .any(|text| matches_pattern(pattern, text)),
            Self::Not(test) => !test.passes(values),
            Self::Both(tests) => tests.iter().all(|test| test.passes(values)),
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn is_equal(found: &Value, wanted: &Value) -> bool {
    match (found.as_f64(), wanted.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= f64::EPSILON * a.abs().max(b.abs()),
        _ => found == wanted,
    }
}

fn compares(found: &Value, sign: Comparison, wanted: &Value) -> bool {
    let order = match (found, wanted) {
        (Value::Number(a), Value::Number(b)) => {
            a.as_f64().zip(b.as_f64()).and_then(|(a, b)| a.partial_cmp(&b))
        }
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        _ => None,
    };
    order.is_some_and(|order| match sign {
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
    })
}

fn contains(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::String(text), Value::String(part)) => text.contains(part.as_str()),
        (Value::Array(elements), wanted) => elements.iter().any(|element| is_equal(element, wanted)),
        _ => is_equal(found, wanted),
    }
}

/// Matches the pattern anywhere in the text.
///
/// Understood are `^`, `$`, `.`, `*`, `+`, `?` after one character, and `\` before a literal; other characters are themselves.
pub fn matches_pattern(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    match pattern.split_first() {
        Some(('^', rest)) => matches_here(rest, &text),
        _ => (0..=text.len()).any(|start| matches_here(&pattern, &text[start..])),
    }
}

fn matches_here(pattern: &[char], text: &[char]) -> bool {
    let (literal, wildcard, rest) = match pattern {
        [] => return true,
        ['$'] => return text.is_empty(),
        ['\\', escaped, rest @ ..] => (*escaped, false, rest),
        ['.', rest @ ..] => ('.', true, rest),
        [plain, rest @ ..] => (*plain, false, rest),
    };
    let fits = |c: &char| wildcard || *c == literal;
    match rest.split_first() {
        Some(('*', after)) => repeats(after, text, 0, fits),
        Some(('+', after)) => repeats(after, text, 1, fits),
        Some(('?', after)) => {
            matches_here(after, text)
                || text
                    .split_first()
                    .is_some_and(|(c, tail)| fits(c) && matches_here(after, tail))
        }
        _ => text
            .split_first()
            .is_some_and(|(c, tail)| fits(c) && matches_here(rest, tail)),
    }
}

fn repeats(after: &[char], text: &[char], least: usize, fits: impl Fn(&char) -> bool) -> bool {
    let most = text.iter().take_while(|c| fits(c)).count();
    (least..=most).any(|taken| matches_here(after, &text[taken..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    struct Thing(Value);

    impl Fields for Thing {
        fn values(&self, field: &str) -> Vec<Value> {
            match &self.0[field] {
                Value::Null => Vec::new(),
                Value::Array(values) => values.clone(),
                other => vec![other.clone()],
            }
        }
    }

    fn holds(filter: &Value) -> bool {
        let thing = Thing(json!({"name": "fraud-detector", "size": 12, "alias": ["latest", "production"]}));
        Filter::parse(&filter.to_string()).unwrap().holds(&thing)
    }

    #[test]
    fn each_operator_accepts_and_refuses() {
        let cases = [
            (json!({"name": "fraud-detector"}), json!({"name": "fraud"})),
            (json!({"size": {"$gt": 11}}), json!({"size": {"$gt": 12}})),
            (json!({"size": {"$gte": 12}}), json!({"size": {"$gte": 13}})),
            (
                json!({"size": {"$lt": 13, "$gt": 1}}),
                json!({"size": {"$lt": 13, "$gt": 12}}),
            ),
            (json!({"size": {"$lte": 12}}), json!({"size": {"$lte": 11}})),
            (json!({"name": {"$ne": "x"}}), json!({"alias": {"$ne": "latest"}})),
            (
                json!({"alias": {"$in": ["x", "latest"]}}),
                json!({"alias": {"$nin": ["latest"]}}),
            ),
            (
                json!({"name": {"$contains": "detect"}}),
                json!({"name": {"$contains": "fraud-x"}}),
            ),
            (
                json!({"name": {"$exists": true}}),
                json!({"absent": {"$exists": true}}),
            ),
            (
                json!({"name": {"$regex": "^fraud-.*r$"}}),
                json!({"name": {"$regex": "^detector"}}),
            ),
            (
                json!({"$or": [{"size": 1}, {"size": 12}]}),
                json!({"$nor": [{"size": 1}, {"size": 12}]}),
            ),
            (
                json!({"$and": [{"size": 12}, {"alias": "production"}]}),
                json!({"$not": {"size": 12}}),
            ),
            (
                json!({"name": {"$not": {"$regex": "z"}}}),
                json!({"name": {"$not": {"$contains": "f"}}}),
            ),
        ];
        for (yes, no) in cases {
            assert!(holds(&yes), "{yes}");
            assert!(!holds(&no), "{no}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_a_sentence() {
        assert_eq!(
            Filter::parse("{").unwrap_err().to_string().split(':').next(),
            Some("The filter is not JSON")
        );
        assert_eq!(
            Filter::parse("[1]").unwrap_err().to_string(),
            "The filter has a list where an object is needed"
        );
        assert_eq!(
            Filter::parse(r#"{"a":{"$near":1}}"#).unwrap_err().to_string(),
            "“$near” is not an operator of filters"
        );
        assert!(Filter::parse("").is_ok());
    }
}
