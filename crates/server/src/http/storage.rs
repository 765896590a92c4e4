//! The bytes: signed addresses to send them to and to read them from.

mod range;

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures::TryStreamExt as _;
use object_store::GetOptions;
use serde::Deserialize;

use self::range::{lies_inside, read_range};
use crate::blobs::Expected;
use crate::blobs::signed_url::{Verb, encode_segment};
use crate::fault::{Answer, Fault};
use crate::graphql::Api;
use crate::http::headers::FILE_CSP;
use crate::http::run_file;
use crate::state::AppState;
use crate::store::{self};

/// The signature of an address.
#[derive(Deserialize)]
pub struct Signature {
    expires: i64,
    signature: String,
}

/// Lets a request pass whose address we signed and that has not expired. The SDK asks for a fresh address on 403.
pub async fn verify(
    State(state): State<AppState>,
    signature: Result<Query<Signature>, QueryRejection>,
    request: Request,
    next: Next,
) -> Response {
    let verb = if request.method() == Method::PUT {
        Verb::Put
    } else {
        Verb::Get
    };
    let is_ours = signature.is_ok_and(|Query(found)| {
        let now = state.api.store.now();
        state
            .api
            .signer
            .verify(verb, request.uri().path(), found.expires, &found.signature, now)
    });
    if !is_ours {
        return Fault::Forbidden("This address has expired or was changed; ask for a fresh one.".to_owned())
            .into_response();
    }
    next.run(request).await
}

fn content_length(headers: &HeaderMap) -> Option<i64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn done(result: Answer<()>) -> Response {
    match result {
        Ok(()) => StatusCode::OK.into_response(),
        Err(fault) => fault.into_response(),
    }
}

/// Takes in the bytes of an announced file of a version.
pub async fn put_file(
    State(state): State<AppState>,
    Path((artifact_id, file_id, _path)): Path<(i64, i64, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    done(try_put_file(&state.api, artifact_id, file_id, content_length(&headers), body).await)
}

async fn try_put_file(
    api: &Api,
    artifact_id: i64,
    file_id: i64,
    size: Option<i64>,
    body: Body,
) -> Answer<()> {
    let mut db = api.store.read().await?;
    let absent = || Fault::NotFound("This file was not announced; log the artifact again.".to_owned());
    let row = store::manifest::staged_by_id(&mut db, file_id)
        .await?
        .ok_or_else(absent)?;
    drop(db);
    if row.artifact_id != artifact_id {
        return Err(absent());
    }
    let expected = Expected {
        md5: Some(row.md5),
        size_bytes: size,
    };
    let blob = api
        .blobs
        .put(body.into_data_stream(), &expected, api.store.surroundings())
        .await?;
    let mut tx = api.store.write().await?;
    store::manifest::stage_arrived(&mut tx, file_id, &blob, api.store.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes in the bytes of an announced manifest.
pub async fn put_manifest(
    State(state): State<AppState>,
    Path((artifact_id, manifest_id, _name)): Path<(i64, i64, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    done(
        try_put_manifest(
            &state.api,
            artifact_id,
            manifest_id,
            content_length(&headers),
            body,
        )
        .await,
    )
}

async fn try_put_manifest(
    api: &Api,
    artifact_id: i64,
    manifest_id: i64,
    size: Option<i64>,
    body: Body,
) -> Answer<()> {
    let mut db = api.store.read().await?;
    let absent = || Fault::NotFound("This manifest was not announced; log the artifact again.".to_owned());
    let row = store::manifest::by_id(&mut db, manifest_id)
        .await?
        .ok_or_else(absent)?;
    drop(db);
    if row.artifact_id != artifact_id {
        return Err(absent());
    }
    let md5 = Some(row.digest).filter(|digest| !digest.is_empty());
    let expected = Expected {
        md5,
        size_bytes: size,
    };
    let blob = api
        .blobs
        .put(body.into_data_stream(), &expected, api.store.surroundings())
        .await?;
    let mut tx = api.store.write().await?;
    store::manifest::arrive(&mut tx, manifest_id, &blob, api.store.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes in the bytes of an announced file of a run.
pub async fn put_run_file(
    State(state): State<AppState>,
    Path((file_id, _path)): Path<(i64, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    done(run_file::put(&state.api, file_id, body, content_length(&headers)).await)
}

/// Reads a blob, or a range of it.
pub async fn get_blob(
    State(state): State<AppState>,
    Path((sha256, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match stream(&state.api, &sha256, &path, &headers).await {
        Ok(response) => response,
        Err(fault) => fault.into_response(),
    }
}

/// Answers with stored bytes, as a download that no browser runs or renders.
///
/// # Errors
/// `NotFound` when they are not stored.
pub async fn stream(api: &Api, sha256: &str, path: &str, headers: &HeaderMap) -> Answer<Response> {
    let range = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok())
        .and_then(read_range);
    if let Some(range) = &range {
        let head = GetOptions {
            head: true,
            ..GetOptions::default()
        };
        let size = api.blobs.get(sha256, head).await?.meta.size;
        if !lies_inside(range, size) {
            return Err(Fault::OutsideOfFile(size));
        }
    }
    let options = GetOptions {
        range: range.clone(),
        ..GetOptions::default()
    };
    let found = api.blobs.get(sha256, options).await?;
    let (size, span) = (found.meta.size, found.range.clone());
    let body = Body::from_stream(found.into_stream().map_err(std::io::Error::other));
    let mut response = Response::new(body);
    if range.is_some() {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let text = format!("bytes {}-{}/{size}", span.start, span.end.saturating_sub(1));
        response.headers_mut().insert(
            header::CONTENT_RANGE,
            HeaderValue::from_str(&text).map_err(Fault::internal)?,
        );
    }
    let name = path.rsplit('/').next().unwrap_or("file");
    let disposition = format!("attachment; filename*=UTF-8''{}", encode_segment(name));
    let length = span.end.saturating_sub(span.start);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(crate::mimetype::of_path(name)),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_str(&disposition).map_err(Fault::internal)?,
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(FILE_CSP),
    );
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=3600"),
    );
    Ok(response)
}
