//! Sizes in bytes.

const UNITS: [&str; 7] = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

/// A size in decimal units and three significant digits at most: `999 B`, `48.1 MB`, `3.2 GB`.
pub fn bytes(size_bytes: u64) -> String {
    if size_bytes < 1_000 {
        return format!("{size_bytes} B");
    }
    let mut divisor: u64 = 1_000;
    let mut unit = 1;
    // 999.5 of a unit would round to "1000", so it already belongs to the next one.
    while unit + 1 < UNITS.len() && size_bytes >= divisor * 1_000 - divisor / 2 {
        divisor *= 1_000;
        unit += 1;
    }
    let tenths = (u128::from(size_bytes) * 10 + u128::from(divisor) / 2) / u128::from(divisor);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    if whole >= 100 || tenth == 0 {
        let rounded = (u128::from(size_bytes) + u128::from(divisor) / 2) / u128::from(divisor);
        format!("{rounded} {}", UNITS[unit])
    } else {
        format!("{whole}.{tenth} {}", UNITS[unit])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sizes_read_like_sizes() {
        let shown = [
            0,
            999,
            1_000,
            1_500,
            48_100_000,
            3_200_000_000,
            412_000_000,
            u64::MAX,
        ]
        .map(bytes);
        assert_eq!(
            shown,
            [
                "0 B", "999 B", "1 kB", "1.5 kB", "48.1 MB", "3.2 GB", "412 MB", "18.4 EB"
            ]
        );
    }

    #[test]
    fn rounding_never_shows_a_thousand_of_a_unit() {
        assert_eq!(bytes(999_999), "1 MB");
        assert_eq!(bytes(999_400), "999 kB");
        assert_eq!(bytes(999_600), "1 MB");
        assert_eq!(bytes(999_960_000), "1 GB");
    }

    proptest! {
        #[test]
        fn a_shown_size_is_within_a_percent_and_a_half_tenth(size in 1_000_u64..1_000_000_000_000_000) {
            let shown = bytes(size);
            let (number, unit) = shown.split_once(' ').unwrap();
            let power = UNITS.iter().position(|known| known == &unit).unwrap();
            let read = number.parse::<f64>().unwrap() * 1e3_f64.powi(i32::try_from(power).unwrap());
            #[allow(clippy::cast_precision_loss, reason = "compared with a tolerance")]
            let exact = size as f64;
            prop_assert!((read - exact).abs() <= exact * 0.05 + 1.0, "{shown} for {size}");
            prop_assert!(number.parse::<f64>().unwrap() < 1_000.0, "{shown}");
        }
    }
}
