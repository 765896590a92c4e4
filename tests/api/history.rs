//! The history of a run over HTTP: curves for charts, and the exact rows beside them.

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server, status_and_json};
use crate::upload::run;

const CURVES: &str = "query($keys: [String!]!, $axis: HistoryAxis!, $from: Float, $to: Float, $most: Int!) { \
     project(entityName: \"my-team\", name: \"long\") { run(name: \"r\") { historyLineCount \
     historyCurves(keys: $keys, axis: $axis, from: $from, to: $to, samplesMax: $most) { key steps places values } } } }";

/// A line of a long run: two metrics in every line, one of them nested, and single peaks.
fn line_of(step: i64) -> String {
    let wave = f64::from(i32::try_from(step * 31 % 97).unwrap());
    let loss = match step {
        7_777 => 1e9,
        13_131 => -1e9,
        _ => wave,
    };
    let mut row = json!({ "_step": step, "_timestamp": 1.7e9 + f64::from(i32::try_from(step).unwrap()) / 4.0, "_runtime": step,
        "loss": loss, "val": { "acc": wave }, "note": "text" });
    if step == 5_000 {
        row["loss"] = json!("NaN");
    }
    row.to_string()
}

async fn send(server: &Server, offset: i64, content: Vec<String>) {
    let body = json!({ "files": { "wandb-history.jsonl": { "offset": offset, "content": content } } });
    let request = server
        .post("/files/my-team/long/r/file_stream")
        .basic_auth("api", Some(ADMIN_KEY))
        .json(&body);
    let (status, answer) = status_and_json(request.send().await.unwrap()).await;
    assert_eq!(status, 200, "{answer}");
}

/// A run of 20,000 lines.
async fn long_run() -> Server {
    let server = Server::start();
    run(&server, ADMIN_KEY, "long", "r").await;
    for offset in (0..20_000).step_by(3_000) {
        let end = (offset + 3_000).min(20_000);
        send(&server, offset, (offset..end).map(line_of).collect()).await;
    }
    server
}

async fn curves(server: &Server, variables: Value) -> Value {
    let data = server.data(ADMIN_KEY, CURVES, variables).await;
    data["project"]["run"].clone()
}

fn numbers(list: &Value) -> Vec<f64> {
    let list = list.as_array().unwrap();
    list.iter().filter_map(Value::as_f64).collect()
}

fn greatest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

#[tokio::test]
async fn one_request_draws_all_metrics_with_their_peaks() {
    let server = long_run().await;
    let variables = json!({ "keys": ["loss", "val.acc", "note", "nothing"], "axis": "STEP", "most": 2_000 });
    let found = curves(&server, variables).await;
    assert!(found.to_string().len() < 200_000);
    assert_eq!(found["historyLineCount"], json!(20_000));
    let of = |at: usize, list: &str| found["historyCurves"][at][list].clone();
    let (steps, values) = (numbers(&of(0, "steps")), numbers(&of(0, "values")));
    assert!(steps.len() > 250 && steps.len() <= 2_000, "{}", steps.len());
    assert!((greatest(&values) - 1e9).abs() < 1.0);
    assert!((values.iter().copied().fold(f64::INFINITY, f64::min) + 1e9).abs() < 1.0);
    assert_eq!((steps.first(), steps.last()), (Some(&0.0), Some(&19_999.0)));
    let all_values = of(0, "values");
    assert!(
        all_values.as_array().unwrap().contains(&json!("NaN")),
        "the gap is kept"
    );
    assert!((greatest(&numbers(&of(1, "values"))) - 96.0).abs() < 1e-9);
    assert_eq!(of(0, "places"), Value::Null);
    assert_eq!(
        (of(2, "values"), of(3, "values")),
        (json!([]), json!([])),
        "texts are no curve"
    );
}

#[tokio::test]
async fn a_part_of_an_axis_is_drawn_from_its_own_lines() {
    let server = long_run().await;
    for (axis, from, to) in [
        ("STEP", 7_000.0, 8_000.0),
        ("RUNTIME", 7_000.0, 8_000.0),
        ("TIME", 1.7e9 + 1_750.0, 1.7e9 + 2_000.0),
    ] {
        let variables = json!({ "keys": ["loss"], "axis": axis, "from": from, "to": to, "most": 400 });
        let found = curves(&server, variables).await;
        let curve = &found["historyCurves"][0];
        let steps = numbers(&curve["steps"]);
        assert_eq!(
            (steps.first(), steps.last()),
            (Some(&7_000.0), Some(&8_000.0)),
            "{axis}"
        );
        assert!(steps.len() >= 100, "{axis}: {}", steps.len());
        assert!((greatest(&numbers(&curve["values"])) - 1e9).abs() < 1.0, "{axis}");
        if axis != "STEP" {
            let places = numbers(&curve["places"]);
            assert_eq!(places.len(), steps.len());
            assert!(places.iter().all(|place| (from..=to).contains(place)), "{axis}");
        }
    }
}

#[tokio::test]
async fn lines_that_are_sent_anew_redraw_the_curve_and_rewrite_the_rows() {
    let server = long_run().await;
    let anew = (6_000..6_500).map(|step| json!({ "_step": step, "loss": -7 }).to_string());
    send(&server, 6_000, anew.collect()).await;
    let found = curves(&server, json!({ "keys": ["loss"], "axis": "STEP", "most": 500 })).await;
    assert_eq!(found["historyLineCount"], json!(6_500));
    let curve = &found["historyCurves"][0];
    assert_eq!(numbers(&curve["steps"]).last(), Some(&6_499.0));
    let values = numbers(&curve["values"]);
    assert!(
        (greatest(&values) - 96.0).abs() < 1e-9,
        "the peak was in a line that is gone"
    );
    assert!((values[values.len() - 1] + 7.0).abs() < 1e-9);
    let spec =
        json!({ "keys": ["_step", "loss"], "minStep": 5_998, "maxStep": 6_001, "samples": 100 }).to_string();
    let ask = "query($spec: JSONString!) { project(entityName: \"my-team\", name: \"long\") { run(name: \"r\") { sampledHistory(specs: [$spec]) \
         history(minStep: 5998, maxStep: 6002, samples: 100) historyTail } } }";
    let data = server.data(ADMIN_KEY, ask, json!({ "spec": spec })).await;
    let exact = &data["project"]["run"];
    let steps: Vec<&Value> = exact["sampledHistory"][0]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["_step"])
        .collect();
    assert_eq!(
        steps,
        [&json!(5_998), &json!(5_999), &json!(6_000), &json!(6_001)]
    );
    assert_eq!(exact["sampledHistory"][0][2]["loss"], json!(-7));
    assert_eq!(exact["history"].as_array().unwrap().len(), 4);
    assert!(exact["historyTail"].as_str().unwrap().contains("6499"));
}

#[tokio::test]
async fn samples_of_a_long_history_are_exact_rows_with_all_keys_and_the_peaks() {
    let server = long_run().await;
    let ask = "query($specs: [JSONString!]!) { project(entityName: \"my-team\", name: \"long\") { run(name: \"r\") { sampledHistory(specs: $specs) } } }";
    let spec = |keys: &[&str]| json!({ "keys": keys, "samples": 300 }).to_string();
    let specs = [
        spec(&["_step", "loss", "val.acc"]),
        spec(&["_step", "nothing"]),
        spec(&["_step", "note"]),
    ];
    let data = server.data(ADMIN_KEY, ask, json!({ "specs": specs })).await;
    let lists = data["project"]["run"]["sampledHistory"].as_array().unwrap();
    let rows = lists[0].as_array().unwrap();
    assert!(rows.len() > 50 && rows.len() <= 300, "{}", rows.len());
    for row in rows {
        let step = row["_step"].as_i64().unwrap();
        let logged: Value = serde_json::from_str(&line_of(step)).unwrap();
        assert_eq!(
            (&row["loss"], &row["val.acc"]),
            (&logged["loss"], &logged["val"]["acc"])
        );
    }
    let steps: Vec<i64> = rows.iter().filter_map(|row| row["_step"].as_i64()).collect();
    assert!(steps.is_sorted());
    for step in [0, 7_777, 13_131, 19_999] {
        assert!(steps.contains(&step), "{step} is lost: {steps:?}");
    }
    assert_eq!(lists[1], json!([]), "no row has it");
    assert_eq!(
        lists[2].as_array().unwrap().len(),
        300,
        "texts are read from the lines"
    );
}

#[tokio::test]
async fn too_much_at_once_is_refused_with_the_limit() {
    let server = Server::start();
    run(&server, ADMIN_KEY, "long", "r").await;
    let many: Vec<String> = (0..501).map(|key| key.to_string()).collect();
    for (keys, most, sentence) in [
        (json!(many), 100, "Ask for at most 500 metrics at once."),
        (json!(["loss"]), 0, "samplesMax must be from 1 to 20000."),
        (json!(["loss"]), 20_001, "samplesMax must be from 1 to 20000."),
    ] {
        let variables = json!({ "keys": keys, "axis": "STEP", "most": most });
        let (status, _, message) = server.refusal(ADMIN_KEY, CURVES, variables).await;
        assert_eq!((status, message.as_str()), (400, sentence));
    }
    let empty = curves(&server, json!({ "keys": ["loss"], "axis": "TIME", "most": 100 })).await;
    assert_eq!(empty["historyCurves"][0]["values"], json!([]));
}
