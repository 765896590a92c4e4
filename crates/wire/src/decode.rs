use serde_json::Value;

use crate::{ApiError, ApiErrorKind, Document, FromJson};

/// Reads the answer to a document.
///
/// Part of an answer counts as none: in this API, `errors` are faults, and expected refusals are values in `data`.
///
/// # Errors
/// The first GraphQL error, the HTTP status, or a body that is not the JSON that the document describes.
pub fn decode<D: Document>(status: u16, request_id: Option<String>, body: &str) -> Result<D::Data, ApiError> {
    let (data, request_id) = data_of(status, request_id, body)?;
    D::Data::from_json(data).ok_or_else(|| ApiError::of(ApiErrorKind::Malformed, request_id))
}

/// What stands under `data`, with the id of the request; the same for all documents.
fn data_of(status: u16, request_id: Option<String>, body: &str) -> Result<(Value, Option<String>), ApiError> {
    let by_status = ApiErrorKind::from_status(status);
    let answer = serde_json::from_str::<Value>(body).ok();
    let Some(Value::Object(mut answer)) = answer else {
        return Err(ApiError::of(
            by_status.unwrap_or(ApiErrorKind::Malformed),
            request_id,
        ));
    };
    if let Some(fault) = answer.get("errors").and_then(|errors| errors.get(0)) {
        return Err(fault_error(fault, by_status, request_id));
    }
    match (by_status, answer.remove("data")) {
        (Some(kind), _) => Err(ApiError::of(kind, request_id)),
        (None, Some(data)) => Ok((data, request_id)),
        (None, None) => Err(ApiError::of(ApiErrorKind::Malformed, request_id)),
    }
}

fn fault_error(fault: &Value, by_status: Option<ApiErrorKind>, request_id: Option<String>) -> ApiError {
    let code = fault
        .get("extensions")
        .and_then(|extensions| extensions.get("code"))
        .and_then(Value::as_str);
    let message = fault.get("message").and_then(Value::as_str).unwrap_or_default();
    let kind = match by_status {
        // The session is over, whatever the resolver that noticed it says.
        Some(ApiErrorKind::Unauthorized) => ApiErrorKind::Unauthorized,
        _ => code
            .and_then(ApiErrorKind::from_code)
            .or(by_status)
            .unwrap_or(ApiErrorKind::BadRequest),
    };
    // What an internal error says is for the log, not for people.
    if message.is_empty() || kind == ApiErrorKind::Server {
        return ApiError::of(kind, request_id);
    }
    ApiError {
        kind,
        message: message.to_owned(),
        request_id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Ping;

    #[derive(Debug, PartialEq, FromJson)]
    struct Pong {
        pong: i32,
    }

    impl Document for Ping {
        const TEXT: &'static str = "query Ping { pong }";
        type Variables = ();
        type Data = Pong;
    }

    fn kind_of(status: u16, body: &str) -> ApiErrorKind {
        decode::<Ping>(status, None, body).unwrap_err().kind
    }

    #[test]
    fn data_is_returned() {
        assert_eq!(
            decode::<Ping>(200, None, r#"{"data":{"pong":1}}"#),
            Ok(Pong { pong: 1 })
        );
        assert_eq!(
            decode::<Ping>(200, None, r#"{"data":{"pong":1},"errors":[]}"#),
            Ok(Pong { pong: 1 })
        );
        assert_eq!(
            decode::<Ping>(200, None, r#"{"data":{"pong":1},"errors":null}"#),
            Ok(Pong { pong: 1 })
        );
    }

    #[test]
    fn a_401_is_unauthorized_with_the_words_of_the_server() {
        let body = r#"{"errors":[{"message":"The API key is not valid."}]}"#;
        let error = decode::<Ping>(401, Some("r1".into()), body).unwrap_err();
        assert_eq!(error.kind, ApiErrorKind::Unauthorized);
        assert_eq!(error.message, "The API key is not valid.");
        assert_eq!(error.request_id.as_deref(), Some("r1"));
        assert_eq!(kind_of(401, ""), ApiErrorKind::Unauthorized);
        let other_code = r#"{"errors":[{"message":"x","extensions":{"code":"INTERNAL"}}]}"#;
        assert_eq!(kind_of(401, other_code), ApiErrorKind::Unauthorized);
    }

    #[test]
    fn the_code_of_a_graphql_error_decides_on_the_kind() {
        for (code, kind) in [
            ("UNAUTHENTICATED", ApiErrorKind::Unauthorized),
            ("FORBIDDEN", ApiErrorKind::Forbidden),
            ("NOT_FOUND", ApiErrorKind::NotFound),
            ("BAD_REQUEST", ApiErrorKind::BadRequest),
            ("CONFLICT", ApiErrorKind::Conflict),
            ("INTERNAL", ApiErrorKind::Server),
        ] {
            let body =
                format!(r#"{{"data":null,"errors":[{{"message":"m","extensions":{{"code":"{code}"}}}}]}}"#);
            assert_eq!(kind_of(200, &body), kind, "{code}");
        }
    }

    #[test]
    fn without_a_code_the_status_decides_and_without_both_it_is_a_bad_request() {
        assert_eq!(
            kind_of(403, r#"{"errors":[{"message":"no"}]}"#),
            ApiErrorKind::Forbidden
        );
        assert_eq!(
            kind_of(200, r#"{"errors":[{"message":"Unknown field"}]}"#),
            ApiErrorKind::BadRequest
        );
        assert_eq!(kind_of(409, "{}"), ApiErrorKind::Conflict);
    }

    #[test]
    fn the_words_of_an_internal_error_are_not_shown() {
        let body = r#"{"errors":[{"message":"no such table: artifact","extensions":{"code":"INTERNAL"}}]}"#;
        let error = decode::<Ping>(200, None, body).unwrap_err();
        assert_eq!(error.message, ApiErrorKind::Server.words());
    }

    #[test]
    fn partial_data_with_an_error_is_an_error() {
        let body = r#"{"data":{"pong":1},"errors":[{"message":"half","extensions":{"code":"FORBIDDEN"}}]}"#;
        assert_eq!(kind_of(200, body), ApiErrorKind::Forbidden);
    }

    #[test]
    fn html_of_a_proxy_is_malformed_or_what_its_status_says() {
        let html = "<!doctype html><title>502 Bad Gateway</title>";
        assert_eq!(kind_of(200, html), ApiErrorKind::Malformed);
        assert_eq!(kind_of(502, html), ApiErrorKind::Server);
        assert_eq!(kind_of(403, html), ApiErrorKind::Forbidden);
    }

    #[test]
    fn cut_json_and_other_shapes_are_malformed() {
        let whole = r#"{"data":{"pong":12}}"#;
        for end in 0..whole.len() {
            assert_eq!(
                kind_of(200, &whole[..end]),
                ApiErrorKind::Malformed,
                "{}",
                &whole[..end]
            );
        }
        for body in [
            "null",
            "[]",
            "{}",
            r#"{"data":null}"#,
            r#"{"data":{"pong":"x"}}"#,
            r#"{"data":{}}"#,
            "7",
        ] {
            assert_eq!(kind_of(200, body), ApiErrorKind::Malformed, "{body}");
        }
    }
}
