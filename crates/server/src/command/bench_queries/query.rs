//! The queries that are measured.

use domain::filter::Filter;
use serde_json::{Value, json};

use super::PAGE;
use crate::fault::{Answer, Fault};
use crate::store::Db;
use crate::store::bench::Filled;
use crate::store::collection::CollectionKind;
use crate::store::search::collection::{CollectionColumn, Scope as CollectionScope};
use crate::store::search::version::{Scope, VersionColumn, VersionList};
use crate::store::search::{At, Direction, Noun, typed};
use crate::store::version_key::{Place, of_collection};

/// One query of the table.
#[derive(Debug, Clone)]
pub enum Query {
    Versions {
        scope: Where,
        filter: &'static str,
        column: VersionColumn,
        direction: Direction,
        after: Option<At>,
    },
    Count {
        scope: Where,
        filter: &'static str,
    },
    Collections(CollectionColumn),
    Keys,
}

/// The large collection, or the organization.
#[derive(Debug, Clone, Copy)]
pub enum Where {
    Collection,
    Organization,
}

/// A query with its name.
type Named = (&'static str, Query);

fn versions(scope: Where, filter: &'static str) -> Query {
    Query::Versions {
        scope,
        filter,
        column: VersionColumn::Index,
        direction: Direction::Descending,
        after: None,
    }
}

fn after(query: Query, values: &[Value]) -> Query {
    match query {
        Query::Versions {
            scope,
            filter,
            column,
            direction,
            ..
        } => Query::Versions {
            scope,
            filter,
            column,
            direction,
            after: Some(values.to_vec()),
        },
        other => other,
    }
}

fn sorted(place: Place, path: &str, direction: Direction) -> Query {
    Query::Versions {
        scope: Where::Collection,
        filter: "",
        column: VersionColumn::Key(place, path.to_owned()),
        direction,
        after: None,
    }
}

const JAX: &str = r#"{"metadata.framework":"jax"}"#;
const RARE_LOSS: &str = r#"{"summary.loss":{"$lt":0.0005}}"#;
const ALIAS: &str = r#"{"alias":"production"}"#;
const OFTEN: &str = r#"{"tag":"vision"}"#;
const RARE: &str = r#"{"tag":"rare"}"#;

/// All of them.
pub fn queries() -> Vec<Named> {
    let mut all = of_one_collection();
    all.extend(of_organization());
    all
}

fn of_one_collection() -> Vec<Named> {
    let one = |filter| versions(Where::Collection, filter);
    let scope = Where::Collection;
    let (up, down) = (Direction::Ascending, Direction::Descending);
    let deep = after(
        sorted(Place::Summary, "loss", down),
        &[json!(0), json!(0.5), json!(1)],
    );
    vec![
        ("collection: first page", one("")),
        (
            "collection: page in the middle",
            after(one(""), &[json!(2), json!(50_000)]),
        ),
        ("collection: framework = jax (25 %)", one(JAX)),
        ("collection: loss < 0.5", one(r#"{"summary.loss":{"$lt":0.5}}"#)),
        ("collection: loss < 0.0005 (one in 2,000)", one(RARE_LOSS)),
        ("collection: alias", one(ALIAS)),
        ("collection: tag (10 %)", one(OFTEN)),
        ("collection: tag (20 versions)", one(RARE)),
        ("collection: sort by loss", sorted(Place::Summary, "loss", up)),
        ("collection: sort by loss, descending, in the middle", deep),
        (
            "collection: sort by text",
            sorted(Place::Metadata, "framework", up),
        ),
        ("collection: sort by size", sorted(Place::Artifact, "size", down)),
        ("collection: keys", Query::Keys),
        ("collection: count", Query::Count { scope, filter: "" }),
        (
            "collection: count of framework = jax",
            Query::Count { scope, filter: JAX },
        ),
    ]
}

fn of_organization() -> Vec<Named> {
    let all = |filter| versions(Where::Organization, filter);
    let scope = Where::Organization;
    let both = r#"{"config.seed":7,"metadata.quantized":true}"#;
    vec![
        ("organization: first page", all("")),
        (
            "organization: page in the middle",
            after(all(""), &[json!(500), json!(300)]),
        ),
        ("organization: framework = jax (25 %)", all(JAX)),
        ("organization: seed = 7 and quantized", all(both)),
        ("organization: loss < 0.0005 (one in 2,000)", all(RARE_LOSS)),
        ("organization: alias (1 in each collection)", all(ALIAS)),
        ("organization: tag (10 %)", all(OFTEN)),
        ("organization: tag (20 versions)", all(RARE)),
        (
            "organization: collections by name",
            Query::Collections(CollectionColumn::Name),
        ),
        (
            "organization: collections by update",
            Query::Collections(CollectionColumn::UpdatedAt),
        ),
        ("organization: count", Query::Count { scope, filter: "" }),
    ]
}

/// The list of the versions that pass a filter.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &mut Db, scope: Where, filter: &str, filled: &Filled) -> Answer<VersionList> {
    let filter = Filter::parse(filter).map_err(Fault::internal)?;
    let scope = match scope {
        Where::Collection => Scope::Collection(filled.collection_id),
        Where::Organization => Scope::Projects(filled.project_ids.clone(), Filter::EVERYTHING),
    };
    VersionList::of(db, scope, typed(filter, Noun::Version)?).await
}

/// Asks once; returns the number of rows, without which a figure says nothing.
///
/// # Errors
/// When the database fails.
pub async fn ask(db: &mut Db, query: &Query, filled: &Filled) -> Answer<usize> {
    match query {
        Query::Versions {
            scope,
            filter,
            column,
            direction,
            after,
        } => {
            let list = list(&mut *db, *scope, filter, filled).await?;
            Ok(list
                .page(db, column, *direction, after.as_ref(), PAGE)
                .await?
                .len())
        }
        Query::Count { scope, filter } => {
            let list = list(&mut *db, *scope, filter, filled).await?;
            Ok(usize::try_from(list.count(db).await?).unwrap_or_default())
        }
        Query::Collections(column) => {
            let scope = CollectionScope {
                project_ids: &filled.project_ids,
                type_name: None,
                kinds: &[CollectionKind::Portfolio],
            };
            let order = (*column, Direction::Descending);
            Ok(scope
                .page(db, &Filter::EVERYTHING, order, None, PAGE)
                .await?
                .len())
        }
        Query::Keys => Ok(of_collection(db, filled.collection_id).await?.len()),
    }
}
