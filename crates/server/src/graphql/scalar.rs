//! Scalars with the names that the SDK's documents use.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::clock::{Micros, rfc3339};

/// A text that holds JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonString(pub String);

/// A text that holds JSON.
#[Scalar(name = "JSONString")]
impl ScalarType for JsonString {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// Any JSON value.
#[derive(Debug, Clone, PartialEq)]
pub struct Json(pub serde_json::Value);

/// Any JSON value.
#[Scalar(name = "JSON")]
impl ScalarType for Json {
    fn parse(value: Value) -> InputValueResult<Self> {
        Ok(Self(value.into_json()?))
    }

    fn to_value(&self) -> Value {
        Value::from_json(self.0.clone()).unwrap_or(Value::Null)
    }
}

/// An instant, RFC 3339, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime(pub Micros);

/// An instant, RFC 3339, UTC.
#[Scalar(name = "DateTime")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => match text.parse::<jiff::Timestamp>() {
                Ok(time) => Ok(Self(time.as_microsecond())),
                Err(cause) => Err(InputValueError::custom(format!(
                    "“{text}” is no RFC 3339 time: {cause}"
                ))),
            },
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(rfc3339(self.0))
    }
}

/// An integer that may exceed 32 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Int64(pub i64);

/// An integer that may exceed 32 bits.
#[Scalar(name = "Int64")]
impl ScalarType for Int64 {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            // The SDK writes large bounds as floats now and then; whole ones are taken.
            Value::Number(number) => number
                .as_i64()
                .or_else(|| {
                    number
                        .as_f64()
                        .filter(|float| float.fract() == 0.0)
                        .and_then(whole)
                })
                .map(Self)
                .ok_or_else(|| InputValueError::custom("not a whole number of 64 bits")),
            Value::String(text) => text
                .parse()
                .map(Self)
                .map_err(|cause| InputValueError::custom(format!("“{text}”: {cause}"))),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::Number(self.0.into())
    }
}

fn whole(float: f64) -> Option<i64> {
    // `{:.0}` of a float without fraction is its exact integer.
    format!("{float:.0}").parse().ok()
}
