//! Sends GraphQL documents to the server that the app came from.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;

use gloo_net::http::{Request, RequestBuilder, Response};
use wire::{ApiError, ApiErrorKind, Document};

/// The header without which the server does not accept the session cookie: another site cannot set it.
const CLIENT_HEADER: (&str, &str) = ("X-Vitrine-Client", "app");

type Listener = Box<dyn Fn()>;

thread_local! {
    static ON_UNAUTHORIZED: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Says who hears of an answer that the session is over. Pages need not look for it.
pub fn on_unauthorized(listener: impl Fn() + 'static) {
    ON_UNAUTHORIZED.with_borrow_mut(|slot| *slot = Some(Box::new(listener)));
}

/// Sends a document and reads its answer.
///
/// # Errors
/// Whatever kept the answer away, as the one error of the app.
pub async fn send<D: Document>(variables: D::Variables) -> Result<D::Data, ApiError> {
    let body = serde_json::to_string(&wire::Request::of::<D>(&variables))
        .map_err(|_unsendable| ApiError::of(ApiErrorKind::BadRequest, None))?;
    let answer = post(body).await?;
    wire::decode::<D>(answer.status, answer.request_id, &answer.body).inspect_err(notice)
}

/// What the server answered.
struct Answer {
    status: u16,
    request_id: Option<String>,
    body: String,
}

/// The part of sending that is the same for all documents; boxed, so that each of them does not carry a copy.
fn post(body: String) -> Pin<Box<dyn Future<Output = Result<Answer, ApiError>>>> {
    Box::pin(async move {
        let request =
            with_client_header(Request::post("/graphql")).header("Content-Type", "application/json");
        let request = request
            .body(body)
            .map_err(|_unsendable| ApiError::of(ApiErrorKind::BadRequest, None))?;
        let response = request.send().await.map_err(|_no_answer| ApiError::network())?;
        let (status, request_id) = (response.status(), request_id(&response));
        let body = response.text().await.map_err(|_cut| ApiError::network())?;
        Ok(Answer {
            status,
            request_id,
            body,
        })
    })
}

pub(crate) fn with_client_header(request: RequestBuilder) -> RequestBuilder {
    request
        .credentials(web_sys::RequestCredentials::SameOrigin)
        .header(CLIENT_HEADER.0, CLIENT_HEADER.1)
}

pub(crate) fn request_id(response: &Response) -> Option<String> {
    response.headers().get("x-request-id")
}

/// Tells the session when it is over.
fn notice(error: &ApiError) {
    if error.kind == ApiErrorKind::Unauthorized {
        ON_UNAUTHORIZED.with_borrow(|listener| {
            if let Some(listener) = listener {
                listener();
            }
        });
    }
}
