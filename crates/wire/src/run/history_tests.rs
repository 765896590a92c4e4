use super::*;

#[test]
fn only_metrics_with_numbers_are_drawn() {
    let answer = r#"{"project":{"run":{"displayName":"calm-river-1","state":"finished","historyLineCount":3,
        "historyKeys":{"keys":{"loss":{"typeCounts":[{"type":"number","count":3}]},"name":{"typeCounts":[{"type":"string","count":3}]},
        "_step":{"typeCounts":[{"type":"number","count":3}]},"acc":{"typeCounts":[{"type":"string"},{"type":"number"}]}},"lastStep":2},
        "summaryMetrics":"{\"loss\":0.5}"}}}"#;
    let run = InProject::<RunMetrics>::from_json(serde_json::from_str(answer).unwrap())
        .unwrap()
        .into_run()
        .unwrap();
    assert_eq!(run.numeric_keys(), ["acc", "loss"]);
    assert_eq!(run.summary_metrics.numbers(), [("loss".to_owned(), 0.5)]);
}

#[test]
fn a_run_that_is_not_there_is_none() {
    for answer in [r#"{"project":null}"#, r#"{"project":{"run":null}}"#] {
        assert!(
            InProject::<RunMetrics>::from_json(serde_json::from_str(answer).unwrap())
                .unwrap()
                .into_run()
                .is_none()
        );
    }
}

#[test]
fn samples_come_in_the_order_of_the_keys_and_keep_what_json_cannot_say() {
    let answer = r#"{"sampledHistory":[[{"_step":1,"_timestamp":10.5,"_runtime":2,"loss":"NaN"},
        {"_step":0,"_timestamp":9.5,"_runtime":1,"loss":0.25}],null]}"#;
    let keys = ["loss".to_owned(), "acc".to_owned()];
    let samples = RunSamples::from_json(serde_json::from_str(answer).unwrap())
        .unwrap()
        .into_samples(&keys);
    assert_eq!((samples[1].key.as_str(), samples[1].rows.len()), ("acc", 0));
    let points = samples[0].points(|row| row.step);
    assert_eq!(points[0], Point::new(0.0, 0.25));
    assert!(points[1].y.is_nan());
}

#[test]
fn each_metric_has_its_own_spec_with_the_three_axes() {
    let variables = HistoryVariables::new(RunAddress::default(), &["a\"b".to_owned()], 500);
    let spec: Value = serde_json::from_str(&variables.specs[0]).unwrap();
    assert_eq!(
        spec["keys"],
        serde_json::json!(["_step", "_timestamp", "_runtime", "a\"b"])
    );
    assert_eq!(spec["samples"], 500);
}
