//! Whether the server lives and can answer.

use axum::extract::State;
use axum::http::StatusCode;

use crate::state::AppState;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers too.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.api.store.read().await {
        Ok(_connection) => (StatusCode::OK, "ready\n"),
        Err(fault) => {
            fault.log();
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
