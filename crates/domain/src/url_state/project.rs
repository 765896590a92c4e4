use super::{address_state, written};
use crate::url_query::Query;

/// The state of the page of a project: `?tab=artifacts&q=train`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ProjectState {
    /// Which list is shown.
    pub tab: ProjectTab,
    /// What the rows must contain.
    pub filter: String,
}

/// A list of a project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ProjectTab {
    /// Its runs.
    #[default]
    Runs,
    /// Its artifacts.
    Artifacts,
}

impl ProjectState {
    /// Reads the state from the query of an address.
    pub fn read(query: &Query) -> Self {
        let tab = if query.get("tab") == Some("artifacts") {
            ProjectTab::Artifacts
        } else {
            ProjectTab::Runs
        };
        Self {
            tab,
            filter: query.get("q").unwrap_or_default().to_owned(),
        }
    }

    /// The query that carries the state.
    pub fn query(&self) -> Query {
        let tab = match self.tab {
            ProjectTab::Runs => None,
            ProjectTab::Artifacts => Some("artifacts"),
        };
        Query::default().with("tab", tab).with("q", written(&self.filter))
    }
}

address_state!(ProjectState);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_state(filter in ".{0,12}", is_artifacts in any::<bool>()) {
            let tab = if is_artifacts { ProjectTab::Artifacts } else { ProjectTab::Runs };
            let state = ProjectState { tab, filter };
            prop_assert_eq!(ProjectState::parse(&state.to_string()), state);
        }
    }

    #[test]
    fn the_default_is_not_written_and_what_the_sdk_adds_is_passed_over() {
        assert_eq!(ProjectState::default().to_string(), "");
        assert_eq!(ProjectState::parse("jupyter=true"), ProjectState::default());
    }
}
