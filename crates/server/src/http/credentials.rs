//! Who asks: an API key over HTTP Basic or as a bearer token, or the cookie of a browser session.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::auth::Actor;
use crate::fault::{Answer, Fault};
use crate::http::session;
use crate::state::AppState;
use crate::store::{self};

/// Marks a request that was authorized by the cookie of a browser, which others' pages could make a browser send.
#[derive(Debug, Clone, Copy)]
pub struct ByCookie;

/// Finds the asker and puts them into the request; credentials that are wrong are refused here.
pub async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    match find(&state, request.headers()).await {
        Ok(Some((actor, by_cookie))) => {
            request.extensions_mut().insert(actor);
            if by_cookie {
                request.extensions_mut().insert(ByCookie);
            }
        }
        Ok(None) => {}
        Err(fault) => return fault.into_response(),
    }
    next.run(request).await
}

async fn find(state: &AppState, headers: &HeaderMap) -> Answer<Option<(Actor, bool)>> {
    if let Some(key) = key_of(headers) {
        let refuse = || {
            Fault::Unauthenticated(
                "This API key is not valid here. Create one at /authorize and run `wandb login --relogin` with it.".to_owned(),
            )
        };
        let mut db = state.api.store.read().await?;
        let owner = store::api_key::owner(&mut db, &key).await?.ok_or_else(refuse)?;
        let user = store::user::by_id(&mut db, owner).await?.ok_or_else(refuse)?;
        return Ok(Some((Actor { user }, false)));
    }
    let Some(token) = session::cookie(headers, state.has_secure_cookies) else {
        return Ok(None);
    };
    let mut db = state.api.store.read().await?;
    let Some(owner) = store::session::owner(&mut db, token, state.api.store.now()).await? else {
        return Ok(None);
    };
    Ok(store::user::by_id(&mut db, owner)
        .await?
        .map(|user| (Actor { user }, true)))
}

/// The API key of the `Authorization` header: the password of Basic, or the bearer token.
fn key_of(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return Some(String::new());
    }
    let decoded = STANDARD
        .decode(rest.trim())
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    // A header that cannot be read is a wrong key, not an absent one.
    Some(
        decoded
            .and_then(|pair| pair.split_once(':').map(|(_, key)| key.to_owned()))
            .unwrap_or_default(),
    )
}
