//! Where a version stands and what made it.

use async_graphql::{Enum, Union};

use crate::graphql::object::run::Run;
use crate::graphql::object::user::User;

/// Where a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::store::artifact::ArtifactState")]
pub enum ArtifactState {
    /// Announced.
    Pending,
    /// Whole.
    Committed,
    /// Deleted.
    Deleted,
}

/// What made a version: a run, or a person without one.
#[derive(Union)]
pub enum ArtifactCreator {
    /// A run.
    Run(Box<Run>),
    /// A person.
    User(User),
}
