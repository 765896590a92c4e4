//! A filter as a condition that is true or false for every row, never null.

mod value;

use domain::filter::{Filter, Test};
use serde_json::{Value, json};

use self::value::{KEY_COLUMNS, columns, value_passes};
use super::field::{Field, Noun, Source};
use super::sql::Sql;
use crate::store::version_key::Place;

const TRUE: &str = "1 = 1";
const FALSE: &str = "1 = 0";

/// Adds the condition of a filter, which must be typed and free of what only texts show.
pub fn condition(sql: &mut Sql, filter: &Filter, noun: Noun) {
    match filter {
        Filter::All(parts) => group(sql, parts, " AND ", TRUE, |sql, part| condition(sql, part, noun)),
        Filter::Any(parts) => group(sql, parts, " OR ", FALSE, |sql, part| condition(sql, part, noun)),
        Filter::None(parts) => {
            sql.push("NOT ");
            group(sql, parts, " OR ", FALSE, |sql, part| condition(sql, part, noun));
        }
        Filter::Field(name, of) => match noun.field(name) {
            Some(field) => test(sql, &field, of),
            None => {
                sql.push(FALSE);
            }
        },
    }
}

fn group<T>(sql: &mut Sql, parts: &[T], word: &str, empty: &str, mut each: impl FnMut(&mut Sql, &T)) {
    sql.push("(");
    if parts.is_empty() {
        sql.push(empty);
    }
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            sql.push(word);
        }
        each(sql, part);
    }
    sql.push(")");
}

fn test(sql: &mut Sql, field: &Field, of: &Test) {
    if field.source == Source::State {
        let committed = "COMMITTED".to_owned();
        sql.push(if of.passes(&[json!(committed)], &[committed]) {
            TRUE
        } else {
            FALSE
        });
        return;
    }
    match of {
        Test::Not(inner) => {
            sql.push("NOT (");
            test(sql, field, inner);
            sql.push(")");
        }
        Test::Both(tests) => group(sql, tests, " AND ", TRUE, |sql, inner| test(sql, field, inner)),
        Test::AllOf(values) => group(sql, values, " AND ", TRUE, |sql, value| {
            test(sql, field, &Test::Equal(value.clone()));
        }),
        Test::In(values) if values.contains(&Value::Null) => {
            let others = values.iter().filter(|value| !value.is_null()).cloned().collect();
            let either = [Test::Exists(false), Test::In(others)];
            group(sql, &either, " OR ", FALSE, |sql, inner| test(sql, field, inner));
        }
        Test::Equal(Value::Null) | Test::Exists(false) => {
            sql.push("NOT (");
            some(sql, field, None);
            sql.push(")");
        }
        Test::Exists(true) => some(sql, field, None),
        Test::Size(size) => number_of_values(sql, field, *size),
        Test::Equal(_) | Test::In(_) | Test::Compare(..) | Test::Contains(_) => some(sql, field, Some(of)),
        // What a pattern matches was looked up before; see `pattern.rs`.
        Test::Pattern(_) => {
            sql.push(FALSE);
        }
    }
}

/// That there is a value, one that passes the test if there is one.
fn some(sql: &mut Sql, field: &Field, of: Option<&Test>) {
    match &field.source {
        Source::Column {
            sql: column,
            is_nullable,
        } => {
            if *is_nullable || of.is_none() {
                sql.push("(").push(column).push(" IS NOT NULL");
                if let Some(of) = of {
                    sql.push(" AND ");
                    value_passes(sql, columns(field.kind, column), of);
                }
                sql.push(")");
            } else if let Some(of) = of {
                value_passes(sql, columns(field.kind, column), of);
            }
        }
        Source::Rows {
            sql: rows, column, ..
        } => {
            sql.push("EXISTS (SELECT 1 ").push(rows);
            if let Some(of) = of {
                sql.push(" AND ");
                value_passes(sql, columns(field.kind, column), of);
            }
            sql.push(")");
        }
        Source::Key(place, path) => {
            sql.push("EXISTS (SELECT 1 ");
            key_rows(sql, *place, path);
            if let Some(of) = of {
                sql.push(" AND ");
                value_passes(sql, KEY_COLUMNS, of);
            }
            sql.push(")");
        }
        Source::State => {
            sql.push(TRUE);
        }
    }
}

fn number_of_values(sql: &mut Sql, field: &Field, size: u64) {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    match &field.source {
        Source::Column { .. } => match size {
            0 => test(sql, field, &Test::Exists(false)),
            1 => test(sql, field, &Test::Exists(true)),
            _ => {
                sql.push(FALSE);
            }
        },
        Source::Rows { sql: rows, .. } => {
            sql.push("(SELECT COUNT(*) ")
                .push(rows)
                .push(") = ")
                .integer(size);
        }
        Source::Key(place, path) => {
            sql.push("(SELECT COUNT(*) ");
            key_rows(sql, *place, path);
            sql.push(") = ").integer(size);
        }
        Source::State => {
            sql.push(if size == 1 { TRUE } else { FALSE });
        }
    }
}

/// The rows of a key of the version at `m`, named `k`.
fn key_rows(sql: &mut Sql, place: Place, path: &str) {
    sql.push("FROM version_key k WHERE k.collection_id = m.collection_id AND k.version_index = m.version_index AND k.key_id = ");
    key_id(sql, place, path);
}

/// The id of a key; null, which equals nothing, when no version ever had it.
pub(super) fn key_id(sql: &mut Sql, place: Place, path: &str) {
    let place = place.name();
    sql.push("(SELECT id FROM version_key_name WHERE place = '")
        .push(place)
        .push("' AND path = ")
        .text(path)
        .push(")");
}

/// That the value of a key at `k` passes a test.
pub(super) fn key_passes(sql: &mut Sql, of: &Test) {
    value_passes(sql, KEY_COLUMNS, of);
}
