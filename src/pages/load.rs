//! What a page loads: asked for again when what it depends on changes, and when a person tries again.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::ApiError;

/// Asks once. Boxed, so that not each page carries a copy of all that follows into the app.
type Ask<T> = Box<dyn Fn() -> Pin<Box<dyn Future<Output = T>>>>;

/// The answer to a question that is asked again whenever a signal that it reads changes.
///
/// It stands where `LocalResource` and `Transition` would: without them the app is a tenth smaller.
pub struct Asked<T: 'static>(RwSignal<Option<T>, LocalStorage>);

impl<T: 'static> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Asked<T> {}

impl<T: Clone + 'static> Asked<T> {
    /// Asks now. The last answer stays until the next one is there; a late answer to an older question is passed over.
    pub fn new<F: Future<Output = T> + 'static>(ask: impl Fn() -> F + 'static) -> Self {
        Self::asking(Box::new(move || Box::pin(ask())), false)
    }

    /// Asks now. The last answer goes when a question is asked, where it would mislead.
    pub fn anew<F: Future<Output = T> + 'static>(ask: impl Fn() -> F + 'static) -> Self {
        Self::asking(Box::new(move || Box::pin(ask())), true)
    }

    fn asking(ask: Ask<T>, forgets: bool) -> Self {
        let answer = RwSignal::new_local(None);
        let question = StoredValue::new(0_u32);
        Effect::new(move |_| {
            let asked = ask();
            let number = question.get_value().wrapping_add(1);
            question.set_value(number);
            if forgets {
                answer.set(None);
            }
            spawn_local(async move {
                let found = asked.await;
                // The page may have gone, or have asked for something else.
                if question.try_get_value() == Some(number) {
                    answer.set(Some(found));
                }
            });
        });
        Self(answer)
    }

    /// The answer, once it is there.
    pub fn get(self) -> Option<T> {
        self.0.get()
    }

    /// What stands for the answer until it is there, and then the answer.
    pub fn view<W, V>(self, waiting: impl Fn() -> W + 'static, answered: impl Fn(T) -> V + 'static) -> AnyView
    where
        W: IntoAny,
        V: IntoAny,
    {
        self.shared_view(
            Rc::new(move || waiting().into_any()),
            Rc::new(move |answer| answered(answer).into_any()),
        )
    }

    fn shared_view(self, waiting: Rc<dyn Fn() -> AnyView>, answered: Rc<dyn Fn(T) -> AnyView>) -> AnyView {
        // A view that changes must be `Send`, which the handles are; what they stand for stays in this one thread.
        let (waiting, answered) = (StoredValue::new_local(waiting), StoredValue::new_local(answered));
        let shown = move || match self.get() {
            Some(answer) => answered.get_value()(answer),
            None => waiting.get_value()(),
        };
        shown.into_any()
    }
}

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

/// Something that a page loads by a key, anew for another key.
pub struct Loader<T: 'static> {
    answer: Asked<Result<T, ApiError>>,
    attempt: RwSignal<u32>,
}

impl<T: 'static> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Loader<T> {}

impl<T: Clone + 'static> Loader<T> {
    /// Loads what a key names.
    pub fn new<K, F>(key: Signal<K>, fetch: impl Fn(K) -> F + 'static) -> Self
    where
        K: Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let attempt = RwSignal::new(0_u32);
        let answer = Asked::anew(move || {
            attempt.track();
            fetch(key.get())
        });
        Self { answer, attempt }
    }

    /// How far it is.
    pub fn get(self) -> Load<T> {
        match self.answer.get() {
            None => Load::Asking,
            Some(Ok(found)) => Load::Ready(found),
            Some(Err(error)) => Load::Failed(error),
        }
    }

    /// Asks again.
    pub fn retry(self) -> Callback<()> {
        Callback::new(move |()| self.attempt.update(|attempt| *attempt = attempt.wrapping_add(1)))
    }
}
