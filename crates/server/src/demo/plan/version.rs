//! Drawing one version and the run that logs it.

use serde_json::{Map, Value, json};

use super::catalog::Entry;
use super::metric::Family;
use super::{Run, Sequence, Version, file, words};
use crate::demo::random::{Random, rounded};

/// The newest versions of a long collection that are given full histories.
pub const FULL_HISTORIES: u32 = 30;

/// Draws a version; who logs and links it is said later.
pub fn draw(
    entry: &'static Entry,
    index: u32,
    count: u32,
    before: &[Vec<Sequence>],
    random: &mut Random,
) -> Version {
    let is_recent = index + FULL_HISTORIES >= count;
    let steps = if is_recent {
        full_steps(random)
    } else {
        random.between(6, 12)
    };
    // Work gets better with time, and not every try is one.
    let age = f64::from(index + 1) / f64::from(count);
    let quality = rounded(
        (age.sqrt() * 1.5 - 0.75 + 0.25 * random.swing()).clamp(-1.0, 1.0),
        4,
    );
    let run = Run {
        name: random.word(8),
        display_name: words::display_name(index + 1, random),
        steps,
        quality,
        config: config(entry.family, steps, random),
        summary: entry.family.summary(steps, quality, random),
        seed: random.next(),
    };
    let files = file::of_version(entry, index, random);
    let metadata = json!({
        "framework": if matches!(entry.family, Family::Tabular | Family::Scorecard) { "xgboost" } else { "torch" },
        "quality_gate": if quality > 0.4 { "passed" } else { "open" },
        "data": { "held_out_days": 30, "rows": random.between(40_000, 900_000) },
        "training": run.config.as_object().map(|config| {
            config.iter().map(|(key, entry)| (key.clone(), entry["value"].clone())).collect::<Map<String, Value>>()
        }),
    });
    let mut tags = Vec::new();
    if random.below(4) == 0 {
        tags.push(*random.pick(&words::VERSION_TAGS));
    }
    let description = (is_recent && random.below(3) == 0).then(|| words::version(entry, index, random));
    let inputs = entry
        .inputs
        .iter()
        .filter_map(|name| input(name, age, before))
        .collect();
    Version {
        index,
        logged_by: "",
        linked_by: "",
        run,
        files,
        metadata,
        description,
        tags,
        inputs,
    }
}

/// From 100 to 500 steps, mostly few.
fn full_steps(random: &mut Random) -> u32 {
    if random.below(8) == 0 {
        random.between(300, 500)
    } else {
        random.between(100, 180)
    }
}

fn config(family: Family, steps: u32, random: &mut Random) -> Value {
    let mut entries = vec![("seed", json!(random.below(1_000))), ("steps", json!(steps))];
    match family {
        Family::Ingest => entries.push(("source", json!("processor"))),
        Family::Preparation => entries.extend([
            ("window_days", json!(*random.pick(&[30, 45, 60, 90]))),
            ("deduplicate", json!(true)),
            ("join", json!(*random.pick(&["inner", "left"]))),
        ]),
        Family::Tabular | Family::Scorecard => entries.extend([
            ("max_depth", json!(random.between(5, 11))),
            ("learning_rate", json!(*random.pick(&[0.03, 0.05, 0.08, 0.1]))),
            ("subsample", json!(*random.pick(&[0.7, 0.8, 0.9]))),
            (
                "features",
                json!({ "window_days": *random.pick(&[30, 45]), "device_graph": random.below(2) == 1 }),
            ),
        ]),
        Family::Language | Family::Speech | Family::Vision => entries.extend([
            ("batch_size", json!(*random.pick(&[16, 32, 64, 128]))),
            ("learning_rate", json!(*random.pick(&[0.0001, 0.0003, 0.001]))),
            ("optimizer", json!("adamw")),
            ("warmup_steps", json!(random.between(1, 8) * 10)),
            (
                "augment",
                json!({ "mixup": *random.pick(&[0.0, 0.1, 0.2]), "noise": random.below(2) == 1 }),
            ),
        ]),
        Family::Export => entries.extend([("opset", json!(21)), ("precision", json!("float16"))]),
        Family::Evaluation => entries.push(("threshold", json!(*random.pick(&[0.4, 0.5, 0.6])))),
    }
    Value::Object(
        entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), json!({ "value": value })))
            .collect(),
    )
}

/// The version of an input that was the newest at that age.
fn input(name: &'static str, age: f64, before: &[Vec<Sequence>]) -> Option<(&'static str, usize)> {
    let used = before
        .iter()
        .flatten()
        .find(|sequence| sequence.entry.name == name)?;
    let count = u32::try_from(used.versions.len()).unwrap_or(u32::MAX);
    let newest = (0..count)
        .rev()
        .find(|index| f64::from(*index) < age * f64::from(count))
        .unwrap_or(0);
    Some((name, usize::try_from(newest).unwrap_or(0)))
}
