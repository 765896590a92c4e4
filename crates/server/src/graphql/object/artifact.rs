//! Versions of source artifacts.

mod list;
mod readable;
mod state;

use async_graphql::{Context, ID, Object};

pub use self::list::{
    VersionedArtifactConnection, VersionedArtifactEdge, of_membership, visible_places, with_place,
};
pub use self::readable::{may_read_files, may_read_through};
pub use self::state::{ArtifactCreator, ArtifactState};
use super::alias::{ArtifactAlias, Tag};
use super::artifact_type::ArtifactType;
use super::collection::{ArtifactDigestAlgorithm, ArtifactSequence};
use super::event::{self, EventConnection, EventFilterInput, EventPage};
use super::file::{self, ArtifactManifestEntryInput, FileConnection};
use super::lineage::{self, ArtifactLineageDag, Key, LineageGraph};
use super::manifest::ArtifactManifest;
use super::membership::{ArtifactCollectionMembership, ArtifactCollectionMembershipConnection};
use super::run::{Run, RunConnection};
use super::user::User;
use crate::connection;
use crate::fault::{Answer, Fault};
use crate::graphql::load::{self, AllAliasesKey, CollectionKey, RunKey, TagsKey, UserKey};
use crate::graphql::page::Page;
use crate::graphql::scalar::{DateTime, Int64, JsonString};
use crate::graphql::{api, id, visible};
use crate::store::artifact::{ArtifactRow, TimeToLive};
use crate::store::{self};

/// One immutable set of files.
pub struct Artifact(pub ArtifactRow);

connection!(ArtifactConnection, ArtifactEdge, Artifact, "A page of versions.");

#[Object]
impl Artifact {
    /// `Artifact:<n>` in Base64.
    async fn id(&self) -> ID {
        id::global("Artifact", self.0.id)
    }

    /// The source artifact.
    async fn artifact_sequence(&self, ctx: &Context<'_>) -> Answer<ArtifactSequence> {
        let row = load::one(ctx, CollectionKey(self.0.sequence_id)).await?;
        row.map(ArtifactSequence)
            .ok_or_else(|| Fault::internal(anyhow::anyhow!("version {} has no sequence", self.0.id)))
    }

    /// Its type.
    async fn artifact_type(&self, ctx: &Context<'_>) -> Answer<ArtifactType> {
        let row = load::one(ctx, CollectionKey(self.0.sequence_id)).await?;
        let row =
            row.ok_or_else(|| Fault::internal(anyhow::anyhow!("version {} has no sequence", self.0.id)))?;
        Ok(ArtifactType {
            name: row.type_name,
            project_id: row.project_id,
            created_at: row.created_at,
        })
    }

    /// The index in the sequence; none before commit.
    async fn version_index(&self) -> Option<i32> {
        self.0.version_index.and_then(|index| i32::try_from(index).ok())
    }

    /// The digest of the manifest.
    async fn digest(&self) -> &str {
        &self.0.digest
    }

    /// How the digest was made.
    async fn digest_algorithm(&self) -> Option<ArtifactDigestAlgorithm> {
        Some(ArtifactDigestAlgorithm::ManifestMd5)
    }

    /// A short id.
    async fn commit_hash(&self) -> Option<&str> {
        Some(&self.0.commit_hash)
    }

    /// What happened to it in all places that the asker may see, newest first.
    async fn artifact_actions(
        &self,
        ctx: &Context<'_>,
        filter: Option<EventFilterInput>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Answer<EventConnection> {
        event::of_artifact(ctx, self.0.id, EventPage { filter, first, after }).await
    }

    /// Where it stands.
    async fn state(&self) -> ArtifactState {
        self.0.state().into()
    }

    /// The sum of the sizes of its entries.
    async fn size(&self) -> Int64 {
        Int64(self.0.size_bytes)
    }

    /// The number of its entries.
    async fn file_count(&self) -> Int64 {
        Int64(self.0.file_count)
    }

    /// Markdown.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// The description, rendered and sanitized.
    async fn description_html(&self) -> Option<String> {
        self.0.description.as_deref().map(crate::markdown::safe_html)
    }

    /// JSON object.
    async fn metadata(&self) -> Option<JsonString> {
        self.0.metadata.clone().map(JsonString)
    }

    /// Seconds to live; −2 is for ever.
    async fn ttl_duration_seconds(&self) -> Int64 {
        Int64(self.0.time_to_live().seconds_in_effect())
    }

    /// Whether the time to live is that of its team, which sets none.
    async fn ttl_is_inherited(&self) -> bool {
        self.0.time_to_live() == TimeToLive::Inherited
    }

    /// The step of the run that came next after it was logged.
    async fn history_step(&self) -> Option<Int64> {
        self.0.history_step.map(Int64)
    }

    /// When it was announced.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When its facts last changed.
    async fn updated_at(&self) -> Option<DateTime> {
        Some(DateTime(self.0.updated_at))
    }

    /// Its tags, by name.
    async fn tags(&self, ctx: &Context<'_>) -> Answer<Vec<Tag>> {
        let names = load::one(ctx, TagsKey(self.0.id)).await?.unwrap_or_default();
        Ok(names.into_iter().map(Tag::named).collect())
    }

    /// Its aliases in all collections that may be seen; of a version that was reached through a collection, `vN` there too.
    async fn aliases(&self, ctx: &Context<'_>) -> Answer<Vec<ArtifactAlias>> {
        let rows = load::one(ctx, AllAliasesKey(self.0.id))
            .await?
            .unwrap_or_default();
        let mut visible_ones: Vec<ArtifactAlias> =
            self.0.reached_at.iter().map(list::version_alias).collect();
        for row in rows {
            let Some(collection) = load::one(ctx, CollectionKey(row.collection_id)).await? else {
                continue;
            };
            if visible::project(ctx, collection.project_id).await?.is_some() {
                visible_ones.push(ArtifactAlias(row));
            }
        }
        Ok(visible_ones)
    }

    /// Its places in all collections that may be seen.
    async fn artifact_memberships(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<ArtifactCollectionMembershipConnection> {
        let list = visible_places(ctx, self.0.id).await?;
        let total = list.len();
        let list = list.into_iter().map(ArtifactCollectionMembership).collect();
        Ok(ArtifactCollectionMembershipConnection::new(
            Page::of_list(list, first, after.as_deref(), 100)?,
            total,
        ))
    }

    /// The run that logged it, or the person where there was none.
    async fn created_by(&self, ctx: &Context<'_>) -> Answer<Option<ArtifactCreator>> {
        if let Some(run_id) = self.0.run_id {
            return Ok(load::one(ctx, RunKey(run_id))
                .await?
                .map(|row| ArtifactCreator::Run(Box::new(Run(row)))));
        }
        Ok(load::one(ctx, UserKey(self.0.user_id))
            .await?
            .map(|row| ArtifactCreator::User(User(row))))
    }

    /// The runs that used it and that may be seen.
    async fn used_by(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<RunConnection> {
        let mut db = api(ctx)?.store.read().await?;
        let rows = store::lineage::runs_using(&mut db, self.0.id).await?;
        drop(db);
        let mut runs = Vec::new();
        for row in rows {
            if visible::project(ctx, row.project_id).await?.is_some() {
                runs.push(Run(row));
            }
        }
        super::run::connection_of_list(runs, first, after.as_deref())
    }

    /// The manifest; its address is signed for those who may read files.
    async fn current_manifest(&self, ctx: &Context<'_>) -> Answer<Option<ArtifactManifest>> {
        super::manifest::of_artifact(ctx, &self.0).await
    }

    /// The files: the stored ones, and the references to files elsewhere.
    async fn files(
        &self,
        ctx: &Context<'_>,
        names: Option<Vec<String>>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<FileConnection> {
        let is_readable = readable::may_read_files(ctx, &self.0).await?;
        file::of_artifact(ctx, self.0.id, is_readable, names, first, after.as_deref()).await
    }

    /// The stored files that the entries of a manifest name, in their order and all at once: a client that has read the manifest learns with one
    /// question where thousands of files are. One that the version does not have is an error.
    async fn files_by_manifest_entries(
        &self,
        ctx: &Context<'_>,
        storage_layout: String,
        manifest_version: String,
        entries: Option<Vec<ArtifactManifestEntryInput>>,
        storage_region: Option<String>,
    ) -> Answer<FileConnection> {
        // There is one layout, one version and one region, and files are found without them.
        let _ = (storage_layout, manifest_version, storage_region);
        let is_readable = readable::may_read_files(ctx, &self.0).await?;
        file::of_entries(ctx, self.0.id, is_readable, &entries.unwrap_or_default()).await
    }

    /// `entity/project/artifact:vN` of the source; empty when the source may not be seen.
    async fn qualified_name(&self, ctx: &Context<'_>) -> Answer<String> {
        list::qualified_name(ctx, &self.0).await
    }

    /// Whether the asker may read files of this version: through the collection by which it was reached, by its id through any place that holds it.
    async fn file_content_allowed(&self, ctx: &Context<'_>) -> Answer<bool> {
        readable::may_read_files(ctx, &self.0).await
    }

    /// The runs and versions around it; `extended` goes on both ways from each of them, as far as the hops allow.
    async fn lineage(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 1)] hops_up: i32,
        #[graphql(default = 1)] hops_down: i32,
        #[graphql(default = false)] extended: bool,
        #[graphql(default = 2_000)] limit: i32,
    ) -> Answer<LineageGraph> {
        let reach = lineage::reach(hops_up, hops_down, extended, limit)?;
        lineage::around(ctx, Key::Artifact(self.0.id), reach).await
    }

    /// Everything that is connected with it, in the shape of W&B.
    async fn artifact_lineage_dag(
        &self,
        ctx: &Context<'_>,
        limit: i32,
        filter_generated_artifacts: bool,
    ) -> Answer<Option<ArtifactLineageDag>> {
        lineage::dag(ctx, self.0.id, limit, filter_generated_artifacts)
            .await
            .map(Some)
    }
}
