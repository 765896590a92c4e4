//! Refusals that come from below our handlers (a path or a body that cannot be read, a method that is not taken) say a sentence as well,
//! in the one shape that clients know.

use axum::Json;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

/// The longest cause that is repeated.
const CAUSE_BYTES_MAX: usize = 1_000;

/// Gives a refusal without words of ours its sentence.
pub async fn say(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if !response.status().is_client_error() || is_json(response.headers()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let cause = to_bytes(body, CAUSE_BYTES_MAX).await.unwrap_or_default();
    let (code, sentence) = words(parts.status, String::from_utf8_lossy(&cause).trim());
    for stale in [
        header::CONTENT_LENGTH,
        header::CONTENT_TYPE,
        header::CONTENT_ENCODING,
    ] {
        parts.headers.remove(stale);
    }
    let body = json!({ "errors": [{ "message": sentence, "extensions": { "code": code } }] });
    let mut answer = (parts.status, Json(body)).into_response();
    for (name, value) in &parts.headers {
        answer.headers_mut().insert(name, value.clone());
    }
    answer
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE);
    value.is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
}

fn words(status: StatusCode, cause: &str) -> (&'static str, String) {
    let because = if cause.is_empty() {
        String::new()
    } else {
        format!(" ({cause})")
    };
    match status {
        StatusCode::METHOD_NOT_ALLOWED => (
            "METHOD_NOT_ALLOWED",
            "This address does not take this method; the Allow header says which it takes.".to_owned(),
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "TOO_LARGE",
            format!("The request is too large{because}; send less at once."),
        ),
        StatusCode::NOT_FOUND => ("NOT_FOUND", "There is nothing at this address.".to_owned()),
        _ => (
            "BAD_REQUEST",
            format!("The request cannot be read{because}; check its address, its headers and its body."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_its_code_and_says_what_to_do() {
        let cases = [
            (
                405,
                "",
                "METHOD_NOT_ALLOWED",
                "the Allow header says which it takes.",
            ),
            (
                413,
                "length limit exceeded",
                "TOO_LARGE",
                "too large (length limit exceeded); send less at once.",
            ),
            (404, "", "NOT_FOUND", "There is nothing at this address."),
            (
                400,
                "Invalid UTF-8",
                "BAD_REQUEST",
                "cannot be read (Invalid UTF-8); check",
            ),
            (415, "", "BAD_REQUEST", "cannot be read; check"),
        ];
        for (status, cause, code, end) in cases {
            let found = words(StatusCode::from_u16(status).unwrap(), cause);
            assert_eq!(found.0, code);
            assert!(found.1.contains(end), "{}", found.1);
        }
    }
}
