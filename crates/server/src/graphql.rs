//! The schema: what the SDK asks and what the app needs beyond it, by noun.

pub mod id;
pub mod limit;
pub mod load;
pub mod mutation;
pub mod object;
pub mod page;
pub mod query;
pub mod scalar;
pub mod search;
pub mod visible;

use async_graphql::{Context, EmptySubscription, Schema};

use crate::auth::Actor;
use crate::blobs::Blobs;
use crate::blobs::signed_url::UrlSigner;
use crate::fault::{Answer, Fault};
use crate::store::Store;

/// The schema of the API.
pub type ApiSchema = Schema<query::Query, mutation::Mutation, EmptySubscription>;

/// What resolvers work with: put into the schema once.
#[derive(Clone)]
pub struct Api {
    /// The database.
    pub store: Store,
    /// The bytes.
    pub blobs: Blobs,
    /// Mints upload and download addresses.
    pub signer: UrlSigner,
}

/// The deepest query: the SDK's deepest document needs 13 levels, introspection 15.
const DEPTH_MAX: usize = 24;
/// The greatest number of fields of one query.
const COMPLEXITY_MAX: usize = 2_000;

/// Builds the schema.
pub fn schema(api: Api) -> ApiSchema {
    Schema::build(query::Query, mutation::Mutation::default(), EmptySubscription)
        .limit_depth(DEPTH_MAX)
        .limit_complexity(COMPLEXITY_MAX)
        .data(api)
        .finish()
}

/// The schema as text, for `schema.graphql`; it needs no store.
pub fn sdl() -> String {
    Schema::build(query::Query, mutation::Mutation::default(), EmptySubscription)
        .finish()
        .sdl()
}

/// The services of the resolvers.
///
/// # Errors
/// When the schema was built without them, which is our mistake.
pub fn api<'a>(ctx: &Context<'a>) -> Answer<&'a Api> {
    ctx.data::<Api>()
        .map_err(|cause| Fault::internal(anyhow::anyhow!("no services in the schema: {}", cause.message)))
}

/// The person who asks.
///
/// # Errors
/// `Unauthenticated` when nobody is signed in.
pub fn actor<'a>(ctx: &Context<'a>) -> Answer<&'a Actor> {
    ctx.data_opt::<Actor>().ok_or_else(|| {
        Fault::Unauthenticated("You are not signed in: the API key is missing or not valid here. Create one at /authorize and run `wandb login`.".to_owned())
    })
}
