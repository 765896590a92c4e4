//! Lists over several collections: one order for all of them, whole and in pages.

use domain::filter::Filter;
use proptest::prelude::*;
use serde_json::json;

use super::filled::fill;
use super::made::made;
use super::run_cases;
use crate::store::collection::{self, CollectionKind, WantedCollection};
use crate::store::search::version::{Scope, VersionColumn, VersionList};
use crate::store::search::{At, Direction, Noun, typed};
use crate::store::version_key::Place;
use crate::store::{Db, membership};

/// Links the versions into a second collection, the last one first, at instants of which some are equal.
async fn link_again(db: &mut Db, project_id: i64, artifact_ids: &[i64]) -> i64 {
    let wanted = WantedCollection {
        project_id,
        kind: CollectionKind::Portfolio,
        name: "d",
        type_name: "model",
        created_by: 1,
    };
    let (second, _) = collection::get_or_create(&mut *db, &wanted, 0).await.unwrap();
    for (index, artifact_id) in (0..).zip(artifact_ids.iter().rev()) {
        let at = index / 2 * 1_000_000;
        membership::add(&mut *db, second.id, *artifact_id, index, 1, at)
            .await
            .unwrap();
    }
    second.id
}

/// Long lists are read in the order of an index, short ones are sorted: what is true of these is held to be true of those.
async fn in_order_is_the_same(
    db: &mut Db,
    list: &VersionList,
    direction: Direction,
    placed: &[(membership::MembershipRow, At)],
) {
    type Row = (i64, i64, i64, i64, i64, i64);
    for from in 0..=placed.len() {
        let after = from.checked_sub(1).map(|last| &placed[last].1);
        let sql = list
            .first_statement(&VersionColumn::LinkedAt, direction, after, 100)
            .unwrap();
        let rows: Vec<Row> = sql.rows(&mut *db).await.unwrap();
        let found: Vec<i64> = rows.into_iter().map(|(id, ..)| id).collect();
        let expected: Vec<i64> = placed[from..].iter().map(|(row, _)| row.id).collect();
        assert_eq!(found, expected, "{direction:?} from {from}");
    }
}

#[test]
fn versions_of_several_collections_have_one_order_whole_and_in_pages() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let strategy = (
        prop::collection::vec(made(), 1..8),
        1_usize..4,
        any::<bool>(),
        0_i64..5,
    );
    run_cases(&strategy, 16, |(made, size, is_ascending, least)| {
        runtime.block_on(async {
            let made = fill(made).await;
            let sizes: Vec<(i64, i64)> = made
                .versions
                .iter()
                .map(|version| (version.artifact_id, version.made.size))
                .collect();
            let ids: Vec<i64> = sizes.iter().map(|(id, _)| *id).collect();
            let mut tx = made.store.write().await.unwrap();
            link_again(&mut tx, made.project_id, &ids).await;
            tx.commit().await.unwrap();
            let mut db = made.store.read().await.unwrap();
            let filter = json!({ "artifact_size": { "$gte": least } }).to_string();
            let filter = typed(Filter::parse(&filter).unwrap(), Noun::Version).unwrap();
            let scope = Scope::Projects(vec![made.project_id], Filter::EVERYTHING);
            let list = VersionList::of(&mut db, scope, filter).await.unwrap();
            let passing = sizes.iter().filter(|(_, size)| *size >= least).count();
            let size_of = |artifact_id: i64| sizes.iter().find(|(id, _)| *id == artifact_id).unwrap().1;
            let direction = if is_ascending {
                Direction::Ascending
            } else {
                Direction::Descending
            };
            for column in [
                VersionColumn::LinkedAt,
                VersionColumn::Key(Place::Artifact, "size".to_owned()),
                VersionColumn::Key(Place::Summary, "x".to_owned()),
            ] {
                let placed = list.page(&mut db, &column, direction, None, 100).await.unwrap();
                if column == VersionColumn::LinkedAt {
                    in_order_is_the_same(&mut db, &list, direction, &placed).await;
                }
                let whole: Vec<_> = placed.into_iter().map(|(row, _)| row).collect();
                assert_eq!(whole.len(), 2 * passing, "each version is in two collections");
                let mut sorted = whole.clone();
                match &column {
                    VersionColumn::LinkedAt => sorted.sort_by_key(|row| (row.created_at, row.id)),
                    VersionColumn::Key(Place::Artifact, _) => {
                        sorted.sort_by_key(|row| {
                            (size_of(row.artifact_id), row.collection_id, row.version_index)
                        });
                    }
                    _ => {}
                }
                let ids =
                    |rows: &[membership::MembershipRow]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
                if !matches!(column, VersionColumn::Key(Place::Summary, _)) {
                    if !is_ascending {
                        sorted.reverse();
                    }
                    assert_eq!(ids(&whole), ids(&sorted), "{column:?} {direction:?}");
                }
                let (mut paged, mut after) = (Vec::new(), None);
                loop {
                    let page = list
                        .page(&mut db, &column, direction, after.as_ref(), size)
                        .await
                        .unwrap();
                    let Some((_, at)) = page.last() else { break };
                    after = Some(at.clone());
                    paged.extend(page.into_iter().map(|(row, _)| row.id));
                }
                assert_eq!(paged, ids(&whole), "{column:?} {direction:?}");
            }
        });
    });
}
