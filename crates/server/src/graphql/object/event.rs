//! The log: what happened, to what, by whom, when, from where.

mod alias_action;
mod kind;
mod list;

use async_graphql::{Context, ID, Object};

pub use self::alias_action::{ArtifactAliasAction, ArtifactAliasActionConnection, alias_history};
pub use self::kind::{ApiEventKind, ApiVia};
pub use self::list::{
    EventFilterInput, EventPage, of_artifact, of_chain, of_collection, of_project, of_watch,
};
use super::artifact::Artifact;
use super::collection::ArtifactCollection;
use super::project::Project;
use super::user::User;
use crate::connection;
use crate::fault::{Answer, Fault};
use crate::graphql::load::{self, ArtifactKey, CollectionKey, UserKey};
use crate::graphql::scalar::{DateTime, Int64, JsonString};
use crate::graphql::{id, visible};
use crate::store::event::EventRow;

/// How much of an event the asker may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventView {
    /// All of it, as a reader of the whole log.
    Whole,
    /// What happened, not from where.
    Activity,
}

/// Something that happened.
pub struct Event {
    row: EventRow,
    view: EventView,
}

connection!(
    EventConnection,
    EventEdge,
    Event,
    "A page of events, newest first."
);

impl Event {
    /// What only readers of the whole log see.
    fn private(&self, text: Option<&str>) -> Option<String> {
        text.filter(|_| self.view == EventView::Whole).map(str::to_owned)
    }

    /// Whether the names of the place may be shown.
    async fn shows_place(&self, ctx: &Context<'_>) -> Answer<bool> {
        match self.row.project_id {
            Some(project_id) if self.view == EventView::Activity => {
                Ok(visible::project(ctx, project_id).await?.is_some())
            }
            _ => Ok(true),
        }
    }
}

#[Object]
impl Event {
    /// `Event:<n>` in Base64.
    async fn id(&self) -> ID {
        id::global("Event", self.row.id)
    }

    /// What happened.
    async fn kind(&self) -> Answer<ApiEventKind> {
        let kind = self.row.kind().ok_or_else(|| {
            Fault::internal(anyhow::anyhow!(
                "event {} is of no kind that is known",
                self.row.id
            ))
        })?;
        Ok(kind.into())
    }

    /// What happened, as the log calls it.
    async fn action_type(&self) -> String {
        self.row
            .kind()
            .map(|kind| kind.name().to_owned())
            .unwrap_or_default()
    }

    /// What happened, in words.
    async fn label(&self) -> &'static str {
        self.row.kind().map_or("", domain::event::EventKind::label)
    }

    /// When.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.at)
    }

    /// Who did it; none for a command or the server.
    async fn user(&self, ctx: &Context<'_>) -> Answer<Option<User>> {
        let Some(actor_id) = self.row.actor_id else {
            return Ok(None);
        };
        Ok(load::one(ctx, UserKey(actor_id)).await?.map(User))
    }

    /// The username of who did it, as it was then.
    async fn username(&self) -> Option<&str> {
        self.row.actor.as_deref()
    }

    /// How it reached the server.
    async fn via(&self) -> ApiVia {
        self.row.via().into()
    }

    /// The project or registry; none when it may not be seen or is gone.
    async fn project(&self, ctx: &Context<'_>) -> Answer<Option<Project>> {
        let Some(project_id) = self.row.project_id else {
            return Ok(None);
        };
        Ok(visible::project(ctx, project_id).await?.map(Project))
    }

    /// The collection; none when it may not be seen or is gone.
    async fn artifact_collection(&self, ctx: &Context<'_>) -> Answer<Option<ArtifactCollection>> {
        let Some(collection_id) = self.row.collection_id else {
            return Ok(None);
        };
        let Some(row) = load::one(ctx, CollectionKey(collection_id)).await? else {
            return Ok(None);
        };
        let project = visible::project(ctx, row.project_id).await?;
        Ok(project.map(|_| ArtifactCollection::of(row)))
    }

    /// The version; none when it may not be seen or is gone.
    async fn artifact(&self, ctx: &Context<'_>) -> Answer<Option<Artifact>> {
        let Some(artifact_id) = self.row.artifact_id else {
            return Ok(None);
        };
        let capability = domain::permission::Capability::SeeRegistry;
        if !visible::may_artifact(ctx, artifact_id, capability).await? {
            return Ok(None);
        }
        Ok(load::one(ctx, ArtifactKey(artifact_id)).await?.map(Artifact))
    }

    /// The full name of what it was done to, as it was then; none when the place may not be seen.
    async fn subject(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let subject = self.row.subject.clone();
        Ok(if self.shows_place(ctx).await? {
            subject
        } else {
            None
        })
    }

    /// What was there before.
    async fn before(&self) -> Option<JsonString> {
        self.row.before_json.clone().map(JsonString)
    }

    /// What was there afterwards.
    async fn after(&self) -> Option<JsonString> {
        self.row.after_json.clone().map(JsonString)
    }

    /// The id of the request; for readers of the whole log.
    async fn request_id(&self) -> Option<String> {
        self.private(self.row.request_id.as_deref())
    }

    /// The address it came from; for readers of the whole log.
    async fn address(&self) -> Option<String> {
        self.private(self.row.address.as_deref())
    }

    /// The program it came from; for readers of the whole log.
    async fn user_agent(&self) -> Option<String> {
        self.private(self.row.user_agent.as_deref())
    }

    /// The position in the chain; for readers of the whole log.
    async fn seq(&self) -> Option<Int64> {
        (self.view == EventView::Whole).then_some(Int64(self.row.seq))
    }

    /// The hash of the event before it in the chain; for readers of the whole log.
    async fn previous_hash(&self) -> Option<String> {
        self.private(Some(&self.row.previous_hash))
    }

    /// The hash; for readers of the whole log.
    async fn hash(&self) -> Option<String> {
        self.private(Some(&self.row.hash))
    }
}
