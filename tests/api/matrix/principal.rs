//! The fourteen principals.

use serde_json::json;

use crate::server::{ADMIN_KEY, Server};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Principal {
    /// Nobody.
    Anonymous,
    /// A member of another organization.
    Outsider,
    /// A viewer of the organization.
    OrgViewer,
    /// A member of the organization.
    OrgMember,
    /// An admin of the organization.
    OrgAdmin,
    /// A restricted viewer of the registry.
    RestrictedViewer,
    /// A viewer of the registry.
    Viewer,
    /// A member of the registry.
    Member,
    /// An admin of the registry.
    RegistryAdmin,
    /// A viewer of the registry through the team `readers`.
    TeamViewer,
    /// A member of the registry through the team `writers`.
    TeamMember,
    /// A service account: member of the registry and of the organization.
    Service,
    /// An admin of the organization whose key was revoked; the session was started with that key.
    RevokedKey,
    /// An admin of the organization who was deleted.
    DeletedUser,
}

impl Principal {
    /// All, in the order of the columns.
    pub const ALL: [Self; 14] = [
        Self::Anonymous,
        Self::Outsider,
        Self::OrgViewer,
        Self::OrgMember,
        Self::OrgAdmin,
        Self::RestrictedViewer,
        Self::Viewer,
        Self::Member,
        Self::RegistryAdmin,
        Self::TeamViewer,
        Self::TeamMember,
        Self::Service,
        Self::RevokedKey,
        Self::DeletedUser,
    ];

    /// The position in a column.
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|other| *other == self).unwrap()
    }

    /// Whether the credentials were taken back.
    pub const fn is_dead(self) -> bool {
        matches!(self, Self::RevokedKey | Self::DeletedUser)
    }

    /// The username.
    pub fn username(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// The role in `my-org`.
    const fn org_role(self) -> Option<&'static str> {
        match self {
            Self::Anonymous | Self::Outsider => None,
            Self::OrgMember | Self::Service => Some("member"),
            Self::OrgAdmin | Self::RevokedKey | Self::DeletedUser => Some("admin"),
            _ => Some("viewer"),
        }
    }

    /// The role given in the registry.
    const fn direct_role(self) -> Option<&'static str> {
        match self {
            Self::RestrictedViewer => Some("restricted_viewer"),
            Self::Viewer => Some("viewer"),
            Self::Member | Self::Service => Some("member"),
            Self::RegistryAdmin => Some("admin"),
            _ => None,
        }
    }

    /// Makes the person and gives the roles; returns the key.
    pub async fn make(self, server: &Server, registry_id: &str) -> String {
        let key = server.person(&self.username(), self.org_role());
        if let Some(role) = self.direct_role() {
            let viewer = server.data(&key, "{ viewer { id } }", json!({})).await;
            let user = viewer["viewer"]["id"].clone();
            let add = "mutation($p: ID!, $u: ID!) { createProjectMembers(input: { projectId: $p, userIds: [$u] }) { success } }";
            server
                .data(ADMIN_KEY, add, json!({ "p": registry_id, "u": user }))
                .await;
            let set = "mutation($p: ID!, $u: ID!, $r: String!) { updateProjectMember(input: { projectId: $p, userId: $u, \
                 userProjectRole: $r }) { success } }";
            server
                .data(ADMIN_KEY, set, json!({ "p": registry_id, "u": user, "r": role }))
                .await;
        }
        key
    }
}
