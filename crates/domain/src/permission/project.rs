//! What can be done in a project that is no registry: runs and artifacts are logged to it.

use super::{Capability, Decision};

/// What a person has in the projects of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProjectRight {
    /// Nothing: they do not exist for this person.
    None,
    /// See them and read their files.
    Read,
    /// Log runs and artifacts to them.
    Write,
}

/// One thing a person may or may not do in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProjectCapability {
    /// See the project, its runs, artifacts, metrics.
    See,
    /// Read the files of runs and artifacts.
    ReadFiles,
    /// Log runs and artifacts, and change what was logged.
    Log,
}

impl ProjectCapability {
    /// All capabilities.
    pub const ALL: [Self; 3] = [Self::See, Self::ReadFiles, Self::Log];

    /// The least right that has the capability.
    pub const fn needs(self) -> ProjectRight {
        match self {
            Self::See | Self::ReadFiles => ProjectRight::Read,
            Self::Log => ProjectRight::Write,
        }
    }
}

impl From<Capability> for ProjectCapability {
    /// Collections of a project are part of what is logged to it.
    fn from(capability: Capability) -> Self {
        match capability {
            Capability::SeeRegistry => Self::See,
            Capability::ReadFiles => Self::ReadFiles,
            _ => Self::Log,
        }
    }
}

/// Decides on a capability of the reader in the projects of an entity.
pub fn decide_in_project(right: ProjectRight, entity: &str, capability: ProjectCapability) -> Decision {
    let because = match right {
        ProjectRight::None => format!("You are not a member of {entity}."),
        ProjectRight::Read => format!("You may read the projects of {entity}, not write to them."),
        ProjectRight::Write => format!("You are a member of {entity}."),
    };
    if right >= capability.needs() {
        return Decision::yes(because);
    }
    Decision::no(
        because,
        Some(format!("An admin of {entity} can make you a member.")),
    )
}
