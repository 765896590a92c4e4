//! A source project: its runs and its artifacts.

use serde::Serialize;

use crate::registry::facts::person_fragment;
use crate::registry::{ArtifactType, MembershipBrief, TagName};
use crate::{Connection, Document, FromJson, JsonText, Person};

/// The fragment `RunRow` on `Run`; wants `Somebody`.
macro_rules! run_row_fragment {
    () => {
        "fragment RunRow on Run {
  id name displayName state createdAt heartbeatAt jobType group tags historyLineCount summaryMetrics
  user { ...Somebody }
}
"
    };
}

/// A project with the first page of its runs, newest first, and its artifacts.
#[derive(Debug)]
pub struct ProjectPage;

impl Document for ProjectPage {
    const TEXT: &'static str = concat!(
        "query ProjectPage($entity: String!, $project: String!, $first: Int!) {
  project(name: $project, entityName: $entity) {
    id name entityName description createdAt
    runs(order: \"-created_at\", first: $first) {
      totalCount pageInfo { hasNextPage endCursor } edges { cursor node { ...RunRow } }
    }
    artifactCollections(first: 200, order: \"name\") {
      totalCount pageInfo { hasNextPage endCursor }
      edges {
        node {
          __typename id name createdAt versionCount
          defaultArtifactType { name }
          tags { edges { node { name } } }
          newestMembership { id version createdAt linkedBy { ...Somebody } aliases { alias isProtected } }
        }
      }
    }
  }
}
",
        run_row_fragment!(),
        person_fragment!()
    );
    type Variables = ProjectPageVariables;
    type Data = ProjectPageData;
}

/// The variables of [`ProjectPage`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectPageVariables {
    /// The team or person.
    pub entity: String,
    /// The project.
    pub project: String,
    /// How many runs.
    pub first: u32,
}

/// The answer to [`ProjectPage`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct ProjectPageData {
    /// The project, unless absent or not visible.
    pub project: Option<Project>,
}

/// A source project.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// The opaque id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The team or person.
    pub entity_name: String,
    /// What it is for.
    pub description: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// Its runs, newest first.
    pub runs: Option<Connection<RunRow>>,
    /// Its artifacts, by name.
    pub artifact_collections: Option<Connection<SequenceRow>>,
}

/// A run as a row of its project.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RunRow {
    /// The opaque id.
    pub id: String,
    /// The name in addresses.
    pub name: String,
    /// The name people read.
    pub display_name: Option<String>,
    /// `running`, `finished`, `failed`, …
    pub state: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// The last sign of life, RFC 3339.
    pub heartbeat_at: Option<String>,
    /// What kind of work it did.
    pub job_type: Option<String>,
    /// What it belongs to.
    pub group: Option<String>,
    /// Its tags.
    #[serde(default)]
    pub tags: Option<Vec<String>>,
    /// How many rows its history has.
    pub history_line_count: Option<u64>,
    /// The last values of its metrics.
    #[serde(default)]
    pub summary_metrics: JsonText,
    /// Who started it.
    pub user: Option<Person>,
}

impl RunRow {
    /// The name to show.
    pub fn shown_name(&self) -> &str {
        self.display_name
            .as_deref()
            .filter(|name| !name.is_empty())
            .unwrap_or(&self.name)
    }
}

/// An artifact as a row of its project.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct SequenceRow {
    /// The opaque id.
    pub id: String,
    /// The name.
    pub name: String,
    /// RFC 3339.
    pub created_at: String,
    /// How many versions it has.
    pub version_count: u64,
    /// Its type.
    pub default_artifact_type: ArtifactType,
    /// Its tags.
    pub tags: Connection<TagName>,
    /// Its newest version.
    pub newest_membership: Option<MembershipBrief>,
}

/// The next page of the runs of a project.
#[derive(Debug)]
pub struct MoreRuns;

impl Document for MoreRuns {
    const TEXT: &'static str = concat!(
        "query MoreRuns($entity: String!, $project: String!, $first: Int!, $after: String!) {
  project(name: $project, entityName: $entity) {
    runs(order: \"-created_at\", first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { cursor node { ...RunRow } }
    }
  }
}
",
        run_row_fragment!(),
        person_fragment!()
    );
    type Variables = MoreRunsVariables;
    type Data = MoreRunsData;
}

/// The variables of [`MoreRuns`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoreRunsVariables {
    /// The team or person.
    pub entity: String,
    /// The project.
    pub project: String,
    /// How many runs.
    pub first: u32,
    /// The cursor where the last page ended.
    pub after: String,
}

/// The answer to [`MoreRuns`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct MoreRunsData {
    /// The project.
    pub project: Option<MoreRunsProject>,
}

/// The project of [`MoreRuns`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct MoreRunsProject {
    /// The page.
    pub runs: Option<Connection<RunRow>>,
}
