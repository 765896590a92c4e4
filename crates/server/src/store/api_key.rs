//! API keys: stored as hashes, shown once.

use sha2::{Digest as _, Sha256};

use super::Db;
use crate::clock::{Micros, Surroundings, hex_token};
use crate::fault::{Answer, Fault};

/// An API key as it can be listed: never the key itself.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ApiKeyRow {
    /// Its id.
    pub id: i64,
    hint: String,
    /// What it is for, in its owner's words.
    pub description: Option<String>,
    /// When it was made.
    pub created_at: Micros,
}

impl ApiKeyRow {
    /// What tells it apart from others without giving it away: an ellipsis and its last four characters. Keys that were stored
    /// before show their first four.
    pub fn hint(&self) -> String {
        if self.hint.starts_with('…') {
            self.hint.clone()
        } else {
            format!("{}…", self.hint)
        }
    }
}

/// The number of characters of a fresh key; SDKs before 0.20 want exactly 40.
pub const KEY_CHARS: usize = 40;

/// The hash under which a secret is stored. Keys are random and long, so a plain SHA-256 is enough.
pub fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// Makes a fresh key for a user and returns it, the only time it is seen.
///
/// # Errors
/// When the database or the random source fails.
pub async fn create(
    db: &mut Db,
    user_id: i64,
    description: Option<&str>,
    surroundings: &dyn Surroundings,
) -> Answer<(i64, String)> {
    let key = hex_token(surroundings, KEY_CHARS).map_err(Fault::internal)?;
    let id = insert(db, user_id, &key, description, surroundings.now()).await?;
    Ok((id, key))
}

/// Stores a key that was chosen outside, for unattended set-up.
///
/// # Errors
/// When the key is shorter than 40 characters, has characters that the SDK refuses, or is in use.
pub async fn insert(
    db: &mut Db,
    user_id: i64,
    key: &str,
    description: Option<&str>,
    now: Micros,
) -> Answer<i64> {
    check(key)?;
    let taken: Option<i64> = sqlx::query_scalar("SELECT user_id FROM api_key WHERE key_hash = $1")
        .bind(hash(key))
        .fetch_optional(&mut *db)
        .await?;
    if taken.is_some() {
        return Err(Fault::Conflict(
            "This API key is in use already; choose another one.".to_owned(),
        ));
    }
    let beyond = key.chars().count().saturating_sub(4);
    let hint: String = std::iter::once('…').chain(key.chars().skip(beyond)).collect();
    let query = sqlx::query_scalar(
        "INSERT INTO api_key (user_id, key_hash, hint, description, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id",
    );
    Ok(query
        .bind(user_id)
        .bind(hash(key))
        .bind(hint)
        .bind(description)
        .bind(now)
        .fetch_one(db)
        .await?)
}

fn check(key: &str) -> Answer<()> {
    let secret = key.split_once('-').map_or(key, |(_, rest)| rest);
    let is_plain = secret
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if secret.len() < KEY_CHARS || !is_plain {
        return Err(Fault::BadRequest(format!(
            "An API key needs {KEY_CHARS} characters or more after its optional prefix: letters, digits, “_” and “-”."
        )));
    }
    Ok(())
}

/// A key that is valid, and whose it is.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct ValidKey {
    /// The key.
    pub id: i64,
    /// Its owner.
    pub user_id: i64,
}

/// The key of that secret; revoked keys and those of deleted users answer like unknown ones.
///
/// # Errors
/// When the database fails.
pub async fn valid(db: &mut Db, key: &str) -> Answer<Option<ValidKey>> {
    let query = sqlx::query_as(
        "SELECT api_key.id, api_key.user_id FROM api_key JOIN account ON account.id = api_key.user_id \
         WHERE key_hash = $1 AND revoked_at IS NULL AND account.deleted_at IS NULL",
    );
    Ok(query.bind(hash(key)).fetch_optional(db).await?)
}

/// The keys of a user, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_user(db: &mut Db, user_id: i64) -> Answer<Vec<ApiKeyRow>> {
    let query = sqlx::query_as(
        "SELECT id, hint, description, created_at FROM api_key WHERE user_id = $1 AND revoked_at IS NULL ORDER BY id",
    );
    Ok(query.bind(user_id).fetch_all(db).await?)
}

/// Revokes a key of a user; `false` when the user has no such key.
///
/// # Errors
/// When the database fails.
pub async fn revoke(db: &mut Db, user_id: i64, id: i64, now: Micros) -> Answer<bool> {
    let query = sqlx::query(
        "UPDATE api_key SET revoked_at = $1 WHERE id = $2 AND user_id = $3 AND revoked_at IS NULL",
    );
    Ok(query
        .bind(now)
        .bind(id)
        .bind(user_id)
        .execute(db)
        .await?
        .rows_affected()
        == 1)
}

/// The user that a live key belongs to, by the id of the key.
///
/// # Errors
/// When the database fails.
pub async fn user_of(db: &mut Db, id: i64) -> Answer<Option<i64>> {
    let query = sqlx::query_scalar("SELECT user_id FROM api_key WHERE id = $1 AND revoked_at IS NULL");
    Ok(query.bind(id).fetch_optional(db).await?)
}
