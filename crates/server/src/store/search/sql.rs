//! SQL as it is put together: text and the values bound to it.

use sqlx::FromRow;
use sqlx::any::{AnyArguments, AnyRow};

use crate::fault::Answer;
use crate::store::Db;

#[derive(Debug, Clone)]
enum Bound {
    Text(String),
    Number(f64),
}

/// A statement in the making. What comes from outside is bound, never written; integers cannot carry SQL and are written.
#[derive(Debug, Clone, Default)]
pub struct Sql {
    text: String,
    bound: Vec<Bound>,
}

impl Sql {
    /// The beginning of a statement.
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            bound: Vec::new(),
        }
    }

    /// More of it.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// An integer.
    pub fn integer(&mut self, value: i64) -> &mut Self {
        self.text.push_str(&value.to_string());
        self
    }

    /// A bound text.
    pub fn text(&mut self, value: &str) -> &mut Self {
        self.bind(Bound::Text(value.to_owned()))
    }

    /// That what stands before is one of the texts.
    pub fn texts(&mut self, values: &[String]) -> &mut Self {
        self.push(" IN (NULL");
        for value in values {
            self.push(", ").text(value);
        }
        self.push(")")
    }

    /// A bound number.
    pub fn number(&mut self, value: f64) -> &mut Self {
        self.bind(Bound::Number(value))
    }

    fn bind(&mut self, value: Bound) -> &mut Self {
        self.bound.push(value);
        self.text.push('$');
        self.text.push_str(&self.bound.len().to_string());
        self
    }

    /// The same statement with words before it.
    #[must_use]
    pub fn before(mut self, words: &str) -> Self {
        self.text.insert_str(0, words);
        self
    }

    /// The statement so far.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The rows that it finds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rows<T>(self, db: &mut Db) -> Answer<Vec<T>>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(self.text));
        for value in self.bound {
            query = match value {
                Bound::Text(text) => query.bind(text),
                Bound::Number(number) => query.bind(number),
            };
        }
        let query: sqlx::query::QueryAs<'_, sqlx::Any, T, AnyArguments> = query;
        Ok(query.fetch_all(db).await?)
    }

    /// The one integer that it finds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(self, db: &mut Db) -> Answer<i64> {
        let rows: Vec<(i64,)> = self.rows(db).await?;
        Ok(rows.first().map_or(0, |row| row.0))
    }
}
