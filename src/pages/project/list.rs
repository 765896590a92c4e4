//! The runs that are loaded, and the way to more of them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::project::RunRow;
use wire::{ApiError, Connection};

use crate::api;
use crate::routes::ProjectAddress;

/// The runs that are loaded, newest first.
#[derive(Clone, Copy)]
pub struct RunList {
    address: StoredValue<ProjectAddress>,
    rows: RwSignal<Vec<Arc<RunRow>>>,
    next: RwSignal<Option<String>>,
    is_loading: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    /// How many runs the project has.
    pub total_count: u64,
}

impl RunList {
    /// The runs that came with the page.
    pub fn new(address: ProjectAddress, page: Connection<RunRow>) -> Self {
        let total_count = page.total_count.unwrap_or(page.edges.len() as u64);
        let (rows, next) = api::project::runs_and_next(page);
        Self {
            address: StoredValue::new(address),
            rows: RwSignal::new(rows.into_iter().map(Arc::new).collect()),
            next: RwSignal::new(next),
            is_loading: RwSignal::new(false),
            error: RwSignal::new(None),
            total_count,
        }
    }

    /// The runs.
    pub fn rows(self) -> RwSignal<Vec<Arc<RunRow>>> {
        self.rows
    }

    /// Whether every run is loaded.
    pub fn is_complete(self) -> bool {
        self.next.with(Option::is_none)
    }

    /// Whether an answer is on its way.
    pub fn is_loading(self) -> Signal<bool> {
        self.is_loading.into()
    }

    /// What kept the last answer away.
    pub fn error(self) -> Option<ApiError> {
        self.error.get()
    }

    /// Loads the next page.
    pub fn load_more(self) {
        let Some(after) = self.next.get_untracked() else {
            return;
        };
        if self.is_loading.get_untracked() {
            return;
        }
        self.is_loading.set(true);
        self.error.set(None);
        let address = self.address.get_value();
        spawn_local(async move {
            let answer = api::project::more_runs(address, after).await;
            // The page may be left by now; then there is nothing to add the runs to.
            if self.is_loading.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok((rows, next)) => {
                    self.next.set(next);
                    self.rows.update(|all| all.extend(rows.into_iter().map(Arc::new)));
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }
}
