//! Leases: what recurs is done by one process at a time, whichever comes first.

use super::Db;
use crate::clock::Micros;
use crate::fault::Answer;

/// Takes the lease of a job until an instant; `false` while somebody has it, this holder too.
///
/// # Errors
/// When the database fails.
pub async fn take(db: &mut Db, job: &str, holder: &str, now: Micros, until: Micros) -> Answer<bool> {
    let query = sqlx::query(
        "INSERT INTO lease (job, holder, expires_at) VALUES ($1, $2, $3) ON CONFLICT (job) \
         DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at WHERE lease.expires_at <= $4",
    );
    let taken = query
        .bind(job)
        .bind(holder)
        .bind(until)
        .bind(now)
        .execute(db)
        .await?;
    Ok(taken.rows_affected() == 1)
}

/// Gives a lease back before its time, so that the next one can try at once.
///
/// # Errors
/// When the database fails.
pub async fn give_back(db: &mut Db, job: &str, holder: &str) -> Answer<()> {
    sqlx::query("DELETE FROM lease WHERE job = $1 AND holder = $2")
        .bind(job)
        .bind(holder)
        .execute(db)
        .await?;
    Ok(())
}
