//! Renaming and deleting projects.

use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::Db;

/// Gives a project another name, which must be free.
///
/// # Errors
/// When the database fails.
pub async fn rename(db: &mut Db, id: i64, name: &str, now: Micros) -> Answer<()> {
    let query = sqlx::query("UPDATE project SET name = $1, updated_at = $2 WHERE id = $3");
    query.bind(name).bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// Deletes a project whose collections are deleted. Its row stays for the events that name it, under a name that no
/// project can have; who was listed and what was protected goes.
///
/// # Errors
/// When the database fails.
pub async fn remove(db: &mut Db, id: i64, now: Micros) -> Answer<()> {
    for sql in [
        "DELETE FROM project_member WHERE project_id = $1",
        "DELETE FROM project_team WHERE project_id = $1",
        "DELETE FROM project_type WHERE project_id = $1",
        "DELETE FROM protected_alias WHERE project_id = $1",
        "DELETE FROM star WHERE project_id = $1",
    ] {
        sqlx::query(sql).bind(id).execute(&mut *db).await?;
    }
    // Names never hold a “/”.
    let query = sqlx::query(
        "UPDATE project SET name = 'deleted/' || CAST(id AS TEXT) || '/' || name, deleted_at = $1, updated_at = $1 WHERE id = $2",
    );
    query.bind(now).bind(id).execute(db).await?;
    Ok(())
}
