//! The chain of hashes of each organization, and what was written before there was one.

use domain::event::chain::{self, Head};
use domain::event::{EventRecord, Via};

use super::place;
use crate::clock::{Micros, rfc3339_exact};
use crate::fault::Answer;
use crate::store::Db;

/// The chain of what belongs to no organization.
pub const SERVER: i64 = 0;

/// How a chain is called in records.
pub fn name(chain_id: i64) -> String {
    if chain_id == SERVER {
        "server".to_owned()
    } else {
        format!("organization:{chain_id}")
    }
}

/// Writes a record as the next of its chain. There is one writer at a time, so the head cannot move meanwhile.
pub(super) async fn append(db: &mut Db, chain_id: i64, mut record: EventRecord, at: Micros) -> Answer<()> {
    let head = head(&mut *db, chain_id).await?.unwrap_or_else(Head::beginning);
    let head = chain::append(&mut record, &head);
    let query = sqlx::query(
        "INSERT INTO event (chain_id, seq, at, kind, actor_id, actor, via, request_id, address, user_agent, project_id, collection_id, \
         artifact_id, subject, before_json, after_json, previous_hash, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
    );
    let query = query.bind(chain_id).bind(record.seq).bind(at).bind(record.kind);
    let query = query.bind(record.actor_id).bind(record.actor).bind(record.via);
    let query = query
        .bind(record.request_id)
        .bind(record.address)
        .bind(record.user_agent);
    let query = query
        .bind(record.project_id)
        .bind(record.collection_id)
        .bind(record.artifact_id);
    let query = query.bind(record.subject).bind(record.before).bind(record.after);
    query
        .bind(record.previous_hash)
        .bind(record.hash)
        .execute(&mut *db)
        .await?;
    let query = sqlx::query(
        "INSERT INTO event_chain (chain_id, seq, hash) VALUES ($1, $2, $3) \
         ON CONFLICT (chain_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
    );
    query
        .bind(chain_id)
        .bind(head.seq)
        .bind(head.hash)
        .execute(db)
        .await?;
    Ok(())
}

/// The newest event of a chain, as it was recorded when it was written; none for a chain without events.
///
/// # Errors
/// When the database fails.
pub async fn head(db: &mut Db, chain_id: i64) -> Answer<Option<Head>> {
    let query = sqlx::query_as("SELECT seq, hash FROM event_chain WHERE chain_id = $1");
    let found: Option<(i64, String)> = query.bind(chain_id).fetch_optional(db).await?;
    Ok(found.map(|(seq, hash)| Head { seq, hash }))
}

/// The chains that have events or a head, the server's first.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &mut Db) -> Answer<Vec<i64>> {
    let query = sqlx::query_scalar(
        "SELECT chain_id FROM event_chain UNION SELECT chain_id FROM event ORDER BY chain_id",
    );
    Ok(query.fetch_all(db).await?)
}

#[derive(sqlx::FromRow)]
struct StoredRow {
    seq: i64,
    at: Micros,
    kind: String,
    actor_id: Option<i64>,
    actor: Option<String>,
    via: String,
    request_id: Option<String>,
    address: Option<String>,
    user_agent: Option<String>,
    project_id: Option<i64>,
    collection_id: Option<i64>,
    artifact_id: Option<i64>,
    subject: Option<String>,
    before_json: Option<String>,
    after_json: Option<String>,
    previous_hash: String,
    hash: String,
}

/// The records of a chain behind a position, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn records(db: &mut Db, chain_id: i64, after_seq: i64, limit: i64) -> Answer<Vec<EventRecord>> {
    let query = sqlx::query_as(
        "SELECT seq, at, kind, actor_id, actor, via, request_id, address, user_agent, project_id, collection_id, artifact_id, subject, \
         before_json, after_json, previous_hash, hash FROM event WHERE chain_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
    );
    let rows: Vec<StoredRow> = query
        .bind(chain_id)
        .bind(after_seq)
        .bind(limit)
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.record(chain_id)).collect())
}

impl StoredRow {
    fn record(self, chain_id: i64) -> EventRecord {
        EventRecord {
            chain: name(chain_id),
            seq: self.seq,
            at: rfc3339_exact(self.at),
            kind: self.kind,
            actor_id: self.actor_id,
            actor: self.actor,
            via: self.via,
            request_id: self.request_id,
            address: self.address,
            user_agent: self.user_agent,
            project_id: self.project_id,
            collection_id: self.collection_id,
            artifact_id: self.artifact_id,
            subject: self.subject,
            before: self.before_json,
            after: self.after_json,
            previous_hash: self.previous_hash,
            hash: self.hash,
        }
    }
}

/// An event as it was kept before there were chains.
#[derive(sqlx::FromRow)]
struct OldRow {
    id: i64,
    org_id: Option<i64>,
    at: Micros,
    actor_id: Option<i64>,
    kind: String,
    project_id: Option<i64>,
    collection_id: Option<i64>,
    artifact_id: Option<i64>,
    before_json: Option<String>,
    after_json: Option<String>,
}

/// Whether there is anything from before there were chains that is not moved over yet.
///
/// # Errors
/// When the database fails.
pub async fn has_old(db: &mut Db) -> Answer<bool> {
    let query = sqlx::query_scalar("SELECT id FROM event_before_chain LIMIT 1");
    let found: Option<i64> = query.fetch_optional(db).await?;
    Ok(found.is_some())
}

/// How many old events are moved over at a time.
const BATCH: i64 = 1_000;

/// Moves what was written before there were chains into its chain, oldest first. Done once: afterwards there is nothing to move.
///
/// # Errors
/// When the database fails; the transaction is the caller's.
pub async fn move_over_old(db: &mut Db) -> Answer<()> {
    loop {
        let query = sqlx::query_as(
            "SELECT id, org_id, at, actor_id, kind, project_id, collection_id, artifact_id, before_json, after_json \
             FROM event_before_chain ORDER BY id LIMIT $1",
        );
        let rows: Vec<OldRow> = query.bind(BATCH).fetch_all(&mut *db).await?;
        let Some(last) = rows.last().map(|row| row.id) else {
            return Ok(());
        };
        for row in rows {
            move_over(&mut *db, row).await?;
        }
        sqlx::query("DELETE FROM event_before_chain WHERE id <= $1")
            .bind(last)
            .execute(&mut *db)
            .await?;
    }
}

async fn move_over(db: &mut Db, row: OldRow) -> Answer<()> {
    let about = place::About {
        org: row.org_id,
        actor: row.actor_id,
        project: row.project_id,
        collection: row.collection_id,
        artifact: row.artifact_id,
    };
    let place = place::of(&mut *db, &about).await?;
    let record = EventRecord {
        chain: name(place.chain_id),
        seq: 0,
        at: rfc3339_exact(row.at),
        kind: row.kind,
        actor_id: row.actor_id,
        actor: place.actor,
        via: Via::Unknown.name().to_owned(),
        request_id: None,
        address: None,
        user_agent: None,
        project_id: place.project_id,
        collection_id: place.collection_id,
        artifact_id: row.artifact_id,
        subject: place.subject,
        before: row.before_json,
        after: row.after_json,
        previous_hash: String::new(),
        hash: String::new(),
    };
    append(db, place.chain_id, record, row.at).await
}
