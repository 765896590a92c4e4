use super::{address_state, written};
use crate::url_query::Query;

/// The state of the lineage tab: `?up=2&down=3&view=outline&node=…&open=…&q=train`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct LineageState {
    /// How far to look towards the sources.
    pub up: Hops,
    /// How far to look towards the uses.
    pub down: Hops,
    /// How the lineage is shown.
    pub view: LineageView,
    /// The node whose details are shown.
    pub selected: Option<String>,
    /// The nodes whose hidden neighbours were opened, in that order.
    pub opened: Vec<String>,
    /// What is looked for in the graph.
    pub search: String,
}

/// A number of steps through the lineage, from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hops(u8);

impl Hops {
    /// The fewest and the most.
    pub const RANGE: std::ops::RangeInclusive<u8> = 1..=5;

    /// So many steps, brought into the range.
    pub fn of(count: u8) -> Self {
        Self(count.clamp(*Self::RANGE.start(), *Self::RANGE.end()))
    }

    /// How many.
    pub const fn count(self) -> u8 {
        self.0
    }
}

impl Default for Hops {
    /// The run that made it and what that run used; what used it and what came of that.
    fn default() -> Self {
        Self(2)
    }
}

/// How the lineage is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum LineageView {
    /// As a drawing.
    #[default]
    Graph,
    /// As a nested list.
    Outline,
}

impl LineageState {
    /// Reads the state from a query.
    pub fn read(query: &Query) -> Self {
        let hops = |name| {
            query
                .get(name)
                .and_then(|text| text.parse().ok())
                .map_or_else(Hops::default, Hops::of)
        };
        let view = if query.get("view") == Some("outline") {
            LineageView::Outline
        } else {
            LineageView::Graph
        };
        let names = query
            .get("open")
            .unwrap_or_default()
            .split(' ')
            .filter(|id| !id.is_empty());
        Self {
            up: hops("up"),
            down: hops("down"),
            view,
            selected: query.get("node").filter(|id| !id.is_empty()).map(str::to_owned),
            opened: names.map(str::to_owned).collect(),
            search: query.get("q").unwrap_or_default().to_owned(),
        }
    }

    /// The query that says the state.
    pub fn query(&self) -> Query {
        let hops = |hops: Hops| (hops != Hops::default()).then(|| hops.0.to_string());
        let view = match self.view {
            LineageView::Graph => None,
            LineageView::Outline => Some("outline"),
        };
        Query::default()
            .with("up", hops(self.up).as_deref())
            .with("down", hops(self.down).as_deref())
            .with("view", view)
            .with("node", self.selected.as_deref())
            .with("open", written(&self.opened.join(" ")))
            .with("q", written(&self.search))
    }
}

address_state!(LineageState);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_state(
            hops in (1_u8..6, 1_u8..6),
            is_outline in any::<bool>(),
            selected in proptest::option::of("[a-z:/=+]{1,12}"),
            opened in proptest::collection::vec("[a-z:/=+]{1,12}", 0..4),
            search in ".{0,12}",
        ) {
            let view = if is_outline { LineageView::Outline } else { LineageView::Graph };
            let state =
                LineageState { up: Hops::of(hops.0), down: Hops::of(hops.1), view, selected, opened, search };
            prop_assert_eq!(LineageState::parse(&state.to_string()), state);
        }
    }

    #[test]
    fn defaults_are_not_written_and_hops_stay_in_their_range() {
        assert_eq!(LineageState::default().to_string(), "");
        let far = LineageState::parse("?up=99&down=0");
        assert_eq!((far.up.count(), far.down.count()), (5, 1));
    }
}
