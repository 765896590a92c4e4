//! Browser sessions and one-time sign-in links: random tokens, stored as hashes.

use super::Db;
use super::api_key::hash;
use crate::clock::{DAY, HOUR, Micros, Surroundings, token};
use crate::fault::{Answer, Fault};

/// How long a session lasts.
pub const SESSION_LASTS: i64 = 30 * DAY;
/// How long a sign-in link may wait to be used.
pub const LINK_LASTS: i64 = 24 * HOUR;

const TOKEN_BYTES: usize = 32;

/// Starts a session and returns its token. One that was started with a key ends when the key is revoked.
///
/// # Errors
/// When the database or the random source fails.
pub async fn start(
    db: &mut Db,
    user_id: i64,
    key_id: Option<i64>,
    surroundings: &dyn Surroundings,
) -> Answer<String> {
    let secret = token(surroundings, TOKEN_BYTES).map_err(Fault::internal)?;
    let now = surroundings.now();
    let query = sqlx::query(
        "INSERT INTO browser_session (token_hash, user_id, created_at, expires_at, key_id) VALUES ($1, $2, $3, $4, $5)",
    );
    query
        .bind(hash(&secret))
        .bind(user_id)
        .bind(now)
        .bind(now + SESSION_LASTS)
        .bind(key_id)
        .execute(db)
        .await?;
    Ok(secret)
}

/// The user of a session that has not expired and whose key was not revoked.
///
/// # Errors
/// When the database fails.
pub async fn owner(db: &mut Db, secret: &str, now: i64) -> Answer<Option<i64>> {
    let query = sqlx::query_scalar(
        "SELECT browser_session.user_id FROM browser_session JOIN account ON account.id = browser_session.user_id \
         LEFT JOIN api_key ON api_key.id = browser_session.key_id \
         WHERE token_hash = $1 AND expires_at > $2 AND account.deleted_at IS NULL AND api_key.revoked_at IS NULL",
    );
    Ok(query.bind(hash(secret)).bind(now).fetch_optional(db).await?)
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub async fn end(db: &mut Db, secret: &str) -> Answer<()> {
    sqlx::query("DELETE FROM browser_session WHERE token_hash = $1")
        .bind(hash(secret))
        .execute(db)
        .await?;
    Ok(())
}

/// Deletes sessions and sign-in links that have expired, and says how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_expired(db: &mut Db, now: Micros) -> Answer<u64> {
    let sessions = sqlx::query("DELETE FROM browser_session WHERE expires_at <= $1")
        .bind(now)
        .execute(&mut *db)
        .await?;
    let links = sqlx::query("DELETE FROM sign_in_link WHERE expires_at <= $1")
        .bind(now)
        .execute(db)
        .await?;
    Ok(sessions.rows_affected() + links.rows_affected())
}

/// Makes a link that signs a user in once.
///
/// # Errors
/// When the database or the random source fails.
pub async fn create_link(db: &mut Db, user_id: i64, surroundings: &dyn Surroundings) -> Answer<String> {
    let secret = token(surroundings, TOKEN_BYTES).map_err(Fault::internal)?;
    let now = surroundings.now();
    let query = sqlx::query(
        "INSERT INTO sign_in_link (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
    );
    query
        .bind(hash(&secret))
        .bind(user_id)
        .bind(now)
        .bind(now + LINK_LASTS)
        .execute(db)
        .await?;
    Ok(secret)
}

/// Uses a link up and returns its user; `None` when it is unknown, used or too old.
///
/// # Errors
/// When the database fails.
pub async fn redeem_link(db: &mut Db, secret: &str, now: i64) -> Answer<Option<i64>> {
    let query = sqlx::query_scalar(
        "UPDATE sign_in_link SET used_at = $1 WHERE token_hash = $2 AND used_at IS NULL AND expires_at > $1 RETURNING user_id",
    );
    Ok(query.bind(now).bind(hash(secret)).fetch_optional(db).await?)
}
