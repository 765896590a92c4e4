//! That one value, in the columns where it may be, passes a test.

use domain::filter::{Comparison, Test};
use serde_json::Value;

use super::FALSE;
use crate::store::search::field::Kind;
use crate::store::search::sql::Sql;

/// The columns that a value may be in, by its type.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    text: Option<&'a str>,
    number: Option<&'a str>,
    is_integer: bool,
    truth: Option<&'a str>,
}

/// The columns of the keys of versions, at `k`.
pub const KEY_COLUMNS: Columns<'static> = Columns {
    text: Some("k.text"),
    number: Some("k.number"),
    is_integer: false,
    truth: Some("k.truth"),
};

/// The column of a field that has one.
pub fn columns(kind: Kind, column: &str) -> Columns<'_> {
    let is_text = kind == Kind::Text;
    Columns {
        text: is_text.then_some(column),
        number: (!is_text).then_some(column),
        is_integer: !is_text,
        truth: None,
    }
}

/// That the value in the columns passes the test; null where the column is.
pub fn value_passes(sql: &mut Sql, columns: Columns<'_>, of: &Test) {
    match of {
        Test::In(wanted) => is_one_of(sql, columns, wanted),
        Test::Compare(sign, wanted) => compares(sql, columns, *sign, wanted),
        Test::Contains(Value::String(part)) => match columns.text {
            Some(column) if part.is_empty() => {
                sql.push(column).push(" IS NOT NULL");
            }
            // The one search for a part of a text that minds case in SQLite and PostgreSQL alike.
            Some(column) => {
                sql.push("REPLACE(").push(column).push(", ").text(part);
                sql.push(", '') <> ").push(column);
            }
            None => {
                sql.push(FALSE);
            }
        },
        Test::Equal(wanted) | Test::Contains(wanted) => equals(sql, columns, wanted),
        _ => {
            sql.push(FALSE);
        }
    }
}

fn equals(sql: &mut Sql, columns: Columns<'_>, wanted: &Value) {
    match wanted {
        Value::String(text) if columns.text.is_some() => {
            sql.push(columns.text.unwrap_or_default()).push(" = ").text(text);
        }
        Value::Number(_) if columns.number.is_some() => compare_number(sql, columns, "=", wanted),
        Value::Bool(truth) if columns.truth.is_some() => {
            sql.push(columns.truth.unwrap_or_default())
                .push(" = ")
                .integer(i64::from(*truth));
        }
        _ => {
            sql.push(FALSE);
        }
    }
}

/// By `IN`, because a chain of thousands of `OR` is deeper than SQLite reads.
fn is_one_of(sql: &mut Sql, columns: Columns<'_>, wanted: &[Value]) {
    let texts: Vec<&str> = wanted.iter().filter_map(Value::as_str).collect();
    let (whole, broken): (Vec<&Value>, Vec<&Value>) = wanted
        .iter()
        .filter(|value| value.is_number())
        .partition(|value| columns.is_integer && value.as_i64().is_some());
    sql.push("(").push(FALSE);
    if let Some(column) = columns.text.filter(|_| !texts.is_empty()) {
        sql.push(" OR ").push(column);
        list(sql, &texts, |sql, text| {
            sql.text(text);
        });
    }
    if let Some(column) = columns.number.filter(|_| !whole.is_empty()) {
        sql.push(" OR ").push(column);
        list(sql, &whole, |sql, value| {
            sql.integer(value.as_i64().unwrap_or_default());
        });
    }
    if let Some(column) = columns.number.filter(|_| !broken.is_empty()) {
        sql.push(" OR CAST(").push(column).push(" AS DOUBLE PRECISION)");
        list(sql, &broken, |sql, value| {
            sql.number(value.as_f64().unwrap_or(f64::NAN));
        });
    }
    for truth in wanted.iter().filter(|value| value.is_boolean()) {
        sql.push(" OR ");
        equals(sql, columns, truth);
    }
    sql.push(")");
}

fn list<T>(sql: &mut Sql, values: &[T], mut each: impl FnMut(&mut Sql, &T)) {
    sql.push(" IN (");
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            sql.push(", ");
        }
        each(sql, value);
    }
    sql.push(")");
}

fn compares(sql: &mut Sql, columns: Columns<'_>, sign: Comparison, wanted: &Value) {
    let sign = match sign {
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
    };
    match wanted {
        Value::String(text) if columns.text.is_some() => {
            sql.push(columns.text.unwrap_or_default()).push(" ").push(sign);
            sql.push(" ").text(text);
        }
        Value::Number(_) if columns.number.is_some() => compare_number(sql, columns, sign, wanted),
        _ => {
            sql.push(FALSE);
        }
    }
}

fn compare_number(sql: &mut Sql, columns: Columns<'_>, sign: &str, wanted: &Value) {
    let (column, wanted_float) = (columns.number.unwrap_or_default(), wanted.as_f64());
    match (wanted.as_i64(), wanted_float) {
        (Some(integer), _) if columns.is_integer => {
            sql.push(column).push(" ").push(sign).push(" ").integer(integer);
        }
        (_, Some(float)) if columns.is_integer => {
            sql.push("CAST(")
                .push(column)
                .push(" AS DOUBLE PRECISION) ")
                .push(sign);
            sql.push(" ").number(float);
        }
        (_, Some(float)) => {
            sql.push(column).push(" ").push(sign).push(" ").number(float);
        }
        (_, None) => {
            sql.push(FALSE);
        }
    }
}
