//! Where an event stands and what it is about, by name.

use super::chain;
use crate::fault::Answer;
use crate::store::Db;

/// Where an event stands.
pub(super) struct Place {
    /// The chain: the organization, or the server's own.
    pub chain_id: i64,
    /// The project or registry.
    pub project_id: Option<i64>,
    /// The collection.
    pub collection_id: Option<i64>,
    /// The username of who did it.
    pub actor: Option<String>,
    /// The full name of what it was done to.
    pub subject: Option<String>,
}

/// What an event says of itself, by ids.
pub(super) struct About {
    /// The organization.
    pub org: Option<i64>,
    /// Who did it.
    pub actor: Option<i64>,
    /// The project or registry.
    pub project: Option<i64>,
    /// The collection.
    pub collection: Option<i64>,
    /// The version.
    pub artifact: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Names {
    org_id: Option<i64>,
    actor: Option<String>,
    project: Option<String>,
    collection: Option<String>,
    version_index: Option<i64>,
}

/// Finds out what the event does not say itself.
pub(super) async fn of(db: &mut Db, about: &About) -> Answer<Place> {
    let collection_id = match (about.project, about.collection, about.artifact) {
        (None, None, Some(artifact_id)) => {
            let query = sqlx::query_scalar("SELECT sequence_id FROM artifact WHERE id = $1");
            query.bind(artifact_id).fetch_optional(&mut *db).await?
        }
        (_, given, _) => given,
    };
    let project_id = match (about.project, collection_id) {
        (None, Some(collection_id)) => {
            let query = sqlx::query_scalar("SELECT project_id FROM collection WHERE id = $1");
            query.bind(collection_id).fetch_optional(&mut *db).await?
        }
        (given, _) => given,
    };
    let query = sqlx::query_as(
        "SELECT (SELECT username FROM account WHERE id = $1) AS actor, \
         (SELECT entity.name || '/' || project.name FROM project JOIN entity ON entity.id = project.entity_id WHERE project.id = $2) AS project, \
         (SELECT organization.id FROM project JOIN organization ON organization.entity_id = project.entity_id \
          OR organization.id = (SELECT team.org_id FROM team WHERE team.entity_id = project.entity_id) WHERE project.id = $2) AS org_id, \
         (SELECT name FROM collection WHERE id = $3) AS collection, \
         (SELECT MAX(version_index) FROM membership WHERE collection_id = $3 AND artifact_id = $4) AS version_index",
    );
    let query = query.bind(about.actor).bind(project_id);
    let query = query.bind(collection_id).bind(about.artifact);
    let names: Names = query.fetch_one(db).await?;
    Ok(Place {
        chain_id: about.org.or(names.org_id).unwrap_or(chain::SERVER),
        project_id,
        collection_id,
        subject: subject(&names),
        actor: names.actor,
    })
}

fn subject(names: &Names) -> Option<String> {
    let project = names.project.as_deref()?;
    Some(match (names.collection.as_deref(), names.version_index) {
        (None, _) => project.to_owned(),
        (Some(collection), None) => format!("{project}/{collection}"),
        (Some(collection), Some(index)) => format!("{project}/{collection}:v{index}"),
    })
}
