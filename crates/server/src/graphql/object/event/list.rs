//! Which events a list has.

use async_graphql::{Context, InputObject};

use super::{ApiEventKind, Event, EventConnection, EventView};
use crate::fault::{Answer, Fault};
use crate::graphql::page::{Page, page_size};
use crate::graphql::scalar::DateTime;
use crate::graphql::{actor, api, id, visible};
use crate::store::event::{EventFilter, EventScope};
use crate::store::watch::WatchRow;
use crate::store::{self, Db};

/// Which events are wanted; all conditions must hold.
#[derive(Debug, Default, InputObject)]
pub struct EventFilterInput {
    /// Only these kinds.
    pub kinds: Option<Vec<ApiEventKind>>,
    /// Only what the person with this username did.
    pub username: Option<String>,
    /// Not before this instant.
    pub from: Option<DateTime>,
    /// Before this instant.
    pub to: Option<DateTime>,
}

/// Which page of a list of events.
#[derive(Debug, Default)]
pub struct EventPage {
    /// Which events.
    pub filter: Option<EventFilterInput>,
    /// How many.
    pub first: Option<i32>,
    /// Behind which cursor.
    pub after: Option<String>,
}

/// The number of events of a page that says none.
const PAGE: usize = 50;

/// No account has this id.
const NOBODY: i64 = -1;

async fn narrowed(
    db: &mut Db,
    mut filter: EventFilter,
    input: Option<EventFilterInput>,
) -> Answer<EventFilter> {
    let input = input.unwrap_or_default();
    filter.kinds = input
        .kinds
        .unwrap_or_default()
        .into_iter()
        .map(Into::into)
        .collect();
    filter.from = input.from.map(|at| at.0);
    filter.to = input.to.map(|at| at.0);
    if let Some(username) = input.username {
        let found = store::user::by_username_of_all(db, &username).await?;
        filter.actor_id = Some(found.map_or(NOBODY, |user| user.id));
    }
    Ok(filter)
}

fn foreign_cursor() -> Fault {
    Fault::BadRequest("This cursor is not one of ours; start from the first page.".to_owned())
}

/// A page of a list of events.
pub(super) async fn read(
    ctx: &Context<'_>,
    filter: &EventFilter,
    first: Option<i32>,
    after: Option<&str>,
) -> Answer<(Page<store::event::EventRow>, usize)> {
    let size = page_size(first, PAGE)?;
    let before = after
        .filter(|text| !text.is_empty())
        .map(|text| id::optional("Event", text).ok_or_else(foreign_cursor))
        .transpose()?;
    let limit = i64::try_from(size).unwrap_or(i64::MAX).saturating_add(1);
    let mut db = api(ctx)?.store.read().await?;
    let mut rows = store::event::page(&mut db, filter, before, limit).await?;
    // Counting reads the whole list, so it is left out where nobody asks.
    let total = if ctx.look_ahead().field("totalCount").exists() {
        store::event::count(&mut db, filter).await?
    } else {
        0
    };
    let has_next_page = rows.len() > size;
    rows.truncate(size);
    let entries = rows
        .into_iter()
        .map(|row| (id::global("Event", row.id).to_string(), row))
        .collect();
    let page = Page {
        entries,
        has_next_page,
    };
    Ok((page, usize::try_from(total).unwrap_or_default()))
}

async fn connection(
    ctx: &Context<'_>,
    scope: EventScope,
    view: EventView,
    page: EventPage,
) -> Answer<EventConnection> {
    let mut db = api(ctx)?.store.read().await?;
    let filter = EventFilter::all(scope, actor(ctx)?.user.id);
    let filter = narrowed(&mut db, filter, page.filter).await?;
    drop(db);
    activity(ctx, &filter, view, page.first, page.after).await
}

async fn activity(
    ctx: &Context<'_>,
    filter: &EventFilter,
    view: EventView,
    first: Option<i32>,
    after: Option<String>,
) -> Answer<EventConnection> {
    let (rows, total) = read(ctx, filter, first, after.as_deref()).await?;
    let entries = rows
        .entries
        .into_iter()
        .map(|(cursor, row)| (cursor, Event { row, view }))
        .collect();
    let page = Page {
        entries,
        has_next_page: rows.has_next_page,
    };
    Ok(EventConnection::new(page, total))
}

/// The whole log of an organization, or of the server; the caller has asked whether it may be read.
///
/// # Errors
/// When the filter or the page is not legal.
pub async fn of_chain(ctx: &Context<'_>, chain_id: i64, page: EventPage) -> Answer<EventConnection> {
    connection(ctx, EventScope::Chain(chain_id), EventView::Whole, page).await
}

/// What happened in a project or registry that the asker may see.
///
/// # Errors
/// When the filter or the page is not legal.
pub async fn of_project(ctx: &Context<'_>, project_id: i64, page: EventPage) -> Answer<EventConnection> {
    connection(ctx, EventScope::Project(project_id), EventView::Activity, page).await
}

/// What happened in a collection that the asker may see.
///
/// # Errors
/// When the filter or the page is not legal.
pub async fn of_collection(
    ctx: &Context<'_>,
    collection_id: i64,
    page: EventPage,
) -> Answer<EventConnection> {
    let scope = EventScope::Collection(collection_id);
    connection(ctx, scope, EventView::Activity, page).await
}

/// What happened to a version, in all places that the asker may see.
///
/// # Errors
/// When the filter or the page is not legal.
pub async fn of_artifact(ctx: &Context<'_>, artifact_id: i64, page: EventPage) -> Answer<EventConnection> {
    let mut db = api(ctx)?.store.read().await?;
    let projects = store::event::projects_of_artifact(&mut db, artifact_id).await?;
    drop(db);
    let mut visible_projects = Vec::new();
    for project_id in projects {
        if visible::project(ctx, project_id).await?.is_some() {
            visible_projects.push(project_id);
        }
    }
    let scope = EventScope::Artifact {
        id: artifact_id,
        visible_projects,
    };
    connection(ctx, scope, EventView::Activity, page).await
}

/// What others did in what the asker watches, since the asker last looked.
///
/// # Errors
/// When the page is not legal.
pub async fn of_watch(
    ctx: &Context<'_>,
    watch: &WatchRow,
    first: Option<i32>,
    after: Option<String>,
) -> Answer<EventConnection> {
    activity(ctx, &watch.filter(), EventView::Activity, first, after).await
}
