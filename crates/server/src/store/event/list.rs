//! Reading the log: by where it happened, by what, by whom and when; newest first, by keyset.

use domain::event::{Audience, EventKind};

use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::{Db, integers};

/// An event of the log.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct EventRow {
    /// Its id; ids grow with time.
    pub id: i64,
    /// Its position in its chain.
    pub seq: i64,
    /// When it happened.
    pub at: Micros,
    kind: String,
    /// Who did it.
    pub actor_id: Option<i64>,
    /// The username of who did it, as it was then.
    pub actor: Option<String>,
    via: String,
    /// The id of the request.
    pub request_id: Option<String>,
    /// The address it came from.
    pub address: Option<String>,
    /// The program it came from.
    pub user_agent: Option<String>,
    /// The project or registry.
    pub project_id: Option<i64>,
    /// The collection.
    pub collection_id: Option<i64>,
    /// The version.
    pub artifact_id: Option<i64>,
    /// The full name of what it was done to, as it was then.
    pub subject: Option<String>,
    /// What was there before, as text of JSON.
    pub before_json: Option<String>,
    /// What was there afterwards, as text of JSON.
    pub after_json: Option<String>,
    /// The hash of the event before it.
    pub previous_hash: String,
    /// Its hash.
    pub hash: String,
}

impl EventRow {
    /// What happened; none for a kind that only a newer version of this program knows.
    pub fn kind(&self) -> Option<EventKind> {
        self.kind.parse().ok()
    }

    /// How it reached the server.
    pub fn via(&self) -> domain::event::Via {
        self.via.parse().unwrap_or(domain::event::Via::Unknown)
    }
}

/// Which part of the log.
#[derive(Debug, Clone)]
pub enum EventScope {
    /// All of an organization's chain, or the server's; for those who may read it whole.
    Chain(i64),
    /// What happened in a project or registry.
    Project(i64),
    /// What happened in a collection.
    Collection(i64),
    /// What happened to a version in the projects named, and what is a fact of the version itself.
    Artifact {
        /// The version.
        id: i64,
        /// The projects that the asker may see.
        visible_projects: Vec<i64>,
    },
}

/// Which events are wanted.
#[derive(Debug, Clone)]
pub struct EventFilter {
    /// Which part of the log.
    pub scope: EventScope,
    /// Whose personal events may be among them; the whole log of a chain has everybody's.
    pub asker_id: i64,
    /// Only these kinds; empty for all.
    pub kinds: Vec<EventKind>,
    /// Only what this person did.
    pub actor_id: Option<i64>,
    /// Only this alias.
    pub alias: Option<String>,
    /// Not before this instant.
    pub from: Option<Micros>,
    /// Before this instant.
    pub to: Option<Micros>,
    /// Only what happened after the event with this id.
    pub after_id: Option<i64>,
    /// Not what this person did.
    pub not_by: Option<i64>,
}

impl EventFilter {
    /// Everything of a part of the log that the asker may read.
    pub const fn all(scope: EventScope, asker_id: i64) -> Self {
        Self {
            scope,
            asker_id,
            kinds: Vec::new(),
            actor_id: None,
            alias: None,
            from: None,
            to: None,
            after_id: None,
            not_by: None,
        }
    }
}

enum Bound {
    Integer(i64),
    Text(String),
}

/// The condition of a statement and what is bound to it.
struct Condition {
    sql: String,
    bound: Vec<Bound>,
}

impl Condition {
    fn and_integer(&mut self, comparison: &str, value: i64) {
        self.bound.push(Bound::Integer(value));
        self.sql = format!("{} AND {comparison} ${}", self.sql, self.bound.len());
    }

    fn of(filter: &EventFilter) -> Self {
        let mut condition = Self {
            sql: "1 = 1".to_owned(),
            bound: Vec::new(),
        };
        match &filter.scope {
            EventScope::Chain(id) => condition.and_integer("chain_id =", *id),
            EventScope::Project(id) => condition.and_integer("project_id =", *id),
            EventScope::Collection(id) => condition.and_integer("collection_id =", *id),
            EventScope::Artifact { id, visible_projects } => {
                condition.and_integer("artifact_id =", *id);
                let projects = integers(visible_projects);
                let of_version = with_audience(Audience::Version);
                condition.sql = format!(
                    "{} AND (project_id IN ({projects}) OR kind IN ({of_version}))",
                    condition.sql
                );
            }
        }
        if !matches!(filter.scope, EventScope::Chain(_)) {
            let personal = with_audience(Audience::Personal);
            condition.and_integer(
                &format!("(kind NOT IN ({personal}) OR actor_id ="),
                filter.asker_id,
            );
            condition.sql.push(')');
        }
        if !filter.kinds.is_empty() {
            let kinds = quoted(filter.kinds.iter().copied());
            condition.sql = format!("{} AND kind IN ({kinds})", condition.sql);
        }
        if let Some(actor_id) = filter.actor_id {
            condition.and_integer("actor_id =", actor_id);
        }
        if let Some(from) = filter.from {
            condition.and_integer("at >=", from);
        }
        if let Some(to) = filter.to {
            condition.and_integer("at <", to);
        }
        if let Some(id) = filter.after_id {
            condition.and_integer("id >", id);
        }
        if let Some(user_id) = filter.not_by {
            condition.and_integer("(actor_id IS NULL OR actor_id <>", user_id);
            condition.sql.push(')');
        }
        if let Some(alias) = &filter.alias {
            condition.and_alias(alias);
        }
        condition
    }

    /// What is there now of an alias begins with its name, because keys of JSON are written in order.
    fn and_alias(&mut self, alias: &str) {
        let whole = serde_json::json!({ "alias": alias }).to_string();
        let beginning = whole.trim_end_matches('}').to_owned() + ",";
        let length = beginning.chars().count();
        self.bound.push(Bound::Text(beginning));
        self.sql = format!(
            "{} AND SUBSTR(after_json, 1, {length}) = ${}",
            self.sql,
            self.bound.len()
        );
    }
}

fn with_audience(audience: Audience) -> String {
    quoted(
        EventKind::ALL
            .iter()
            .copied()
            .filter(|kind| kind.audience() == audience),
    )
}

/// Names of kinds for an `IN (…)`; they are words of ours and cannot carry SQL.
fn quoted(kinds: impl Iterator<Item = EventKind>) -> String {
    let names: Vec<String> = kinds.map(|kind| format!("'{}'", kind.name())).collect();
    names.join(", ")
}

const COLUMNS: &str = "SELECT id, seq, at, kind, actor_id, actor, via, request_id, address, user_agent, project_id, collection_id, \
     artifact_id, subject, before_json, after_json, previous_hash, hash FROM event";

/// A page of events, newest first, behind the event with the id `before_id`.
///
/// # Errors
/// When the database fails.
pub async fn page(
    db: &mut Db,
    filter: &EventFilter,
    before_id: Option<i64>,
    limit: i64,
) -> Answer<Vec<EventRow>> {
    let mut condition = Condition::of(filter);
    // Along a chain, positions and ids have the same order, and the index is over positions.
    let is_chain = matches!(filter.scope, EventScope::Chain(_));
    if let Some(id) = before_id {
        if is_chain {
            condition.and_integer("seq < (SELECT seq FROM event WHERE id =", id);
            condition.sql.push(')');
        } else {
            condition.and_integer("id <", id);
        }
    }
    condition.bound.push(Bound::Integer(limit));
    let key = if is_chain { "seq" } else { "id" };
    let sql = format!(
        "{COLUMNS} WHERE {} ORDER BY {key} DESC LIMIT ${}",
        condition.sql,
        condition.bound.len()
    );
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    for value in condition.bound {
        query = match value {
            Bound::Integer(number) => query.bind(number),
            Bound::Text(text) => query.bind(text),
        };
    }
    Ok(query.fetch_all(db).await?)
}

/// The number of events.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &mut Db, filter: &EventFilter) -> Answer<i64> {
    let condition = Condition::of(filter);
    let sql = format!("SELECT COUNT(*) FROM event WHERE {}", condition.sql);
    let mut query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
    for value in condition.bound {
        query = match value {
            Bound::Integer(number) => query.bind(number),
            Bound::Text(text) => query.bind(text),
        };
    }
    Ok(query.fetch_one(db).await?)
}

/// The id of the newest event of all; 0 when there is none.
///
/// # Errors
/// When the database fails.
pub async fn newest_id(db: &mut Db) -> Answer<i64> {
    let query = sqlx::query_scalar("SELECT COALESCE(MAX(id), 0) FROM event");
    Ok(query.fetch_one(db).await?)
}

/// The projects in which something happened to a version.
///
/// # Errors
/// When the database fails.
pub async fn projects_of_artifact(db: &mut Db, artifact_id: i64) -> Answer<Vec<i64>> {
    let query = sqlx::query_scalar(
        "SELECT DISTINCT project_id FROM event WHERE artifact_id = $1 AND project_id IS NOT NULL ORDER BY project_id",
    );
    Ok(query.bind(artifact_id).fetch_all(db).await?)
}
