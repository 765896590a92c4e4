//! Where a list of versions begins to look: at the rows of the one condition that an index answers best.
//!
//! Statistics differ between databases and installations, so the choice is made here, and the same everywhere: joins are written in
//! the order in which they are to run (`CROSS JOIN`, which SQLite keeps).

use domain::filter::{Filter, Test};
use serde_json::Value;

use super::compile::{key_id, key_passes};
use super::field::{Noun, Source};
use super::sql::Sql;
use crate::fault::Answer;
use crate::store::Db;
use crate::store::version_key::Place;

/// A condition with fewer rows than this is looked up first and its rows sorted; with more of them, the list is read in its order
/// and a page is full soon.
pub const FEW: i64 = 2_000;

/// Where a list begins.
#[derive(Debug, Clone, PartialEq)]
pub enum Driver {
    /// At the places in their order.
    Places,
    /// At the one place of a collection that has the alias.
    Alias(String),
    /// At the places whose key is equal to a value, which an index has in their order.
    KeyEqual(Place, String, Value),
    /// At the few places whose key passes a comparison.
    FewOfKey(Place, String, Test),
    /// At the few places that have one of several aliases.
    FewOfAliases(Vec<String>),
    /// At the few versions with one of the tags.
    FewOfTags(Vec<String>),
}

/// Chooses where to begin among the collections of `scope`, which is a condition on `c` without bound values.
///
/// # Errors
/// When the database fails.
pub async fn choose(db: &mut Db, filter: &Filter, scope: &str) -> Answer<Driver> {
    let mut conditions = Vec::new();
    conjuncts(filter, &mut conditions);
    let candidates: Vec<Driver> = conditions
        .iter()
        .filter_map(|(name, test)| candidate(name, test))
        .collect();
    if let Some(alias) = candidates
        .iter()
        .find(|driver| matches!(driver, Driver::Alias(_)))
    {
        return Ok(alias.clone());
    }
    for driver in &candidates {
        if driver.is_few(&mut *db, scope).await? {
            return Ok(driver.clone());
        }
    }
    let equal = candidates
        .into_iter()
        .find(|driver| matches!(driver, Driver::KeyEqual(..)));
    Ok(equal.unwrap_or(Driver::Places))
}

/// The conditions that must all hold.
fn conjuncts<'a>(filter: &'a Filter, found: &mut Vec<(&'a str, &'a Test)>) {
    fn tests<'a>(name: &'a str, test: &'a Test, found: &mut Vec<(&'a str, &'a Test)>) {
        match test {
            Test::Both(parts) => parts.iter().for_each(|part| tests(name, part, found)),
            other => found.push((name, other)),
        }
    }
    match filter {
        Filter::All(parts) => parts.iter().for_each(|part| conjuncts(part, found)),
        Filter::Any(parts) if parts.len() == 1 => parts.iter().for_each(|part| conjuncts(part, found)),
        Filter::Field(name, test) => tests(name, test, found),
        Filter::Any(_) | Filter::None(_) => {}
    }
}

fn candidate(name: &str, test: &Test) -> Option<Driver> {
    let field = Noun::Version.field(name)?;
    match (field.source, test) {
        (Source::Rows { column, .. }, _) => {
            let labels = labels(test)?;
            Some(match (column == "alias.alias", labels.as_slice()) {
                (true, [alias]) => Driver::Alias(alias.clone()),
                (true, _) => Driver::FewOfAliases(labels),
                (false, _) => Driver::FewOfTags(labels),
            })
        }
        (Source::Key(place, path), Test::Equal(value)) if !value.is_null() => {
            Some(Driver::KeyEqual(place, path, value.clone()))
        }
        (Source::Key(place, path), Test::In(values)) if !values.contains(&Value::Null) => {
            Some(match values.as_slice() {
                [value] => Driver::KeyEqual(place, path, value.clone()),
                _ => Driver::FewOfKey(place, path, test.clone()),
            })
        }
        (Source::Key(place, path), Test::Compare(..)) => Some(Driver::FewOfKey(place, path, test.clone())),
        _ => None,
    }
}

/// The labels of which a test wants one.
fn labels(test: &Test) -> Option<Vec<String>> {
    let owned = |value: &Value| value.as_str().map(str::to_owned);
    match test {
        Test::Equal(value) => Some(vec![owned(value)?]),
        Test::In(values) => values.iter().map(owned).collect(),
        _ => None,
    }
}

/// The filter without the condition that the driver answers already.
pub fn rest(filter: Filter, driver: &Driver) -> Filter {
    match filter {
        Filter::All(parts) => {
            let parts = parts.into_iter().map(|part| rest(part, driver));
            Filter::All(parts.filter(|part| !part.is_everything()).collect())
        }
        Filter::Field(name, test) => match rest_of_test(&name, test, driver) {
            Some(test) => Filter::Field(name, test),
            None => Filter::EVERYTHING,
        },
        other => other,
    }
}

fn rest_of_test(name: &str, test: Test, driver: &Driver) -> Option<Test> {
    match test {
        Test::Both(tests) => {
            let tests = tests.into_iter();
            let left: Vec<Test> = tests
                .filter_map(|test| rest_of_test(name, test, driver))
                .collect();
            (!left.is_empty()).then_some(Test::Both(left))
        }
        other => (candidate(name, &other).as_ref() != Some(driver)).then_some(other),
    }
}

impl Driver {
    async fn is_few(&self, db: &mut Db, scope: &str) -> Answer<bool> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM (SELECT 1 ");
        match self {
            Self::FewOfAliases(aliases) => few_of_aliases(&mut sql, scope, aliases),
            Self::FewOfTags(tags) => few_of_tags(&mut sql, tags),
            Self::FewOfKey(place, path, test) => few_of_key(&mut sql, scope, *place, path, test),
            Self::Places | Self::Alias(_) | Self::KeyEqual(..) => return Ok(false),
        }
        sql.push(" LIMIT ").integer(FEW).push(") AS few");
        Ok(sql.count(db).await? < FEW)
    }

    /// The tables, in the order in which they are to be read, and how they hang together; ends in a condition.
    pub fn push_tables(&self, sql: &mut Sql, scope: &str) {
        const PLACE: &str = " AND m.collection_id = c.id AND m.removed_at IS NULL";
        match self {
            Self::Places => {
                sql.push(" FROM collection c CROSS JOIN membership m WHERE 1 = 1")
                    .push(PLACE);
            }
            Self::Alias(alias) => {
                sql.push(" FROM collection c CROSS JOIN alias d CROSS JOIN membership m WHERE d.collection_id = c.id AND d.alias = ")
                    .text(alias)
                    .push(" AND m.id = d.membership_id")
                    .push(PLACE);
            }
            Self::KeyEqual(place, path, value) => {
                sql.push(" FROM collection c CROSS JOIN version_key k CROSS JOIN membership m WHERE k.collection_id = c.id AND k.key_id = ");
                key_id(sql, *place, path);
                sql.push(" AND ");
                key_passes(sql, &Test::Equal(value.clone()));
                sql.push(" AND m.version_index = k.version_index").push(PLACE);
            }
            Self::FewOfKey(place, path, test) => {
                sql.push(" FROM (SELECT DISTINCT k.collection_id AS collection_id, k.version_index AS version_index ");
                few_of_key(sql, scope, *place, path, test);
                sql.push(") AS d CROSS JOIN membership m CROSS JOIN collection c WHERE m.collection_id = d.collection_id")
                    .push(" AND m.version_index = d.version_index")
                    .push(PLACE);
            }
            Self::FewOfAliases(aliases) => {
                sql.push(" FROM (SELECT DISTINCT a.membership_id AS membership_id ");
                few_of_aliases(sql, scope, aliases);
                sql.push(
                    ") AS d CROSS JOIN membership m CROSS JOIN collection c WHERE m.id = d.membership_id",
                )
                .push(PLACE);
            }
            Self::FewOfTags(tags) => {
                sql.push(" FROM (SELECT DISTINCT t.artifact_id AS artifact_id ");
                few_of_tags(sql, tags);
                sql.push(") AS d CROSS JOIN membership m CROSS JOIN collection c WHERE m.artifact_id = d.artifact_id")
                    .push(PLACE);
            }
        }
    }

    /// The expression of the version index that the list is ordered by.
    pub const fn version_index(&self) -> &'static str {
        match self {
            Self::KeyEqual(..) => "k.version_index",
            _ => "m.version_index",
        }
    }
}

fn few_of_aliases(sql: &mut Sql, scope: &str, aliases: &[String]) {
    sql.push("FROM collection c CROSS JOIN alias a WHERE ")
        .push(scope)
        .push(" AND a.collection_id = c.id AND a.alias");
    sql.texts(aliases);
}

fn few_of_tags(sql: &mut Sql, tags: &[String]) {
    sql.push("FROM artifact_tag t WHERE t.tag");
    sql.texts(tags);
}

fn few_of_key(sql: &mut Sql, scope: &str, place: Place, path: &str, test: &Test) {
    sql.push("FROM collection c CROSS JOIN version_key k WHERE ")
        .push(scope)
        .push(" AND k.collection_id = c.id AND k.key_id = ");
    key_id(sql, place, path);
    sql.push(" AND ");
    key_passes(sql, test);
}
