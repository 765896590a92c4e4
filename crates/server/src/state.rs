//! What every route works with.

use std::sync::Arc;

use crate::graphql::{Api, ApiSchema};
use crate::http::limit::Limits;

/// The state of the HTTP server.
#[derive(Clone)]
pub struct AppState {
    /// Database, bytes and signer.
    pub api: Api,
    /// The schema of `/graphql`.
    pub schema: ApiSchema,
    /// How often clients may ask.
    pub limits: Arc<Limits>,
    /// The number of trusted proxies in front.
    pub proxies: usize,
    /// Whether the public address is one where browsers take `Secure` cookies: HTTPS, or a loopback address.
    pub has_secure_cookies: bool,
}
