//! `GET /artifactsV2/…`: one entry of a version, with a key instead of a signed address.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::permission::Capability;

use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::graphql::{id, visible};
use crate::http::storage;
use crate::state::AppState;
use crate::store::{self};

/// Region, entity, project, collection, version, birth version, digest, name.
type Segments = (String, String, String, String, String, String, String, String);

/// Reads one entry of a version, through the project and collection of the address.
pub async fn entry(
    State(state): State<AppState>,
    actor: Option<Extension<Actor>>,
    Path(segments): Path<Segments>,
    headers: HeaderMap,
) -> Response {
    match try_entry(&state, actor.map(|found| found.0), &segments, &headers).await {
        Ok(response) => response,
        Err(fault) => fault.into_response(),
    }
}

async fn try_entry(
    state: &AppState,
    actor: Option<Actor>,
    segments: &Segments,
    headers: &HeaderMap,
) -> Answer<Response> {
    let (_region, entity, project, collection, artifact, _birth, digest, name) = segments;
    let actor =
        actor.ok_or_else(|| Fault::Unauthenticated("Send your API key to download this file.".to_owned()))?;
    let mut db = state.api.store.read().await?;
    let through = store::project::by_name(&mut db, entity, project)
        .await?
        .ok_or_else(|| auth::absent_project(entity, project))?;
    auth::require(&mut db, &actor, &through, Capability::ReadFiles).await?;
    let collection = store::collection::by_name(&mut db, through.id, collection)
        .await?
        .ok_or_else(visible::absent_artifact)?;
    let artifact_id = id::local("Artifact", artifact)?;
    store::membership::of_artifact_in(&mut db, collection.id, artifact_id)
        .await?
        .ok_or_else(visible::absent_artifact)?;
    let absent = || {
        Fault::NotFound(format!(
            "There is no file “{name}” with this digest in this version."
        ))
    };
    let md5 = STANDARD.encode(hex::decode(digest).ok().ok_or_else(absent)?);
    let file = store::manifest::file_by_digest(&mut db, artifact_id, &md5)
        .await?
        .ok_or_else(absent)?;
    drop(db);
    let sha256 = file.sha256.ok_or_else(absent)?;
    storage::stream(&state.api, &sha256, name, headers).await
}

/// Region, entity, version that brought the bytes, digest: the address that SDKs before 0.19 build.
type OldSegments = (String, String, String, String);

/// Reads one file by the version that brought its bytes, for those who may read that version.
pub async fn by_birth(
    State(state): State<AppState>,
    actor: Option<Extension<Actor>>,
    Path(segments): Path<OldSegments>,
    headers: HeaderMap,
) -> Response {
    match try_by_birth(&state, actor.map(|found| found.0), &segments, &headers).await {
        Ok(response) => response,
        Err(fault) => fault.into_response(),
    }
}

async fn try_by_birth(
    state: &AppState,
    actor: Option<Actor>,
    segments: &OldSegments,
    headers: &HeaderMap,
) -> Answer<Response> {
    let (_region, _entity, birth, digest) = segments;
    let actor =
        actor.ok_or_else(|| Fault::Unauthenticated("Send your API key to download this file.".to_owned()))?;
    let birth_id = id::local("Artifact", birth)?;
    let mut db = state.api.store.read().await?;
    if !visible::may_artifact_in(&mut db, &actor, birth_id, Capability::SeeRegistry).await? {
        return Err(visible::absent_artifact());
    }
    if !visible::may_artifact_in(&mut db, &actor, birth_id, Capability::ReadFiles).await? {
        return Err(Fault::Forbidden(
            "Needs viewer to read files of this version. An admin of the registry can make you viewer."
                .to_owned(),
        ));
    }
    let absent = || Fault::NotFound("There is no file with this digest in this version.".to_owned());
    let md5 = STANDARD.encode(hex::decode(digest).ok().ok_or_else(absent)?);
    let file = store::manifest::file_by_digest(&mut db, birth_id, &md5)
        .await?
        .ok_or_else(absent)?;
    drop(db);
    let sha256 = file.sha256.ok_or_else(absent)?;
    storage::stream(&state.api, &sha256, &file.path, headers).await
}
