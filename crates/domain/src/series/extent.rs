//! The range of values along one axis.

/// A closed range of finite values, `min <= max`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// The least value.
    pub min: f64,
    /// The greatest value.
    pub max: f64,
}

impl Extent {
    /// The range of the finite ones among `values`, `None` when there are none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold(None, |found, value| match found {
                None => Some(Self {
                    min: value,
                    max: value,
                }),
                Some(Self { min, max }) => Some(Self {
                    min: min.min(value),
                    max: max.max(value),
                }),
            })
    }

    /// The range that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            min: self.min.min(other.min),
            max: self.max.max(other.max),
        }
    }

    /// The length, infinite when it does not fit a number.
    pub fn span(self) -> f64 {
        self.max - self.min
    }

    /// The range with room on both sides: `fraction` of its length, and for a single value enough to see it.
    #[must_use]
    pub fn padded(self, fraction: f64) -> Self {
        let span = self.span();
        let room = if span > 0.0 && span.is_finite() {
            span * fraction
        } else if self.min == 0.0 {
            1.0
        } else {
            self.min.abs().max(self.max.abs()) * 0.1
        };
        Self {
            min: (self.min - room).max(f64::MIN),
            max: (self.max + room).min(f64::MAX),
        }
    }

    /// Where `value` lies between `min` (0) and `max` (1); 0.5 in a range without length.
    pub fn fraction_of(self, value: f64) -> f64 {
        // Halving first keeps the difference of the two greatest numbers finite.
        let half_span = self.max / 2.0 - self.min / 2.0;
        if half_span > 0.0 {
            (value / 2.0 - self.min / 2.0) / half_span
        } else {
            0.5
        }
    }

    /// The value at a fraction; the inverse of [`Extent::fraction_of`].
    pub fn value_at(self, fraction: f64) -> f64 {
        self.min * (1.0 - fraction) + self.max * fraction
    }
}
