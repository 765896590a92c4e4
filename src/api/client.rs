//! Sends GraphQL documents to the server that the app came from.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;

use gloo_net::http::{Request, RequestBuilder, Response};
use wire::{ApiError, ApiErrorKind, Document};

/// The header without which the server does not accept the session cookie: another site cannot set it.
const CLIENT_HEADER: (&str, &str) = ("X-Vitrine-Client", "app");

/// The header by which the server says which build of the app it has.
const BUILD_HEADER: &str = "x-vitrine-build";

/// What came of a request, whatever it asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contact {
    /// The server answered.
    Answered {
        /// The build of the app that it has.
        build: Option<String>,
    },
    /// No answer came.
    Silence,
}

/// Waits until the person has signed in again; false when that is not wanted.
pub type Renewal = Pin<Box<dyn Future<Output = bool>>>;

type OnUnauthorized = Box<dyn Fn() -> Option<Renewal>>;
type OnContact = Box<dyn Fn(Contact)>;

thread_local! {
    static ON_UNAUTHORIZED: RefCell<Option<OnUnauthorized>> = const { RefCell::new(None) };
    static ON_CONTACT: RefCell<Option<OnContact>> = const { RefCell::new(None) };
}

/// Says who hears of an answer that the session is over. What was asked is asked again after the renewal, so that pages need not look for it.
pub fn on_unauthorized(listener: impl Fn() -> Option<Renewal> + 'static) {
    ON_UNAUTHORIZED.with_borrow_mut(|slot| *slot = Some(Box::new(listener)));
}

/// Says who hears what comes of requests.
pub fn on_contact(listener: impl Fn(Contact) + 'static) {
    ON_CONTACT.with_borrow_mut(|slot| *slot = Some(Box::new(listener)));
}

/// Sends a document and reads its answer.
///
/// # Errors
/// Whatever kept the answer away, as the one error of the app.
pub async fn send<D: Document>(variables: D::Variables) -> Result<D::Data, ApiError> {
    let body = serde_json::to_string(&wire::Request::of::<D>(&variables))
        .map_err(|_unsendable| ApiError::of(ApiErrorKind::BadRequest, None))?;
    let answer = ask(body).await?;
    wire::decode::<D>(answer.status, answer.request_id, &answer.body)
}

/// The same for the question who is signed in: that nobody is, is an answer to it.
///
/// # Errors
/// Whatever kept the answer away.
pub(super) async fn send_without_renewal<D: Document>(variables: D::Variables) -> Result<D::Data, ApiError> {
    let body = serde_json::to_string(&wire::Request::of::<D>(&variables))
        .map_err(|_unsendable| ApiError::of(ApiErrorKind::BadRequest, None))?;
    let answer = post(&body).await?;
    wire::decode::<D>(answer.status, answer.request_id, &answer.body)
}

/// What the server answered.
struct Answer {
    status: u16,
    request_id: Option<String>,
    body: String,
}

/// The part of sending that is the same for all documents; boxed, so that each of them does not carry a copy.
fn ask(body: String) -> Pin<Box<dyn Future<Output = Result<Answer, ApiError>>>> {
    Box::pin(async move {
        let answer = post(&body).await?;
        if answer.status == 401
            && let Some(renewal) =
                ON_UNAUTHORIZED.with_borrow(|listener| listener.as_ref().and_then(|renew| renew()))
            && renewal.await
        {
            return post(&body).await;
        }
        Ok(answer)
    })
}

async fn post(body: &str) -> Result<Answer, ApiError> {
    let sent = exchange(body).await;
    let contact = match &sent {
        Ok((_, build)) => Contact::Answered { build: build.clone() },
        Err(error) if error.kind == ApiErrorKind::Network => Contact::Silence,
        Err(_) => return sent.map(|(answer, _)| answer),
    };
    ON_CONTACT.with_borrow(|listener| {
        if let Some(listener) = listener {
            listener(contact);
        }
    });
    sent.map(|(answer, _)| answer)
}

/// The answer, and the build of the app that the server has.
async fn exchange(body: &str) -> Result<(Answer, Option<String>), ApiError> {
    let request = with_client_header(Request::post("/graphql")).header("Content-Type", "application/json");
    let request = request
        .body(body)
        .map_err(|_unsendable| ApiError::of(ApiErrorKind::BadRequest, None))?;
    let response = request.send().await.map_err(|_no_answer| ApiError::network())?;
    let (status, request_id) = (response.status(), request_id(&response));
    let build = response.headers().get(BUILD_HEADER);
    let body = response.text().await.map_err(|_cut| ApiError::network())?;
    let answer = Answer {
        status,
        request_id,
        body,
    };
    Ok((answer, build))
}

pub(crate) fn with_client_header(request: RequestBuilder) -> RequestBuilder {
    request
        .credentials(web_sys::RequestCredentials::SameOrigin)
        .header(CLIENT_HEADER.0, CLIENT_HEADER.1)
}

pub(crate) fn request_id(response: &Response) -> Option<String> {
    response.headers().get("x-request-id")
}
