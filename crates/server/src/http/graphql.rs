//! `POST /graphql`: what the SDK sends is taken as it comes, and refusals get the HTTP status that the SDK acts on.

use async_graphql::{Request as GraphqlRequest, Response as GraphqlResponse, ServerError, Value};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::auth::Actor;
use crate::fault::{Answer, Fault};
use crate::graphql::visible::Seen;
use crate::http::credentials::ByCookie;
use crate::state::AppState;

#[derive(Deserialize)]
struct Body {
    query: String,
    #[serde(default)]
    variables: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(default, rename = "operationName")]
    operation_name: Option<String>,
}

/// Answers a GraphQL request.
pub async fn answer(
    State(state): State<AppState>,
    actor: Option<Extension<Actor>>,
    by_cookie: Option<Extension<ByCookie>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let request = match read(&headers, by_cookie.is_some(), &body) {
        Ok(request) => request,
        Err(fault) => return fault.into_response(),
    };
    let mut request = request.data(Seen::default());
    match actor {
        Some(Extension(actor)) => request = request.data(actor),
        // Who is not known learns nothing about the schema.
        None => request = request.disable_introspection(),
    }
    respond(state.schema.execute(request).await)
}

/// Refuses what another site's page made a browser send.
///
/// # Errors
/// `Forbidden` when the browser says that the request comes from another site.
pub fn refuse_foreign_site(headers: &HeaderMap) -> Answer<()> {
    match headers.get("sec-fetch-site").map(|value| value.as_bytes()) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(Fault::Forbidden("This request came from another site and was not carried out.".to_owned())),
    }
}

fn read(headers: &HeaderMap, is_by_cookie: bool, body: &[u8]) -> Answer<GraphqlRequest> {
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.trim().to_ascii_lowercase().starts_with("application/json"));
    if !is_json {
        return Err(Fault::BadRequest("Send the request as application/json.".to_owned()));
    }
    if is_by_cookie {
        refuse_foreign_site(headers)?;
        if !headers.contains_key("x-vitrine-client") {
            return Err(Fault::Forbidden("A browser session must send the header X-Vitrine-Client.".to_owned()));
        }
    }
    let body: Body = serde_json::from_slice(body)
        .map_err(|cause| Fault::BadRequest(format!("The request is not JSON with a “query”: {cause}.")))?;
    let mut request = GraphqlRequest::new(body.query);
    // The SDK forwards documents with an empty operation name, which means none.
    if let Some(name) = body.operation_name.filter(|name| !name.is_empty()) {
        request = request.operation_name(name);
    }
    if let Some(variables) = body.variables {
        request = request.variables(async_graphql::Variables::from_json(serde_json::Value::Object(variables)));
    }
    Ok(request)
}

fn status_of(error: &ServerError) -> (StatusCode, &'static str) {
    match error.source::<Fault>() {
        Some(fault) => {
            fault.log();
            (fault.status(), fault.code())
        }
        // What is no fault of ours is a document that does not fit the schema.
        None => (StatusCode::BAD_REQUEST, Fault::BadRequest(String::new()).code()),
    }
}

fn respond(mut response: GraphqlResponse) -> Response {
    let mut status = StatusCode::OK;
    for error in &mut response.errors {
        let (found, code) = status_of(error);
        if status == StatusCode::OK {
            status = found;
        }
        error.extensions.get_or_insert_default().set("code", Value::from(code));
    }
    (status, axum::Json(response)).into_response()
}
