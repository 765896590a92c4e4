//! The versions that are loaded, and the way to more of them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::ApiError;

use super::page_state::PageState;
use super::rows::TableRow;
use crate::api;
use crate::api::collection::LoadedVersions;
use crate::routes::CollectionAddress;

/// The versions that are loaded.
#[derive(Clone, Copy)]
pub struct VersionList {
    address: StoredValue<CollectionAddress>,
    state: PageState,
    rows: RwSignal<Vec<Arc<TableRow>>>,
    next: RwSignal<Option<String>>,
    progress: RwSignal<Progress>,
    /// How many versions the collection has.
    pub total_count: usize,
}

/// What becomes of a question for more versions.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// Nothing was asked.
    Idle,
    /// The answer is not there yet.
    Loading,
    /// There was no answer.
    Failed(ApiError),
}

impl VersionList {
    /// The versions that came with the page.
    pub fn new(
        address: CollectionAddress,
        state: PageState,
        loaded: LoadedVersions,
        total_count: usize,
    ) -> Self {
        Self {
            address: StoredValue::new(address),
            state,
            rows: RwSignal::new(loaded.rows.into_iter().map(TableRow::new).collect()),
            next: RwSignal::new(loaded.next),
            progress: RwSignal::new(Progress::Idle),
            total_count,
        }
    }

    /// The rows, newest first.
    pub fn rows(self) -> RwSignal<Vec<Arc<TableRow>>> {
        self.rows
    }

    /// Whether every version is loaded.
    pub fn is_complete(self) -> bool {
        self.next.with(Option::is_none)
    }

    /// What becomes of the last question for more.
    pub fn progress(self) -> Progress {
        self.progress.get()
    }

    /// Loads the next page.
    pub fn load_more(self) {
        self.load_until(self.rows.with_untracked(Vec::len) + 1);
    }

    /// Loads every version, a page at a time.
    pub fn load_all(self) {
        self.load_until(usize::MAX);
    }

    fn load_until(self, row_count: usize) {
        if self.progress.get_untracked() == Progress::Loading {
            return;
        }
        self.progress.set(Progress::Loading);
        spawn_local(async move {
            let end = loop {
                // The page may be left while an answer is on its way; then there is nothing to add it to.
                let Some(Some(after)) = self.next.try_get_untracked() else {
                    break Progress::Idle;
                };
                if self.rows.with_untracked(Vec::len) >= row_count {
                    break Progress::Idle;
                }
                match api::collection::more_versions(self.address.get_value(), after).await {
                    Ok(page) => self.add(page),
                    Err(error) => break Progress::Failed(error),
                }
            };
            if self.progress.try_set(end).is_none() {
                self.state.keep_row_count(self.rows.with_untracked(Vec::len));
            }
        });
    }

    fn add(self, page: LoadedVersions) {
        if self.next.try_set(page.next).is_none() {
            self.rows
                .update(|rows| rows.extend(page.rows.into_iter().map(TableRow::new)));
        }
    }
}
