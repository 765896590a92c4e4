//! The bytes of a file of a run.

use axum::body::Body;
use futures::StreamExt as _;

use crate::blobs::Expected;
use crate::fault::{Answer, Fault};
use crate::graphql::Api;
use crate::store;

/// Takes in the bytes of an announced file; the signature of the address has been checked.
///
/// # Errors
/// `NotFound` when the file was deleted since it was announced, `BadRequest` when the bytes break off.
pub async fn put(api: &Api, run_file_id: i64, body: Body, content_length: Option<i64>) -> Answer<()> {
    let absent = || Fault::NotFound("This file of a run was deleted; announce it again.".to_owned());
    let announced = store::run::file::by_id(&mut *api.store.read().await?, run_file_id).await?;
    if announced.is_none() {
        return Err(absent());
    }
    let expected = Expected {
        md5: None,
        size_bytes: content_length,
    };
    let blob = api
        .blobs
        .put(
            body.into_data_stream().boxed(),
            &expected,
            api.store.surroundings(),
        )
        .await?;
    let mut tx = api.store.write().await?;
    let has_arrived = store::run::file::arrive(&mut tx, run_file_id, &blob, api.store.now()).await?;
    tx.commit().await?;
    if has_arrived { Ok(()) } else { Err(absent()) }
}
