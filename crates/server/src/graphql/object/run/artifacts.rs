//! What a run used and made.

use async_graphql::{Context, Object};
use domain::permission::Capability;
use futures::future::try_join_all;

use crate::fault::Answer;
use crate::graphql::object::artifact::{Artifact, ArtifactConnection};
use crate::graphql::page::Page;
use crate::graphql::{api, visible};
use crate::store;
use crate::store::artifact::ArtifactRow;

/// The fields of a run about versions.
pub struct RunArtifacts {
    /// The id of the run.
    pub run_id: i64,
}

#[Object]
impl RunArtifacts {
    /// The versions that it logged, oldest first.
    async fn output_artifacts(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<Option<ArtifactConnection>> {
        let rows = store::artifact::outputs_of_run(&mut *api(ctx)?.store.read().await?, self.run_id).await?;
        visible_page(ctx, rows, first, after.as_deref()).await
    }

    /// The versions that it used and that the asker may see, oldest use first.
    async fn input_artifacts(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<Option<ArtifactConnection>> {
        let rows = store::artifact::inputs_of_run(&mut *api(ctx)?.store.read().await?, self.run_id).await?;
        visible_page(ctx, rows, first, after.as_deref()).await
    }
}

async fn visible_page(
    ctx: &Context<'_>,
    rows: Vec<ArtifactRow>,
    first: Option<i32>,
    after: Option<&str>,
) -> Answer<Option<ArtifactConnection>> {
    let decisions = rows
        .iter()
        .map(|row| visible::may_artifact(ctx, row.id, Capability::SeeRegistry));
    let decisions = try_join_all(decisions).await?;
    let decided = rows.into_iter().zip(decisions);
    let list: Vec<Artifact> = decided
        .filter_map(|(row, is_visible)| is_visible.then_some(Artifact(row)))
        .collect();
    let total = list.len();
    Ok(Some(ArtifactConnection::new(
        Page::of_list(list, first, after, 50)?,
        total,
    )))
}
