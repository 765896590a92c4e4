//! The state of the page that its address carries.

use domain::url_state::{ProjectState, ProjectTab};
use leptos::prelude::*;

use crate::state::navigation::Navigation;

/// What the address says about the page, and the way to change it.
#[derive(Clone, Copy)]
pub struct PageState {
    navigation: Navigation,
    tab: Memo<ProjectTab>,
    filter: Memo<String>,
}

impl PageState {
    /// The state of the page that is open.
    pub fn of_address() -> Self {
        let navigation = Navigation::of_app();
        let query = navigation.query();
        let state = Memo::new(move |_| query.with(ProjectState::read));
        let tab = Memo::new(move |_| state.with(|state| state.tab));
        let filter = Memo::new(move |_| state.with(|state| state.filter.clone()));
        Self {
            navigation,
            tab,
            filter,
        }
    }

    /// Which list is shown.
    pub fn tab(self) -> Memo<ProjectTab> {
        self.tab
    }

    /// What the rows must contain.
    pub fn filter(self) -> Memo<String> {
        self.filter
    }

    /// Narrows down the rows, letter by letter.
    pub fn set_filter(self, filter: String) {
        let state = ProjectState {
            tab: self.tab.get_untracked(),
            filter,
        };
        self.navigation.set_query(&state.query(), false);
    }
}
