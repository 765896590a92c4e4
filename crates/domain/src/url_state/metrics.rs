use super::{address_state, written};
use crate::url_query::Query;

/// The state of the metrics tab: `?q=loss&x=relative&smooth=35&view=data`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct MetricsState {
    /// What the names of the metrics must contain.
    pub search: String,
    /// What the charts are drawn over.
    pub axis: XAxis,
    /// How much the lines are smoothed.
    pub smoothing: Smoothing,
    /// Whether the values are shown as tables instead of lines.
    pub shows_data: bool,
}

/// What a chart is drawn over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum XAxis {
    /// The number of the step.
    #[default]
    Step,
    /// The time of day.
    Time,
    /// The time since the run began.
    Relative,
}

impl XAxis {
    /// All axes and the word for each, in the order they are shown.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Step, "Step"),
        (Self::Time, "Time"),
        (Self::Relative, "Relative"),
    ];

    const fn name(self) -> Option<&'static str> {
        match self {
            Self::Step => None,
            Self::Time => Some("time"),
            Self::Relative => Some("relative"),
        }
    }
}

/// How much lines are smoothed, in hundredths from 0 to 99.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Smoothing(u8);

impl Smoothing {
    /// The strongest there is.
    pub const MOST: u8 = 99;

    /// A smoothing of so many hundredths, at most [`Smoothing::MOST`].
    pub fn of_hundredths(hundredths: u8) -> Self {
        Self(hundredths.min(Self::MOST))
    }

    /// The hundredths.
    pub const fn hundredths(self) -> u8 {
        self.0
    }

    /// The weight of the past, from 0 to below 1.
    pub fn weight(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl MetricsState {
    /// Reads the state from a query.
    pub fn read(query: &Query) -> Self {
        let axis = XAxis::ALL
            .into_iter()
            .map(|(axis, _)| axis)
            .find(|axis| axis.name() == query.get("x"));
        let hundredths = query
            .get("smooth")
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        Self {
            search: query.get("q").unwrap_or_default().to_owned(),
            axis: axis.unwrap_or_default(),
            smoothing: Smoothing::of_hundredths(hundredths),
            shows_data: query.get("view") == Some("data"),
        }
    }

    /// The query that says the state.
    pub fn query(&self) -> Query {
        let smooth = self.smoothing.0.to_string();
        Query::default()
            .with("q", written(&self.search))
            .with("x", self.axis.name())
            .with("smooth", (self.smoothing.0 > 0).then_some(&smooth))
            .with("view", self.shows_data.then_some("data"))
    }
}

address_state!(MetricsState);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_state(
            search in ".{0,12}", axis in 0_usize..3, hundredths in 0_u8..100, shows_data in any::<bool>(),
        ) {
            let smoothing = Smoothing::of_hundredths(hundredths);
            let state = MetricsState { search, axis: XAxis::ALL[axis].0, smoothing, shows_data };
            prop_assert_eq!(MetricsState::parse(&state.to_string()), state);
        }
    }

    #[test]
    fn defaults_are_not_written_and_nonsense_is_a_default() {
        assert_eq!(MetricsState::default().to_string(), "");
        assert_eq!(
            MetricsState::parse("?x=epoch&smooth=lots"),
            MetricsState::default()
        );
        assert_eq!(MetricsState::parse("?smooth=250").smoothing.hundredths(), 99);
    }
}
