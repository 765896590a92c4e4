//! Lengths of time.

/// A length of time in its two greatest units: `0.4 s`, `18 min 22 s`, `1 h 4 min`, `3 d 2 h`.
///
/// Negative and undefined lengths read as `0 s`.
pub fn duration(seconds: f64) -> String {
    if seconds.is_nan() || seconds <= 0.0 {
        return "0 s".to_owned();
    }
    if seconds < 0.0095 {
        return "<10 ms".to_owned();
    }
    if seconds < 0.9995 {
        return format!("{:.0} ms", seconds * 1e3);
    }
    if seconds < 9.95 {
        return format!("{seconds:.1} s").replace(".0 s", " s");
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive; saturates"
    )]
    let whole = seconds.round() as u64;
    let pair = |big: u64, big_unit: &str, small: u64, small_unit: &str| {
        if small == 0 {
            format!("{big} {big_unit}")
        } else {
            format!("{big} {big_unit} {small} {small_unit}")
        }
    };
    match whole {
        0..60 => format!("{whole} s"),
        60..3_600 => pair(whole / 60, "min", whole % 60, "s"),
        3_600..86_400 => pair(whole / 3_600, "h", whole % 3_600 / 60, "min"),
        _ => pair(whole / 86_400, "d", whole % 86_400 / 3_600, "h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_show_two_units_at_most() {
        let shown = [0.4, 3.0, 9.94, 59.4, 60.0, 1_102.0, 3_840.0, 7_200.0, 266_400.0].map(duration);
        assert_eq!(
            shown,
            [
                "400 ms",
                "3 s",
                "9.9 s",
                "59 s",
                "1 min",
                "18 min 22 s",
                "1 h 4 min",
                "2 h",
                "3 d 2 h"
            ]
        );
    }

    #[test]
    fn rounding_carries_into_the_next_unit() {
        assert_eq!(duration(59.7), "1 min");
        assert_eq!(duration(0.9999), "1 s");
    }

    #[test]
    fn nothing_and_nonsense_are_zero() {
        assert_eq!([0.0, -3.0, f64::NAN].map(duration), ["0 s", "0 s", "0 s"]);
        assert_eq!(duration(0.001), "<10 ms");
    }
}
