//! Who asks: an API key over HTTP Basic or as a bearer token, or the cookie of a browser session.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::auth::Actor;
use crate::fault::{Answer, Fault};
use crate::http::client_address::ClientAddress;
use crate::http::session;
use crate::state::AppState;
use crate::store::user::UserRow;
use crate::store::{self};

/// Marks a request that was authorized by the cookie of a browser, which others' pages could make a browser send.
#[derive(Debug, Clone, Copy)]
pub struct ByCookie;

/// Finds the asker and puts them into the request; credentials that are wrong are refused here.
pub async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let address = request
        .extensions()
        .get::<ClientAddress>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |found| found.0);
    match find(&state, request.headers(), address).await {
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

async fn find(state: &AppState, headers: &HeaderMap, address: IpAddr) -> Answer<Option<(Actor, bool)>> {
    let now = state.api.store.now();
    if let Some(key) = key_of(headers) {
        let refuse = || {
            Fault::Unauthenticated(
                "This API key is not valid here. Create one at /authorize and run `wandb login --relogin` with it.".to_owned(),
            )
        };
        let user = owner_of_key(state, &key, address).await?;
        let user = user.ok_or_else(|| state.limits.was_wrong(address, refuse(), now))?;
        state.limits.count_account(user.id, now)?;
        return Ok(Some((Actor { user }, false)));
    }
    let user = match session::cookie(headers, state.has_secure_cookies) {
        Some(token) => owner_of_session(state, token).await?,
        None => None,
    };
    match &user {
        Some(user) => state.limits.count_account(user.id, now)?,
        None => state.limits.count_address(address, now)?,
    }
    Ok(user.map(|user| (Actor { user }, true)))
}

/// Whose key it is; wrong ones are counted by the caller, since each place has its own words for them.
///
/// # Errors
/// `TooMany` when the address tried too many wrong keys.
pub async fn owner_of_key(state: &AppState, key: &str, address: IpAddr) -> Answer<Option<UserRow>> {
    let (hash, now) = (store::api_key::hash(key), state.api.store.now());
    state.limits.before_key(address, &hash, now)?;
    let mut db = state.api.store.read().await?;
    let Some(found) = store::api_key::valid(&mut db, key).await? else {
        return Ok(None);
    };
    let user = store::user::by_id(&mut db, found.user_id).await?;
    if user.is_some() {
        state.limits.was_right(address, hash, now);
    }
    Ok(user)
}

async fn owner_of_session(state: &AppState, token: &str) -> Answer<Option<UserRow>> {
    let mut db = state.api.store.read().await?;
    match store::session::owner(&mut db, token, state.api.store.now()).await? {
        Some(owner) => store::user::by_id(&mut db, owner).await,
        None => Ok(None),
    }
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
