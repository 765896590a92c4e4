//! What a person keeps for themselves: saved searches, watches.

pub mod input;

use async_graphql::{Context, Object};
use domain::event::EventKind;
use domain::permission::Capability;
use serde_json::{Value, json};

use self::input::{
    DeleteSavedSearchInput, SaveSearchInput, SavedSearchPayload, UnwatchInput, UpdateSavedSearchInput,
    WatchInput, WatchLookedInput, WatchPayload,
};
use super::SuccessPayload;
use super::registry::registry_by_id;
use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::graphql::object::personal::{SavedSearch, Watch};
use crate::graphql::{actor, api, id};
use crate::store::event::NewEvent;
use crate::store::saved_search::{SavedSearchRow, by_id};
use crate::store::watch::WatchRow;
use crate::store::{self, Db, saved_search, watch};

/// What a person keeps for themselves.
#[derive(Default)]
pub struct PersonalMutation;

/// The greatest number of saved searches of one person.
const SEARCHES_MAX: usize = 200;
/// The greatest number of watches of one person.
const WATCHES_MAX: usize = 500;

#[Object]
impl PersonalMutation {
    /// Saves a search for the asker.
    async fn save_search(&self, ctx: &Context<'_>, input: SaveSearchInput) -> Answer<SavedSearchPayload> {
        let (actor, api) = (actor(ctx)?, api(ctx)?);
        let now = api.store.now();
        let (name, query) = (domain::name::check_saved_search(&input.name)?, &input.query);
        check_query(query)?;
        let mut tx = api.store.write().await?;
        if saved_search::of_user(&mut tx, actor.user.id).await?.len() >= SEARCHES_MAX {
            return Err(Fault::BadRequest(format!(
                "You have {SEARCHES_MAX} saved searches; delete one that you do not use."
            )));
        }
        let search_id = saved_search::create(&mut tx, actor.user.id, name, query, now).await?;
        let row = own_search(&mut tx, actor, search_id).await?;
        let change = (None, Some(facts(&row)));
        write(&mut tx, actor, EventKind::SearchSaved, change, now).await?;
        tx.commit().await?;
        Ok(SavedSearchPayload {
            saved_search: SavedSearch::from(row),
        })
    }

    /// Changes name or query of one of the asker's saved searches.
    async fn update_saved_search(
        &self,
        ctx: &Context<'_>,
        input: UpdateSavedSearchInput,
    ) -> Answer<SavedSearchPayload> {
        let (actor, api) = (actor(ctx)?, api(ctx)?);
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let before = search_by_id(&mut tx, actor, &input.id).await?;
        let name = input.name.as_deref().unwrap_or(&before.name);
        let name = domain::name::check_saved_search(name)?;
        let query = input.query.as_deref().unwrap_or(&before.query);
        check_query(query)?;
        if (name, query) == (before.name.as_str(), before.query.as_str()) {
            let saved_search = SavedSearch::from(before);
            return Ok(SavedSearchPayload { saved_search });
        }
        saved_search::change(&mut tx, actor.user.id, before.id, (name, query), now).await?;
        let row = own_search(&mut tx, actor, before.id).await?;
        let change = (Some(facts(&before)), Some(facts(&row)));
        write(&mut tx, actor, EventKind::SearchChanged, change, now).await?;
        tx.commit().await?;
        Ok(SavedSearchPayload {
            saved_search: SavedSearch::from(row),
        })
    }

    /// Deletes one of the asker's saved searches.
    async fn delete_saved_search(
        &self,
        ctx: &Context<'_>,
        input: DeleteSavedSearchInput,
    ) -> Answer<SuccessPayload> {
        let (actor, api) = (actor(ctx)?, api(ctx)?);
        let mut tx = api.store.write().await?;
        let row = search_by_id(&mut tx, actor, &input.id).await?;
        saved_search::delete(&mut tx, actor.user.id, row.id).await?;
        let change = (Some(facts(&row)), None);
        write(&mut tx, actor, EventKind::SearchDeleted, change, api.store.now()).await?;
        tx.commit().await?;
        Ok(SuccessPayload::done())
    }

    /// Watches a registry or a collection for the asker; what is watched already stays as it is.
    async fn watch(&self, ctx: &Context<'_>, input: WatchInput) -> Answer<WatchPayload> {
        let (actor, api) = (actor(ctx)?, api(ctx)?);
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let (project_id, collection_id) = watched(&mut tx, actor, &input).await?;
        let user_id = actor.user.id;
        let known = match collection_id {
            Some(collection_id) => watch::of_collection(&mut tx, user_id, collection_id).await?,
            None => watch::of_registry(&mut tx, user_id, project_id).await?,
        };
        if let Some(row) = known {
            return Ok(WatchPayload { watch: Watch(row) });
        }
        if watch::of_user(&mut tx, user_id).await?.len() >= WATCHES_MAX {
            return Err(Fault::BadRequest(format!(
                "You watch {WATCHES_MAX} registries and collections; stop watching one first."
            )));
        }
        let watch_id = watch::create(&mut tx, user_id, project_id, collection_id, now).await?;
        let row = watch::by_id(&mut tx, user_id, watch_id).await?;
        let row = row.ok_or_else(|| Fault::internal(anyhow::anyhow!("a watch vanished as it was made")))?;
        write_watch(&mut tx, actor, EventKind::WatchStarted, &row, now).await?;
        tx.commit().await?;
        Ok(WatchPayload { watch: Watch(row) })
    }

    /// Stops watching.
    async fn unwatch(&self, ctx: &Context<'_>, input: UnwatchInput) -> Answer<SuccessPayload> {
        let (actor, api) = (actor(ctx)?, api(ctx)?);
        let mut tx = api.store.write().await?;
        let row = own_watch(&mut tx, actor, &input.id).await?;
        watch::delete(&mut tx, row.id).await?;
        write_watch(&mut tx, actor, EventKind::WatchEnded, &row, api.store.now()).await?;
        tx.commit().await?;
        Ok(SuccessPayload::done())
    }

    /// Notes that the asker has looked at what they watch: all that happened so far counts as seen.
    async fn mark_watch_looked(&self, ctx: &Context<'_>, input: WatchLookedInput) -> Answer<WatchPayload> {
        let (actor, api) = (actor(ctx)?, api(ctx)?);
        let mut tx = api.store.write().await?;
        let row = own_watch(&mut tx, actor, &input.id).await?;
        watch::look(&mut tx, row.id, api.store.now()).await?;
        let row = own_watch(&mut tx, actor, &input.id).await?;
        tx.commit().await?;
        Ok(WatchPayload { watch: Watch(row) })
    }
}

/// The longest query that is kept, in characters.
const QUERY_CHARS_MAX: usize = 4_000;

fn check_query(query: &str) -> Answer<()> {
    if query.trim().is_empty() {
        return Err(Fault::BadRequest(
            "There is nothing to save: write a query first.".to_owned(),
        ));
    }
    if query.chars().count() > QUERY_CHARS_MAX {
        return Err(Fault::BadRequest(format!(
            "A saved search has at most {QUERY_CHARS_MAX} characters."
        )));
    }
    Ok(())
}

fn facts(row: &SavedSearchRow) -> Value {
    json!({ "name": row.name, "query": row.query })
}

async fn own_search(db: &mut Db, actor: &Actor, search_id: i64) -> Answer<SavedSearchRow> {
    let found = by_id(db, actor.user.id, search_id).await?;
    found.ok_or_else(|| Fault::NotFound("You have no such saved search.".to_owned()))
}

async fn search_by_id(db: &mut Db, actor: &Actor, global: &str) -> Answer<SavedSearchRow> {
    let absent = || Fault::NotFound("You have no such saved search.".to_owned());
    let search_id = id::optional("SavedSearch", global).ok_or_else(absent)?;
    own_search(db, actor, search_id).await
}

async fn own_watch(db: &mut Db, actor: &Actor, global: &str) -> Answer<WatchRow> {
    let absent = || Fault::NotFound("You watch nothing with this id.".to_owned());
    let watch_id = id::optional("Watch", global).ok_or_else(absent)?;
    watch::by_id(db, actor.user.id, watch_id)
        .await?
        .ok_or_else(absent)
}

/// What is to be watched: a registry, or a collection with the project that it is in; both must be visible.
async fn watched(db: &mut Db, actor: &Actor, input: &WatchInput) -> Answer<(i64, Option<i64>)> {
    match (&input.project_id, &input.artifact_collection_id) {
        (Some(project), None) => {
            let row = registry_by_id(db, actor, project, Capability::SeeRegistry).await?;
            Ok((row.id, None))
        }
        (None, Some(collection)) => {
            let absent = || Fault::NotFound("There is no such collection that you may see.".to_owned());
            let collection_id = id::optional("ArtifactCollection", collection).ok_or_else(absent)?;
            let row = store::collection::by_id(&mut *db, collection_id).await?;
            let row = row.ok_or_else(absent)?;
            let project = store::project::by_id(&mut *db, row.project_id).await?;
            let project = project.ok_or_else(absent)?;
            auth::require_or(db, actor, &project, Capability::SeeRegistry, absent).await?;
            Ok((project.id, Some(row.id)))
        }
        _ => Err(Fault::BadRequest(
            "Say what to watch: either a registry (projectID) or a collection (artifactCollectionID)."
                .to_owned(),
        )),
    }
}

async fn write(
    db: &mut Db,
    actor: &Actor,
    kind: EventKind,
    (before, after): (Option<Value>, Option<Value>),
    now: i64,
) -> Answer<()> {
    let event = NewEvent {
        actor_id: Some(actor.user.id),
        before,
        after,
        ..NewEvent::of(kind)
    };
    store::event::write(db, event, now).await
}

async fn write_watch(db: &mut Db, actor: &Actor, kind: EventKind, row: &WatchRow, now: i64) -> Answer<()> {
    let event = NewEvent {
        actor_id: Some(actor.user.id),
        project_id: Some(row.project_id),
        collection_id: row.collection_id,
        ..NewEvent::of(kind)
    };
    store::event::write(db, event, now).await
}
