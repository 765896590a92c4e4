//! A yes or no on a capability, why, and the smallest change that would turn it.

use serde::{Deserialize, Serialize};

use super::{Capability, Standing, TeamRole, effective_role};
use crate::fold::Fold as _;
use crate::role::{OrgRole, RegistryRole};

/// A yes or no, with its reason and, for a no, the smallest change that would turn it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The answer.
    pub is_allowed: bool,
    /// Why, as a sentence.
    pub because: String,
    /// What would turn a no into a yes, as a sentence.
    pub would_change: Option<String>,
}

impl Decision {
    /// A yes.
    pub(super) fn yes(because: String) -> Self {
        Self {
            is_allowed: true,
            because,
            would_change: None,
        }
    }

    /// A no.
    pub(super) fn no(because: String, would_change: Option<String>) -> Self {
        Self {
            is_allowed: false,
            because,
            would_change,
        }
    }
}

/// Whom the sentences are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    /// The reader.
    You,
    /// A person, by name.
    Person(&'a str),
    /// Everybody in a team, by its name: only what the team gives counts.
    Team(&'a str),
}

impl Subject<'_> {
    fn is(self) -> String {
        match self {
            Self::You => "You are".to_owned(),
            Self::Person(name) => format!("{name} is"),
            Self::Team(name) => format!("Team {name} is"),
        }
    }

    fn has(self) -> String {
        match self {
            Self::You => "You have".to_owned(),
            Self::Person(name) => format!("{name} has"),
            Self::Team(name) => format!("Team {name} has"),
        }
    }

    fn object(self) -> String {
        match self {
            Self::You => "you".to_owned(),
            Self::Person(name) => name.to_owned(),
            Self::Team(name) => format!("team {name}"),
        }
    }
}

/// One step that changes a standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An organization admin takes the person into the organization.
    JoinOrganization,
    /// A registry admin gives the person a role of their own.
    DirectRole(RegistryRole),
    /// A registry admin gives a team a role.
    TeamRole(TeamRole),
}

impl Change {
    /// The standing after the step.
    #[must_use]
    pub fn apply(&self, standing: &Standing) -> Standing {
        let mut after = standing.clone();
        match self {
            Self::JoinOrganization => after.org_role = after.org_role.or(Some(OrgRole::Member)),
            Self::DirectRole(role) => after.direct_role = Some(*role),
            Self::TeamRole(given) => {
                after.team_roles.retain(|entry| entry.team != given.team);
                after.team_roles.push(given.clone());
            }
        }
        after
    }
}

/// The steps that touch the fewest people and turn a no into a yes; none when it is a yes already.
///
/// A person gets a role of their own, since the role of a team or the visibility of the registry would change what others
/// may do as well. Visibility is never widened.
pub fn smallest_change(standing: &Standing, capability: Capability, subject: Subject<'_>) -> Vec<Change> {
    let is_enough =
        |standing: &Standing| effective_role(standing).is_some_and(|found| found.role >= capability.needs());
    let mut steps = Vec::new();
    let mut after = standing.clone();
    if is_enough(&after) {
        return steps;
    }
    if after.org_role.is_none() {
        after = Change::JoinOrganization.apply(&after);
        steps.push(Change::JoinOrganization);
    }
    if !is_enough(&after) {
        steps.push(match subject {
            Subject::You | Subject::Person(_) => Change::DirectRole(capability.needs()),
            Subject::Team(name) => Change::TeamRole(TeamRole {
                team: name.to_owned(),
                role: capability.needs(),
            }),
        });
    }
    steps
}

fn sentence(steps: &[Change], standing: &Standing, subject: Subject<'_>) -> Option<String> {
    let whom = subject.object();
    let gives = |role: RegistryRole| match effective_role(standing) {
        // Where nothing was given yet, being listed is what is missing.
        None if role == RegistryRole::RestrictedViewer => format!("An admin of the registry can add {whom}."),
        _ => format!(
            "An admin of the registry can make {whom} {}.",
            role.label().folded()
        ),
    };
    let step = |change: &Change| match change {
        Change::JoinOrganization => format!("An admin of the organization can take {whom} in."),
        Change::DirectRole(role) | Change::TeamRole(TeamRole { role, .. }) => gives(*role),
    };
    (!steps.is_empty()).then(|| steps.iter().map(step).collect::<Vec<_>>().join(" "))
}

/// Decides on a capability of the reader in a registry.
pub fn decide(standing: &Standing, capability: Capability) -> Decision {
    explain(standing, capability, Subject::You)
}

/// Decides on a capability in a registry, in words about somebody.
pub fn explain(standing: &Standing, capability: Capability, subject: Subject<'_>) -> Decision {
    let needed = capability.needs();
    let change = || sentence(&smallest_change(standing, capability, subject), standing, subject);
    match effective_role(standing) {
        Some(found) if found.role >= needed => {
            Decision::yes(format!("{} {}.", found.role.label(), found.source.clause()))
        }
        Some(found) => Decision::no(
            format!(
                "Needs {}. {} {} {}.",
                needed.label().folded(),
                subject.is(),
                found.role.label().folded(),
                found.source.clause()
            ),
            change(),
        ),
        None if standing.org_role.is_none() => {
            Decision::no(format!("{} not in the organization.", subject.is()), change())
        }
        None => Decision::no(format!("{} no role here.", subject.has()), change()),
    }
}
