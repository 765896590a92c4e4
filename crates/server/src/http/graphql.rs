//! `POST /graphql`: what the SDK sends is taken as it comes, and refusals get the HTTP status that the SDK acts on.

use async_graphql::{Request as GraphqlRequest, Response as GraphqlResponse, ServerError, Value};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::auth::Actor;
use crate::fault::{Answer, Fault};
use crate::graphql::limit;
use crate::graphql::load::Batches;
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
    let mut request = request.data(Seen::default()).data(Batches::default());
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
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(Fault::Forbidden(
            "This request came from another site and was not carried out.".to_owned(),
        )),
    }
}

fn read(headers: &HeaderMap, is_by_cookie: bool, body: &[u8]) -> Answer<GraphqlRequest> {
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.trim().to_ascii_lowercase().starts_with("application/json"));
    if !is_json {
        return Err(Fault::BadRequest(
            "Send the request as application/json.".to_owned(),
        ));
    }
    if is_by_cookie {
        refuse_foreign_site(headers)?;
        if !headers.contains_key("x-vitrine-client") {
            return Err(Fault::Forbidden(
                "A browser session must send the header X-Vitrine-Client.".to_owned(),
            ));
        }
    }
    let body: Body = serde_json::from_slice(body)
        .map_err(|cause| Fault::BadRequest(format!("The request is not JSON with a “query”: {cause}.")))?;
    limit::check_text(&body.query)?;
    let mut request = GraphqlRequest::new(body.query);
    // The SDK forwards documents with an empty operation name, which means none.
    if let Some(name) = body.operation_name.filter(|name| !name.is_empty()) {
        request = request.operation_name(name);
    }
    if let Some(variables) = body.variables {
        request = request.variables(async_graphql::Variables::from_json(serde_json::Value::Object(
            variables,
        )));
    }
    fill_in_defaults(&mut request);
    let variables = request.variables.clone();
    // A document that cannot be read is refused where it is executed.
    if let Ok(document) = request.parsed_query() {
        limit::check_document(document, &variables)?;
    }
    Ok(request)
}

/// Gives variables that were not sent their default values. async-graphql does so for arguments, but takes a missing variable in
/// `@include(if: $x)` for false, and the SDK asks for aliases by `$includeAliases: Boolean = true`.
fn fill_in_defaults(request: &mut GraphqlRequest) {
    // A document that cannot be read is refused where it is executed.
    let Ok(document) = request.parsed_query() else {
        return;
    };
    let definitions = document
        .operations
        .iter()
        .flat_map(|(_, operation)| &operation.node.variable_definitions);
    let defaults: Vec<_> = definitions
        .filter_map(|definition| {
            let value = definition.node.default_value.as_ref()?.node.clone();
            Some((definition.node.name.node.clone(), value))
        })
        .collect();
    for (name, value) in defaults {
        request.variables.entry(name).or_insert(value);
    }
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
        error
            .extensions
            .get_or_insert_default()
            .set("code", Value::from(code));
    }
    (status, axum::Json(response)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_that_was_not_sent_has_its_default_value() {
        let mut request = GraphqlRequest::new(
            "query($sent: Int = 1, $left_out: Boolean = true, $bare: Int) { __typename }",
        );
        request
            .variables
            .insert(async_graphql::Name::new("sent"), Value::from(2));
        fill_in_defaults(&mut request);
        assert_eq!(request.variables.get("sent"), Some(&Value::from(2)));
        assert_eq!(request.variables.get("left_out"), Some(&Value::from(true)));
        assert_eq!(request.variables.get("bare"), None);
    }

    #[test]
    fn a_document_that_cannot_be_read_is_left_to_the_schema() {
        let mut request = GraphqlRequest::new("query {");
        fill_in_defaults(&mut request);
        assert!(request.variables.is_empty());
    }
}
