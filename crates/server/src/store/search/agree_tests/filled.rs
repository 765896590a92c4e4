//! A database filled with versions, and what filters see of them without it.

use domain::filter::Fields;
use serde_json::{Value, json};

use super::made::Made;
use crate::store::artifact::{Committed, NewArtifact};
use crate::store::collection::CollectionKind;
use crate::store::search::Noun;
use crate::store::search::pattern::text_of;
use crate::store::version_key::{KeyValue, Place, Scalar, keys_of_metadata, keys_of_run};
use crate::store::{self, Store, testing};

/// A version as the filter sees it, computed without the database.
pub struct Described {
    pub index: i64,
    pub artifact_id: i64,
    pub made: Made,
}

impl Described {
    fn key(&self, place: Place, path: &str) -> Vec<Value> {
        let mut keys = keys_of_metadata(Some(&self.made.metadata.to_string()));
        keys.append(&mut keys_of_run(
            &self.made.config.to_string(),
            &self.made.summary.to_string(),
        ));
        let value = |scalar: &Scalar| match scalar {
            Scalar::Number(number) => json!(number),
            Scalar::Text(text) => json!(text),
            Scalar::Truth(truth) => json!(truth),
            Scalar::Present => json!({}),
        };
        match keys.get(&(place, path.to_owned())) {
            None => Vec::new(),
            Some(KeyValue::One(scalar)) => vec![value(scalar)],
            Some(KeyValue::List(scalars)) => scalars.iter().map(value).collect(),
        }
    }
}

impl Fields for Described {
    fn values(&self, field: &str) -> Vec<Value> {
        let labels = |labels: &[String]| labels.iter().map(|label| json!(label)).collect();
        match field {
            "version" => vec![json!(self.index)],
            "id" => vec![json!(self.artifact_id)],
            "state" => vec![json!("COMMITTED")],
            "alias" => labels(&self.made.aliases),
            "tag" => labels(&self.made.tags),
            "created_at" | "artifact_created_at" | "updated_at" => vec![json!(self.index * 1_000_000)],
            "artifact_size" => vec![json!(self.made.size)],
            "file_count" => vec![json!(1)],
            "digest" => vec![json!(format!("a{}", self.index))],
            "description" => self.made.description.iter().map(|text| json!(text)).collect(),
            other => match Place::of_field(other) {
                Some((place, path)) => self.key(place, &path),
                None => Vec::new(),
            },
        }
    }

    fn texts(&self, field: &str) -> Vec<String> {
        let kind = Noun::Version.field(field).unwrap().kind;
        let texts = self.values(field).into_iter().filter_map(|value| match value {
            Value::String(text) => Some(text),
            Value::Number(_) if field.contains('.') => None,
            other => other.as_i64().map(|integer| text_of(kind, integer)),
        });
        texts.collect()
    }
}

pub struct Filled {
    pub store: Store,
    _place: testing::Place,
    pub collection_id: i64,
    pub project_id: i64,
    pub versions: Vec<Described>,
}

#[derive(Clone, Copy)]
struct Ids {
    project: i64,
    user: i64,
    sequence: i64,
    portfolio: i64,
}

/// A collection of a fresh database with these versions, linked at the seconds of their indices.
pub async fn fill(made: Vec<Made>) -> Filled {
    let testing::Fresh { store, place } = testing::fresh().await;
    let mut tx = store.write().await.unwrap();
    let db = &mut *tx;
    let new = store::user::NewUser {
        username: "ada",
        email: "ada@example.org",
        is_site_admin: false,
        is_service: false,
    };
    let user_id = store::user::create(&mut *db, &new, 0).await.unwrap();
    let entity: i64 = sqlx::query_scalar("SELECT entity_id FROM account WHERE id = $1")
        .bind(user_id)
        .fetch_one(&mut *db)
        .await
        .unwrap();
    let project_id = store::project::create(&mut *db, entity, "p", user_id, 0)
        .await
        .unwrap();
    let wanted = |kind, name| store::collection::WantedCollection {
        project_id,
        kind,
        name,
        type_name: "model",
        created_by: user_id,
    };
    let (sequence, _) = store::collection::get_or_create(&mut *db, &wanted(CollectionKind::Sequence, "s"), 0)
        .await
        .unwrap();
    let (portfolio, _) =
        store::collection::get_or_create(&mut *db, &wanted(CollectionKind::Portfolio, "c"), 0)
            .await
            .unwrap();
    let ids = Ids {
        project: project_id,
        user: user_id,
        sequence: sequence.id,
        portfolio: portfolio.id,
    };
    let mut versions = Vec::new();
    for (index, made) in (0..).zip(made) {
        let artifact_id = link(&mut *db, ids, index, &made).await;
        versions.push(Described {
            index,
            artifact_id,
            made,
        });
    }
    // An alias is on one version only: the last that took it.
    for index in 0..versions.len() {
        let (before, after) = versions.split_at_mut(index + 1);
        let later: Vec<&String> = after.iter().flat_map(|version| &version.made.aliases).collect();
        before[index].made.aliases.retain(|alias| !later.contains(&alias));
    }
    tx.commit().await.unwrap();
    Filled {
        store,
        _place: place,
        collection_id: portfolio.id,
        project_id,
        versions,
    }
}

/// Logs and links one version; returns the id of the artifact.
async fn link(db: &mut store::Db, ids: Ids, index: i64, made: &Made) -> i64 {
    let at = index * 1_000_000;
    let run = store::run::upsert::NewRun {
        project_id: ids.project,
        name: &format!("r{index}"),
        display_name: "r",
        state: store::run::RunState::Running,
        user_id: ids.user,
    };
    let run_id = store::run::upsert::create(&mut *db, &run, at).await.unwrap();
    let (digest, metadata) = (format!("a{index}"), made.metadata.to_string());
    let new = NewArtifact {
        sequence_id: ids.sequence,
        digest: &digest,
        commit_hash: "h",
        description: made.description.as_deref(),
        metadata: Some(&metadata),
        time_to_live: crate::store::artifact::TimeToLive::Inherited,
        history_step: None,
        run_id: Some(run_id),
        user_id: ids.user,
    };
    let artifact_id = store::artifact::announce(&mut *db, &new, at).await.unwrap();
    let done = Committed {
        version_index: index,
        size_bytes: made.size,
        file_count: 1,
        manifest_sha256: "m",
    };
    sqlx::query("INSERT INTO blob (sha256, md5, size_bytes, created_at) VALUES ('m', 'm', 0, 0) ON CONFLICT DO NOTHING")
        .execute(&mut *db)
        .await
        .unwrap();
    store::artifact::commit(&mut *db, artifact_id, &done, at)
        .await
        .unwrap();
    let place = store::membership::add(&mut *db, ids.portfolio, artifact_id, index, ids.user, at)
        .await
        .unwrap();
    // After the link, so that what the database knows came through the change.
    let change = store::run::upsert::RunChange {
        config: Some(made.config.to_string()),
        summary: Some(made.summary.to_string()),
        ..Default::default()
    };
    store::run::upsert::change(&mut *db, run_id, &change)
        .await
        .unwrap();
    for alias in &made.aliases {
        let sql = "INSERT INTO alias (collection_id, alias, membership_id, created_at) VALUES ($1, $2, $3, 0) \
             ON CONFLICT (collection_id, alias) DO UPDATE SET membership_id = excluded.membership_id";
        sqlx::query(sql)
            .bind(ids.portfolio)
            .bind(alias)
            .bind(place)
            .execute(&mut *db)
            .await
            .unwrap();
    }
    for tag in &made.tags {
        sqlx::query("INSERT INTO artifact_tag (artifact_id, tag) VALUES ($1, $2)")
            .bind(artifact_id)
            .bind(tag)
            .execute(&mut *db)
            .await
            .unwrap();
    }
    artifact_id
}
