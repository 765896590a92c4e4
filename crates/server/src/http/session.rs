//! Browser sessions: a key or a one-time link is exchanged for a cookie that scripts cannot read.

use std::net::IpAddr;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use domain::event::EventKind;
use serde::Deserialize;
use serde_json::json;

use crate::fault::{Answer, Fault};
use crate::http::client_address::ClientAddress;
use crate::http::graphql::refuse_foreign_site;
use crate::state::AppState;
use crate::store::event::NewEvent;
use crate::store::session::SESSION_LASTS;
use crate::store::{self};

const SECURE_NAME: &str = "__Host-vitrine";
const PLAIN_NAME: &str = "vitrine";

const fn name(is_secure: bool) -> &'static str {
    if is_secure { SECURE_NAME } else { PLAIN_NAME }
}

/// The session token of the cookie, if there is one.
pub fn cookie(headers: &HeaderMap, is_secure: bool) -> Option<&str> {
    let pairs = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name(is_secure))
        .map(|(_, token)| token)
}

fn set_cookie(token: &str, seconds: i64, is_secure: bool) -> Answer<HeaderValue> {
    let secure = if is_secure { "; Secure" } else { "" };
    let text = format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}",
        name(is_secure)
    );
    HeaderValue::from_str(&text).map_err(Fault::internal)
}

/// What a session is started with.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// An API key.
    Key(String),
    /// The token of a one-time sign-in link.
    Token(String),
}

/// Starts a session.
pub async fn start(
    State(state): State<AppState>,
    Extension(address): Extension<ClientAddress>,
    headers: HeaderMap,
    proof: Result<Json<Proof>, axum::extract::rejection::JsonRejection>,
) -> Response {
    match try_start(&state, &headers, address.0, proof).await {
        Ok(cookie) => (StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response(),
        Err(fault) => fault.into_response(),
    }
}

async fn try_start(
    state: &AppState,
    headers: &HeaderMap,
    address: IpAddr,
    proof: Result<Json<Proof>, axum::extract::rejection::JsonRejection>,
) -> Answer<HeaderValue> {
    refuse_foreign_site(headers)?;
    let Json(proof) = proof.map_err(|cause| {
        Fault::BadRequest(format!(
            "Send {{\"key\": …}} or {{\"token\": …}} as JSON: {}",
            cause.body_text()
        ))
    })?;
    let api = &state.api;
    let now = api.store.now();
    let wrong = |sentence: &str| {
        state
            .limits
            .was_wrong(address, Fault::Unauthenticated(sentence.to_owned()), now)
    };
    let secret = match &proof {
        Proof::Key(secret) | Proof::Token(secret) => secret.trim(),
    };
    state
        .limits
        .before_key(address, &store::api_key::hash(secret), now)?;
    let mut tx = api.store.write().await?;
    let by = if matches!(proof, Proof::Key(_)) {
        "key"
    } else {
        "link"
    };
    let (user_id, key_id) = match proof {
        Proof::Key(key) => {
            let found = store::api_key::valid(&mut tx, key.trim()).await?.ok_or_else(|| {
                wrong("This API key is not valid here. Check that it is whole and was not revoked.")
            })?;
            (found.user_id, Some(found.id))
        }
        Proof::Token(token) => {
            let found = store::session::redeem_link(&mut tx, &token, now).await?;
            let user_id = found.ok_or_else(|| {
                wrong("This sign-in link was used already or is too old. Make a new one with `vitrine sign-in-link`, or use an API key.")
            })?;
            (user_id, None)
        }
    };
    // Whoever signs in gets a token of their own; one that the browser brought along ends here.
    if let Some(old) = cookie(headers, state.has_secure_cookies) {
        store::session::end(&mut tx, old).await?;
    }
    let token = store::session::start(&mut tx, user_id, key_id, api.store.surroundings()).await?;
    let event = NewEvent {
        actor_id: Some(user_id),
        after: Some(json!({ "by": by })),
        ..NewEvent::of(EventKind::SignedIn)
    };
    store::event::write(&mut tx, event, now).await?;
    tx.commit().await?;
    set_cookie(
        &token,
        SESSION_LASTS / crate::clock::SECOND,
        state.has_secure_cookies,
    )
}

/// Ends the session; without one there is nothing to do.
pub async fn end(State(state): State<AppState>, headers: HeaderMap) -> Response {
    match try_end(&state, &headers).await {
        Ok(cookie) => (StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response(),
        Err(fault) => fault.into_response(),
    }
}

async fn try_end(state: &AppState, headers: &HeaderMap) -> Answer<HeaderValue> {
    refuse_foreign_site(headers)?;
    if let Some(token) = cookie(headers, state.has_secure_cookies) {
        let mut tx = state.api.store.write().await?;
        let now = state.api.store.now();
        let owner = store::session::owner(&mut tx, token, now).await?;
        store::session::end(&mut tx, token).await?;
        if owner.is_some() {
            let event = NewEvent {
                actor_id: owner,
                ..NewEvent::of(EventKind::SignedOut)
            };
            store::event::write(&mut tx, event, now).await?;
        }
        tx.commit().await?;
    }
    set_cookie("", 0, state.has_secure_cookies)
}
