//! Reading filters from JSON.

use serde_json::{Map, Value};

use super::{Comparison, FILTER_MAX, Filter, FilterError, Pattern, Test};

impl Filter {
    /// Reads a filter; an empty text is no condition.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        if text.trim().is_empty() {
            return Ok(Self::EVERYTHING);
        }
        let value: Value =
            serde_json::from_str(text).map_err(|cause| FilterError::NotJson(cause.to_string()))?;
        if size(&value) > FILTER_MAX {
            return Err(FilterError::TooLong(FILTER_MAX));
        }
        Self::read(&value)
    }

    fn read(value: &Value) -> Result<Self, FilterError> {
        match value {
            Value::Null => Ok(Self::EVERYTHING),
            Value::Object(map) => {
                let parts = map
                    .iter()
                    .map(|(key, value)| Self::entry(key, value))
                    .collect::<Result<_, _>>()?;
                Ok(Self::All(parts))
            }
            other => Err(shape(other, "an object")),
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
            other => Err(shape(other, "a list")),
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
            other => Err(shape(other, "a list")),
        };
        let compare = |sign| Ok(Self::Compare(sign, value.clone()));
        let not = |test| Ok(Self::Not(Box::new(test)));
        match operator {
            "$eq" => Ok(Self::Equal(value.clone())),
            "$ne" => not(Self::Equal(value.clone())),
            "$gt" => compare(Comparison::Greater),
            "$gte" => compare(Comparison::GreaterOrEqual),
            "$lt" => compare(Comparison::Less),
            "$lte" => compare(Comparison::LessOrEqual),
            "$in" => Ok(Self::In(list()?)),
            "$nin" => not(Self::In(list()?)),
            "$all" => Ok(Self::AllOf(list()?)),
            "$contains" => Ok(Self::Contains(value.clone())),
            "$size" => value
                .as_u64()
                .map(Self::Size)
                .ok_or_else(|| shape(value, "a number of values")),
            "$exists" => value
                .as_bool()
                .map(Self::Exists)
                .ok_or_else(|| shape(value, "true or false")),
            "$regex" => match value {
                Value::String(pattern) => Ok(Self::Pattern(Pattern::new(pattern)?)),
                other => Err(shape(other, "a pattern")),
            },
            "$not" => not(Self::read(value)?),
            other => Err(FilterError::UnknownOperator(other.to_owned())),
        }
    }
}

fn shape(found: &Value, wanted: &'static str) -> FilterError {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    FilterError::Shape { found, wanted }
}

/// The number of values in a value.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(size).sum::<usize>(),
        Value::Object(map) => 1 + map.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_refused_with_a_sentence() {
        let refusal = |text: &str| Filter::parse(text).unwrap_err().to_string();
        assert_eq!(refusal("{").split(':').next(), Some("The filter is not JSON"));
        assert_eq!(refusal("[1]"), "The filter has a list where an object is needed");
        assert_eq!(
            refusal(r#"{"a":{"$near":1}}"#),
            "“$near” is not an operator of filters"
        );
        assert_eq!(
            refusal(r#"{"a":{"$exists":"yes"}}"#),
            "The filter has a text where true or false is needed"
        );
        assert!(refusal(r#"{"a":{"$regex":"["}}"#).starts_with("The pattern “[” cannot be used: "));
        assert!(Filter::parse("").is_ok());
    }

    #[test]
    fn a_filter_that_is_too_long_is_refused() {
        let of = |count: usize| serde_json::json!({ "a": { "$in": vec![1; count] } }).to_string();
        assert!(Filter::parse(&of(FILTER_MAX - 3)).is_ok());
        assert!(Filter::parse(&of(FILTER_MAX)).is_err());
    }

    #[test]
    fn a_filter_nested_too_deep_is_refused_and_not_a_crash() {
        let text = format!("{}1{}", r#"{"a":{"$not":"#.repeat(500), "}}".repeat(500));
        assert!(Filter::parse(&text).is_err());
    }
}
