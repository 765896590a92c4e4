//! Who may do what, and why. The server enforces and the app explains the same functions.
//!
//! Source: the role table of the product description (`ARCHITECTURE.md`, “Permissions”).

mod capability;
mod decision;
mod organization;
mod project;
mod standing;

pub use self::capability::{Capability, Visibility};
pub use self::decision::{Change, Decision, Subject, decide, explain, smallest_change};
pub use self::organization::{OrgCapability, decide_in_organization, may_create_registry};
pub use self::project::{ProjectCapability, ProjectRight, decide_in_project};
pub use self::standing::{EffectiveRole, RoleSource, Standing, TeamRole, effective_role};

#[cfg(test)]
mod tests;
