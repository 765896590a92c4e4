//! What a page loads: asked for again when its key changes, and when a person tries again.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::ApiError;

/// How far the loading is.
#[derive(Debug, Clone, PartialEq)]
pub enum Load<T> {
    /// The answer is not there yet.
    Asking,
    /// The answer.
    Ready(T),
    /// What kept it away.
    Failed(ApiError),
}

/// Something that a page loads.
pub struct Loader<T: Send + Sync + 'static> {
    state: RwSignal<Load<T>>,
    attempt: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loader<T> {}

/// Asks once; it reads the key, so that another key asks again. Boxed, so that each page does not carry a copy of all
/// that follows.
type Ask<T> = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<T, ApiError>>>>>;

impl<T: Clone + Send + Sync + 'static> Loader<T> {
    /// Loads what a key names. Another key starts anew; a late answer to an older question is passed over.
    pub fn new<K, F>(key: Signal<K>, fetch: impl Fn(K) -> F + 'static) -> Self
    where
        K: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        Self::asking(Box::new(move || Box::pin(fetch(key.get()))))
    }

    fn asking(ask: Ask<T>) -> Self {
        let loader = Self {
            state: RwSignal::new(Load::Asking),
            attempt: RwSignal::new(0),
        };
        let question = StoredValue::new(0_u32);
        Effect::new(move |_| {
            loader.attempt.track();
            let answer = ask();
            let number = question.get_value().wrapping_add(1);
            question.set_value(number);
            loader.state.set(Load::Asking);
            spawn_local(async move {
                let answer = answer.await;
                // The page may have gone, or have asked for something else.
                if question.try_get_value() == Some(number) {
                    loader.state.set(answer.map_or_else(Load::Failed, Load::Ready));
                }
            });
        });
        loader
    }

    /// How far it is.
    pub fn get(self) -> Load<T> {
        self.state.get()
    }

    /// Asks again.
    pub fn retry(self) -> Callback<()> {
        Callback::new(move |()| self.attempt.update(|attempt| *attempt = attempt.wrapping_add(1)))
    }
}
