//! Counts with thousands separators and metric values with a fixed number of significant digits.

use std::fmt::Write as _;

/// A whole number with thousands separators: `1,234,567`.
pub fn count(value: i64) -> String {
    let digits = grouped(&value.unsigned_abs().to_string());
    if value < 0 { format!("-{digits}") } else { digits }
}

/// A count with its noun: `1 file`, `14 files`, `2 entries` (pass the plural when it is not the noun with an s).
pub fn count_of(value: i64, singular: &str, plural: &str) -> String {
    format!("{} {}", count(value), if value == 1 { singular } else { plural })
}

/// A metric value in four significant digits: `0.9487`, `12.35`, `1.2e-5`, `418,000`.
pub fn metric(value: f64) -> String {
    number_with_significant_digits(value, 4)
}

/// A value in every digit that it has, with thousands separators before the point.
pub fn exact_number(value: f64) -> String {
    if !value.is_finite() {
        return unusual(value);
    }
    if value != 0.0 && !(1e-6..1e15).contains(&value.abs()) {
        return format!("{value:e}");
    }
    grouped_decimal(&value.to_string())
}

/// A value in `digits` significant digits: whole numbers stay whole, very small and very large ones become `1.2e-5`.
pub fn number_with_significant_digits(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return unusual(value);
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs();
    if value.fract() == 0.0 && magnitude < 1e15 {
        return grouped_decimal(&format!("{value:.0}"));
    }
    let digits = digits.max(1);
    if !(1e-4..1e15).contains(&magnitude) {
        return scientific(value, digits);
    }
    let decimals = decimals_for(magnitude, digits);
    trimmed(&fixed(value, decimals))
}

/// A value with exactly `decimals` digits after the point and thousands separators before it.
pub fn fixed(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return unusual(value);
    }
    let text = format!("{value:.decimals$}");
    // Rounding a small negative number gives "-0.00", which reads like a mistake.
    let text = if text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.')) {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    };
    grouped_decimal(&text)
}

fn unusual(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value > 0.0 {
        "Infinity".to_owned()
    } else {
        "-Infinity".to_owned()
    }
}

fn scientific(value: f64, digits: usize) -> String {
    let text = format!("{value:.*e}", digits - 1);
    match text.split_once('e') {
        Some((mantissa, exponent)) => format!("{}e{exponent}", trimmed(mantissa)),
        None => text,
    }
}

/// Digits after the point that give `digits` significant ones; `magnitude` is in `1e-4..1e15`.
fn decimals_for(magnitude: f64, digits: usize) -> usize {
    let mut decimals = digits;
    let mut bound = 1.0;
    while decimals > 0 && magnitude >= bound {
        decimals -= 1;
        bound *= 10.0;
    }
    let mut bound = 0.1;
    while magnitude < bound {
        decimals += 1;
        bound /= 10.0;
    }
    decimals
}

fn trimmed(text: &str) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text.to_owned()
    }
}

fn grouped_decimal(text: &str) -> String {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = rest
        .split_once('.')
        .map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = format!("{sign}{}", grouped(whole));
    if let Some(fraction) = fraction {
        let _ = write!(out, ".{fraction}");
    }
    out
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_have_thousands_separators() {
        let shown = [0, 12, 999, 1_000, 184_220_113, -1_234].map(count);
        assert_eq!(shown, ["0", "12", "999", "1,000", "184,220,113", "-1,234"]);
        assert_eq!(count(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn one_takes_the_singular() {
        assert_eq!(count_of(1, "file", "files"), "1 file");
        assert_eq!(count_of(1_400, "file", "files"), "1,400 files");
    }

    #[test]
    fn metrics_show_four_significant_digits_without_trailing_zeros() {
        let shown = [
            0.948_712, 0.0624, 12.3456, 1.184, 0.5, 418_000.0, 418_000.4, 0.000_12, 99.999_9,
        ]
        .map(metric);
        assert_eq!(
            shown,
            [
                "0.9487", "0.0624", "12.35", "1.184", "0.5", "418,000", "418,000", "0.00012", "100"
            ]
        );
    }

    #[test]
    fn very_small_and_very_large_metrics_are_scientific() {
        assert_eq!(metric(0.000_012_3), "1.23e-5");
        assert_eq!(metric(-2.5e18), "-2.5e18");
        assert_eq!(metric(0.0), "0");
    }

    #[test]
    fn what_is_no_number_says_so() {
        assert_eq!(
            [f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(metric),
            ["NaN", "Infinity", "-Infinity"]
        );
    }

    #[test]
    fn a_tiny_negative_number_does_not_become_minus_zero() {
        assert_eq!(fixed(-0.001, 2), "0.00");
        assert_eq!(fixed(-1_234.567, 2), "-1,234.57");
    }

    proptest! {
        #[test]
        fn a_shown_metric_is_near_its_value(value in -1e12_f64..1e12) {
            let read: f64 = metric(value).replace(',', "").parse().unwrap();
            prop_assert!((read - value).abs() <= value.abs() * 1e-3 + f64::MIN_POSITIVE || (read - value).abs() <= 0.5);
        }

        #[test]
        fn an_exact_number_reads_back(value in proptest::num::f64::NORMAL | proptest::num::f64::ZERO) {
            let read: f64 = exact_number(value).replace(',', "").parse().unwrap();
            prop_assert_eq!(read.to_bits(), value.to_bits());
        }
    }
}
