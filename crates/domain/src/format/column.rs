//! Numbers of one column: all with the same digits after the point, so that the eye can compare them.

use super::number::{fixed, metric};

/// How many significant digits the greatest value of a column has.
const SIGNIFICANT_DIGITS: usize = 4;

/// How the numbers of one column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnFormat {
    /// With so many digits after the point.
    Fixed(usize),
    /// Each for itself: the values are too small or too great for one number of digits.
    Free,
}

impl ColumnFormat {
    /// The format that suits all values: the greatest shows four significant digits, whole numbers stay whole.
    pub fn of(values: impl Iterator<Item = f64>) -> Self {
        let (mut greatest, mut is_whole) = (0.0_f64, true);
        for value in values.filter(|value| value.is_finite()) {
            greatest = greatest.max(value.abs());
            is_whole &= value.fract() == 0.0;
        }
        match greatest {
            _ if is_whole => Self::Fixed(0),
            1e-4..1e9 => Self::Fixed(decimals_for(greatest)),
            _ => Self::Free,
        }
    }

    /// A value of the column; one that would be rounded to zero and is none is written for itself.
    pub fn show(self, value: f64) -> String {
        match self {
            Self::Fixed(decimals) => {
                let text = fixed(value, decimals);
                let is_hidden = value != 0.0 && text.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'-'));
                if is_hidden { metric(value) } else { text }
            }
            Self::Free => metric(value),
        }
    }
}

fn decimals_for(greatest: f64) -> usize {
    let mut decimals = SIGNIFICANT_DIGITS;
    let mut bound = 1.0;
    while decimals > 0 && greatest >= bound {
        decimals -= 1;
        bound *= 10.0;
    }
    let mut bound = 0.1;
    while greatest < bound {
        decimals += 1;
        bound /= 10.0;
    }
    decimals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(values: &[f64]) -> Vec<String> {
        let format = ColumnFormat::of(values.iter().copied());
        values.iter().map(|value| format.show(*value)).collect()
    }

    #[test]
    fn a_column_has_the_digits_that_its_greatest_value_needs() {
        assert_eq!(shown(&[0.949, 0.9098, 0.5]), ["0.9490", "0.9098", "0.5000"]);
        assert_eq!(shown(&[31.24, 9.5]), ["31.24", "9.50"]);
        assert_eq!(shown(&[0.02278, 0.000_699_4]), ["0.02278", "0.00070"]);
    }

    #[test]
    fn whole_numbers_stay_whole() {
        assert_eq!(shown(&[1.0, 20_000.0]), ["1", "20,000"]);
        assert_eq!(shown(&[]), [""; 0]);
    }

    #[test]
    fn nothing_is_rounded_to_zero_that_is_not_zero() {
        assert_eq!(shown(&[0.9, 0.000_012, 0.0]), ["0.9000", "1.2e-5", "0.0000"]);
        assert_eq!(shown(&[1e-7, 2.5e-7]), ["1e-7", "2.5e-7"]);
    }
}
