//! The end of a run: it leaves its project, and what stands behind versions and lineage stays.

use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::run_line::LineStream;
use crate::store::{Db, artifact, history, run_line};

use super::history_facts;

/// What stands before the name of a run that left its project. Names never hold a “/”.
const DELETED: &str = "deleted/";

/// The name that a run had before it left its project.
pub(super) fn name_before(name: &str) -> &str {
    let rest = name.strip_prefix(DELETED).and_then(|rest| rest.split_once('/'));
    rest.map_or(name, |(_id, name)| name)
}

/// Takes a run out of its project and gives its name free. The row stays, with config, summary and history, for the versions that it
/// logged and for the lineage.
///
/// # Errors
/// When the database fails.
pub async fn leave_project(db: &mut Db, id: i64, now: Micros) -> Answer<()> {
    let query = sqlx::query(
        "UPDATE run SET name = $1 || CAST(id AS TEXT) || '/' || name, deleted_at = $2 WHERE id = $3",
    );
    query.bind(DELETED).bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// Deletes a run: its files, its console and its measurements go. Its history goes too, unless it stands behind versions that are left.
///
/// # Errors
/// When the database fails.
pub async fn delete(db: &mut Db, id: i64, now: Micros) -> Answer<()> {
    sqlx::query("DELETE FROM run_file WHERE run_id = $1")
        .bind(id)
        .execute(&mut *db)
        .await?;
    for stream in [LineStream::Log, LineStream::Events] {
        run_line::clear(&mut *db, id, stream).await?;
    }
    if artifact::logged_by(&mut *db, id).await?.is_empty() {
        run_line::clear(&mut *db, id, LineStream::History).await?;
        history_facts::take_in(&mut *db, id, 0, &[]).await?;
        history::take_in(&mut *db, id, 0, &[]).await?;
    }
    leave_project(db, id, now).await
}

#[cfg(test)]
mod tests {
    use super::name_before;

    #[test]
    fn the_name_of_a_deleted_run_reads_back() {
        assert_eq!(name_before("deleted/12/abc"), "abc");
        assert_eq!(name_before("abc"), "abc");
        assert_eq!(name_before("deleted"), "deleted");
    }
}
