//! Who is signed in, and their API keys.

use gloo_net::http::Request;
use serde::Serialize;
use wire::session::{ApiKey, ApiKeys, GenerateApiKey, GenerateApiKeyVariables, NoVariables, Session, Viewer};
use wire::{ApiError, ApiErrorKind};

use super::client::{request_id, send, send_without_renewal, with_client_header};

/// What a person shows to be let in; it is sent once and kept nowhere.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Credential {
    /// An API key.
    Key(String),
    /// The one-time token of a printed sign-in link.
    Token(String),
}

/// The person who is signed in, if anybody.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn viewer() -> Result<Option<Viewer>, ApiError> {
    Ok(send_without_renewal::<Session>(NoVariables {}).await?.viewer)
}

/// Exchanges a key or a token for the session cookie.
///
/// # Errors
/// `Unauthorized` for a credential that is not valid; otherwise whatever kept the answer away.
pub async fn sign_in(credential: &Credential) -> Result<(), ApiError> {
    let request = with_client_header(Request::post("/api/session"))
        .json(credential)
        .map_err(|_unsendable| ApiError::of(ApiErrorKind::BadRequest, None))?;
    no_content(request).await
}

/// Ends the session.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn sign_out() -> Result<(), ApiError> {
    let request = with_client_header(Request::delete("/api/session"))
        .build()
        .map_err(|_unsendable| ApiError::of(ApiErrorKind::BadRequest, None))?;
    no_content(request).await
}

/// The API keys of the person who is signed in, without their secrets.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn api_keys() -> Result<Vec<ApiKey>, ApiError> {
    let data = send::<ApiKeys>(NoVariables {}).await?;
    Ok(data
        .viewer
        .and_then(|viewer| viewer.api_keys)
        .map(wire::Connection::into_nodes)
        .unwrap_or_default())
}

/// Makes an API key; its secret is in `name`, this once.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn generate_api_key(description: Option<String>) -> Result<ApiKey, ApiError> {
    let data = send::<GenerateApiKey>(GenerateApiKeyVariables { description }).await?;
    data.generate_api_key
        .and_then(|payload| payload.api_key)
        .ok_or_else(|| ApiError::of(ApiErrorKind::Malformed, None))
}

async fn no_content(request: Request) -> Result<(), ApiError> {
    let response = request.send().await.map_err(|_no_answer| ApiError::network())?;
    match ApiErrorKind::from_status(response.status()) {
        None => Ok(()),
        Some(kind) => Err(ApiError::of(kind, request_id(&response))),
    }
}
