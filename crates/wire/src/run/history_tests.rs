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
fn curves_keep_what_json_cannot_say_and_are_drawn_over_their_places() {
    let answer = r#"{"historyCurves":[{"key":"loss","steps":[1,0,null],"places":[10.5,9.5,11],"values":["NaN",0.25,"-Infinity"]},
        {"key":"acc","steps":[],"places":null,"values":[]}]}"#;
    let samples = RunSamples::from_json(serde_json::from_str(answer).unwrap())
        .unwrap()
        .into_samples();
    assert_eq!((samples[1].key.as_str(), samples[1].rows.len()), ("acc", 0));
    let points = samples[0].points();
    assert_eq!(points[0], Point::new(9.5, 0.25));
    assert!(points[1].y.is_nan());
    assert_eq!(points[2], Point::new(11.0, f64::NEG_INFINITY));
    assert_eq!(samples[0].place_of_step(0.9), Some(10.5));
    assert_eq!(samples[1].place_of_step(0.9), None);
}

#[test]
fn curves_without_places_are_drawn_over_their_steps() {
    let answer = r#"{"historyCurves":[{"key":"loss","steps":[3,4],"places":null,"values":[1,2]}]}"#;
    let samples = RunSamples::from_json(serde_json::from_str(answer).unwrap())
        .unwrap()
        .into_samples();
    assert_eq!(samples[0].points(), [Point::new(3.0, 1.0), Point::new(4.0, 2.0)]);
}

#[test]
fn all_metrics_are_asked_for_at_once() {
    let curves = Curves::new(vec!["a\"b".to_owned(), "c".to_owned()], HistoryAxis::Runtime);
    let variables = serde_json::to_value(HistoryVariables::new(RunAddress::default(), curves)).unwrap();
    assert_eq!(
        variables,
        serde_json::json!({ "entity": "", "project": "", "run": "", "keys": ["a\"b", "c"], "axis": "RUNTIME", "samplesMax": 5_000 })
    );
}
