//! The state of the charts that the address carries.

use domain::series::name_matches;
use domain::url_state::{MetricsState, Smoothing, XAxis};
use leptos::prelude::*;

use crate::charts::ChartAxis;
use crate::state::clock::utc_offset_min;
use crate::state::navigation::Navigation;

/// What the address says about the charts, and the way to change it.
#[derive(Clone, Copy)]
pub struct PageState {
    navigation: Navigation,
    state: Memo<MetricsState>,
}

impl PageState {
    /// The state of the page that is open.
    pub fn of_address() -> Self {
        let navigation = Navigation::of_app();
        let query = navigation.query();
        Self {
            navigation,
            state: Memo::new(move |_| query.with(MetricsState::read)),
        }
    }

    /// A part of the state, as a signal that changes only with it.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&MetricsState) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.state.with(&read))
    }

    /// What the charts are drawn over, with the reader's clock.
    pub fn chart_axis(self) -> Memo<ChartAxis> {
        let utc_offset_min = utc_offset_min();
        self.part(move |state| ChartAxis {
            axis: state.axis,
            utc_offset_min,
        })
    }

    /// Whether a metric is among those that are looked for.
    pub fn shows(self, key: &str) -> bool {
        self.state.with(|state| name_matches(key, &state.search))
    }

    /// Looks for metrics, letter by letter.
    pub fn search(self, search: String) {
        self.change(false, |state| state.search = search);
    }

    /// Draws over another axis; Back returns to the one before.
    pub fn draw_over(self, axis: XAxis) {
        self.change(true, |state| state.axis = axis);
    }

    /// Smooths the lines.
    pub fn smooth(self, smoothing: Smoothing) {
        self.change(false, |state| state.smoothing = smoothing);
    }

    /// Shows values instead of lines, or lines again.
    pub fn toggle_data(self) {
        self.change(true, |state| state.shows_data = !state.shows_data);
    }

    fn change(self, commit: bool, change: impl FnOnce(&mut MetricsState)) {
        let mut state = self.state.get_untracked();
        change(&mut state);
        self.navigation.set_query(&state.query(), commit);
    }
}
