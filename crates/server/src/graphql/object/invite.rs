//! Invitations to teams.

use async_graphql::{Context, ID, Object};

use super::entity::Entity;
use super::user::User;
use crate::clock::Micros;
use crate::fault::Answer;
use crate::graphql::load::{self, UserKey};
use crate::graphql::scalar::DateTime;
use crate::graphql::{api, id};
use crate::store::invite::InviteRow;
use crate::store::user::UserRow;
use crate::store::{self};

/// An invitation to a team.
pub struct Invite {
    id: ID,
    team_id: i64,
    email: String,
    invited_by: Option<i64>,
    created_at: Micros,
    to_user: Option<UserRow>,
}

impl Invite {
    /// One that waits for somebody with its address.
    pub fn open(row: InviteRow) -> Self {
        Self {
            id: id::global("Invite", row.id),
            team_id: row.team_id,
            email: row.email,
            invited_by: row.invited_by,
            created_at: row.created_at,
            to_user: None,
        }
    }

    /// One of somebody who is here, and so in the team already.
    pub fn taken_up(user: &UserRow, team_id: i64, now: Micros) -> Self {
        Self {
            id: id::global("User", user.id),
            team_id,
            email: user.email.clone(),
            invited_by: None,
            created_at: now,
            to_user: Some(user.clone()),
        }
    }
}

#[Object]
impl Invite {
    /// `Invite:<n>` in Base64; `User:<n>` for somebody who is in already.
    async fn id(&self) -> ID {
        self.id.clone()
    }

    /// The address.
    async fn name(&self) -> &str {
        &self.email
    }

    /// The address.
    async fn email(&self) -> Option<&str> {
        Some(&self.email)
    }

    /// The team.
    async fn entity(&self, ctx: &Context<'_>) -> Answer<Option<Entity>> {
        let mut db = api(ctx)?.store.read().await?;
        Ok(store::entity::by_id(&mut db, self.team_id).await?.map(Entity))
    }

    /// When it was made.
    async fn created_at(&self) -> Option<DateTime> {
        Some(DateTime(self.created_at))
    }

    /// Who invited.
    async fn from_user(&self, ctx: &Context<'_>) -> Answer<Option<User>> {
        let Some(user_id) = self.invited_by else {
            return Ok(None);
        };
        Ok(load::one(ctx, UserKey(user_id)).await?.map(User))
    }

    /// Who was invited, if they have an account here.
    async fn to_user(&self) -> Option<User> {
        self.to_user.clone().map(User)
    }

    /// Whether it was accepted.
    async fn accepted(&self) -> Option<bool> {
        Some(self.to_user.is_some())
    }
}
