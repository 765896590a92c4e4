//! What every route works with.

use crate::graphql::{Api, ApiSchema};

/// The state of the HTTP server.
#[derive(Clone)]
pub struct AppState {
    /// Database, bytes and signer.
    pub api: Api,
    /// The schema of `/graphql`.
    pub schema: ApiSchema,
    /// Whether the public address is one where browsers take `Secure` cookies: HTTPS, or a loopback address.
    pub has_secure_cookies: bool,
}
