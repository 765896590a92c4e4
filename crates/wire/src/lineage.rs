//! The document of the lineage of a version.

mod details;

use serde::Serialize;

use crate::{Document, FromJson};

pub use details::{
    AliasName, LineageArtifact, LineageCollection, LineageMembership, LineageProject, LineageRegistry,
    LineageRun,
};

/// The runs and versions around one version.
pub struct Lineage;

impl Document for Lineage {
    const TEXT: &'static str = "query Lineage($id: ID!, $hopsUp: Int!, $hopsDown: Int!) {
  artifact(id: $id) {
    id
    lineage(hopsUp: $hopsUp, hopsDown: $hopsDown) {
      hitLimit
      edges { from to }
      nodes {
        id kind title subtitle isFocus hop hiddenUpstream hiddenDownstream
        artifact {
          id versionIndex size fileCount digest createdAt
          aliases { alias }
          artifactType { name }
          artifactSequence { name project { name entity { name } } }
          artifactMemberships(first: 10) {
            edges { node { version artifactCollection { name project { name registry { name organization { name } } } } } }
          }
        }
        run {
          id name displayName state jobType createdAt heartbeatAt
          user { id name username }
          project { name entity { name } }
        }
      }
    }
  }
}";
    type Variables = LineageVariables;
    type Data = LineageData;
}

/// The version in the middle, and how far to look from it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LineageVariables {
    /// The global id of the artifact.
    pub id: String,
    /// How many steps towards the sources.
    pub hops_up: u32,
    /// How many steps towards what was made from it.
    pub hops_down: u32,
}

/// What stands around the graph in the answer.
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct LineageData {
    artifact: Option<FocusArtifact>,
}

#[derive(Debug, Clone, PartialEq, FromJson)]
struct FocusArtifact {
    lineage: LineageGraph,
}

impl LineageData {
    /// The graph, `None` when the version is gone or may not be seen.
    pub fn into_graph(self) -> Option<LineageGraph> {
        self.artifact.map(|artifact| artifact.lineage)
    }
}

/// A part of the lineage.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct LineageGraph {
    /// Runs and versions.
    pub nodes: Vec<LineageNode>,
    /// From what was used or ran to what used it or was made by it.
    pub edges: Vec<LineageEdge>,
    /// Whether the server stopped before it had seen everything.
    pub hit_limit: bool,
}

/// Says that `to` came from `from`, by their ids.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct LineageEdge {
    /// The id of the source.
    pub from: String,
    /// The id of the target.
    pub to: String,
}

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromJson)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LineageNodeKind {
    /// A version.
    Artifact,
    /// A run.
    Run,
}

/// One run or version of the graph.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct LineageNode {
    /// `artifact:<global id>` or `run:<entity>/<project>/<name>`.
    pub id: String,
    /// What it stands for.
    pub kind: LineageNodeKind,
    /// Its name.
    pub title: String,
    /// What kind of run or version it is.
    pub subtitle: String,
    /// Whether it is the version that was asked for.
    pub is_focus: bool,
    /// Steps from the focus; negative towards the sources.
    pub hop: i32,
    /// Sources that this graph does not show.
    pub hidden_upstream: u32,
    /// Uses that this graph does not show.
    pub hidden_downstream: u32,
    /// The version, where the viewer may see it.
    pub artifact: Option<LineageArtifact>,
    /// The run, where the viewer may see it.
    pub run: Option<LineageRun>,
}
