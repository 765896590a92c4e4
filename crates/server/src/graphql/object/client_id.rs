//! Ids that clients invent.

use async_graphql::{ID, SimpleObject};

/// The version behind an id that a client invented.
#[derive(SimpleObject)]
#[graphql(name = "ClientIDMapping")]
pub struct ClientIdMapping {
    /// Our id of the version.
    #[graphql(name = "serverID")]
    pub server_id: ID,
}
