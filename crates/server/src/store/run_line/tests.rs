use super::*;
use crate::store::Db;
use crate::store::run::history_facts;
use crate::store::run::upsert::{NewRun, create};
use crate::store::run::{RunColumn, RunOrder, RunState, of_project};
use crate::store::testing::fresh;
use crate::store::user::NewUser;
use crate::store::{project, user};

async fn project_with_runs(db: &mut Db, names: &[&str]) -> (i64, Vec<i64>) {
    let new = NewUser {
        username: "ada",
        email: "ada@example.org",
        is_site_admin: false,
        is_service: false,
    };
    let user_id = user::create(&mut *db, &new, 1).await.unwrap();
    let ada = user::by_id(&mut *db, user_id).await.unwrap().unwrap();
    let project_id = project::create(&mut *db, ada.entity_id, "p", user_id, 1)
        .await
        .unwrap();
    let mut ids = Vec::new();
    for name in names {
        let new = NewRun {
            project_id,
            name,
            display_name: name,
            state: RunState::Running,
            user_id,
        };
        ids.push(create(&mut *db, &new, 1).await.unwrap());
    }
    (project_id, ids)
}

fn lines(texts: &[&str]) -> Vec<NewLine> {
    texts
        .iter()
        .map(|text| NewLine {
            step: None,
            content: (*text).to_owned(),
        })
        .collect()
}

async fn contents(db: &mut Db, run_id: i64, stream: LineStream) -> Vec<String> {
    from(db, run_id, stream, 0, 1_000)
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.content)
        .collect()
}

#[tokio::test]
async fn a_history_that_is_sent_anew_from_an_offset_drops_what_followed() {
    let fresh = fresh().await;
    let mut db = fresh.store.write().await.unwrap();
    let (_, runs) = project_with_runs(&mut db, &["r"]).await;
    write(&mut db, runs[0], LineStream::History, 0, &lines(&["a", "b", "c"]))
        .await
        .unwrap();
    write(&mut db, runs[0], LineStream::History, 1, &lines(&["B"]))
        .await
        .unwrap();
    assert_eq!(contents(&mut db, runs[0], LineStream::History).await, ["a", "B"]);
    assert_eq!(count(&mut db, runs[0], LineStream::History).await.unwrap(), 2);
}

#[tokio::test]
async fn a_console_line_is_rewritten_in_place() {
    let fresh = fresh().await;
    let mut db = fresh.store.write().await.unwrap();
    let (_, runs) = project_with_runs(&mut db, &["r"]).await;
    write(
        &mut db,
        runs[0],
        LineStream::Log,
        0,
        &lines(&["10 %", "done", "bye"]),
    )
    .await
    .unwrap();
    write(&mut db, runs[0], LineStream::Log, 0, &lines(&["100 %"]))
        .await
        .unwrap();
    assert_eq!(
        contents(&mut db, runs[0], LineStream::Log).await,
        ["100 %", "done", "bye"]
    );
    let last: Vec<i64> = tail(&mut db, runs[0], LineStream::Log, 2)
        .await
        .unwrap()
        .iter()
        .map(|row| row.line)
        .collect();
    assert_eq!(last, [1, 2]);
}

#[tokio::test]
async fn a_spread_sample_has_the_size_asked_for_and_the_last_line() {
    let fresh = fresh().await;
    let mut db = fresh.store.write().await.unwrap();
    let (_, runs) = project_with_runs(&mut db, &["r"]).await;
    let texts: Vec<String> = (0..1_000).map(|line| line.to_string()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    write(&mut db, runs[0], LineStream::History, 0, &lines(&texts))
        .await
        .unwrap();
    let sample = spread(&mut db, runs[0], LineStream::History, 7).await.unwrap();
    assert_eq!(sample.len(), 7);
    assert_eq!(sample[6].content, "999");
}

#[tokio::test]
async fn the_facts_of_a_history_survive_its_being_sent_anew() {
    let fresh = fresh().await;
    let mut db = fresh.store.write().await.unwrap();
    let (_, runs) = project_with_runs(&mut db, &["r"]).await;
    let send = async |db: &mut Db, offset: i64, texts: &[&str]| {
        write(&mut *db, runs[0], LineStream::History, offset, &lines(texts))
            .await
            .unwrap();
        let rows: Vec<_> = texts
            .iter()
            .filter_map(|text| lenient_json::object(text))
            .collect();
        history_facts::take_in(&mut *db, runs[0], offset, &rows)
            .await
            .unwrap();
        history_facts::of_run(db, runs[0]).await.unwrap().to_api()
    };
    send(&mut db, 0, &[r#"{"_step":0,"a":1}"#, r#"{"_step":1,"a":2}"#]).await;
    let found = send(&mut db, 1, &[r#"{"_step":1,"b":2}"#]).await;
    assert_eq!(found["keys"]["a"]["typeCounts"][0]["count"], 1);
    assert_eq!(found["keys"]["b"]["typeCounts"][0]["count"], 1);
    assert_eq!(found["keys"]["_step"]["typeCounts"][0]["count"], 2);
}

#[tokio::test]
async fn pages_of_runs_made_at_one_instant_neither_repeat_nor_skip() {
    let fresh = fresh().await;
    let mut db = fresh.store.write().await.unwrap();
    let (project_id, _) = project_with_runs(&mut db, &["a", "b", "c"]).await;
    let order = RunOrder {
        column: RunColumn::CreatedAt,
        is_descending: true,
    };
    let first = of_project(&mut db, project_id, order, 2, None).await.unwrap();
    let rest = of_project(&mut db, project_id, order, 2, Some(first[1].id))
        .await
        .unwrap();
    let names: Vec<&str> = first.iter().chain(&rest).map(|run| run.name.as_str()).collect();
    assert_eq!(names, ["c", "b", "a"]);
}

/// Numbers that look random, the same ones each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % limit
    }
}

async fn all(db: &mut Db, run_id: i64, steps: Option<StepRange>) -> Vec<(i64, String)> {
    let mut found = Vec::new();
    each(db, run_id, steps, |row| found.push((row.line, row.content)))
        .await
        .unwrap();
    found
}

#[tokio::test]
async fn lines_read_back_as_they_were_written_whatever_is_sent_anew() {
    let fresh = fresh().await;
    let mut db = fresh.store.write().await.unwrap();
    let (_, runs) = project_with_runs(&mut db, &["r", "other"]).await;
    let (history, run) = (LineStream::History, runs[0]);
    write(&mut db, runs[1], history, 0, &lines(&["of another run"; 300]))
        .await
        .unwrap();
    let mut numbers = Numbers(42);
    let mut model: Vec<NewLine> = Vec::new();
    let mut packs_seen = 0;
    for round in 0..60_i64 {
        let end = i64::try_from(model.len()).unwrap();
        // Mostly appended; now and then sent anew from before.
        let offset = if numbers.below(4) == 0 {
            numbers.below(end + 1)
        } else {
            end
        };
        let many = [1, 7, 100, 128, 130, 500][usize::try_from(numbers.below(6)).unwrap()];
        let sent: Vec<NewLine> = (0..many)
            .map(|line| NewLine {
                step: (line % 5 != 4).then_some((offset + line) * 2),
                content: format!("{{\"round\":{round},\"line\":{line}}}"),
            })
            .collect();
        model.truncate(usize::try_from(offset).unwrap());
        model.extend(sent.iter().cloned());
        write(&mut db, run, history, offset, &sent).await.unwrap();

        let total = i64::try_from(model.len()).unwrap();
        let expected = |from: i64, to: i64| -> Vec<(i64, String)> {
            (from..to.min(total))
                .map(|line| (line, model[usize::try_from(line).unwrap()].content.clone()))
                .collect()
        };
        let pairs = |rows: Vec<LineRow>| -> Vec<(i64, String)> {
            rows.into_iter().map(|row| (row.line, row.content)).collect()
        };
        assert_eq!(count(&mut db, run, history).await.unwrap(), total);
        assert_eq!(all(&mut db, run, None).await, expected(0, total), "round {round}");
        let start = numbers.below(total);
        let found = from(&mut db, run, history, start, 200).await.unwrap();
        assert_eq!(pairs(found), expected(start, start + 200));
        let found = tail(&mut db, run, history, 150).await.unwrap();
        assert_eq!(pairs(found), expected((total - 150).max(0), total));
        let wanted: Vec<i64> = (0..40).map(|_| numbers.below(total + 50)).collect();
        let mut found = at_unsorted(&mut db, run, history, &wanted).await.unwrap();
        found.sort_by_key(|row| row.line);
        let mut distinct: Vec<i64> = wanted.into_iter().filter(|line| *line < total).collect();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(found.iter().map(|row| row.line).collect::<Vec<_>>(), distinct);
        let range = StepRange {
            min: start,
            max: start + 300,
        };
        let in_range: Vec<(i64, String)> = expected(0, total)
            .into_iter()
            .filter(|(line, _)| {
                let step = model[usize::try_from(*line).unwrap()].step;
                step.is_some_and(|step| (range.min..=range.max).contains(&step))
            })
            .collect();
        assert_eq!(all(&mut db, run, Some(range)).await, in_range);
        packs_seen += pack::end(&mut db, run, history).await.unwrap();
        let loose: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM run_line WHERE run_id = $1")
            .bind(run)
            .fetch_one(&mut *db)
            .await
            .unwrap();
        assert_eq!(loose, total % pack::LINES_PER_PACK, "everything full is packed");
    }
    assert!(packs_seen > 0);
    assert_eq!(count(&mut db, runs[1], history).await.unwrap(), 300);
}

#[tokio::test]
async fn lines_behind_a_gap_are_read_too() {
    let fresh = fresh().await;
    let mut db = fresh.store.write().await.unwrap();
    let (_, runs) = project_with_runs(&mut db, &["r"]).await;
    write(&mut db, runs[0], LineStream::History, 0, &lines(&["a", "b"]))
        .await
        .unwrap();
    write(&mut db, runs[0], LineStream::History, 10, &lines(&["c"; 400]))
        .await
        .unwrap();
    let indexes: Vec<i64> = all(&mut db, runs[0], None)
        .await
        .iter()
        .map(|(line, _)| *line)
        .collect();
    let expected: Vec<i64> = (0..2).chain(10..410).collect();
    assert_eq!(indexes, expected);
}
