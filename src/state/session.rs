//! Who is signed in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::session::Viewer;
use wire::{ApiError, ApiErrorKind};

use crate::api;
use crate::api::session::Credential;

/// What is known about the session.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionState {
    /// The answer is not there yet.
    Asking,
    /// This person is signed in.
    SignedIn(Box<Viewer>),
    /// Nobody is signed in.
    SignedOut,
    /// The server could not say.
    Unreachable(ApiError),
}

/// The session of the app.
#[derive(Clone, Copy)]
pub struct Session(RwSignal<SessionState>);

impl Session {
    /// Makes the owner of the session and asks who is signed in.
    pub fn provide() -> Self {
        let session = Self(RwSignal::new(SessionState::Asking));
        provide_context(session);
        api::client::on_unauthorized(move || session.0.set(SessionState::SignedOut));
        session.ask();
        session
    }

    /// The session of the app.
    pub fn of_app() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(SessionState::SignedOut)))
    }

    /// What is known now.
    pub fn state(self) -> SessionState {
        self.0.get()
    }

    /// The person who is signed in.
    pub fn viewer(self) -> Option<Viewer> {
        self.0.with(|state| match state {
            SessionState::SignedIn(viewer) => Some((**viewer).clone()),
            SessionState::Asking | SessionState::SignedOut | SessionState::Unreachable(_) => None,
        })
    }

    /// Asks the server who is signed in.
    pub fn ask(self) {
        spawn_local(async move { self.learn().await });
    }

    /// Signs in; the credential is sent once and kept nowhere.
    ///
    /// # Errors
    /// The refusal, or whatever kept the answer away.
    pub async fn sign_in(self, credential: Credential) -> Result<(), ApiError> {
        api::session::sign_in(&credential).await?;
        self.learn().await;
        Ok(())
    }

    /// Signs out, here and on the server.
    ///
    /// # Errors
    /// Whatever kept the answer away; the session lives on then.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        api::session::sign_out().await?;
        self.0.set(SessionState::SignedOut);
        Ok(())
    }

    async fn learn(self) {
        let next = match api::session::viewer().await {
            Ok(Some(viewer)) => SessionState::SignedIn(Box::new(viewer)),
            Ok(None) => SessionState::SignedOut,
            Err(error) if error.kind == ApiErrorKind::Unauthorized => SessionState::SignedOut,
            Err(error) => SessionState::Unreachable(error),
        };
        self.0.set(next);
    }
}
