//! From where a change comes: what the log says beside who did it.
//!
//! It belongs to the whole request, as a log span does, and every event written meanwhile takes it from there: an event cannot be
//! written without it, and no function between the request and the store has to pass it on.

use axum::http::{HeaderMap, header};
use domain::event::Via;

use crate::http::client_address::ClientAddress;

/// The longest user agent that is kept.
const AGENT_CHARS_MAX: usize = 200;

/// From where a change comes.
#[derive(Debug, Clone)]
pub struct Origin {
    /// How it reached the server.
    pub via: Via,
    /// The id of the request, as its answer carries it.
    pub request_id: Option<String>,
    /// The address it came from.
    pub address: Option<String>,
    /// The program it came from, in that program's words.
    pub user_agent: Option<String>,
}

tokio::task_local! {
    static ORIGIN: Origin;
}

impl Origin {
    /// Of a request: a key means a program, anything else a browser.
    pub fn of_request(request_id: &str, headers: &HeaderMap, client: Option<ClientAddress>) -> Self {
        let agent = headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok());
        Self {
            via: if headers.contains_key(header::AUTHORIZATION) {
                Via::Sdk
            } else {
                Via::Browser
            },
            request_id: Some(request_id.to_owned()),
            address: client.map(|ClientAddress(address)| address.to_string()),
            user_agent: agent.map(|text| text.chars().take(AGENT_CHARS_MAX).collect()),
        }
    }

    /// Of a command on the machine that holds the data.
    pub fn of_command() -> Self {
        Self {
            via: Via::Command,
            user_agent: Some(concat!("vitrine ", env!("CARGO_PKG_VERSION")).to_owned()),
            ..Self::of_server()
        }
    }

    /// Of the server itself.
    pub const fn of_server() -> Self {
        Self {
            via: Via::Server,
            request_id: None,
            address: None,
            user_agent: None,
        }
    }

    /// Runs something whose events come from here.
    pub async fn scope<T>(self, work: impl Future<Output = T>) -> T {
        ORIGIN.scope(self, work).await
    }

    /// From where the change that is being made comes.
    pub fn current() -> Self {
        ORIGIN
            .try_with(Clone::clone)
            .unwrap_or_else(|_outside_of_a_request| Self::of_server())
    }
}
