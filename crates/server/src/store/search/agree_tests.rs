//! That the database and `domain::filter` mean the same: random filters over random versions, collections and projects.

mod filled;
mod made;
mod many;
mod projects;

use domain::filter::{Fields, Filter};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::{Value, json};

use self::filled::{Filled, fill};
use self::made::{COLLECTION_FIELDS, VERSION_FIELDS, filter_of, labels, made, word};
use super::collection::{CollectionColumn, Scope as CollectionScope};
use super::pattern::text_of;
use super::version::{Scope, VersionColumn, VersionList};
use super::{Direction, Noun, typed};
use crate::store;
use crate::store::collection::CollectionKind;
use crate::store::version_key::Place;

async fn found(made: &Filled, scope: Scope, filter: &Filter) -> (Vec<i64>, i64) {
    let mut db = made.store.read().await.unwrap();
    let list = VersionList::of(&mut db, scope, filter.clone()).await.unwrap();
    let (column, limit) = (VersionColumn::Index, 1_000);
    let page = list
        .page(&mut db, &column, Direction::Ascending, None, limit)
        .await
        .unwrap();
    let count = list.count(&mut db).await.unwrap();
    (
        page.into_iter().map(|(row, _)| row.version_index).collect(),
        count,
    )
}

fn run_cases<S: Strategy>(strategy: &S, cases: u32, test: impl Fn(S::Value)) {
    let given = std::env::var("VITRINE_TEST_SEED").ok();
    let seed = given.map_or_else(|| getrandom::u64().unwrap(), |text| text.parse().unwrap());
    println!("VITRINE_TEST_SEED={seed}");
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..Config::default()
    });
    runner
        .run(strategy, |value| {
            test(value);
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_database_finds_the_versions_for_which_the_filter_holds() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let filters = prop::collection::vec(filter_of(&VERSION_FIELDS), 60);
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let matched = std::sync::atomic::AtomicUsize::new(0);
    run_cases(
        &(prop::collection::vec(made(), 1..12), filters),
        24,
        |(made, filters)| {
            runtime.block_on(async {
                let made = fill(made).await;
                for filter in filters {
                    // A value that a field cannot be is refused before it comes to the database.
                    let Ok(typed) = typed(Filter::parse(&filter.to_string()).unwrap(), Noun::Version) else {
                        continue;
                    };
                    let expected: Vec<i64> = made
                        .versions
                        .iter()
                        .filter(|version| typed.holds(*version))
                        .map(|version| version.index)
                        .collect();
                    let count = i64::try_from(expected.len()).unwrap();
                    asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    matched.fetch_add(expected.len(), std::sync::atomic::Ordering::Relaxed);
                    let one = found(&made, Scope::Collection(made.collection_id), &typed).await;
                    assert_eq!(one, (expected.clone(), count), "{filter}");
                    let scope = Scope::Projects(vec![made.project_id], Filter::EVERYTHING);
                    assert_eq!(found(&made, scope, &typed).await, (expected, count), "{filter}");
                }
            });
        },
    );
    assert!(asked.into_inner() > 700, "most filters must be legal");
    assert!(
        matched.into_inner() > 700,
        "filters that match nothing would prove nothing"
    );
}

#[test]
fn pages_by_a_key_have_each_version_once_in_the_same_order_as_one_page() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let strategy = (prop::collection::vec(made(), 1..12), 1_usize..4, any::<bool>());
    run_cases(&strategy, 16, |(made, size, is_ascending)| {
        runtime.block_on(async {
            let made = fill(made).await;
            let mut db = made.store.read().await.unwrap();
            let scope = Scope::Collection(made.collection_id);
            let list = VersionList::of(&mut db, scope, Filter::EVERYTHING).await.unwrap();
            let direction = if is_ascending {
                Direction::Ascending
            } else {
                Direction::Descending
            };
            for column in [
                VersionColumn::Index,
                VersionColumn::Key(Place::Summary, "x".to_owned()),
                VersionColumn::Key(Place::Artifact, "size".to_owned()),
            ] {
                let whole = list.page(&mut db, &column, direction, None, 100).await.unwrap();
                let whole: Vec<i64> = whole.into_iter().map(|(row, _)| row.version_index).collect();
                let mut all = whole.clone();
                all.sort_unstable();
                assert_eq!(all, (0..).take(made.versions.len()).collect::<Vec<i64>>());
                let (mut paged, mut after) = (Vec::new(), None);
                loop {
                    let page = list
                        .page(&mut db, &column, direction, after.as_ref(), size)
                        .await
                        .unwrap();
                    let Some((_, at)) = page.last() else { break };
                    after = Some(at.clone());
                    paged.extend(page.into_iter().map(|(row, _)| row.version_index));
                }
                assert_eq!(paged, whole, "{column:?} {direction:?}");
            }
        });
    });
}

#[test]
fn the_database_finds_the_collections_for_which_the_filter_holds() {
    struct Row(store::collection::CollectionRow, Vec<String>);
    impl Fields for Row {
        fn values(&self, field: &str) -> Vec<Value> {
            match field {
                "name" => vec![json!(self.0.name)],
                "artifact_collection_id" => vec![json!(self.0.id)],
                "type" => vec![json!(self.0.type_name)],
                "tag" => self.1.iter().map(|tag| json!(tag)).collect(),
                "description" => self.0.description.iter().map(|text| json!(text)).collect(),
                "created_at" => vec![json!(self.0.created_at)],
                _ => vec![json!(self.0.updated_at)],
            }
        }

        fn texts(&self, field: &str) -> Vec<String> {
            let kind = Noun::Collection.field(field).unwrap().kind;
            let texts = self.values(field).into_iter().filter_map(|value| match value {
                Value::String(text) => Some(text),
                other => other.as_i64().map(|integer| text_of(kind, integer)),
            });
            texts.collect()
        }
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let row = (prop::option::of(word()), labels());
    let strategy = (
        prop::collection::vec(row, 1..8),
        prop::collection::vec(filter_of(&COLLECTION_FIELDS), 60),
    );
    run_cases(&strategy, 12, |(rows, filters)| {
        runtime.block_on(async {
            let made = fill(Vec::new()).await;
            let mut tx = made.store.write().await.unwrap();
            for (index, (description, tags)) in (1..).zip(&rows) {
                let at = index * 1_000_000;
                let wanted = store::collection::WantedCollection {
                    project_id: made.project_id,
                    kind: CollectionKind::Portfolio,
                    name: &format!("ab{index}"),
                    type_name: "a",
                    created_by: 1,
                };
                let (row, _) = store::collection::get_or_create(&mut tx, &wanted, at)
                    .await
                    .unwrap();
                store::collection::describe(&mut tx, row.id, description.as_deref(), at)
                    .await
                    .unwrap();
                for tag in tags {
                    store::collection::add_tag(&mut tx, row.id, tag).await.unwrap();
                }
            }
            tx.commit().await.unwrap();
            let mut db = made.store.read().await.unwrap();
            let mut all = Vec::new();
            for row in store::collection::of_project(&mut db, made.project_id, None)
                .await
                .unwrap()
            {
                let tags = store::collection::tags(&mut db, row.id).await.unwrap();
                all.push(Row(row, tags));
            }
            let scope = CollectionScope {
                project_ids: &[made.project_id],
                type_name: None,
                kinds: &CollectionKind::ALL,
            };
            for text in filters {
                let Ok(filter) = typed(Filter::parse(&text.to_string()).unwrap(), Noun::Collection) else {
                    continue;
                };
                let expected: Vec<i64> = all
                    .iter()
                    .filter(|row| filter.holds(*row))
                    .map(|row| row.0.id)
                    .collect();
                let filter = scope.resolve(&mut db, filter).await.unwrap();
                let order = (CollectionColumn::Name, Direction::Ascending);
                let page = scope.page(&mut db, &filter, order, None, 100).await.unwrap();
                let ids: Vec<i64> = page.into_iter().map(|(row, _)| row.id).collect();
                assert_eq!(ids, expected, "{text}");
                let count = scope.count(&mut db, &filter).await.unwrap();
                assert_eq!(count, i64::try_from(expected.len()).unwrap(), "{text}");
            }
        });
    });
}
