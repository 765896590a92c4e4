//! What the making of people, teams and memberships takes and returns.

use async_graphql::{ID, InputObject, SimpleObject};

use crate::graphql::object::entity::Entity;
use crate::graphql::object::user::{ApiKey, User};

/// A person to make.
#[derive(InputObject)]
pub struct CreateUserInput {
    /// The e-mail address.
    pub email: String,
    /// Whether to give the instance-wide rights of an administrator.
    pub admin: Option<bool>,
    /// The name in paths; without it, what stands before the `@`.
    pub username: Option<String>,
    /// The name people read.
    pub name: Option<String>,
}

/// The person that was made, with an API key that is shown this once.
#[derive(SimpleObject)]
pub struct CreateUserPayload {
    /// The person.
    pub user: Option<User>,
    /// The key: its secret is in `name`.
    pub api_key: Option<ApiKey>,
}

/// A team to make.
#[derive(InputObject)]
pub struct CreateTeamInput {
    /// Its name.
    pub team_name: String,
    /// Its first admin; without a name, the asker.
    pub team_admin_user_name: Option<String>,
    /// The organization; without a name, the asker's first.
    pub organization_name: Option<String>,
}

/// The team that was made.
#[derive(SimpleObject)]
pub struct CreateTeamPayload {
    /// Its entity.
    pub entity: Option<Entity>,
}

/// A person to take into a team.
#[derive(InputObject)]
pub struct AddTeamMemberInput {
    /// The team.
    pub entity_name: String,
    /// The person.
    pub username: String,
    /// `admin`, `member` or `viewer`.
    pub role: String,
}

/// A person to take into an organization.
#[derive(InputObject)]
pub struct AddUserToOrganizationInput {
    /// The person.
    pub user_name: String,
    /// `admin`, `member` or `viewer`.
    pub user_org_role: String,
    /// The organization.
    pub organization_id: ID,
}
