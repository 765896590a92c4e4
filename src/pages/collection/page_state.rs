//! The state of the page that its address carries.

use domain::url_state::{CollectionState, SortOrder};
use leptos::prelude::*;

use crate::state::navigation::Navigation;

/// What the address says about the page, and the way to change it.
#[derive(Clone, Copy)]
pub struct PageState {
    navigation: Navigation,
    state: Memo<CollectionState>,
}

impl PageState {
    /// The state of the page that is open.
    pub fn of_address() -> Self {
        let navigation = Navigation::of_app();
        let query = navigation.query();
        Self {
            navigation,
            state: Memo::new(move |_| query.with(CollectionState::read)),
        }
    }

    /// A part of the state, as a signal that changes only with it.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&CollectionState) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.state.with(&read))
    }

    /// The whole state, without hearing of changes.
    pub fn now(self) -> CollectionState {
        self.state.get_untracked()
    }

    /// Shows or hides the column of a metric.
    pub fn toggle_column(self, metric: &str) {
        self.navigation
            .set_query(&self.now().with_column_toggled(metric).query(), false);
    }

    /// Sorts the rows; Back sorts them as before.
    pub fn sort(self, sort: SortOrder) {
        self.navigation
            .set_query(&CollectionState { sort, ..self.now() }.query(), true);
    }

    /// Narrows down the rows, letter by letter.
    pub fn filter(self, filter: String) {
        self.navigation
            .set_query(&CollectionState { filter, ..self.now() }.query(), false);
    }

    /// Remembers how many rows are loaded.
    pub fn keep_row_count(self, row_count: usize) {
        let row_count = u32::try_from(row_count).unwrap_or(u32::MAX);
        let state = CollectionState {
            row_count,
            ..self.now()
        };
        // Reading rounds the count to whole pages.
        self.navigation
            .set_query(&CollectionState::read(&state.query()).query(), false);
    }
}
