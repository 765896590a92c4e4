//! What can go wrong with a request, and how it is answered.

use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A refusal or a failure. Refusals carry the sentence that the SDK shows to its user.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Fault {
    /// No key or session, or one that is not valid.
    #[error("{0}")]
    Unauthenticated(String),
    /// Known, but not allowed; only for what the person may see.
    #[error("{0}")]
    Forbidden(String),
    /// Absent, or not to be seen: both answer the same.
    #[error("{0}")]
    NotFound(String),
    /// The request cannot be carried out as it is.
    #[error("{0}")]
    BadRequest(String),
    /// The request does not fit the present state.
    #[error("{0}")]
    Conflict(String),
    /// The range that was asked for is not in the file, which has so many bytes.
    #[error("The range lies outside of the file, which has {0} bytes; ask for another part of it.")]
    OutsideOfFile(u64),
    /// Too many requests, or wrong keys, in too short a time.
    #[error("{sentence}")]
    TooMany {
        /// What to do.
        sentence: String,
        /// When to try again.
        retry_after_seconds: u64,
    },
    /// Our failure: the cause is logged, the person gets a request id.
    #[error("Something failed on the server; nothing was changed. Try again, or report the request id.")]
    Internal(Arc<anyhow::Error>),
}

/// The result of everything that can be refused.
pub type Answer<T> = Result<T, Fault>;

impl Fault {
    /// The machine-readable code of GraphQL `extensions.code`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated(_) => "UNAUTHENTICATED",
            Self::Forbidden(_) => "FORBIDDEN",
            Self::NotFound(_) => "NOT_FOUND",
            Self::BadRequest(_) => "BAD_REQUEST",
            Self::Conflict(_) => "CONFLICT",
            Self::OutsideOfFile(_) => "RANGE_NOT_SATISFIABLE",
            Self::TooMany { .. } => "RATE_LIMITED",
            Self::Internal(_) => "INTERNAL",
        }
    }

    /// The HTTP status. The SDK retries 408, 429 and 5xx for minutes, so every refusal but the one that asks to wait is a 4xx that
    /// it does not retry.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::OutsideOfFile(_) => StatusCode::RANGE_NOT_SATISFIABLE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Logs the cause of an internal failure, once, where the answer leaves the server.
    pub fn log(&self) {
        if let Self::Internal(cause) = self {
            tracing::error!(cause = format!("{cause:#}"), "internal failure");
        }
    }

    /// A failure that is ours, from any error.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        Self::Internal(Arc::new(cause.into()))
    }
}

/// What `PostgreSQL` says to a text with a NUL character, which it cannot store.
const NOT_A_TEXT: &str = "22021";

impl From<sqlx::Error> for Fault {
    fn from(cause: sqlx::Error) -> Self {
        let code = cause
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code);
        if code.as_deref() == Some(NOT_A_TEXT) {
            return Self::BadRequest("A text holds a NUL character; send it without.".to_owned());
        }
        Self::internal(cause)
    }
}

impl From<std::io::Error> for Fault {
    fn from(cause: std::io::Error) -> Self {
        Self::internal(cause)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(cause: serde_json::Error) -> Self {
        Self::internal(cause)
    }
}

impl From<domain::name::NameError> for Fault {
    fn from(refusal: domain::name::NameError) -> Self {
        Self::BadRequest(format!("{refusal}."))
    }
}

impl From<domain::role::UnknownRole> for Fault {
    fn from(refusal: domain::role::UnknownRole) -> Self {
        Self::BadRequest(format!("{refusal}."))
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        self.log();
        let body =
            json!({ "errors": [{ "message": self.to_string(), "extensions": { "code": self.code() } }] });
        let mut response = (self.status(), Json(body)).into_response();
        if let Self::TooMany {
            retry_after_seconds, ..
        } = self
        {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after_seconds));
        }
        response
    }
}
