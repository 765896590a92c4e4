use super::*;
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
