//! What the server can do, as the SDK asks for it.

use async_graphql::{Object, SimpleObject};

use crate::graphql::scalar::Json;

/// What the server can do.
pub struct ServerInfo;

/// A switch of the server.
#[derive(SimpleObject)]
pub struct ServerFeature {
    /// Its name in the SDK.
    pub name: String,
    /// Whether it is on.
    pub is_enabled: bool,
}

/// The version of a self-hosted server.
#[derive(SimpleObject)]
pub struct LocalVersionInfo {
    /// Whether a newer one is known: the server never asks anyone.
    pub out_of_date: bool,
    /// The newest version known.
    pub latest_version_string: String,
    /// The version that runs.
    pub version_on_this_instance_string: String,
}

/// What works today; names that are not here count as off.
const FEATURES: [&str; 15] = [
    "ARTIFACT_TAGS",
    "CLIENT_IDS",
    "LARGE_FILENAMES",
    "ARTIFACT_REGISTRY_SEARCH",
    "INCLUDE_ARTIFACT_TYPES_IN_REGISTRY_CREATION",
    "ARTIFACT_COLLECTION_MEMBERSHIP_FILES",
    "ARTIFACT_COLLECTION_MEMBERSHIP_FILE_DOWNLOAD_HANDLER",
    "PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP",
    "ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE",
    "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION",
    "TOTAL_COUNT_IN_FILE_CONNECTION",
    "ARTIFACT_COLLECTIONS_FILTERING_SORTING",
    "ARTIFACT_V2_DOWNLOAD_HANDLER_SUPPORTS_ARTIFACT_ID",
    "STRUCTURED_CONSOLE_LOGS",
    "MARK_RUN_FILES_UPLOADED",
];

#[Object]
impl ServerInfo {
    /// The SDK versions that are taken.
    async fn cli_version_info(&self) -> Option<Json> {
        Some(Json(
            serde_json::json!({ "min_cli_version": "0.18.6", "max_cli_version": "99.0.0" }),
        ))
    }

    /// The version of this server.
    async fn latest_local_version_info(&self) -> Option<LocalVersionInfo> {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Some(LocalVersionInfo {
            out_of_date: false,
            latest_version_string: version.clone(),
            version_on_this_instance_string: version,
        })
    }

    /// The switches that are on.
    async fn features(&self) -> Vec<ServerFeature> {
        FEATURES
            .map(|name| ServerFeature {
                name: name.to_owned(),
                is_enabled: true,
            })
            .into()
    }
}
