//! The lineage of a version.

use wire::ApiError;
use wire::lineage::{Lineage, LineageGraph, LineageVariables};

use super::client::send;

/// The runs and versions around a version; `None` when it does not exist or may not be seen.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn lineage(
    artifact_id: String,
    hops_up: u32,
    hops_down: u32,
) -> Result<Option<LineageGraph>, ApiError> {
    let variables = LineageVariables {
        id: artifact_id,
        hops_up,
        hops_down,
    };
    Ok(send::<Lineage>(variables).await?.into_graph())
}
