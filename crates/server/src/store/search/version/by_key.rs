//! Versions in the order of a key.
//!
//! Numbers come first, then texts, then booleans, then versions that have no such single value; each of these four is a range of an
//! index, and a page that does not fill from one goes on in the next.

use serde_json::{Value, json};

use super::{COLUMNS, Row, VersionList, push_filter};
use crate::fault::Answer;
use crate::store::Db;
use crate::store::membership::MembershipRow;
use crate::store::search::compile::key_id;
use crate::store::search::driver::Driver;
use crate::store::search::sql::Sql;
use crate::store::search::{At, Direction, foreign_cursor, integer_at};
use crate::store::version_key::Place;

/// A key that versions are ordered by.
pub struct Key<'a> {
    /// Where it is from.
    pub place: Place,
    /// Its path there.
    pub path: &'a str,
}

/// The values of one type, in the order in which the types come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Numbers.
    Numbers,
    /// Texts.
    Texts,
    /// Booleans.
    Truths,
    /// No single value.
    Without,
}

const PARTS: [Part; 4] = [Part::Numbers, Part::Texts, Part::Truths, Part::Without];

impl Part {
    const fn column(self) -> &'static str {
        match self {
            Self::Numbers => "d.number",
            Self::Texts => "d.text",
            Self::Truths => "d.truth",
            Self::Without => "m.version_index",
        }
    }
}

/// The part in which a page begins.
///
/// # Errors
/// When `after` is no place of a list by a key.
pub fn first_part(after: Option<&At>) -> Answer<Part> {
    let Some(after) = after else {
        return Ok(Part::Numbers);
    };
    let index = usize::try_from(integer_at(after, 0)?).ok();
    index
        .and_then(|index| PARTS.get(index).copied())
        .ok_or_else(foreign_cursor)
}

#[derive(sqlx::FromRow)]
struct NumberRow {
    #[sqlx(flatten)]
    row: Row,
    value: f64,
}

#[derive(sqlx::FromRow)]
struct TextRow {
    #[sqlx(flatten)]
    row: Row,
    value: String,
}

#[derive(sqlx::FromRow)]
struct IntegerRow {
    #[sqlx(flatten)]
    row: Row,
    value: i64,
}

impl VersionList {
    /// The versions that come after `after` in the order of the key.
    pub(super) async fn page_by_key(
        &self,
        db: &mut Db,
        key: &Key<'_>,
        direction: Direction,
        after: Option<&At>,
        limit: usize,
    ) -> Answer<Vec<(MembershipRow, At)>> {
        let first = first_part(after)?;
        let mut found: Vec<(MembershipRow, At)> = Vec::new();
        for (index, part) in PARTS
            .into_iter()
            .enumerate()
            .skip_while(|(_, part)| *part != first)
        {
            let after = after.filter(|_| part == first);
            let sql = self.key_statement(key, part, direction, after, limit - found.len())?;
            let rows: Vec<(Row, Value)> = match part {
                Part::Numbers => sql
                    .rows::<NumberRow>(&mut *db)
                    .await?
                    .into_iter()
                    .map(|found| (found.row, json!(found.value)))
                    .collect(),
                Part::Texts => sql
                    .rows::<TextRow>(&mut *db)
                    .await?
                    .into_iter()
                    .map(|found| (found.row, json!(found.value)))
                    .collect(),
                Part::Truths | Part::Without => sql
                    .rows::<IntegerRow>(&mut *db)
                    .await?
                    .into_iter()
                    .map(|found| (found.row, json!(found.value)))
                    .collect(),
            };
            found.extend(rows.into_iter().map(|(row, value)| {
                let mut at = vec![json!(index), value, json!(row.version_index)];
                if self.is_of_many() {
                    at.push(json!(row.collection_id));
                }
                (row.into(), at)
            }));
            if found.len() >= limit {
                break;
            }
        }
        Ok(found)
    }

    /// The statement of a page of one part of the order.
    ///
    /// # Errors
    /// When `after` is no place of this list.
    pub fn key_statement(
        &self,
        key: &Key<'_>,
        part: Part,
        direction: Direction,
        after: Option<&At>,
        limit: usize,
    ) -> Answer<Sql> {
        let (column, later, word) = (part.column(), direction.later(), direction.word());
        let mut sql = Sql::new(&format!("SELECT {COLUMNS}, {column} AS value"));
        let index = if part == Part::Without {
            self.push_without(&mut sql, key);
            "m.version_index"
        } else {
            push_key(&mut sql, key, column);
            "d.version_index"
        };
        self.scope.push(&mut sql);
        push_filter(&mut sql, &self.filter);
        if let Some(after) = after {
            if part == Part::Without {
                sql.push(" AND (");
                self.push_later_place(&mut sql, index, later, after)?;
                sql.push(")");
            } else {
                let sign = if direction == Direction::Ascending {
                    ">="
                } else {
                    "<="
                };
                sql.push(&format!(" AND {column} {sign} "));
                value(&mut sql, part, after)?;
                sql.push(&format!(" AND ({column} {later} "));
                value(&mut sql, part, after)?;
                sql.push(" OR ");
                self.push_later_place(&mut sql, index, later, after)?;
                sql.push(")");
            }
        }
        let by_value = if part == Part::Without {
            String::new()
        } else {
            format!("{column} {word}, ")
        };
        let by_collection = if self.is_of_many() {
            format!("c.id {word}, ")
        } else {
            String::new()
        };
        sql.push(&format!(
            " ORDER BY {by_value}{by_collection}{index} {word} LIMIT "
        ))
        .integer(i64::try_from(limit).unwrap_or(i64::MAX));
        Ok(sql)
    }

    /// That a version of an equal value comes later: by its index, in lists of several collections by these first.
    fn push_later_place(&self, sql: &mut Sql, index: &str, later: &str, after: &At) -> Answer<()> {
        let version = integer_at(after, 2)?;
        if !self.is_of_many() {
            sql.push(&format!("{index} {later} ")).integer(version);
            return Ok(());
        }
        let collection = integer_at(after, 3)?;
        sql.push(&format!("c.id {later} ")).integer(collection);
        sql.push(" OR (c.id = ").integer(collection);
        sql.push(&format!(" AND {index} {later} "))
            .integer(version)
            .push(")");
        Ok(())
    }

    fn push_without(&self, sql: &mut Sql, key: &Key<'_>) {
        Driver::Places.push_tables(sql, &self.scope.unbound());
        sql.push(
            " AND NOT EXISTS (SELECT 1 FROM version_key d WHERE d.collection_id = c.id AND d.version_index = m.version_index \
             AND d.element = 0 AND (d.number IS NOT NULL OR d.text IS NOT NULL OR d.truth IS NOT NULL) AND d.key_id = ",
        );
        key_id(sql, key.place, key.path);
        sql.push(")");
    }
}

fn push_key(sql: &mut Sql, key: &Key<'_>, column: &str) {
    sql.push(" FROM collection c CROSS JOIN version_key d CROSS JOIN membership m WHERE d.collection_id = c.id AND d.key_id = ");
    key_id(sql, key.place, key.path);
    sql.push(&format!(
        " AND d.element = 0 AND {column} IS NOT NULL AND m.collection_id = c.id AND m.version_index = d.version_index \
         AND m.removed_at IS NULL"
    ));
}

fn value(sql: &mut Sql, part: Part, after: &[Value]) -> Answer<()> {
    let value = after.get(1).ok_or_else(foreign_cursor)?;
    match part {
        Part::Numbers => sql.number(value.as_f64().ok_or_else(foreign_cursor)?),
        Part::Texts => sql.text(value.as_str().ok_or_else(foreign_cursor)?),
        Part::Truths | Part::Without => sql.integer(value.as_i64().ok_or_else(foreign_cursor)?),
    };
    Ok(())
}
