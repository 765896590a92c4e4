//! The files and the console of a run.

use async_graphql::{Context, Object};

use super::count;
use super::log_line::{LogLineConnection, LogPage};
use crate::blobs::signed_url::{Verb, encode_path};
use crate::fault::Answer;
use crate::graphql::object::file::{File, FileConnection, UPLOAD_LASTS};
use crate::graphql::page::Page;
use crate::graphql::{Api, api, id, visible};
use crate::store;
use crate::store::run::file::RunFileRow;
use crate::store::run_line::LineStream;

/// The fields of a run about files.
///
/// A run may be reached through a version that it made and that was linked to a registry: its metrics are shown there, but its
/// files and its console only to those who may see its project.
pub struct RunFiles {
    /// The id of the run.
    pub run_id: i64,
    /// The id of its project.
    pub project_id: i64,
}

#[Object]
impl RunFiles {
    /// The number of its files.
    async fn file_count(&self, ctx: &Context<'_>) -> Answer<Option<i32>> {
        if visible::project(ctx, self.project_id).await?.is_none() {
            return Ok(None);
        }
        let mut db = api(ctx)?.store.read().await?;
        Ok(Some(count(
            store::run::file::count_of_run(&mut db, self.run_id).await?,
        )))
    }

    /// Its files, by name: those named, or those whose name fits a pattern in which `%` stands for any text.
    async fn files(
        &self,
        ctx: &Context<'_>,
        names: Option<Vec<Option<String>>>,
        pattern: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<Option<FileConnection>> {
        if visible::project(ctx, self.project_id).await?.is_none() {
            return Ok(None);
        }
        let mut rows =
            store::run::file::of_run(&mut *api(ctx)?.store.read().await?, self.run_id, false).await?;
        if let Some(names) = names.filter(|names| !names.is_empty()) {
            rows.retain(|row| names.iter().any(|name| name.as_deref() == Some(&row.name)));
        }
        if let Some(pattern) = pattern.filter(|pattern| !pattern.is_empty()) {
            rows.retain(|row| fits(&row.name, &pattern));
        }
        let total = rows.len();
        let list = rows.into_iter().map(of_row).collect();
        Ok(Some(FileConnection::new(
            Page::of_list(list, first, after.as_deref(), 50)?,
            total,
        )))
    }

    /// The number of lines of its console.
    async fn log_line_count(&self, ctx: &Context<'_>) -> Answer<Option<i32>> {
        if visible::project(ctx, self.project_id).await?.is_none() {
            return Ok(None);
        }
        let mut db = api(ctx)?.store.read().await?;
        Ok(Some(count(
            store::run_line::count(&mut db, self.run_id, LineStream::Log).await?,
        )))
    }

    /// Lines of its console: from the beginning or a cursor on, or the `last` ones.
    async fn log_lines(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        last: Option<i32>,
        after: Option<String>,
        use_improved_pagination: Option<bool>,
    ) -> Answer<Option<LogLineConnection>> {
        if visible::project(ctx, self.project_id).await?.is_none() {
            return Ok(None);
        }
        // Pages are whole either way.
        let _ = use_improved_pagination;
        LogPage { first, last, after }
            .of_run(ctx, self.run_id)
            .await
            .map(Some)
    }
}

/// A file of a run that the asker may see.
pub fn of_row(row: RunFileRow) -> File {
    File {
        id: id::global("RunFile", row.id).to_string(),
        name: row.name,
        size_bytes: row.size_bytes.unwrap_or(0),
        md5: row.md5,
        sha256: row.sha256,
        is_readable: true,
        updated_at: Some(row.updated_at),
        ..File::default()
    }
}

/// A file of a run with the address that takes its bytes.
pub fn to_be_sent(api: &Api, row: RunFileRow) -> File {
    let path = format!("/storage/run_files/{}/{}", row.id, encode_path(&row.name));
    let upload_url = Some(api.signer.sign(Verb::Put, &path, api.store.now() + UPLOAD_LASTS));
    File {
        upload_url,
        ..of_row(row)
    }
}

/// Whether a name fits a pattern of SQL's `LIKE`: `%` is any text, `_` any character.
fn fits(name: &str, pattern: &str) -> bool {
    let (name, pattern): (Vec<char>, Vec<char>) = (name.chars().collect(), pattern.chars().collect());
    let (mut at, mut pat) = (0, 0);
    // Where to go on when a guess about the last `%` was wrong.
    let mut retry: Option<(usize, usize)> = None;
    while at < name.len() {
        match pattern.get(pat) {
            Some('%') => {
                retry = Some((pat + 1, at));
                pat += 1;
            }
            Some(wanted) if *wanted == '_' || *wanted == name[at] => (at, pat) = (at + 1, pat + 1),
            _ => match retry {
                Some((after_percent, from)) => {
                    retry = Some((after_percent, from + 1));
                    (at, pat) = (from + 1, after_percent);
                }
                None => return false,
            },
        }
    }
    pattern[pat..].iter().all(|rest| *rest == '%')
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_pattern_fits_as_in_sql() {
        for (name, pattern) in [
            ("a.png", "%.png"),
            ("a.png", "a._ng"),
            ("xaab", "%ab"),
            ("", "%"),
            ("media/a/b.png", "media/%b%"),
        ] {
            assert!(fits(name, pattern), "{name} {pattern}");
        }
        for (name, pattern) in [("a.png", "%.jpg"), ("a.png", ".png"), ("ab", "a"), ("a", "a_")] {
            assert!(!fits(name, pattern), "{name} {pattern}");
        }
    }
}
