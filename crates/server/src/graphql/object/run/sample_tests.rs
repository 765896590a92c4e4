use super::*;
use crate::store::run_line::lenient_json::object;

fn sampler(spec: &str, rows: &[&str]) -> Sampler {
    let mut sampler = Sampler::new(Spec::parse(spec).unwrap());
    for (line, row) in rows.iter().enumerate() {
        sampler.look_at(i64::try_from(line).unwrap(), &object(row).unwrap());
    }
    sampler
}

#[test]
fn a_single_peak_survives_sampling() {
    let mut values = vec![1.0; 100_000];
    values[54_321] = 9.0;
    values[12_345] = -3.0;
    let chosen = choose(&[&values], values.len(), 100);
    assert!(chosen.len() <= 100, "{}", chosen.len());
    assert!(chosen.contains(&54_321) && chosen.contains(&12_345));
    assert_eq!((chosen[0], chosen[chosen.len() - 1]), (0, 99_999));
    assert!(chosen.is_sorted());
}

#[test]
fn the_peaks_of_each_metric_survive() {
    let (mut a, mut b) = (vec![0.0; 1_000], vec![0.0; 1_000]);
    a[10] = 5.0;
    b[11] = -5.0;
    let chosen = choose(&[&a, &b], 1_000, 20);
    assert!(chosen.len() <= 20 && chosen.contains(&10) && chosen.contains(&11));
}

#[test]
fn what_is_few_is_kept_whole() {
    assert_eq!(choose(&[&[1.0, 2.0, 3.0]], 3, 3), [0, 1, 2]);
    assert_eq!(choose(&[], 3, 500), [0, 1, 2]);
}

#[test]
fn too_few_samples_for_buckets_are_spread() {
    assert_eq!(choose(&[&[0.0; 10]], 10, 3), [0, 4, 9]);
    assert_eq!(choose(&[&[0.0; 10]], 10, 1), [9]);
    assert_eq!(choose(&[&[0.0; 10]], 10, 0), Vec::<usize>::new());
}

#[test]
fn values_that_are_no_numbers_do_not_count_as_peaks() {
    let mut values = vec![f64::NAN; 100];
    values[50] = 1.0;
    assert_eq!(choose(&[&values], 100, 12), [0, 50, 99]);
}

#[test]
fn only_rows_with_all_keys_are_sampled() {
    let rows = [
        r#"{"_step":0,"a":1}"#,
        r#"{"_step":1,"a":1,"b":2}"#,
        r#"{"_step":2,"b":{"c":1}}"#,
    ];
    assert_eq!(
        sampler(r#"{"keys":["_step","a","b"]}"#, &rows).chosen_lines(),
        [1]
    );
    assert_eq!(sampler(r#"{"keys":["b.c"]}"#, &rows).chosen_lines(), [2]);
    assert_eq!(sampler(r#"{"samples":10}"#, &rows).chosen_lines(), [0, 1, 2]);
}

#[test]
fn a_scan_misses_no_row_of_its_range() {
    let rows: Vec<String> = (0..=10)
        .chain([0])
        .map(|step| format!(r#"{{"_step":{step},"a":0}}"#))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let spec = r#"{"keys":["_step","a","_step"],"samples":11,"minStep":0,"maxStep":10}"#;
    assert_eq!(sampler(spec, &rows).chosen_lines().len(), 12);
}

#[test]
fn a_row_is_cut_to_the_keys_asked_for() {
    let spec = Spec::parse(r#"{"keys":["_step","a.b","_step"]}"#).unwrap();
    let row = spec
        .project(object(r#"{"_step":1,"a":{"b":2},"c":3}"#).unwrap())
        .unwrap();
    assert_eq!(Value::Object(row).to_string(), r#"{"_step":1,"a.b":2}"#);
}
