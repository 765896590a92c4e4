//! A request id on every answer and in every log line.

use std::time::Instant;

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use crate::clock::{OperatingSystem, hex_token};
use crate::http::client_address::ClientAddress;
use crate::origin::Origin;

const HEADER: &str = "x-request-id";

/// Gives the request an id, logs it, puts the id on the answer, and says to the events of the request where they come from.
pub async fn trace(request: Request, next: Next) -> Response {
    // Without randomness nothing else works either; the id is then empty rather than the answer lost.
    let id = hex_token(&OperatingSystem, 16).unwrap_or_default();
    let method = request.method().clone();
    // The query is left out: signed addresses carry their signature there.
    let path = request.uri().path().to_owned();
    let span = tracing::info_span!("request", id = %id);
    // How long a request took is for the log only.
    let start = Instant::now();
    let client = request.extensions().get::<ClientAddress>().copied();
    let origin = Origin::of_request(&id, request.headers(), client);
    let mut response = origin.scope(next.run(request).instrument(span.clone())).await;
    let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        if response.status().is_server_error() {
            tracing::error!(%method, path, status = response.status().as_u16(), micros, "answered");
        } else {
            tracing::info!(%method, path, status = response.status().as_u16(), micros, "answered");
        }
    });
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
