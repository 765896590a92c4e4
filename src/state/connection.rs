//! Whether the server can be reached.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::api::client::Contact;

/// How long it waits before it asks again, the first time and at most.
const RETRY_FIRST: Duration = Duration::from_secs(4);
const RETRY_MOST: Duration = Duration::from_secs(32);

/// What is known about the way to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The last request was answered.
    Answered,
    /// The browser has no network.
    Offline,
    /// The last request got no answer.
    Silent,
}

/// The way to the server.
#[derive(Clone, Copy)]
pub struct Connection {
    reach: RwSignal<Reach>,
    /// Counts the waits, so that an older one does nothing.
    wait: StoredValue<u32>,
}

impl Connection {
    /// Listens to the browser and to the answers of the server.
    pub fn provide() -> Self {
        let connection = Self::new();
        provide_context(connection);
        let online = window_event_listener(ev::online, move |_| connection.ask());
        let offline = window_event_listener(ev::offline, move |_| connection.learn(Reach::Offline));
        on_cleanup(move || {
            online.remove();
            offline.remove();
        });
        connection
    }

    /// The connection of the app.
    pub fn of_app() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    fn new() -> Self {
        Self {
            reach: RwSignal::new(Reach::Answered),
            wait: StoredValue::new(0),
        }
    }

    /// What is known now.
    pub fn reach(self) -> Reach {
        self.reach.get()
    }

    /// Hears what came of a request.
    pub fn hear(self, contact: &Contact) {
        match contact {
            Contact::Answered { .. } => self.learn(Reach::Answered),
            Contact::Silence if window().navigator().on_line() => self.learn(Reach::Silent),
            Contact::Silence => self.learn(Reach::Offline),
        }
    }

    /// Asks the server anything; what comes of it is heard.
    pub fn ask(self) {
        spawn_local(async { drop(api::session::viewer().await) });
    }

    fn learn(self, reach: Reach) {
        let before = self.reach.get_untracked();
        if before == reach {
            return;
        }
        self.reach.set(reach);
        if before == Reach::Answered {
            self.ask_later(RETRY_FIRST);
        } else if reach == Reach::Answered {
            let _ends_the_others = self.next_wait();
        }
    }

    fn ask_later(self, after: Duration) {
        let wait = self.next_wait();
        set_timeout(
            move || {
                if self.wait.try_get_value() == Some(wait) {
                    self.ask();
                    self.ask_later((after * 2).min(RETRY_MOST));
                }
            },
            after,
        );
    }

    fn next_wait(self) -> u32 {
        let wait = self.wait.get_value().wrapping_add(1);
        self.wait.set_value(wait);
        wait
    }
}
