//! Projects and registries: a page, and how many there are.

use domain::filter::Filter;
use serde_json::json;

use super::compile::condition;
use super::sql::Sql;
use super::{At, Direction, Noun, integer_at, text_at, without_patterns};
use crate::fault::Answer;
use crate::store::project::{COLUMNS, ProjectRow};
use crate::store::{Db, integers};

/// The projects among which a list looks: those that the asker may see.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// Their ids.
    pub project_ids: &'a [i64],
}

/// What projects are ordered by; equal ones by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectColumn {
    /// The name.
    Name,
    /// When it was made.
    CreatedAt,
    /// When its facts last changed.
    UpdatedAt,
}

impl ProjectColumn {
    const fn sql(self) -> &'static str {
        match self {
            Self::Name => "project.name",
            Self::CreatedAt => "project.created_at",
            Self::UpdatedAt => "project.updated_at",
        }
    }

    fn of(self, row: &ProjectRow) -> At {
        match self {
            Self::Name => vec![json!(row.name), json!(row.id)],
            Self::CreatedAt => vec![json!(row.created_at), json!(row.id)],
            Self::UpdatedAt => vec![json!(row.updated_at), json!(row.id)],
        }
    }
}

impl Scope<'_> {
    /// The scope as a condition, which needs no bound values.
    fn unbound(&self) -> String {
        format!(
            "project.id IN ({}) AND project.deleted_at IS NULL",
            integers(self.project_ids)
        )
    }

    fn push(&self, sql: &mut Sql, filter: &Filter) {
        sql.push(" WHERE ").push(&self.unbound()).push(" AND ");
        condition(sql, filter, Noun::Project);
    }

    /// The filter, as the other functions here want it.
    ///
    /// # Errors
    /// When a pattern matches too much or the database fails.
    pub async fn resolve(&self, db: &mut Db, filter: Filter) -> Answer<Filter> {
        without_patterns(db, filter, Noun::Project, &self.unbound()).await
    }

    /// The number of projects that pass.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self, db: &mut Db, filter: &Filter) -> Answer<i64> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM project");
        self.push(&mut sql, filter);
        sql.count(db).await
    }

    /// The ids of the projects that pass, least first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ids(&self, db: &mut Db, filter: &Filter) -> Answer<Vec<i64>> {
        let mut sql = Sql::new("SELECT project.id FROM project");
        self.push(&mut sql, filter);
        sql.push(" ORDER BY project.id");
        let rows: Vec<(i64,)> = sql.rows(db).await?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// The projects that pass and come after `after`, at most `limit`, each with its place in the list.
    ///
    /// # Errors
    /// When `after` is no place of this list or the database fails.
    pub async fn page(
        &self,
        db: &mut Db,
        filter: &Filter,
        (column, direction): (ProjectColumn, Direction),
        after: Option<&At>,
        limit: usize,
    ) -> Answer<Vec<(ProjectRow, At)>> {
        let (expression, later, word) = (column.sql(), direction.later(), direction.word());
        let mut sql = Sql::new(COLUMNS);
        self.push(&mut sql, filter);
        if let Some(after) = after {
            let id = integer_at(after, 1)?;
            let value = |sql: &mut Sql| -> Answer<()> {
                match column {
                    ProjectColumn::Name => sql.text(text_at(after, 0)?),
                    ProjectColumn::CreatedAt | ProjectColumn::UpdatedAt => sql.integer(integer_at(after, 0)?),
                };
                Ok(())
            };
            sql.push(&format!(" AND ({expression} {later} "));
            value(&mut sql)?;
            sql.push(&format!(" OR ({expression} = "));
            value(&mut sql)?;
            sql.push(&format!(" AND project.id {later} "))
                .integer(id)
                .push("))");
        }
        sql.push(&format!(
            " ORDER BY {expression} {word}, project.id {word} LIMIT "
        ))
        .integer(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows: Vec<ProjectRow> = sql.rows(db).await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let at = column.of(&row);
                (row, at)
            })
            .collect())
    }
}
