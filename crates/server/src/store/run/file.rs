//! The files of a run: its log, its requirements, what `run.save` sent.

use crate::blobs::Blob;
use crate::clock::Micros;
use crate::fault::{Answer, Fault};
use crate::store::{Db, manifest};

/// A file of a run.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RunFileRow {
    /// Its id.
    pub id: i64,
    /// The run that it belongs to.
    pub run_id: i64,
    /// Its path in the run.
    pub name: String,
    /// Its bytes, once they have arrived.
    pub sha256: Option<String>,
    /// The Base64 MD5 of its bytes.
    pub md5: Option<String>,
    /// The number of its bytes.
    pub size_bytes: Option<i64>,
    /// When it was announced or last sent.
    pub updated_at: Micros,
}

const COLUMNS: &str = "SELECT run_file.id, run_id, name, run_file.sha256, md5, size_bytes, updated_at FROM run_file \
     LEFT JOIN blob ON blob.sha256 = run_file.sha256";

/// Checks the name of a file of a run: a relative path that stays inside of the run.
///
/// # Errors
/// Says which rule the name breaks.
pub fn check_name(name: &str) -> Answer<()> {
    domain::path::check_path(name).map_err(|reason| {
        Fault::BadRequest(format!(
            "“{}” cannot be a file of a run: {reason}.",
            name.escape_debug()
        ))
    })
}

/// The file with that id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<RunFileRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE run_file.id = $1"));
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db).await?)
}

/// The files of a run, by name; those whose bytes have not arrived only if `with_awaited`.
///
/// # Errors
/// When the database fails.
pub async fn of_run(db: &mut Db, run_id: i64, with_awaited: bool) -> Answer<Vec<RunFileRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE run_id = $1 AND ($2 = 1 OR run_file.sha256 IS NOT NULL) ORDER BY name"
    ));
    Ok(sqlx::query_as(sql)
        .bind(run_id)
        .bind(i64::from(with_awaited))
        .fetch_all(db)
        .await?)
}

/// The number of files of a run whose bytes are here.
///
/// # Errors
/// When the database fails.
pub async fn count_of_run(db: &mut Db, run_id: i64) -> Answer<i64> {
    let query = sqlx::query_scalar("SELECT COUNT(*) FROM run_file WHERE run_id = $1 AND sha256 IS NOT NULL");
    Ok(query.bind(run_id).fetch_one(db).await?)
}

/// Announces a file; what is there stays until other bytes arrive.
///
/// # Errors
/// When the name breaks a rule.
pub async fn announce(db: &mut Db, run_id: i64, name: &str, now: Micros) -> Answer<RunFileRow> {
    check_name(name)?;
    let query = sqlx::query(
        "INSERT INTO run_file (run_id, name, updated_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    );
    query.bind(run_id).bind(name).bind(now).execute(&mut *db).await?;
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE run_id = $1 AND name = $2"));
    Ok(sqlx::query_as(sql).bind(run_id).bind(name).fetch_one(db).await?)
}

/// Records that the bytes of a file are here; `false` when the file was deleted meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn arrive(db: &mut Db, id: i64, blob: &Blob, now: Micros) -> Answer<bool> {
    manifest::record_blob(&mut *db, blob, now).await?;
    let query = sqlx::query("UPDATE run_file SET sha256 = $1, updated_at = $2 WHERE id = $3");
    Ok(query
        .bind(&blob.sha256)
        .bind(now)
        .bind(id)
        .execute(db)
        .await?
        .rows_affected()
        == 1)
}

/// Forgets a file; its bytes stay for those who share them.
///
/// # Errors
/// When the database fails.
pub async fn delete(db: &mut Db, id: i64) -> Answer<()> {
    sqlx::query("DELETE FROM run_file WHERE id = $1")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_of_the_run_are_refused() {
        for bad in ["", "/etc/passwd", "../a", "a/../../b", "a//b", "a/./b", "a\nb"] {
            assert!(check_name(bad).is_err(), "{bad:?}");
        }
        for good in ["output.log", "media/images/x_0_ab.png", "..hidden", "日本.txt"] {
            assert!(check_name(good).is_ok(), "{good:?}");
        }
    }
}
