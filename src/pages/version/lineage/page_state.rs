//! The state of the lineage that the address carries.

use domain::url_state::{Hops, LineageState, LineageView};
use leptos::prelude::*;

use crate::state::navigation::Navigation;

/// What the address says about the lineage, and the way to change it.
#[derive(Clone, Copy)]
pub struct PageState {
    navigation: Navigation,
    state: Memo<LineageState>,
}

impl PageState {
    /// The state of the page that is open.
    pub fn of_address() -> Self {
        let navigation = Navigation::of_app();
        let query = navigation.query();
        Self {
            navigation,
            state: Memo::new(move |_| query.with(LineageState::read)),
        }
    }

    /// A part of the state, as a signal that changes only with it.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&LineageState) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.state.with(&read))
    }

    /// Looks further, or less far, towards the sources.
    pub fn look_up(self, up: Hops) {
        self.change(true, |state| state.up = up);
    }

    /// Looks further, or less far, towards the uses.
    pub fn look_down(self, down: Hops) {
        self.change(true, |state| state.down = down);
    }

    /// Shows the lineage in another way.
    pub fn show_as(self, view: LineageView) {
        self.change(true, |state| state.view = view);
    }

    /// Looks for nodes, letter by letter.
    pub fn search(self, search: String) {
        self.change(false, |state| state.search = search);
    }

    /// Shows the details of a node, or closes them when they are the ones that are shown.
    pub fn toggle_selected(self, id: String) {
        self.change(false, |state| {
            state.selected = (state.selected.as_ref() != Some(&id)).then_some(id);
        });
    }

    /// Closes the details.
    pub fn close(self) {
        self.change(false, |state| state.selected = None);
    }

    /// Shows the hidden neighbours of a node; Back hides them again.
    pub fn open(self, id: String) {
        self.change(true, |state| {
            if !state.opened.contains(&id) {
                state.opened.push(id);
            }
        });
    }

    fn change(self, commit: bool, change: impl FnOnce(&mut LineageState)) {
        let mut state = self.state.get_untracked();
        change(&mut state);
        self.navigation.set_query(&state.query(), commit);
    }
}
