//! Organizations, people, teams and keys, from the command line of the machine that holds the data.

mod account;
mod input;
mod key;
mod membership;

use domain::event::EventKind;
use domain::role::OrgRole;
use serde_json::{Value, json};

pub use self::input::{KeyCommand, OrgCommand, ServiceAccountCommand, TeamCommand, UserCommand};
use super::Command;
use crate::config::DataArgs;
use crate::fault::Answer;
use crate::fault::Fault;
use crate::origin::Origin;
use crate::store::event::NewEvent;
use crate::store::organization::OrganizationRow;
use crate::store::user::{NewUser, UserRow};
use crate::store::{self, Db, Store};

/// What a command did: a sentence for people, facts for scripts.
struct Report {
    text: String,
    facts: Value,
}

/// Carries a command out, in one transaction, beside a running server or while it is stopped.
///
/// # Errors
/// When it is refused; nothing is changed then.
pub async fn run(data: &DataArgs, command: Command, as_json: bool) -> anyhow::Result<()> {
    let store = data.existing_store().await?;
    let report = Origin::of_command().scope(change(&store, command)).await;
    store.close().await;
    let report = report.map_err(|fault| match fault {
        Fault::Internal(cause) => anyhow::anyhow!("{cause:#}"),
        refusal => anyhow::anyhow!("{refusal}"),
    })?;
    if as_json {
        println!("{}", report.facts);
    } else {
        println!("{}", report.text);
    }
    Ok(())
}

async fn change(store: &Store, command: Command) -> Answer<Report> {
    let mut tx = store.write().await?;
    let report = match command {
        Command::Org(command) => org(&mut tx, store, command).await?,
        Command::User(UserCommand::Create {
            name,
            email,
            key,
            admin,
        }) => {
            let new = NewUser {
                username: &name,
                email: &email,
                is_site_admin: admin,
                is_service: false,
            };
            create_user(&mut tx, store, &new, key.as_deref()).await?
        }
        Command::User(UserCommand::List) => account::list(&mut tx).await?,
        Command::User(UserCommand::Deactivate { name }) => account::deactivate(&mut tx, store, &name).await?,
        Command::User(UserCommand::Reactivate { name }) => account::reactivate(&mut tx, store, &name).await?,
        Command::ServiceAccount(ServiceAccountCommand::Create {
            name,
            team,
            description,
        }) => account::create_service(&mut tx, store, &name, &team, description.as_deref()).await?,
        Command::Team(TeamCommand::Create { name, org, members }) => {
            create_team(&mut tx, store, &name, &org, &members).await?
        }
        Command::Team(TeamCommand::AddMember { team, user, role }) => {
            membership::add_to_team(&mut tx, store, &team, &user, &role).await?
        }
        Command::Team(TeamCommand::RemoveMember { team, user }) => {
            membership::remove_from_team(&mut tx, store, &team, &user).await?
        }
        Command::Key(command) => key::run(&mut tx, store, command).await?,
        Command::SignInLink { user, public_url } => {
            let user = person(&mut tx, &user).await?;
            let token = store::session::create_link(&mut tx, user.id, store.surroundings()).await?;
            let after = json!({ "user": user.username });
            record(&mut tx, store, EventKind::SignInLinkCreated, None, (None, after)).await?;
            let link = format!("{}/signin#token={token}", public_url.trim_end_matches('/'));
            let text = format!(
                "Signs {} in once, within a day: {link}\nA server at another address is named with --public-url.",
                user.username
            );
            Report {
                text,
                facts: json!({ "user": user.username, "link": link }),
            }
        }
        Command::Serve(_)
        | Command::Schema
        | Command::Demo(_)
        | Command::Audit(_)
        | Command::Expire(_)
        | Command::BenchQueries(_)
        | Command::Backup(_)
        | Command::Restore(_) => {
            return Err(Fault::internal(anyhow::anyhow!(
                "not a command that changes data"
            )));
        }
    };
    tx.commit().await?;
    Ok(report)
}

/// Writes the event of a command.
async fn record(
    db: &mut Db,
    store: &Store,
    kind: EventKind,
    org_id: Option<i64>,
    (before, after): (Option<Value>, impl Into<Option<Value>>),
) -> Answer<()> {
    let event = NewEvent {
        org_id,
        before,
        after: after.into(),
        ..NewEvent::of(kind)
    };
    store::event::write(db, event, store.now()).await
}

async fn person(db: &mut Db, name: &str) -> Answer<UserRow> {
    let found = store::user::by_username(db, name).await?;
    found.ok_or_else(|| {
        Fault::NotFound(format!(
            "There is no user “{name}”; make it with `vitrine user create`."
        ))
    })
}

async fn organization(db: &mut Db, name: &str) -> Answer<OrganizationRow> {
    let found = store::organization::by_name(db, name).await?;
    found.ok_or_else(|| {
        Fault::NotFound(format!(
            "There is no organization “{name}”; make it with `vitrine org create`."
        ))
    })
}

async fn org(db: &mut Db, store: &Store, command: OrgCommand) -> Answer<Report> {
    match command {
        OrgCommand::Create {
            name,
            without_core_registries,
        } => {
            let id =
                store::organization::create(&mut *db, &name, !without_core_registries, store.now()).await?;
            let after = json!({ "name": name });
            record(db, store, EventKind::OrganizationCreated, Some(id), (None, after)).await?;
            Ok(Report {
                text: format!("Made the organization {name}."),
                facts: json!({ "id": id, "name": name }),
            })
        }
        OrgCommand::AddMember { org, user, role } => {
            let (org, user) = (
                organization(&mut *db, &org).await?,
                person(&mut *db, &user).await?,
            );
            set_org_role(db, store, &org, &user, role).await?;
            let text = format!("{} is {role} of {}.", user.username, org.name);
            Ok(Report {
                text,
                facts: json!({ "organization": org.name, "user": user.username, "role": role.api_name() }),
            })
        }
        OrgCommand::RemoveMember { org, user } => {
            membership::remove_from_organization(db, store, &org, &user).await
        }
        OrgCommand::Members { org } => membership::list(db, &org).await,
    }
}

/// Gives a person a role in an organization.
async fn set_org_role(
    db: &mut Db,
    store: &Store,
    org: &OrganizationRow,
    user: &UserRow,
    role: OrgRole,
) -> Answer<()> {
    let facts = |role: OrgRole| json!({ "user": user.username, "role": role.api_name() });
    let before = store::organization::role(&mut *db, org.id, user.id).await?;
    store::organization::set_member(&mut *db, org.id, user.id, role, store.now()).await?;
    let change = (before.map(facts), facts(role));
    record(db, store, EventKind::OrgMemberSet, Some(org.id), change).await
}

async fn create_user(db: &mut Db, store: &Store, new: &NewUser<'_>, key: Option<&str>) -> Answer<Report> {
    let id = store::user::create(&mut *db, new, store.now()).await?;
    store::invite::take_up(&mut *db, id, new.email, store.now()).await?;
    let (key_id, key) = match key {
        Some(key) => (
            store::api_key::insert(&mut *db, id, key, None, store.now()).await?,
            key.to_owned(),
        ),
        None => store::api_key::create(&mut *db, id, None, store.surroundings()).await?,
    };
    let after = json!({ "username": new.username, "email": new.email, "admin": new.is_site_admin });
    record(&mut *db, store, EventKind::UserCreated, None, (None, after)).await?;
    let after = json!({ "user": new.username, "key": key_id, "description": null });
    record(db, store, EventKind::ApiKeyCreated, None, (None, after)).await?;
    let text = format!("Made the user {}. API key, shown this once: {key}", new.username);
    Ok(Report {
        text,
        facts: json!({ "id": id, "user": new.username, "key": key }),
    })
}

async fn create_team(
    db: &mut Db,
    store: &Store,
    name: &str,
    org: &str,
    members: &[String],
) -> Answer<Report> {
    let org = organization(&mut *db, org).await?;
    let team = store::team::create(&mut *db, org.id, name, store.now()).await?;
    let after = json!({ "team": name });
    record(
        &mut *db,
        store,
        EventKind::TeamCreated,
        Some(org.id),
        (None, after),
    )
    .await?;
    for member in members {
        let (user, role) = member.split_once(':').unwrap_or((member, "member"));
        let user = person(&mut *db, user).await?;
        if store::organization::role(&mut *db, org.id, user.id)
            .await?
            .is_none()
        {
            set_org_role(&mut *db, store, &org, &user, OrgRole::Member).await?;
        }
        store::team::set_member(&mut *db, team, user.id, role, store.now()).await?;
        let after = json!({ "team": name, "user": user.username, "role": role });
        record(
            &mut *db,
            store,
            EventKind::TeamMemberAdded,
            Some(org.id),
            (None, after),
        )
        .await?;
    }
    let text = format!(
        "Made the team {name} of {} with {} members.",
        org.name,
        members.len()
    );
    Ok(Report {
        text,
        facts: json!({ "id": team, "team": name, "organization": org.name, "members": members }),
    })
}
