//! What the blocks answer is what the lines would have answered.

use serde_json::json;

use super::*;
use crate::store::run::RunState;
use crate::store::run::upsert::{NewRun, create};
use crate::store::run_line::NewLine;
use crate::store::run_line::lenient_json::{standard, step_of};
use crate::store::user::NewUser;
use crate::store::{Store, project, testing, user};

/// A store with a run, in a place of its own, which goes with it.
struct Temporary {
    store: Store,
    _place: testing::Place,
    run_id: i64,
}

async fn temporary() -> Temporary {
    let testing::Fresh { store, place } = testing::fresh().await;
    let mut db = store.write().await.unwrap();
    let new = NewUser {
        username: "ada",
        email: "ada@example.org",
        is_site_admin: false,
        is_service: false,
    };
    let user_id = user::create(&mut db, &new, 1).await.unwrap();
    let ada = user::by_id(&mut db, user_id).await.unwrap().unwrap();
    let project_id = project::create(&mut db, ada.entity_id, "p", user_id, 1)
        .await
        .unwrap();
    let new = NewRun {
        project_id,
        name: "r",
        display_name: "r",
        state: RunState::Running,
        user_id,
    };
    let run_id = create(&mut db, &new, 1).await.unwrap();
    db.commit().await.unwrap();
    Temporary {
        store,
        _place: place,
        run_id,
    }
}

/// The value of the metric in a line: a wave with single peaks that thinning by every n-th line would miss, and gaps.
fn value_of(line: i64) -> Value {
    match line {
        70_001 => json!(1e6),
        70_002 => json!(-1e6),
        123 => json!("NaN"),
        90_000 => json!("-Infinity"),
        _ => json!(f64::from(i32::try_from(line * 7_919 % 1_000).unwrap()) / 1_000.0),
    }
}

/// Every line has `loss`, every 1,000th `val.acc` too, in an object.
fn text_of(line: i64) -> String {
    let mut row = json!({ "_step": line * 2, "_timestamp": 1e9 + f64::from(i32::try_from(line).unwrap()), "_runtime": line, "loss": value_of(line) });
    if line % 1_000 == 0 {
        row["val"] = json!({ "acc": line });
    }
    row.to_string()
}

async fn send(db: &mut Db, run_id: i64, offset: i64, texts: &[String]) {
    let sent: Vec<Map<String, Value>> = texts.iter().map(|text| object(text).unwrap()).collect();
    let lines: Vec<NewLine> = texts
        .iter()
        .zip(&sent)
        .map(|(text, row)| NewLine {
            step: step_of(row),
            content: standard(text).into_owned(),
        })
        .collect();
    run_line::write(&mut *db, run_id, LineStream::History, offset, &lines)
        .await
        .unwrap();
    take_in(db, run_id, offset, &sent).await.unwrap();
}

async fn send_range(db: &mut Db, run_id: i64, lines: std::ops::Range<i64>, per_message: i64) {
    let mut offset = lines.start;
    while offset < lines.end {
        let end = (offset + per_message).min(lines.end);
        let texts: Vec<String> = (offset..end).map(text_of).collect();
        send(&mut *db, run_id, offset, &texts).await;
        offset = end;
    }
}

fn question(range: Option<(f64, f64)>, samples_max: u32) -> Question {
    Question {
        keys: vec!["loss".to_owned(), "val.acc".to_owned()],
        axis: Axis::Step,
        range,
        samples_max,
    }
}

fn finite(samples: &[Sample]) -> Vec<f64> {
    let values = samples.iter().map(|sample| sample.value);
    values.filter(|value| value.is_finite()).collect()
}

fn extremes(samples: &[Sample]) -> (f64, f64) {
    let values = finite(samples);
    (
        values.iter().copied().fold(f64::INFINITY, f64::min),
        values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    )
}

#[tokio::test]
async fn a_long_history_keeps_its_peaks_its_ends_and_its_gaps() {
    let temporary = temporary().await;
    let mut db = temporary.store.write().await.unwrap();
    let run_id = temporary.run_id;
    send_range(&mut db, run_id, 0..100_000, 3_001).await;
    assert_eq!(rows::block_count(&mut db, run_id).await.unwrap(), 24);
    for samples_max in [100, 1_000, 4_000] {
        let found = samples(&mut db, run_id, &question(None, samples_max))
            .await
            .unwrap();
        let loss = &found[0];
        assert!(loss.len() + found[1].len() <= samples_max as usize);
        assert!(
            loss.len() * 8 > samples_max as usize,
            "{} of {samples_max}",
            loss.len()
        );
        assert_eq!(extremes(loss), (-1e6, 1e6), "{samples_max}");
        assert_eq!((loss[0].line, loss[loss.len() - 1].line), (0, 99_999));
        assert!(loss.iter().any(|sample| sample.value.is_nan()));
        assert!(loss.iter().any(|sample| sample.value == f64::NEG_INFINITY));
        assert!(loss.is_sorted_by(|one, next| one.line < next.line));
        assert_eq!(extremes(&found[1]), (0.0, 99_000.0));
    }
}

#[tokio::test]
async fn every_bucket_of_the_blocks_has_the_extremes_of_its_lines() {
    let temporary = temporary().await;
    let mut db = temporary.store.write().await.unwrap();
    let run_id = temporary.run_id;
    send_range(&mut db, run_id, 0..80_000, 9_000).await;
    let raw: Vec<f64> = (0..80_000)
        .map(|line| value_of(line).as_f64().unwrap_or(f64::NAN))
        .collect();
    for (level, size) in [(Level::Fine, 64), (Level::Coarse, 1_024)] {
        let mut stored = Vec::new();
        rows::add_series(&mut db, run_id, level, "loss", &(0..1), &mut stored)
            .await
            .unwrap();
        let lines = usize::try_from(level.lines_per_row()).unwrap();
        assert_eq!(stored.last().map(|sample| sample.line as usize), Some(lines - 1));
        for (bucket, values) in raw[..lines].chunks(size).enumerate() {
            let inside: Vec<f64> = stored
                .iter()
                .filter(|sample| sample.line as usize / size == bucket)
                .map(|sample| sample.value)
                .collect();
            let of = |values: &[f64]| {
                let finite = || values.iter().copied().filter(|value| value.is_finite());
                (finite().reduce(f64::min), finite().reduce(f64::max))
            };
            assert_eq!(of(&inside), of(values), "{level:?} {bucket}");
        }
    }
}

#[tokio::test]
async fn a_part_of_the_axis_has_its_own_exact_extremes() {
    let temporary = temporary().await;
    let mut db = temporary.store.write().await.unwrap();
    let run_id = temporary.run_id;
    send_range(&mut db, run_id, 0..100_000, 20_000).await;
    for (first, last) in [
        (5_000_u32, 5_300_u32),
        (60_001, 60_003),
        (3_000, 71_234),
        (10_007, 95_013),
        (98_400, 99_999),
    ] {
        let (from, to) = (f64::from(first * 2), f64::from(last * 2));
        let of_steps = question(Some((from, to)), 200);
        let of_time = Question {
            axis: Axis::Time,
            range: Some((1e9 + f64::from(first), 1e9 + f64::from(last))),
            ..of_steps.clone()
        };
        let raw: Vec<f64> = (first..=last)
            .filter_map(|line| value_of(i64::from(line)).as_f64())
            .collect();
        for question in [of_steps, of_time] {
            let found = samples(&mut db, run_id, &question).await.unwrap();
            let loss = &found[0];
            let expected = (
                raw.iter().copied().fold(f64::INFINITY, f64::min),
                raw.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            );
            assert_eq!(extremes(loss), expected, "{first}..{last}");
            assert_eq!((loss[0].line, loss[loss.len() - 1].line), (first, last));
            assert!(loss.len() <= 200);
            assert!(
                loss.len() >= 40.min(raw.len()),
                "{} for {first}..{last}",
                loss.len()
            );
        }
    }
}

#[tokio::test]
async fn lines_sent_anew_replace_what_was_thinned_of_them() {
    let temporary = temporary().await;
    let mut db = temporary.store.write().await.unwrap();
    let run_id = temporary.run_id;
    send_range(&mut db, run_id, 0..70_000, 10_000).await;
    let mut coarse = Vec::new();
    rows::add_series(&mut db, run_id, Level::Coarse, "loss", &(0..9), &mut coarse)
        .await
        .unwrap();
    assert!(!coarse.is_empty(), "there was something to replace");
    // The client was killed and sends from an earlier line on, with other values.
    let anew: Vec<String> = (20_000..40_000)
        .map(|line| json!({ "_step": line * 2, "loss": -5.0 }).to_string())
        .collect();
    send(&mut db, run_id, 20_000, &anew).await;
    assert_eq!(rows::block_count(&mut db, run_id).await.unwrap(), 9);
    let found = samples(&mut db, run_id, &question(None, 500)).await.unwrap();
    let last = found[0].last().copied().unwrap();
    assert_eq!((last.line, last.value.to_bits()), (39_999, (-5.0_f64).to_bits()));
    let kept = found[0].iter().filter(|sample| sample.line < 20_000).count();
    assert!(kept > 50, "{kept}");
    assert!(
        found[0]
            .iter()
            .filter(|sample| sample.line >= 20_000)
            .all(|sample| sample.value < -4.9)
    );
    assert_eq!(found[1].last().map(|sample| sample.line), Some(19_000));
    let mut coarse = Vec::new();
    rows::add_series(&mut db, run_id, Level::Coarse, "loss", &(0..9), &mut coarse)
        .await
        .unwrap();
    assert!(coarse.is_empty());
}

#[tokio::test]
async fn histories_from_before_there_were_blocks_are_read_and_caught_up_with() {
    let temporary = temporary().await;
    let mut db = temporary.store.write().await.unwrap();
    let run_id = temporary.run_id;
    let old: Vec<NewLine> = (0..50_000)
        .map(|line| NewLine {
            step: Some(line * 2),
            content: text_of(line),
        })
        .collect();
    run_line::write(&mut db, run_id, LineStream::History, 0, &old)
        .await
        .unwrap();
    let before = samples(&mut db, run_id, &question(None, 400)).await.unwrap();
    assert_eq!(before[0].last().map(|sample| sample.line), Some(49_999));
    let mut counts = Vec::new();
    for line in 50_000..50_003 {
        send(&mut db, run_id, line, &[text_of(line)]).await;
        counts.push(rows::block_count(&mut db, run_id).await.unwrap());
    }
    assert_eq!(counts, [8, 12, 12], "some at a time, then all");
    let after = samples(&mut db, run_id, &question(None, 400)).await.unwrap();
    assert_eq!(extremes(&after[0]), extremes(&before[0]));
    assert_eq!(after[0].last().map(|sample| sample.line), Some(50_002));
}
