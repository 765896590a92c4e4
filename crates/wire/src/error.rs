/// What kind of trouble it was; decides what a page offers next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ApiErrorKind {
    /// Not signed in, or the key or session is not valid any more.
    Unauthorized,
    /// Signed in, but the role does not allow it.
    Forbidden,
    /// What was named does not exist, or may not be seen.
    NotFound,
    /// The request was refused as wrong.
    BadRequest,
    /// Somebody else was faster.
    Conflict,
    /// The server failed.
    Server,
    /// No answer came.
    Network,
    /// An answer came that is none of ours: HTML of a proxy, cut JSON, another shape.
    Malformed,
}

impl ApiErrorKind {
    /// The kind behind `extensions.code` of a GraphQL error.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "UNAUTHENTICATED" => Some(Self::Unauthorized),
            "FORBIDDEN" => Some(Self::Forbidden),
            "NOT_FOUND" => Some(Self::NotFound),
            "BAD_REQUEST" => Some(Self::BadRequest),
            "CONFLICT" => Some(Self::Conflict),
            "INTERNAL" => Some(Self::Server),
            _ => None,
        }
    }

    /// The kind behind an HTTP status that is not a success.
    pub fn from_status(status: u16) -> Option<Self> {
        match status {
            401 => Some(Self::Unauthorized),
            403 => Some(Self::Forbidden),
            404 | 410 => Some(Self::NotFound),
            409 => Some(Self::Conflict),
            408 | 429 | 500.. => Some(Self::Server),
            400..=499 => Some(Self::BadRequest),
            _ => None,
        }
    }

    /// What people read when the server gave no words of its own, or none meant for them.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unauthorized => "You are not signed in.",
            Self::Forbidden => "Your role does not allow this.",
            Self::NotFound => "This does not exist, or you may not see it.",
            Self::BadRequest => "The server did not accept the request.",
            Self::Conflict => "Somebody else changed this in the meantime.",
            Self::Server => "The server failed to answer. Try again in a moment.",
            Self::Network => "The server cannot be reached. Check the connection and try again.",
            Self::Malformed => "The answer could not be read. A proxy may stand between you and the server.",
        }
    }

    /// Whether sending the same again may help.
    pub const fn is_worth_a_retry(self) -> bool {
        matches!(
            self,
            Self::Server | Self::Network | Self::Malformed | Self::Conflict
        )
    }
}

/// The one error of a call to the server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ApiError {
    /// What kind of trouble it was.
    pub kind: ApiErrorKind,
    /// What people read: one or more sentences.
    pub message: String,
    /// What the log of the server calls this request.
    pub request_id: Option<String>,
}

impl ApiError {
    /// An error in the words of its kind.
    pub fn of(kind: ApiErrorKind, request_id: Option<String>) -> Self {
        Self {
            kind,
            message: kind.words().to_owned(),
            request_id,
        }
    }

    /// No answer came: offline, refused, cut.
    pub fn network() -> Self {
        Self::of(ApiErrorKind::Network, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_of_an_error_has_a_kind() {
        for status in 400..=599 {
            assert!(ApiErrorKind::from_status(status).is_some(), "{status}");
        }
        for status in [200, 204, 304] {
            assert_eq!(ApiErrorKind::from_status(status), None);
        }
    }
}
