//! Lists of entities and of their members, and who may see an entity.

use async_graphql::{Context, SimpleObject};

use super::Entity;
use crate::auth;
use crate::fault::Answer;
use crate::graphql::{actor, api, id};
use crate::store::entity::EntityRow;
use crate::store::invite::InviteRow;
use crate::store::team::TeamMemberRow;

/// A person in a team.
#[derive(SimpleObject)]
pub struct Member {
    /// The user's global id.
    pub id: Option<String>,
    /// Whether an admin of the team.
    pub admin: Option<bool>,
    /// The role in the team.
    pub role: Option<String>,
    /// Whether an invitation is still open.
    pub pending: Option<bool>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The name in paths.
    pub username: Option<String>,
    /// The name people read.
    pub name: String,
    /// No pictures are kept.
    pub photo_url: Option<String>,
    /// `MEMBER` or `SERVICE`.
    pub account_type: Option<String>,
    /// Keys are shown only when they are made.
    pub api_key: Option<String>,
}

impl Member {
    /// Somebody who is in a team.
    pub fn of(row: TeamMemberRow) -> Self {
        let account_type = if row.is_service() { "SERVICE" } else { "MEMBER" };
        Self {
            id: Some(id::global("User", row.user_id).to_string()),
            admin: Some(row.role == "admin"),
            role: Some(row.role),
            pending: Some(false),
            email: Some(row.email),
            username: Some(row.username),
            name: row.name,
            photo_url: None,
            account_type: Some(account_type.to_owned()),
            api_key: None,
        }
    }

    /// An address that was invited.
    pub fn invited(row: InviteRow) -> Self {
        Self {
            id: Some(id::global("Invite", row.id).to_string()),
            admin: Some(row.role == "admin"),
            role: Some(row.role),
            pending: Some(true),
            email: Some(row.email.clone()),
            username: None,
            name: row.email,
            photo_url: None,
            account_type: Some("MEMBER".to_owned()),
            api_key: None,
        }
    }
}

/// A list of entities.
#[derive(SimpleObject)]
pub struct EntityConnection {
    /// The entities.
    pub edges: Vec<EntityEdge>,
}

impl EntityConnection {
    /// The connection of a whole list.
    pub fn of(rows: Vec<EntityRow>) -> Self {
        Self {
            edges: rows
                .into_iter()
                .map(|row| EntityEdge { node: Entity(row) })
                .collect(),
        }
    }
}

/// One entry of `EntityConnection`.
#[derive(SimpleObject)]
pub struct EntityEdge {
    /// The entity.
    pub node: Entity,
}

/// Whether the asker may see anything of an entity: their own, their teams and organizations, and what belongs to those.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn is_visible(ctx: &Context<'_>, row: &EntityRow) -> Answer<bool> {
    let mut db = api(ctx)?.store.read().await?;
    auth::may_see_entity(&mut db, actor(ctx)?, row).await
}
