//! The routes of the server.

pub mod assets;
pub mod client_address;
pub mod credentials;
pub mod download;
pub mod file_stream;
pub mod graphql;
pub mod headers;
pub mod health;
pub mod limit;
pub mod refusal;
pub mod request_id;
pub mod run_file;
pub mod session;
pub mod storage;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post, put};
use tower_http::compression::CompressionLayer;
use tower_http::decompression::RequestDecompressionLayer;

use crate::state::AppState;

/// The greatest body of a GraphQL request: the SDK announces files in batches of thousands.
const GRAPHQL_BODY_MAX: usize = 32 << 20;
/// The greatest body of a file-stream request.
const STREAM_BODY_MAX: usize = 64 << 20;

/// All routes.
pub fn router(state: AppState) -> Router {
    let api = Router::new()
        .route(
            "/graphql",
            post(graphql::answer).layer(DefaultBodyLimit::max(GRAPHQL_BODY_MAX)),
        )
        .route(
            "/files/{entity}/{project}/{run}/file_stream",
            post(file_stream::receive).layer(DefaultBodyLimit::max(STREAM_BODY_MAX)),
        )
        .route(
            "/artifactsV2/{region}/{entity}/{project}/{collection}/{artifact}/{birth}/{digest}/{*name}",
            get(download::entry),
        )
        .route(
            "/artifactsV2/{region}/{entity}/{project}/{collection}",
            get(download::by_birth),
        )
        .layer(RequestDecompressionLayer::new())
        .layer(CompressionLayer::new());
    let session = Router::new()
        .route("/api/session", post(session::start).delete(session::end))
        .layer(DefaultBodyLimit::max(16 << 10));
    let identified = api
        .merge(session)
        .layer(from_fn_with_state(state.clone(), credentials::identify));
    let storage = Router::new()
        .route(
            "/storage/wandb_artifacts/{artifact}/file/{file}/{*path}",
            put(storage::put_file),
        )
        .route(
            "/storage/wandb_artifacts/{artifact}/manifest/{manifest}/{name}",
            put(storage::put_manifest),
        )
        .route("/storage/run_files/{file}/{*path}", put(storage::put_run_file))
        .route("/storage/blob/{sha256}/{*path}", get(storage::get_blob))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(state.clone(), storage::verify));
    Router::new()
        .merge(identified)
        .merge(storage)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/ready", get(health::ready))
        .fallback(assets::serve)
        .layer(from_fn(refusal::say))
        .layer(from_fn(headers::add))
        .layer(from_fn(request_id::trace))
        .layer(from_fn_with_state(state.clone(), client_address::find))
        .with_state(state)
}
