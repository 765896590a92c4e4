use super::*;
use proptest::prelude::*;

fn series(ys: &[f64]) -> Vec<Point> {
    (0_u32..)
        .zip(ys)
        .map(|(x, y)| Point::new(f64::from(x), *y))
        .collect()
}

fn any_series() -> impl Strategy<Value = Vec<Point>> {
    let y = prop_oneof![8 => -1e6_f64..1e6, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)];
    proptest::collection::vec((0.0_f64..1e4, y), 0..400)
        .prop_map(|points| ordered(points.into_iter().map(|(x, y)| Point::new(x, y)).collect()))
}

#[test]
fn ordering_drops_what_has_no_place() {
    let given = vec![
        Point::new(2.0, 1.0),
        Point::new(f64::NAN, 9.0),
        Point::new(1.0, f64::NAN),
    ];
    let got = ordered(given);
    assert_eq!(got.iter().map(|point| point.x).collect::<Vec<_>>(), [1.0, 2.0]);
}

#[test]
fn stretches_end_at_gaps() {
    let points = series(&[f64::NAN, 1.0, 2.0, f64::INFINITY, f64::NAN, 3.0]);
    let lengths: Vec<usize> = stretches(&points).map(<[Point]>::len).collect();
    assert_eq!(lengths, [2, 1]);
    assert_eq!(last_value(&points), Some(3.0));
    assert_eq!(last_value(&series(&[f64::NAN])), None);
}

#[test]
fn an_extent_ignores_what_is_not_finite() {
    assert_eq!(
        Extent::of([f64::NAN, 3.0, f64::INFINITY, -1.0]),
        Some(Extent { min: -1.0, max: 3.0 })
    );
    assert_eq!(Extent::of([f64::NAN]), None);
}

#[test]
fn a_single_value_gets_room() {
    assert_eq!(
        Extent { min: 0.0, max: 0.0 }.padded(0.08),
        Extent { min: -1.0, max: 1.0 }
    );
    let around = Extent { min: 5.0, max: 5.0 }.padded(0.08);
    assert!(around.min < 5.0 && around.max > 5.0);
}

#[test]
fn ticks_are_round_numbers_with_equal_decimals() {
    let labels = |min, max, wanted| nice_ticks(Extent { min, max }, wanted).labels;
    assert_eq!(labels(0.0, 1.0, 4), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
    assert_eq!(
        labels(0.0, 12_000.0, 4),
        ["0", "2,000", "4,000", "6,000", "8,000", "10,000", "12,000"]
    );
    assert_eq!(labels(0.0, 3e6, 3), ["0", "1M", "2M", "3M"]);
    assert_eq!(labels(0.0, 2.2e5, 4), ["0", "50k", "100k", "150k", "200k"]);
    assert_eq!(
        labels(-0.02, 0.021, 4),
        ["-0.02", "-0.01", "0.00", "0.01", "0.02"]
    );
    assert_eq!(labels(0.0, 0.000_4, 4), ["0", "1e-4", "2e-4", "3e-4", "4e-4"]);
}

#[test]
fn whole_ticks_never_fall_between_steps() {
    assert_eq!(
        whole_ticks(Extent { min: 0.0, max: 2.0 }, 6).positions,
        [0.0, 1.0, 2.0]
    );
}

#[test]
fn elapsed_time_is_divided_as_people_do() {
    let ticks = elapsed_ticks(
        Extent {
            min: 0.0,
            max: 1_900.0,
        },
        4,
    );
    assert_eq!(ticks.labels, ["0", "10 min", "20 min", "30 min"]);
    assert_eq!(
        elapsed_ticks(Extent { min: 0.0, max: 2.0 }, 4).labels,
        ["0.0 s", "0.5 s", "1.0 s", "1.5 s", "2.0 s"]
    );
}

#[test]
fn clock_ticks_are_whole_hours_of_the_reader() {
    let noon = 1_794_484_800.0;
    let ticks = clock_ticks(
        Extent {
            min: noon,
            max: noon + 3.0 * 3_600.0,
        },
        3,
        330,
    );
    assert_eq!(ticks.labels, ["18:00", "19:00", "20:00"]);
    let days = clock_ticks(
        Extent {
            min: noon,
            max: noon + 5.0 * 86_400.0,
        },
        5,
        0,
    );
    assert_eq!(days.labels.first().map(String::as_str), Some("13 Nov"));
}

#[test]
fn smoothing_an_even_series_is_the_corrected_recursion() {
    let points = series(&[1.0, 0.0, 4.0, 2.0]);
    let (weight, mut sum, mut total) = (0.6, 0.0, 0.0);
    for (got, given) in smoothed(&points, weight).iter().zip(&points) {
        sum = weight * sum + (1.0 - weight) * given.y;
        total = weight * total + (1.0 - weight);
        assert!((got.y - sum / total).abs() < 1e-12);
    }
}

#[test]
fn smoothing_forgets_across_a_long_distance() {
    let mut points = series(&[0.0; 50]);
    points.push(Point::new(5_000.0, 1.0));
    let last = smoothed(&points, 0.9).last().map(|point| point.y);
    assert!(last.is_some_and(|y| y > 0.99), "{last:?}");
}

#[test]
fn the_nearest_point_is_found() {
    let points = [1.0, 2.0, 2.0, 10.0].map(|x| Point::new(x, x));
    assert_eq!(
        [-5.0, 1.4, 2.0, 5.9, 6.1, 99.0].map(|x| nearest(&points, x)),
        [0, 0, 1, 1, 3, 3].map(Some)
    );
    assert_eq!(nearest(&[], 1.0), None);
    let gappy = series(&[1.0, f64::NAN, f64::NAN, 4.0]);
    assert_eq!(nearest_with_value(&gappy, 1.2), Some(0));
    assert_eq!(nearest_with_value(&gappy, 2.2), Some(3));
    assert_eq!(nearest_with_value(&series(&[f64::NAN]), 0.0), None);
}

proptest! {
    #[test]
    fn ticks_stay_inside_ascend_and_differ(min in -1e9_f64..1e9, span in 1e-6_f64..1e9, wanted in 1_usize..12) {
        let range = Extent { min, max: min + span };
        prop_assume!(span > min.abs() * 1e-9);
        let ticks = nice_ticks(range, wanted);
        prop_assert_eq!(ticks.positions.len(), ticks.labels.len());
        prop_assert!(ticks.positions.iter().all(|at| (range.min..=range.max).contains(at)));
        prop_assert!(ticks.positions.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(ticks.labels.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", ticks.labels);
        prop_assert!(ticks.positions.len() <= wanted * 2 + 2, "{:?}", ticks.labels);
    }

    #[test]
    fn thinning_keeps_the_extremes_and_the_order(points in any_series(), buckets in 1_usize..40) {
        let range = Extent { min: 0.0, max: 1e4 };
        let thin = decimated(&points, range, buckets);
        let ys = |points: &[Point]| Extent::of(points.iter().map(|point| point.y));
        prop_assert_eq!(ys(&thin), ys(&points));
        prop_assert!(thin.is_sorted_by(|a, b| a.x <= b.x));
        prop_assert_eq!(stretches(&thin).count(), stretches(&points).count());
        let finite = |points: &[Point]| points.iter().filter(|point| point.y.is_finite()).count();
        let gaps = points.len() - finite(&points);
        prop_assert!(thin.len() <= (buckets + gaps) * 4 + gaps + 4);
        prop_assert!(finite(&thin) <= finite(&points));
    }

    #[test]
    fn smoothing_stays_within_the_values(points in any_series(), weight in 0.0_f64..1.0) {
        let smooth = smoothed(&points, weight);
        prop_assert_eq!(smooth.len(), points.len());
        if let (Some(given), Some(got)) =
            (Extent::of(points.iter().map(|p| p.y)), Extent::of(smooth.iter().map(|p| p.y)))
        {
            prop_assert!(got.min >= given.min - 1e-6 && got.max <= given.max + 1e-6);
        }
        for (a, b) in points.iter().zip(&smooth) {
            prop_assert_eq!(a.y.is_finite(), b.y.is_finite());
        }
    }

    #[test]
    fn no_point_is_nearer_than_the_nearest(points in any_series(), x in -10.0_f64..2e4) {
        let Some(found) = nearest(&points, x) else {
            prop_assert!(points.is_empty());
            return Ok(());
        };
        let best = points.iter().map(|point| (point.x - x).abs()).fold(f64::INFINITY, f64::min);
        prop_assert_eq!((points[found].x - x).abs().to_bits(), best.to_bits());
    }

    #[test]
    fn a_fraction_reads_back(min in -1e6_f64..1e6, span in 1e-3_f64..1e6, fraction in 0.0_f64..1.0) {
        let range = Extent { min, max: min + span };
        prop_assert!((range.fraction_of(range.value_at(fraction)) - fraction).abs() < 1e-6);
    }
}
