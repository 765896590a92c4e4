//! Keeping the keys up with what they follow from.

use std::collections::BTreeMap;

use super::Place;
use super::extract::{KeyValue, Scalar, keys_of_metadata, keys_of_run};
use crate::fault::Answer;
use crate::store::{Db, Store};

type Keys = BTreeMap<(Place, String), KeyValue>;

/// The place of a version in a collection: collection and index.
type At = (i64, i64);

/// The greatest number of rows of one `INSERT`.
const ROWS_AT_ONCE: usize = 100;

/// The number of versions of the backlog in one transaction.
const BACKLOG_AT_ONCE: i64 = 200;

/// The keys that a version has now.
async fn keys_now(db: &mut Db, artifact_id: i64) -> Answer<Keys> {
    type Row = (Option<String>, i64, i64, i64, Option<String>, Option<String>);
    let query = sqlx::query_as(
        "SELECT metadata, size_bytes, file_count, artifact.created_at, config, summary \
         FROM artifact LEFT JOIN run ON run.id = artifact.run_id WHERE artifact.id = $1",
    );
    let row: Option<Row> = query.bind(artifact_id).fetch_optional(db).await?;
    let Some((metadata, size_bytes, file_count, created_at, config, summary)) = row else {
        return Ok(Keys::new());
    };
    let mut keys = keys_of_metadata(metadata.as_deref());
    keys.append(&mut keys_of_run(
        config.as_deref().unwrap_or("{}"),
        summary.as_deref().unwrap_or("{}"),
    ));
    for (path, value) in [
        ("size", size_bytes),
        ("file_count", file_count),
        ("created_at", created_at),
    ] {
        keys.insert((Place::Artifact, path.to_owned()), KeyValue::One(number(value)));
    }
    Ok(keys)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "sizes and microseconds stay below 2^53, where doubles are exact, for 285 years"
)]
fn number(value: i64) -> Scalar {
    Scalar::Number(value as f64)
}

/// The places of a version.
async fn places(db: &mut Db, artifact_id: i64) -> Answer<Vec<At>> {
    let query = sqlx::query_as(
        "SELECT collection_id, version_index FROM membership WHERE artifact_id = $1 AND removed_at IS NULL ORDER BY id",
    );
    Ok(query.bind(artifact_id).fetch_all(db).await?)
}

/// Writes the keys of a version that has just got a place.
///
/// # Errors
/// When the database fails.
pub async fn place_added(
    db: &mut Db,
    artifact_id: i64,
    collection_id: i64,
    version_index: i64,
) -> Answer<()> {
    let keys = keys_now(&mut *db, artifact_id).await?;
    insert(db, &[(collection_id, version_index)], &keys).await
}

/// Forgets the keys of a place.
///
/// # Errors
/// When the database fails.
pub async fn place_removed(db: &mut Db, collection_id: i64, version_index: i64) -> Answer<()> {
    let query = sqlx::query("DELETE FROM version_key WHERE collection_id = $1 AND version_index = $2");
    query.bind(collection_id).bind(version_index).execute(db).await?;
    Ok(())
}

/// Forgets the keys of all places of a collection.
///
/// # Errors
/// When the database fails.
pub async fn collection_removed(db: &mut Db, collection_id: i64) -> Answer<()> {
    let query = sqlx::query("DELETE FROM version_key WHERE collection_id = $1");
    query.bind(collection_id).execute(db).await?;
    Ok(())
}

/// Writes the keys of a version anew, at each of its places.
///
/// # Errors
/// When the database fails.
pub async fn version_changed(db: &mut Db, artifact_id: i64) -> Answer<()> {
    let places = places(&mut *db, artifact_id).await?;
    if places.is_empty() {
        return Ok(());
    }
    let keys = keys_now(&mut *db, artifact_id).await?;
    for (collection_id, version_index) in &places {
        place_removed(&mut *db, *collection_id, *version_index).await?;
    }
    insert(db, &places, &keys).await
}

/// Writes what changed in config and summary of a run, at the places of all versions that it logged.
///
/// # Errors
/// When the database fails.
pub async fn run_changed(db: &mut Db, run_id: i64, before: (&str, &str), after: (&str, &str)) -> Answer<()> {
    if before == after {
        return Ok(());
    }
    let query = sqlx::query_as(
        "SELECT membership.collection_id, membership.version_index FROM artifact JOIN membership ON membership.artifact_id = artifact.id \
         WHERE artifact.run_id = $1 AND removed_at IS NULL ORDER BY membership.id",
    );
    let places: Vec<At> = query.bind(run_id).fetch_all(&mut *db).await?;
    if places.is_empty() {
        return Ok(());
    }
    let (old, mut new) = (keys_of_run(before.0, before.1), keys_of_run(after.0, after.1));
    let gone: Vec<&(Place, String)> = old
        .iter()
        .filter(|(key, value)| new.get(*key) != Some(*value))
        .map(|(key, _)| key)
        .collect();
    for (place, path) in gone {
        let key_id = name_id(&mut *db, *place, path).await?;
        for (collection_id, version_index) in &places {
            let query = sqlx::query(
                "DELETE FROM version_key WHERE collection_id = $1 AND version_index = $2 AND key_id = $3",
            );
            let query = query.bind(collection_id).bind(version_index).bind(key_id);
            query.execute(&mut *db).await?;
        }
    }
    new.retain(|key, value| old.get(key) != Some(value));
    insert(db, &places, &new).await
}

async fn name_id(db: &mut Db, place: Place, path: &str) -> Answer<i64> {
    let query = sqlx::query_scalar("SELECT id FROM version_key_name WHERE place = $1 AND path = $2");
    let known: Option<i64> = query
        .bind(place.name())
        .bind(path)
        .fetch_optional(&mut *db)
        .await?;
    if let Some(id) = known {
        return Ok(id);
    }
    let query = sqlx::query_scalar("INSERT INTO version_key_name (place, path) VALUES ($1, $2) RETURNING id");
    Ok(query.bind(place.name()).bind(path).fetch_one(db).await?)
}

struct Row<'a> {
    key_id: i64,
    element: i64,
    value: &'a Scalar,
}

async fn insert(db: &mut Db, places: &[At], keys: &Keys) -> Answer<()> {
    let mut rows = Vec::new();
    for ((place, path), value) in keys {
        let key_id = name_id(&mut *db, *place, path).await?;
        match value {
            KeyValue::One(value) => rows.push(Row {
                key_id,
                element: 0,
                value,
            }),
            KeyValue::List(values) => {
                let elements = (1..).zip(values).map(|(element, value)| Row {
                    key_id,
                    element,
                    value,
                });
                rows.extend(elements);
            }
        }
    }
    for at in places {
        for some in rows.chunks(ROWS_AT_ONCE) {
            insert_rows(&mut *db, *at, some).await?;
        }
    }
    Ok(())
}

async fn insert_rows(db: &mut Db, (collection_id, version_index): At, rows: &[Row<'_>]) -> Answer<()> {
    let mut bound = 0;
    let mut next = || {
        bound += 1;
        format!("${bound}")
    };
    let mut rows_text = Vec::new();
    for row in rows {
        let mut value = [String::from("NULL"), String::from("NULL"), String::from("NULL")];
        match row.value {
            Scalar::Number(_) => value[0] = next(),
            Scalar::Text(_) => value[1] = next(),
            Scalar::Truth(truth) => value[2] = i64::from(*truth).to_string(),
            Scalar::Present => {}
        }
        let (key_id, element) = (row.key_id, row.element);
        let value = value.join(", ");
        rows_text.push(format!(
            "({collection_id}, {version_index}, {key_id}, {element}, {value})"
        ));
    }
    let sql = format!(
        "INSERT INTO version_key (collection_id, version_index, key_id, element, number, text, truth) VALUES {}",
        rows_text.join(", ")
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for row in rows {
        query = match row.value {
            Scalar::Number(number) => query.bind(*number),
            Scalar::Text(text) => query.bind(text.as_str()),
            Scalar::Truth(_) | Scalar::Present => query,
        };
    }
    query.execute(db).await?;
    Ok(())
}

/// Writes the keys of versions from before there were any; in small transactions, so that it can be broken off at any point.
///
/// # Errors
/// When the database fails.
pub async fn catch_up(store: &Store) -> Answer<()> {
    // Most often there are none, and the writer need not be waited for.
    let mut db = store.read().await?;
    let query = sqlx::query_scalar("SELECT artifact_id FROM version_key_backlog LIMIT 1");
    let waiting: Option<i64> = query.fetch_optional(&mut *db).await?;
    drop(db);
    if waiting.is_none() {
        return Ok(());
    }
    loop {
        let mut tx = store.write().await?;
        let query =
            sqlx::query_scalar("SELECT artifact_id FROM version_key_backlog ORDER BY artifact_id LIMIT $1");
        let waiting: Vec<i64> = query.bind(BACKLOG_AT_ONCE).fetch_all(&mut *tx).await?;
        if waiting.is_empty() {
            return Ok(());
        }
        for artifact_id in waiting {
            version_changed(&mut tx, artifact_id).await?;
            let query = sqlx::query("DELETE FROM version_key_backlog WHERE artifact_id = $1");
            query.bind(artifact_id).execute(&mut *tx).await?;
        }
        tx.commit().await?;
    }
}
