//! Collections of projects: a page, and how many there are.

use domain::filter::Filter;
use serde_json::json;

use super::compile::condition;
use super::sql::Sql;
use super::{At, Direction, Noun, integer_at, text_at, without_patterns};
use crate::fault::Answer;
use crate::store::collection::{CollectionKind, CollectionRow};
use crate::store::{Db, integers};

/// Which collections are listed.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// Those of these projects, which the asker may see.
    pub project_ids: &'a [i64],
    /// Of one type, if one is named.
    pub type_name: Option<&'a str>,
    /// Of these kinds.
    pub kinds: &'a [CollectionKind],
}

/// What collections are ordered by; equal ones by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CollectionColumn {
    /// The name.
    Name,
    /// When it was made.
    CreatedAt,
    /// When its facts last changed.
    UpdatedAt,
}

impl CollectionColumn {
    const fn sql(self) -> &'static str {
        match self {
            Self::Name => "c.name",
            Self::CreatedAt => "c.created_at",
            Self::UpdatedAt => "c.updated_at",
        }
    }

    fn of(self, row: &CollectionRow) -> At {
        match self {
            Self::Name => vec![json!(row.name), json!(row.id)],
            Self::CreatedAt => vec![json!(row.created_at), json!(row.id)],
            Self::UpdatedAt => vec![json!(row.updated_at), json!(row.id)],
        }
    }
}

const COLUMNS: &str = "SELECT c.id, c.project_id, c.kind, c.name, c.type_name, c.description, c.created_by, c.created_at, c.updated_at, c.deleted_at";

impl Scope<'_> {
    /// The part of the scope that needs no bound values.
    fn unbound(&self) -> String {
        let kinds = self.kinds.iter().map(|kind| format!("'{}'", kind.api_name()));
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        let kinds = if kinds.is_empty() { "NULL" } else { &kinds };
        format!(
            "c.project_id IN ({}) AND c.deleted_at IS NULL AND c.kind IN ({kinds})",
            integers(self.project_ids)
        )
    }

    fn push(&self, sql: &mut Sql, filter: &Filter) {
        sql.push(" FROM collection c WHERE ").push(&self.unbound());
        if let Some(type_name) = self.type_name {
            sql.push(" AND c.type_name = ").text(type_name);
        }
        sql.push(" AND ");
        condition(sql, filter, Noun::Collection);
    }

    /// The filter, as the other functions here want it.
    ///
    /// # Errors
    /// When a pattern matches too much or the database fails.
    pub async fn resolve(&self, db: &mut Db, filter: Filter) -> Answer<Filter> {
        without_patterns(db, filter, Noun::Collection, &self.unbound()).await
    }

    /// The number of collections that pass.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self, db: &mut Db, filter: &Filter) -> Answer<i64> {
        let mut sql = Sql::new("SELECT COUNT(*)");
        self.push(&mut sql, filter);
        sql.count(db).await
    }

    /// The collections that pass and come after `after`, at most `limit`, each with its place in the list.
    ///
    /// # Errors
    /// When `after` is no place of this list or the database fails.
    pub async fn page(
        &self,
        db: &mut Db,
        filter: &Filter,
        (column, direction): (CollectionColumn, Direction),
        after: Option<&At>,
        limit: usize,
    ) -> Answer<Vec<(CollectionRow, At)>> {
        let (expression, later, word) = (column.sql(), direction.later(), direction.word());
        let mut sql = Sql::new(COLUMNS);
        self.push(&mut sql, filter);
        if let Some(after) = after {
            let id = integer_at(after, 1)?;
            let value = |sql: &mut Sql| -> Answer<()> {
                match column {
                    CollectionColumn::Name => sql.text(text_at(after, 0)?),
                    CollectionColumn::CreatedAt | CollectionColumn::UpdatedAt => {
                        sql.integer(integer_at(after, 0)?)
                    }
                };
                Ok(())
            };
            sql.push(&format!(" AND ({expression} {later} "));
            value(&mut sql)?;
            sql.push(&format!(" OR ({expression} = "));
            value(&mut sql)?;
            sql.push(&format!(" AND c.id {later} ")).integer(id).push("))");
        }
        sql.push(&format!(" ORDER BY {expression} {word}, c.id {word} LIMIT "))
            .integer(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows: Vec<CollectionRow> = sql.rows(db).await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let at = column.of(&row);
                (row, at)
            })
            .collect())
    }
}
