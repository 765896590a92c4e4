//! Secrets of the server itself, made once at first start.

use super::Db;
use crate::clock::Surroundings;
use crate::fault::{Answer, Fault};

/// The 32 bytes of the named secret; made from fresh randomness if there is none yet.
///
/// # Errors
/// When the database or the random source fails.
pub async fn get_or_create(db: &mut Db, name: &str, surroundings: &dyn Surroundings) -> Answer<[u8; 32]> {
    let mut fresh = [0_u8; 32];
    surroundings.fill(&mut fresh).map_err(Fault::internal)?;
    let insert =
        sqlx::query("INSERT INTO server_secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING");
    insert
        .bind(name)
        .bind(hex::encode(fresh))
        .execute(&mut *db)
        .await?;
    let select = sqlx::query_scalar("SELECT value FROM server_secret WHERE name = $1");
    let stored: String = select.bind(name).fetch_one(db).await?;
    let mut secret = [0_u8; 32];
    hex::decode_to_slice(&stored, &mut secret).map_err(Fault::internal)?;
    Ok(secret)
}
