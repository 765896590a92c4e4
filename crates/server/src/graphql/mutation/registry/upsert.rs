//! Making a project or registry, or changing one.

use domain::event::EventKind;
use domain::name;
use domain::permission::{Capability, OrgCapability, Visibility};
use serde_json::{Value, json};

use super::input::UpsertModelInput;
use super::write_event;
use crate::auth::{self, Actor};
use crate::clock::Micros;
use crate::fault::{Answer, Fault};
use crate::graphql::id;
use crate::store::entity::EntityRow;
use crate::store::project::{NewRegistry, ProjectChange, ProjectRow};
use crate::store::{self, Db};

async fn owner_of(db: &mut Db, actor: &Actor, name: Option<&str>) -> Answer<EntityRow> {
    let found = match name.filter(|name| !name.is_empty()) {
        Some(name) => match store::entity::by_name(&mut *db, name).await? {
            Some(row) => Some(row),
            None => match store::organization::by_name(&mut *db, name).await? {
                Some(org) => store::entity::by_id(&mut *db, org.entity_id).await?,
                None => None,
            },
        },
        None => {
            store::entity::by_id(
                &mut *db,
                actor.user.default_entity_id.unwrap_or(actor.user.entity_id),
            )
            .await?
        }
    };
    found.ok_or_else(|| {
        Fault::NotFound(format!(
            "There is no entity “{}” that you may see.",
            name.unwrap_or_default()
        ))
    })
}

/// The project that is meant, if it is there and may be seen.
pub async fn find(db: &mut Db, actor: &Actor, input: &UpsertModelInput) -> Answer<Option<ProjectRow>> {
    let found = match (&input.id, &input.name) {
        (Some(global), _) => {
            let absent = || Fault::NotFound("There is no project with this id that you may see.".to_owned());
            let project_id = id::optional("Project", global).ok_or_else(absent)?;
            let row = store::project::by_id(&mut *db, project_id)
                .await?
                .ok_or_else(absent)?;
            auth::require_or(&mut *db, actor, &row, Capability::SeeRegistry, absent).await?;
            Some(row)
        }
        (None, Some(name)) => {
            let owner = owner_of(&mut *db, actor, input.entity_name.as_deref()).await?;
            store::project::by_name(&mut *db, &owner.name, name).await?
        }
        (None, None) => return Err(Fault::BadRequest("A project needs a name.".to_owned())),
    };
    Ok(found)
}

pub async fn create(db: &mut Db, actor: &Actor, input: &UpsertModelInput, now: Micros) -> Answer<ProjectRow> {
    let owner = owner_of(&mut *db, actor, input.entity_name.as_deref()).await?;
    let project = input.name.as_deref().unwrap_or_default();
    name::check_project(project)?;
    let org = store::organization::of_entity(&mut *db, owner.id).await?;
    let of_org = org.filter(|org| org.entity_id == owner.id && name::registry_of_project(project).is_some());
    let id = if let Some(org) = of_org {
        match auth::require_in_organization(&mut *db, actor, &org, OrgCapability::CreateRegistry).await {
            Err(Fault::NotFound(_)) => return Err(auth::absent_project(&owner.name, project)),
            other => other?,
        }
        create_registry(&mut *db, actor, owner.id, input, now).await?
    } else {
        auth::require_to_make_project(&mut *db, actor, &owner, || {
            auth::absent_project(&owner.name, project)
        })
        .await?;
        store::project::create(&mut *db, owner.id, project, actor.user.id, now).await?
    };
    let row = store::project::by_id(&mut *db, id).await?;
    let row = row.ok_or_else(|| Fault::internal(anyhow::anyhow!("a project vanished as it was made")))?;
    let row = apply(&mut *db, &row, input, now).await?;
    write_event(
        db,
        actor,
        &row,
        EventKind::ProjectCreated,
        None,
        Some(json!({ "name": row.name, "access": row.access })),
        now,
    )
    .await?;
    Ok(row)
}

async fn create_registry(
    db: &mut Db,
    actor: &Actor,
    entity_id: i64,
    input: &UpsertModelInput,
    now: Micros,
) -> Answer<i64> {
    let types: Option<Vec<String>> = input
        .artifact_types
        .as_ref()
        .map(|types| types.iter().map(|found| found.name.clone()).collect());
    let accepts_all = input
        .allow_all_artifact_types_in_registry
        .unwrap_or_else(|| types.as_ref().is_none_or(Vec::is_empty));
    let new = NewRegistry {
        entity_id,
        project: input.name.as_deref().unwrap_or_default(),
        description: input.description.as_deref(),
        visibility: read_access(input.access.as_deref())?.unwrap_or(Visibility::Organization),
        types: if accepts_all { None } else { types.as_deref() },
        created_by: actor.user.id,
    };
    store::project::create_registry(db, &new, now).await
}

fn read_access(access: Option<&str>) -> Answer<Option<Visibility>> {
    let Some(text) = access else { return Ok(None) };
    let found = Visibility::from_api_access(text);
    found
        .map(Some)
        .ok_or_else(|| Fault::BadRequest(format!("“{text}” is not an access; use PRIVATE or RESTRICTED.")))
}

/// What the input changes: each needs a capability of its own. An input that changes nothing needs the right to edit still,
/// as the SDK sends all facts again.
fn needed(row: &ProjectRow, input: &UpsertModelInput) -> Vec<Capability> {
    let changes_visibility = input
        .access
        .as_deref()
        .and_then(Visibility::from_api_access)
        .is_some_and(|wanted| wanted != row.visibility());
    let changes_types =
        input.artifact_types.is_some() || input.allow_all_artifact_types_in_registry.is_some();
    let more = [
        (changes_visibility, Capability::ChangeVisibility),
        (changes_types, Capability::ChangeAcceptedTypes),
    ];
    let more = more.into_iter().filter(|(changes, _)| *changes);
    std::iter::once(Capability::EditRegistry)
        .chain(more.map(|(_, capability)| capability))
        .collect()
}

pub async fn change(
    db: &mut Db,
    actor: &Actor,
    row: &ProjectRow,
    input: &UpsertModelInput,
    now: Micros,
) -> Answer<ProjectRow> {
    for capability in needed(row, input) {
        auth::require(&mut *db, actor, row, capability).await?;
    }
    let wanted = read_access(input.access.as_deref())?;
    if row.registry_name().is_some()
        && wanted == Some(Visibility::Organization)
        && row.visibility() == Visibility::Restricted
    {
        return Err(Fault::BadRequest(
            "A restricted registry stays restricted: what was hidden must not be shown to all.".to_owned(),
        ));
    }
    if row.is_core() && wanted.is_some_and(|wanted| wanted != row.visibility()) {
        return Err(Fault::BadRequest(
            "The visibility of a core registry is fixed.".to_owned(),
        ));
    }
    if row.is_core() && input.description.is_some() && input.description != row.description {
        return Err(Fault::BadRequest(
            "The description of a core registry is fixed.".to_owned(),
        ));
    }
    let before = facts(&mut *db, row).await?;
    let changed = apply(&mut *db, row, input, now).await?;
    let after = facts(&mut *db, &changed).await?;
    if before != after {
        write_event(
            db,
            actor,
            row,
            EventKind::ProjectChanged,
            Some(before),
            Some(after),
            now,
        )
        .await?;
    }
    Ok(changed)
}

/// What of a project can change here, as the log shows it.
async fn facts(db: &mut Db, row: &ProjectRow) -> Answer<Value> {
    Ok(json!({
        "description": row.description,
        "access": row.access,
        "acceptsAllTypes": row.accepts_all_types(),
        "types": store::project::types(db, row.id).await?,
        "icon": [row.icon_name, row.icon_color],
    }))
}

/// Changes the facts that the input names.
async fn apply(db: &mut Db, row: &ProjectRow, input: &UpsertModelInput, now: Micros) -> Answer<ProjectRow> {
    let change = ProjectChange {
        description: input.description.as_deref().map(Some),
        visibility: read_access(input.access.as_deref())?,
        accepts_all_types: input.allow_all_artifact_types_in_registry,
        icon: input
            .icon
            .as_ref()
            .map(|icon| (icon.name.as_str(), icon.color.as_str())),
    };
    store::project::change(&mut *db, row.id, &change, now).await?;
    let types: Vec<String> = input
        .artifact_types
        .iter()
        .flatten()
        .map(|found| found.name.clone())
        .collect();
    store::project::add_types(&mut *db, row.id, &types).await?;
    store::project::by_id(db, row.id)
        .await?
        .ok_or_else(|| auth::absent_project(&row.entity_name, &row.name))
}
