//! The files that are loaded, and the way to more of them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::ApiError;
use wire::version::VersionFile;

use crate::api;
use crate::api::version::{FilesOf, LoadedFiles};

/// The files that are loaded.
#[derive(Clone, Copy)]
pub struct FileList {
    of: StoredValue<FilesOf>,
    files: RwSignal<Vec<Arc<VersionFile>>>,
    next: RwSignal<Option<String>>,
    is_loading: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    /// How many files are stored.
    pub total_count: u64,
}

impl FileList {
    /// The files that came with the tab.
    pub fn new(of: FilesOf, loaded: LoadedFiles) -> Self {
        Self {
            of: StoredValue::new(of),
            files: RwSignal::new(loaded.files.into_iter().map(Arc::new).collect()),
            next: RwSignal::new(loaded.next),
            is_loading: RwSignal::new(false),
            error: RwSignal::new(None),
            total_count: loaded.total_count,
        }
    }

    /// The files.
    pub fn files(self) -> RwSignal<Vec<Arc<VersionFile>>> {
        self.files
    }

    /// Whether every file is loaded.
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
        let of = self.of.get_value();
        spawn_local(async move {
            let answer = api::version::files(of, Some(after)).await;
            // The tab may be closed by now; then there is nothing to add the files to.
            if self.is_loading.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(page) => {
                    self.next.set(page.next);
                    self.files
                        .update(|files| files.extend(page.files.into_iter().map(Arc::new)));
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }
}
