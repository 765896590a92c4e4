//! Versions at their places in collections: a page, and how many there are.

mod by_key;
mod by_time;

use domain::filter::Filter;
use serde_json::json;

use super::compile::condition;
use super::driver::{Driver, choose, rest};
use super::sql::Sql;
use super::{At, Direction, Noun, integer_at, without_patterns};
use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::membership::MembershipRow;
use crate::store::version_key::Place;
use crate::store::{Db, integers};

/// Which versions are listed.
pub enum Scope {
    /// Those of one collection, which the asker may see.
    Collection(i64),
    /// Those linked into the registries of these projects, which the asker may see, in collections that pass a filter.
    Projects(Vec<i64>, Filter),
}

/// What versions are ordered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionColumn {
    /// The version index; over several collections, within each of them.
    Index,
    /// When they got their places, in all collections together.
    LinkedAt,
    /// A key; versions without it come last in either direction, equal ones by collection and index.
    Key(Place, String),
}

/// A list of versions: what is in it, and in which order.
pub struct VersionList {
    scope: Scope,
    filter: Filter,
    driver: Driver,
    /// The filter without what the driver answers.
    rest: Filter,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    collection_id: i64,
    artifact_id: i64,
    version_index: i64,
    linked_by: i64,
    created_at: Micros,
}

impl From<Row> for MembershipRow {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            collection_id: row.collection_id,
            artifact_id: row.artifact_id,
            version_index: row.version_index,
            linked_by: row.linked_by,
            created_at: row.created_at,
        }
    }
}

const COLUMNS: &str = "m.id, m.collection_id, m.artifact_id, m.version_index, m.linked_by, m.created_at";

impl Scope {
    /// The part of the scope that needs no bound values.
    fn unbound(&self) -> String {
        match self {
            Self::Collection(id) => format!("c.id = {id} AND c.deleted_at IS NULL"),
            // The plus keeps the index of names away: collections are to be read by id, in the order of the list.
            Self::Projects(ids, _) => format!(
                "+c.project_id IN ({}) AND c.kind = 'PORTFOLIO' AND c.deleted_at IS NULL",
                integers(ids)
            ),
        }
    }

    fn push(&self, sql: &mut Sql) {
        sql.push(" AND ").push(&self.unbound());
        if let Self::Projects(_, collections) = self
            && !collections.is_everything()
        {
            sql.push(" AND ");
            condition(sql, collections, Noun::Collection);
        }
    }
}

fn push_filter(sql: &mut Sql, filter: &Filter) {
    if !filter.is_everything() {
        sql.push(" AND ");
        condition(sql, filter, Noun::Version);
    }
}

impl VersionList {
    /// Whether several collections are in it.
    const fn is_of_many(&self) -> bool {
        matches!(self.scope, Scope::Projects(..))
    }

    /// The list of the versions that pass a typed filter.
    ///
    /// # Errors
    /// When a pattern matches too much or the database fails.
    pub async fn of(db: &mut Db, scope: Scope, filter: Filter) -> Answer<Self> {
        let unbound = scope.unbound();
        let filter = without_patterns(&mut *db, filter, Noun::Version, &unbound).await?;
        let scope = match scope {
            Scope::Projects(ids, collections) => {
                let collections = without_patterns(&mut *db, collections, Noun::Collection, &unbound).await?;
                Scope::Projects(ids, collections)
            }
            one @ Scope::Collection(_) => one,
        };
        let driver = choose(db, &filter, &unbound).await?;
        let rest = rest(filter.clone(), &driver);
        Ok(Self {
            scope,
            filter,
            driver,
            rest,
        })
    }

    fn push(&self, sql: &mut Sql) {
        self.driver.push_tables(sql, &self.scope.unbound());
        self.scope.push(sql);
        push_filter(sql, &self.rest);
    }

    /// The number of versions in it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self, db: &mut Db) -> Answer<i64> {
        self.count_statement().count(db).await
    }

    /// The statement that counts them.
    pub fn count_statement(&self) -> Sql {
        let mut sql = Sql::new("SELECT COUNT(*)");
        self.push(&mut sql);
        sql
    }

    /// The versions that come after `after`, at most `limit`, each with its place in the list.
    ///
    /// # Errors
    /// When `after` is no place of this list or the database fails.
    pub async fn page(
        &self,
        db: &mut Db,
        column: &VersionColumn,
        direction: Direction,
        after: Option<&At>,
        limit: usize,
    ) -> Answer<Vec<(MembershipRow, At)>> {
        match column {
            VersionColumn::Index => {
                let sql = self.index_statement(direction, after, limit)?;
                let rows: Vec<Row> = sql.rows(db).await?;
                let placed = rows.into_iter().map(|row| {
                    let at = vec![json!(row.collection_id), json!(row.version_index)];
                    (row.into(), at)
                });
                Ok(placed.collect())
            }
            VersionColumn::LinkedAt => self.page_by_time(db, direction, after, limit).await,
            VersionColumn::Key(place, path) => {
                let key = by_key::Key { place: *place, path };
                self.page_by_key(db, &key, direction, after, limit).await
            }
        }
    }

    /// The statement of a page by version index: by collection, and within it in the direction.
    ///
    /// # Errors
    /// When `after` is no place of this list.
    pub fn index_statement(&self, direction: Direction, after: Option<&At>, limit: usize) -> Answer<Sql> {
        let (index, later, word) = (self.driver.version_index(), direction.later(), direction.word());
        let mut sql = Sql::new(&format!("SELECT {COLUMNS}"));
        self.push(&mut sql);
        if let Some(after) = after {
            let (collection, version) = (integer_at(after, 0)?, integer_at(after, 1)?);
            match &self.scope {
                Scope::Collection(_) => {
                    sql.push(&format!(" AND {index} {later} ")).integer(version);
                }
                Scope::Projects(..) => {
                    sql.push(" AND c.id >= ").integer(collection);
                    sql.push(" AND (c.id > ").integer(collection);
                    sql.push(&format!(" OR {index} {later} ")).integer(version);
                    sql.push(")");
                }
            }
        }
        let collection = match &self.scope {
            Scope::Collection(_) => "",
            Scope::Projects(..) => "c.id, ",
        };
        sql.push(&format!(" ORDER BY {collection}{index} {word} LIMIT "))
            .integer(i64::try_from(limit).unwrap_or(i64::MAX));
        Ok(sql)
    }

    /// The first statement of a page; by a key, a page that it does not fill goes on with another.
    ///
    /// # Errors
    /// When `after` is no place of this list.
    pub fn first_statement(
        &self,
        column: &VersionColumn,
        direction: Direction,
        after: Option<&At>,
        limit: usize,
    ) -> Answer<Sql> {
        match column {
            VersionColumn::Index => self.index_statement(direction, after, limit),
            VersionColumn::LinkedAt => self.time_statement(direction, after, limit),
            VersionColumn::Key(place, path) => {
                let key = by_key::Key { place: *place, path };
                let part = by_key::first_part(after)?;
                self.key_statement(&key, part, direction, after, limit)
            }
        }
    }
}
