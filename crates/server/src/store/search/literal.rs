//! The fields and values of a filter, read as what the fields are: times as instants, `vN` as an index.

use domain::filter::{Filter, Test};
use serde_json::{Value, json};

use super::field::{Field, Kind, Noun};
use crate::fault::{Answer, Fault};

/// The filter with each field under its one name and each value as the field has it.
///
/// # Errors
/// `BadRequest` when it names a field that there is none of, or compares with what the field cannot be.
pub fn typed(filter: Filter, noun: Noun) -> Answer<Filter> {
    let all = |parts: Vec<Filter>| {
        let typed = parts.into_iter().map(|part| typed(part, noun));
        typed.collect::<Answer<Vec<_>>>()
    };
    Ok(match filter {
        Filter::All(parts) => Filter::All(all(parts)?),
        Filter::Any(parts) => Filter::Any(all(parts)?),
        Filter::None(parts) => Filter::None(all(parts)?),
        Filter::Field(name, test) => {
            let field = noun.field(&name).ok_or_else(|| noun.unknown(&name))?;
            let test = typed_test(test, &field)?;
            Filter::Field(field.name, test)
        }
    })
}

fn typed_test(test: Test, field: &Field) -> Answer<Test> {
    let one = |value| typed_value(value, field);
    let many = |values: Vec<Value>| values.into_iter().map(one).collect::<Answer<Vec<_>>>();
    Ok(match test {
        Test::Equal(value) => Test::Equal(one(value)?),
        Test::Compare(sign, value) => Test::Compare(sign, one(value)?),
        Test::In(values) => Test::In(many(values)?),
        Test::AllOf(values) => Test::AllOf(many(values)?),
        Test::Contains(value @ (Value::Array(_) | Value::Object(_))) => Test::Contains(one(value)?),
        Test::Not(test) => Test::Not(Box::new(typed_test(*test, field)?)),
        Test::Both(tests) => {
            let tests = tests.into_iter().map(|test| typed_test(test, field));
            Test::Both(tests.collect::<Answer<_>>()?)
        }
        other @ (Test::Contains(_) | Test::Exists(_) | Test::Size(_) | Test::Pattern(_)) => other,
    })
}

fn typed_value(value: Value, field: &Field) -> Answer<Value> {
    let name = &field.name;
    match (field.kind, value) {
        (_, Value::Array(_) | Value::Object(_)) => Err(Fault::BadRequest(format!(
            "“{name}” is compared with a text, a number, a boolean or null; for a list of choices use $in, for a part of an object \
             name its key."
        ))),
        (Kind::Time, Value::String(text)) => instant(&text).map(|at| json!(at)).ok_or_else(|| {
            Fault::BadRequest(format!(
                "“{name}” is compared with a time such as 2026-01-31 or 2026-01-31T12:00:00Z; “{text}” is none."
            ))
        }),
        (Kind::Time, Value::Number(_) | Value::Bool(_)) => Err(Fault::BadRequest(format!(
            "“{name}” is compared with a time such as 2026-01-31 or 2026-01-31T12:00:00Z, written as a text."
        ))),
        (Kind::VersionIndex, Value::String(text)) => {
            Ok(domain::name::version_index(&text).map_or(Value::String(text), |index| json!(index)))
        }
        (_, value) => Ok(value),
    }
}

/// RFC 3339, the same without a zone (UTC), or a date, as microseconds.
fn instant(text: &str) -> Option<i64> {
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Some(at.as_microsecond());
    }
    let civil: jiff::civil::DateTime = text.parse().ok()?;
    let at = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(at.timestamp().as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_and_without_zone_and_as_dates() {
        let day = 1_769_817_600_000_000;
        assert_eq!(instant("2026-01-31"), Some(day));
        assert_eq!(instant("2026-01-31T00:00:00"), Some(day));
        assert_eq!(instant("2026-01-31T00:00:00.000001Z"), Some(day + 1));
        assert_eq!(instant("2026-01-31T02:00:00+02:00"), Some(day));
        assert_eq!(instant("yesterday"), None);
        assert_eq!(instant(""), None);
    }

    #[test]
    fn a_filter_of_an_unknown_field_or_a_wrong_value_says_what_to_use() {
        let refusal = |noun, text: &str| {
            let filter = Filter::parse(text).unwrap();
            typed(filter, noun).unwrap_err().to_string()
        };
        assert!(refusal(Noun::Version, r#"{"colour":1}"#).contains("versions have no field “colour”"));
        assert!(
            refusal(Noun::Collection, r#"{"$or":[{"alias":"x"}]}"#)
                .contains("collections have no field “alias”")
        );
        assert!(refusal(Noun::Version, r#"{"created_at":{"$gt":"soon"}}"#).contains("“soon” is none"));
        assert!(refusal(Noun::Version, r#"{"created_at":{"$gt":5}}"#).contains("written as a text"));
        assert!(refusal(Noun::Version, r#"{"metadata.a":{"b":1}}"#).contains("name its key"));
    }
}
