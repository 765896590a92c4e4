//! Who is signed in.

use js_sys::{Function, Promise};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wire::session::Viewer;
use wire::{ApiError, ApiErrorKind};

use crate::api;
use crate::api::client::Renewal;
use crate::api::session::Credential;

/// What is known about the session.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionState {
    /// The answer is not there yet.
    Asking,
    /// This person is signed in.
    SignedIn(Box<Viewer>),
    /// This person was signed in, until the session ended or its key was taken away.
    Expired(Box<Viewer>),
    /// Nobody is signed in.
    SignedOut,
    /// The server could not say.
    Unreachable(ApiError),
}

/// The session of the app.
#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<SessionState>,
    /// The requests that wait until the person has signed in again: each a function to be called with whether that came about.
    waiting: RwSignal<Vec<Function>, LocalStorage>,
}

impl Session {
    /// Makes the owner of the session and asks who is signed in.
    pub fn provide() -> Self {
        let session = Self::new(SessionState::Asking);
        provide_context(session);
        api::client::on_unauthorized(move || session.end());
        session.ask();
        session
    }

    /// The session of the app.
    pub fn of_app() -> Self {
        use_context().unwrap_or_else(|| Self::new(SessionState::SignedOut))
    }

    fn new(state: SessionState) -> Self {
        Self {
            state: RwSignal::new(state),
            waiting: RwSignal::new_local(Vec::new()),
        }
    }

    /// What is known now.
    pub fn state(self) -> SessionState {
        self.state.get()
    }

    /// The person who is signed in, or was until the session ended under them.
    pub fn viewer(self) -> Option<Viewer> {
        self.state.with(|state| match state {
            SessionState::SignedIn(viewer) | SessionState::Expired(viewer) => Some((**viewer).clone()),
            SessionState::Asking | SessionState::SignedOut | SessionState::Unreachable(_) => None,
        })
    }

    /// Whether something waits for the person to sign in again.
    pub fn wants_renewal(self) -> bool {
        !self.waiting.read().is_empty()
    }

    /// Gives up what waits; the page stays, and what is asked for next asks for the person again.
    pub fn give_up_renewal(self) {
        self.settle(false);
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
        self.state.set(SessionState::SignedOut);
        Ok(())
    }

    async fn learn(self) {
        let before = self.state.get_untracked();
        let next = match (api::session::viewer().await, before) {
            (Ok(Some(viewer)), SessionState::Expired(other)) if viewer.id != other.id => {
                // What the page shows and what was typed into it belongs to somebody else.
                let _ = window().location().reload();
                return;
            }
            (Ok(Some(viewer)), _) => SessionState::SignedIn(Box::new(viewer)),
            // The page stays as it is; that the server is silent is said above it.
            (Err(error), SessionState::SignedIn(viewer)) if error.kind != ApiErrorKind::Unauthorized => {
                SessionState::SignedIn(viewer)
            }
            (_, SessionState::Expired(viewer)) => SessionState::Expired(viewer),
            (Ok(None), _) => SessionState::SignedOut,
            (Err(error), _) if error.kind == ApiErrorKind::Unauthorized => SessionState::SignedOut,
            (Err(error), _) => SessionState::Unreachable(error),
        };
        let is_signed_in = matches!(next, SessionState::SignedIn(_));
        self.state.set(next);
        if is_signed_in {
            self.settle(true);
        }
    }

    /// The session ended: whoever was signed in may sign in again where they are, and what was asked for waits for it.
    fn end(self) -> Option<Renewal> {
        let state = self.state.get_untracked();
        let (SessionState::SignedIn(viewer) | SessionState::Expired(viewer)) = state.clone() else {
            self.state.set(SessionState::SignedOut);
            return None;
        };
        if matches!(state, SessionState::SignedIn(_)) {
            self.state.set(SessionState::Expired(viewer));
        }
        let renewed = Promise::new(&mut |resolve, _| self.waiting.update(|waiting| waiting.push(resolve)));
        Some(Box::pin(async move {
            let outcome = JsFuture::from(renewed).await;
            outcome.is_ok_and(|outcome| outcome.is_truthy())
        }))
    }

    fn settle(self, is_renewed: bool) {
        let waiting = self.waiting.try_update(std::mem::take).unwrap_or_default();
        for resolve in waiting {
            let _ = resolve.call1(&JsValue::NULL, &JsValue::from_bool(is_renewed));
        }
    }
}
