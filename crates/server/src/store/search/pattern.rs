//! What SQL cannot say portably: regular expressions, and parts of what is no text. The different values of the field are looked at
//! here, and the test becomes a list of those that pass; so the query itself stays exact, and its count and pages with it.

use domain::filter::{Filter, Test};
use serde_json::{Value, json};

use super::compile::key_id;
use super::field::{Field, Kind, Noun, Source};
use super::sql::Sql;
use crate::clock::rfc3339;
use crate::fault::{Answer, Fault};
use crate::store::Db;

/// The greatest number of different values of one field that are looked at.
const LOOKED_AT_MAX: usize = 200_000;

/// The greatest number of values that the patterns of a filter may match together.
const MATCHED_MAX: usize = 10_000;

/// The greatest number of such tests in a filter.
const TESTS_MAX: usize = 20;

/// The filter with each test that needs texts replaced by the list of values that pass it, among the collections of `scope`, which is
/// a condition on `c` without bound values; among the projects of a condition on `project`, for filters of projects.
///
/// # Errors
/// `BadRequest` when there is too much to look at or too much that matches; when the database fails.
pub async fn without_patterns(db: &mut Db, filter: Filter, noun: Noun, scope: &str) -> Answer<Filter> {
    let mut wanted = Vec::new();
    each_test(&filter, &mut |name, test| {
        if let Some(field) = noun.field(name).filter(|field| needs_texts(field, test)) {
            wanted.push((field, test.clone()));
        }
    });
    if wanted.len() > TESTS_MAX {
        return Err(Fault::BadRequest(format!(
            "The filter has more than {TESTS_MAX} patterns; join some of them with | in one."
        )));
    }
    let mut found = Vec::new();
    let mut matched = 0;
    for (field, test) in &wanted {
        let values = passing(&mut *db, field, test, noun, scope).await?;
        matched += values.len();
        if matched > MATCHED_MAX {
            return Err(Fault::BadRequest(format!(
                "The patterns match more than {MATCHED_MAX} different values of “{}”; make them narrower.",
                field.name
            )));
        }
        found.push(Test::In(values));
    }
    let mut found = found.into_iter();
    Ok(replaced(filter, noun, &mut found))
}

fn needs_texts(field: &Field, test: &Test) -> bool {
    let has_texts = matches!(field.kind, Kind::Text | Kind::Any);
    match test {
        _ if field.source == Source::State => false,
        Test::Pattern(_) => true,
        Test::Contains(Value::String(_)) => !has_texts,
        _ => false,
    }
}

fn each_test(filter: &Filter, visit: &mut impl FnMut(&str, &Test)) {
    fn inner(name: &str, test: &Test, visit: &mut impl FnMut(&str, &Test)) {
        match test {
            Test::Not(test) => inner(name, test, visit),
            Test::Both(tests) => tests.iter().for_each(|test| inner(name, test, visit)),
            other => visit(name, other),
        }
    }
    match filter {
        Filter::All(parts) | Filter::Any(parts) | Filter::None(parts) => {
            for part in parts {
                each_test(part, visit);
            }
        }
        Filter::Field(name, test) => inner(name, test, visit),
    }
}

/// In the order of [`each_test`].
fn replaced(filter: Filter, noun: Noun, found: &mut impl Iterator<Item = Test>) -> Filter {
    let mut all = |parts: Vec<Filter>| -> Vec<Filter> {
        let parts = parts.into_iter();
        parts.map(|part| replaced(part, noun, &mut *found)).collect()
    };
    match filter {
        Filter::All(parts) => Filter::All(all(parts)),
        Filter::Any(parts) => Filter::Any(all(parts)),
        Filter::None(parts) => Filter::None(all(parts)),
        Filter::Field(name, test) => {
            let test = match noun.field(&name) {
                Some(field) => replaced_test(test, &field, found),
                None => test,
            };
            Filter::Field(name, test)
        }
    }
}

fn replaced_test(test: Test, field: &Field, found: &mut impl Iterator<Item = Test>) -> Test {
    match test {
        Test::Not(test) => Test::Not(Box::new(replaced_test(*test, field, found))),
        Test::Both(tests) => {
            let tests = tests.into_iter();
            Test::Both(
                tests
                    .map(|test| replaced_test(test, field, &mut *found))
                    .collect(),
            )
        }
        other if needs_texts(field, &other) => found.next().unwrap_or(Test::In(Vec::new())),
        other => other,
    }
}

async fn passing(db: &mut Db, field: &Field, test: &Test, noun: Noun, scope: &str) -> Answer<Vec<Value>> {
    let mut sql = different_values(&field.source, noun, scope);
    sql.push(" LIMIT ")
        .integer(i64::try_from(LOOKED_AT_MAX + 1).unwrap_or(i64::MAX));
    let mut values = Vec::new();
    let mut looked_at = 0;
    let mut look = |value: Value, text: String| {
        looked_at += 1;
        if test.passes(&[], &[text]) {
            values.push(value);
        }
    };
    if matches!(field.kind, Kind::Text | Kind::Any) {
        let rows: Vec<(String,)> = sql.rows(db).await?;
        for (text,) in rows {
            look(json!(text), text);
        }
    } else {
        let rows: Vec<(i64,)> = sql.rows(db).await?;
        for (integer,) in rows {
            look(json!(integer), text_of(field.kind, integer));
        }
    }
    if looked_at > LOOKED_AT_MAX {
        return Err(Fault::BadRequest(format!(
            "“{}” has more than {LOOKED_AT_MAX} different values here, too many to search by pattern; name a registry or collection, or \
             compare with $eq, $in or $gt.",
            field.name
        )));
    }
    Ok(values)
}

/// How an integer of that kind reads.
pub fn text_of(kind: Kind, value: i64) -> String {
    match kind {
        Kind::VersionIndex => format!("v{value}"),
        Kind::Time => rfc3339(value),
        Kind::Text | Kind::Integer | Kind::Any => value.to_string(),
    }
}

fn different_values(source: &Source, noun: Noun, scope: &str) -> Sql {
    let collections = format!("(SELECT c.id FROM collection c WHERE {scope})");
    match source {
        Source::Column { sql: column, .. } => {
            let from = match noun {
                Noun::Project => format!("project WHERE {scope}"),
                Noun::Collection => format!("collection c WHERE {scope}"),
                Noun::Version => format!(
                    "collection c CROSS JOIN membership m WHERE {scope} AND m.collection_id = c.id AND m.removed_at IS NULL"
                ),
            };
            Sql::new(&format!(
                "SELECT value FROM (SELECT DISTINCT {column} AS value FROM {from}) AS every WHERE value IS NOT NULL"
            ))
        }
        Source::Rows {
            column,
            all,
            collection,
            ..
        } => {
            let within = collection.map(|of| format!(" WHERE {of} IN {collections}"));
            Sql::new(&format!(
                "SELECT DISTINCT {column} AS value {all}{}",
                within.unwrap_or_default()
            ))
        }
        Source::Key(place, path) => {
            let mut sql = Sql::new(
                "SELECT DISTINCT k.text AS value FROM version_key k WHERE k.text IS NOT NULL AND k.key_id = ",
            );
            key_id(&mut sql, *place, path);
            sql.push(" AND k.collection_id IN ").push(&collections);
            sql
        }
        Source::State => Sql::new("SELECT '' AS value WHERE 1 = 0"),
    }
}
