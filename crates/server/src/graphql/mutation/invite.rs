//! Inviting people to teams, and taking them out again.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use domain::event::EventKind;
use domain::role::OrgRole;
use serde_json::json;

use super::SuccessPayload;
use super::org_event::write_event;
use crate::auth::{self, Actor, TeamStanding};
use crate::fault::{Answer, Fault};
use crate::graphql::object::invite::Invite;
use crate::graphql::{actor, api, id};
use crate::store::user::UserRow;
use crate::store::{self, Db};

/// Inviting people to teams, and taking them out again.
#[derive(Default)]
pub struct InviteMutation;

/// Whom to invite to which team: somebody by username, or an e-mail address.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct CreateInviteInput {
    pub entity_name: String,
    pub email: Option<String>,
    pub username: Option<String>,
    pub admin: Option<bool>,
    pub role: Option<String>,
    pub client_mutation_id: Option<String>,
}

/// The invitation.
#[derive(SimpleObject)]
pub struct CreateInvitePayload {
    /// Whether something changed.
    pub success: bool,
    /// The invitation; accepted at once for those who are here already.
    pub invite: Option<Invite>,
}

/// Which member or which invitation goes from which team: a `User:<n>` or an `Invite:<n>` id, as the members of a team have them.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct DeleteInviteInput {
    pub id: Option<String>,
    pub entity_name: Option<String>,
    pub client_mutation_id: Option<String>,
}

#[Object]
impl InviteMutation {
    /// Invites somebody to a team. Who has an account here is in at once; an unknown address waits until somebody is made with it.
    /// For admins of the team or the organization; who is not in the organization is for its admins to invite.
    async fn create_invite(
        &self,
        ctx: &Context<'_>,
        input: CreateInviteInput,
    ) -> Answer<Option<CreateInvitePayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let role = match (input.role.as_deref(), input.admin) {
            (Some(role), _) => role,
            (None, Some(true)) => "admin",
            (None, _) => "member",
        };
        let mut tx = api.store.write().await?;
        let target = auth::administered_team(&mut tx, actor, &input.entity_name).await?;
        let invite = match find(&mut tx, &input).await? {
            Known::Person(user) => {
                let whom = input.username.as_ref().or(input.email.as_ref());
                let whom = whom.map(String::as_str).unwrap_or_default();
                welcome(&mut tx, actor, &target, (user, whom), role, now).await?
            }
            Known::Name(name) => {
                refuse_outsider(&target, &name)?;
                return Err(Fault::NotFound(format!(
                    "There is no user “{name}”; invite an e-mail address."
                )));
            }
            Known::Address(email) => {
                refuse_outsider(&target, &email)?;
                store::team::check_role(role)?;
                let (team_id, by) = (target.team.entity_id, actor.user.id);
                let made = store::invite::create(&mut tx, team_id, &email, role, by, now).await?;
                let made = made.ok_or_else(|| {
                    Fault::Conflict(format!(
                        "{email} is invited to {} already; withdraw that invitation to change it.",
                        target.team.name
                    ))
                })?;
                let after = json!({ "team": target.team.name, "email": email, "role": role });
                write_event(
                    &mut tx,
                    actor,
                    target.org.id,
                    EventKind::InvitationCreated,
                    (None, Some(after)),
                    now,
                )
                .await?;
                let row = store::invite::by_id(&mut tx, made).await?;
                Invite::open(row.ok_or_else(|| Fault::internal(anyhow::anyhow!("an invitation vanished")))?)
            }
        };
        tx.commit().await?;
        Ok(Some(CreateInvitePayload {
            success: true,
            invite: Some(invite),
        }))
    }

    /// Takes somebody out of a team, or withdraws an invitation to it. For admins of the team or the organization, and for
    /// everybody who leaves.
    async fn delete_invite(
        &self,
        ctx: &Context<'_>,
        input: DeleteInviteInput,
    ) -> Answer<Option<SuccessPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let (Some(global), Some(team)) = (&input.id, &input.entity_name) else {
            return Err(Fault::BadRequest(
                "Say which member or invitation goes from which team.".to_owned(),
            ));
        };
        let mut tx = api.store.write().await?;
        if let Some(user_id) = id::optional("User", global) {
            let target = if user_id == actor.user.id {
                auth::team_named(&mut tx, actor, team).await?
            } else {
                auth::administered_team(&mut tx, actor, team).await?
            };
            take_out(&mut tx, actor, &target, user_id, now).await?;
        } else {
            let target = auth::administered_team(&mut tx, actor, team).await?;
            withdraw(&mut tx, actor, &target, global, now).await?;
        }
        tx.commit().await?;
        Ok(Some(SuccessPayload::done()))
    }
}

/// Who is meant by an invitation.
enum Known {
    /// Somebody who has an account here.
    Person(UserRow),
    /// An address that nobody here has.
    Address(String),
    /// A name that nobody here has.
    Name(String),
}

/// Only admins of the organization bring in people from outside; others do not even learn who is here.
fn refuse_outsider(target: &TeamStanding, whom: &str) -> Answer<()> {
    if target.is_org_admin {
        return Ok(());
    }
    Err(Fault::Forbidden(format!(
        "“{whom}” is not in {0}; an admin of {0} can invite them.",
        target.org.name
    )))
}

async fn find(db: &mut Db, input: &CreateInviteInput) -> Answer<Known> {
    match (&input.username, &input.email) {
        (Some(username), _) => {
            let found = store::user::by_username(db, username).await?;
            Ok(found.map_or_else(|| Known::Name(username.clone()), Known::Person))
        }
        (None, Some(email)) => {
            store::user::check_email(email)?;
            let found = store::user::by_email(db, email).await?;
            Ok(found.map_or_else(|| Known::Address(email.to_lowercase()), Known::Person))
        }
        (None, None) => Err(Fault::BadRequest(
            "Say whom to invite: a username or an e-mail address.".to_owned(),
        )),
    }
}

/// Takes somebody with an account into the team at once.
async fn welcome(
    db: &mut Db,
    actor: &Actor,
    target: &TeamStanding,
    (user, whom): (UserRow, &str),
    role: &str,
    now: i64,
) -> Answer<Invite> {
    let (org, team) = (&target.org, &target.team);
    if store::team::role(&mut *db, team.entity_id, user.id)
        .await?
        .is_some()
    {
        return Err(Fault::Conflict(format!(
            "{} is in {} already; change the role of the member instead.",
            user.username, team.name
        )));
    }
    if store::organization::role(&mut *db, org.id, user.id)
        .await?
        .is_none()
    {
        refuse_outsider(target, whom)?;
        store::organization::set_member(&mut *db, org.id, user.id, OrgRole::Member, now).await?;
        let after = json!({ "user": user.username, "role": OrgRole::Member.api_name() });
        write_event(
            &mut *db,
            actor,
            org.id,
            EventKind::OrgMemberSet,
            (None, Some(after)),
            now,
        )
        .await?;
    }
    store::team::set_member(&mut *db, team.entity_id, user.id, role, now).await?;
    let after = json!({ "team": team.name, "user": user.username, "role": role });
    write_event(
        db,
        actor,
        org.id,
        EventKind::TeamMemberAdded,
        (None, Some(after)),
        now,
    )
    .await?;
    Ok(Invite::taken_up(&user, team.entity_id, now))
}

async fn take_out(db: &mut Db, actor: &Actor, target: &TeamStanding, user_id: i64, now: i64) -> Answer<()> {
    let absent = || Fault::NotFound(format!("This person is not in {}.", target.team.name));
    let team_id = target.team.entity_id;
    let role = store::team::role(&mut *db, team_id, user_id)
        .await?
        .ok_or_else(absent)?;
    let user = store::user::by_id(&mut *db, user_id).await?.ok_or_else(absent)?;
    store::team::remove_member(&mut *db, team_id, user_id).await?;
    let before = json!({ "team": target.team.name, "user": user.username, "role": role });
    write_event(
        db,
        actor,
        target.org.id,
        EventKind::TeamMemberRemoved,
        (Some(before), None),
        now,
    )
    .await
}

async fn withdraw(db: &mut Db, actor: &Actor, target: &TeamStanding, global: &str, now: i64) -> Answer<()> {
    let absent = || Fault::NotFound(format!("There is no such invitation to {}.", target.team.name));
    let invite_id = id::optional("Invite", global).ok_or_else(absent)?;
    let invite = store::invite::by_id(&mut *db, invite_id)
        .await?
        .filter(|row| row.team_id == target.team.entity_id)
        .ok_or_else(absent)?;
    store::invite::delete(&mut *db, invite_id).await?;
    let before = json!({ "team": target.team.name, "email": invite.email, "role": invite.role });
    write_event(
        db,
        actor,
        target.org.id,
        EventKind::InvitationWithdrawn,
        (Some(before), None),
        now,
    )
    .await
}
