//! A source project: its runs and its artifacts.

use wire::project::{MoreRuns, MoreRunsVariables, Project, ProjectPage, ProjectPageVariables, RunRow};
use wire::{ApiError, Connection};

use super::client::send;
use crate::routes::ProjectAddress;

/// How many runs one answer brings.
const RUNS_PER_PAGE: u32 = 100;

/// Runs, newest first, and the cursor behind the last; `None` when every run is loaded.
pub type RunsAndNext = (Vec<RunRow>, Option<String>);

/// A project with its newest runs and its artifacts; `None` when it does not exist or may not be seen.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn project(at: ProjectAddress) -> Result<Option<Project>, ApiError> {
    let variables = ProjectPageVariables {
        entity: at.entity,
        project: at.project,
        first: RUNS_PER_PAGE,
    };
    Ok(send::<ProjectPage>(variables).await?.project)
}

/// The runs behind a cursor.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn more_runs(at: ProjectAddress, after: String) -> Result<RunsAndNext, ApiError> {
    let variables = MoreRunsVariables {
        entity: at.entity,
        project: at.project,
        first: RUNS_PER_PAGE,
        after,
    };
    Ok(runs_and_next(
        send::<MoreRuns>(variables)
            .await?
            .project
            .and_then(|project| project.runs)
            .unwrap_or_default(),
    ))
}

/// The nodes of a page of runs, and where the next one starts.
pub fn runs_and_next(page: Connection<RunRow>) -> RunsAndNext {
    let next = page
        .page_info
        .end_cursor
        .clone()
        .filter(|_| page.page_info.has_next_page);
    (page.into_nodes(), next)
}
