//! The rows, by noun.

mod account;
mod artifact;
mod personal;
mod query;
mod registry;
pub mod route;
mod run;

use serde_json::Value;

use super::cell::Ask;
use super::column::Column;
use super::target::Target;

/// Builds a request from what it is about, the number of the cell, and what was prepared.
pub type Build = fn(&Target, usize, &Value) -> Ask;

/// What is made before a request that is allowed: its answer's `data` is handed to [`Row::ask`].
#[derive(Clone, Copy)]
pub enum Prepare {
    /// Nothing.
    Nothing,
    /// By the first admin.
    Admin(fn(&Target, usize) -> Ask),
    /// By the principal who may log to the project.
    Logger(fn(&Target, usize) -> Ask),
    /// By whoever asks.
    Asker(fn(&Target, usize) -> Ask),
}

/// One operation and what each principal gets.
pub struct Row {
    /// `Query.x`, `Mutation.x` or `METHOD /path`, with words in parentheses where it has several rows.
    pub name: &'static str,
    /// What each principal gets by key, and by session unless said otherwise.
    pub column: Column,
    /// What each principal gets by session.
    pub session_column: Option<Column>,
    /// Whether it is asked by key only.
    pub is_by_key_only: bool,
    /// What is made before an allowed request.
    pub prepare: Prepare,
    /// The request.
    pub ask: Build,
    /// Where in `data` the thing is; the first field when empty.
    pub at: &'static str,
    /// Whether what is hidden is compared with what is absent.
    pub is_compared: bool,
}

impl Row {
    /// A row that is compared.
    pub fn new(name: &'static str, column: Column, ask: Build) -> Self {
        assert_eq!(column.len(), 14, "{name}: a letter for each principal");
        Self {
            name,
            column,
            session_column: None,
            is_by_key_only: false,
            prepare: Prepare::Nothing,
            ask,
            at: "",
            is_compared: true,
        }
    }

    /// With something to be made first.
    pub fn prepared(mut self, prepare: Prepare) -> Self {
        self.prepare = prepare;
        self
    }

    /// With the place of the thing in `data`.
    pub fn at(mut self, pointer: &'static str) -> Self {
        self.at = pointer;
        self
    }

    /// With another column for sessions.
    pub fn by_session(mut self, column: Column) -> Self {
        self.session_column = Some(column);
        self
    }

    /// By key only.
    pub fn by_key_only(mut self) -> Self {
        self.is_by_key_only = true;
        self
    }

    /// Names nothing that could be hidden, or makes what it names.
    pub fn not_compared(mut self) -> Self {
        self.is_compared = false;
        self
    }
}

/// All rows.
pub fn all_rows() -> Vec<Row> {
    [
        query::rows(),
        registry::rows(),
        artifact::rows(),
        run::rows(),
        personal::rows(),
        account::rows(),
        route::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The first text found at the pointer of what was prepared, or the standing one.
fn prepared_or(prepared: &Value, pointer: &str, standing: &str) -> String {
    prepared
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or(standing)
        .to_owned()
}
