//! The people and teams of an organization.

use async_graphql::{Context, ID, SimpleObject};
use domain::role::OrgRole;

use crate::fault::Answer;
use crate::graphql::load::{self, UserKey};
use crate::graphql::object::entity::Entity;
use crate::graphql::object::invite::Invite;
use crate::graphql::object::user::User;
use crate::graphql::scalar::DateTime;
use crate::graphql::{actor, api, id};
use crate::store::{self};

/// A person in an organization.
#[derive(SimpleObject)]
pub struct OrganizationMember {
    /// `User:<n>` in Base64.
    pub id: ID,
    /// The name in paths.
    pub username: String,
    /// The name people read.
    pub name: String,
    /// `admin`, `member` or `viewer`.
    pub role: String,
    /// Whether an admin of the organization.
    pub admin: bool,
    /// When the person came in.
    pub joined_at: DateTime,
    /// The person.
    pub user: User,
}

/// The people of an organization, by username.
pub async fn members(ctx: &Context<'_>, org_id: i64) -> Answer<Vec<OrganizationMember>> {
    let mut db = api(ctx)?.store.read().await?;
    let rows = store::organization::members(&mut db, org_id).await?;
    drop(db);
    let users = rows.iter().map(|row| load::one(ctx, UserKey(row.user_id)));
    let users = futures::future::try_join_all(users).await?;
    let told = rows.into_iter().zip(users).filter_map(|(row, user)| {
        let user = user?;
        Some(OrganizationMember {
            id: id::global("User", user.id),
            username: user.username.clone(),
            name: user.name.clone(),
            role: row.role().api_name().to_owned(),
            admin: row.role() == OrgRole::Admin,
            joined_at: DateTime(row.created_at),
            user: User(user),
        })
    });
    Ok(told.collect())
}

/// The teams of an organization, by name.
pub async fn teams(ctx: &Context<'_>, org_id: i64) -> Answer<Vec<Entity>> {
    let mut db = api(ctx)?.store.read().await?;
    let mut entities = Vec::new();
    for team in store::team::of_organization(&mut db, org_id).await? {
        entities.extend(store::entity::by_id(&mut db, team.entity_id).await?.map(Entity));
    }
    Ok(entities)
}

/// The open invitations of an organization, for its admins.
pub async fn pending_invites(ctx: &Context<'_>, org_id: i64) -> Answer<Vec<Invite>> {
    let mut db = api(ctx)?.store.read().await?;
    let role = store::organization::role(&mut db, org_id, actor(ctx)?.user.id).await?;
    if role != Some(OrgRole::Admin) {
        return Ok(Vec::new());
    }
    let rows = store::invite::of_organization(&mut db, org_id).await?;
    Ok(rows.into_iter().map(Invite::open).collect())
}
