//! The same for registries and other projects, and that only what is in the scope is found.

use domain::filter::{Fields, Filter};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::filled::fill;
use super::made::{PROJECT_FIELDS, filter_of, word};
use super::run_cases;
use crate::store::project::{self, ProjectRow};
use crate::store::search::pattern::text_of;
use crate::store::search::project::{ProjectColumn, Scope};
use crate::store::search::{Direction, Noun, typed};
use crate::store::{Db, Store};

struct Row(ProjectRow);

impl Fields for Row {
    fn values(&self, field: &str) -> Vec<Value> {
        match field {
            "name" => vec![json!(self.0.name)],
            "id" => vec![json!(self.0.id)],
            "entity_id" => vec![json!(self.0.entity_id)],
            "description" => self.0.description.iter().map(|text| json!(text)).collect(),
            "created_at" => vec![json!(self.0.created_at)],
            _ => vec![json!(self.0.updated_at)],
        }
    }

    fn texts(&self, field: &str) -> Vec<String> {
        let kind = Noun::Project.field(field).unwrap().kind;
        let texts = self.values(field).into_iter().filter_map(|value| match value {
            Value::String(text) => Some(text),
            other => other.as_i64().map(|integer| text_of(kind, integer)),
        });
        texts.collect()
    }
}

/// Makes a project for each description, a second apart; gives the ids of every other one, which are in the scope, and their rows by name.
async fn made(store: &Store, neighbour: i64, descriptions: &[Option<String>]) -> (Vec<i64>, Vec<Row>) {
    let mut tx = store.write().await.unwrap();
    let owner = project::by_id(&mut tx, neighbour).await.unwrap().unwrap();
    let mut ids = Vec::new();
    for (index, description) in (1..).zip(descriptions) {
        let at = index * 1_000_000;
        // Names that sort otherwise than ids do.
        let name = format!("{}b{index}", if index % 3 == 0 { "a" } else { "v1" });
        let id = project::create(&mut tx, owner.entity_id, &name, 1, at)
            .await
            .unwrap();
        let query = sqlx::query("UPDATE project SET description = $1 WHERE id = $2");
        query
            .bind(description.as_deref())
            .bind(id)
            .execute(&mut *tx)
            .await
            .unwrap();
        ids.push(id);
    }
    tx.commit().await.unwrap();
    let scope: Vec<i64> = ids.into_iter().step_by(2).collect();
    let mut db = store.read().await.unwrap();
    let rows = project::of_entity(&mut db, owner.entity_id).await.unwrap();
    let rows = rows.into_iter().filter(|row| scope.contains(&row.id));
    (scope.clone(), rows.map(Row).collect())
}

async fn found(db: &mut Db, scope: Scope<'_>, filter: Filter) -> (Vec<i64>, Vec<i64>, i64) {
    let filter = scope.resolve(&mut *db, filter).await.unwrap();
    let order = (ProjectColumn::Name, Direction::Ascending);
    let page = scope.page(&mut *db, &filter, order, None, 100).await.unwrap();
    let by_name = page.into_iter().map(|(row, _)| row.id).collect();
    let ids = scope.ids(&mut *db, &filter).await.unwrap();
    (by_name, ids, scope.count(db, &filter).await.unwrap())
}

#[test]
fn the_database_finds_the_projects_for_which_the_filter_holds() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let strategy = (
        prop::collection::vec(prop::option::of(word()), 1..10),
        prop::collection::vec(filter_of(&PROJECT_FIELDS), 60),
    );
    let matched = std::sync::atomic::AtomicUsize::new(0);
    run_cases(&strategy, 12, |(descriptions, filters)| {
        runtime.block_on(async {
            let filled = fill(Vec::new()).await;
            let (ids, rows) = made(&filled.store, filled.project_id, &descriptions).await;
            let scope = Scope { project_ids: &ids };
            let mut db = filled.store.read().await.unwrap();
            for text in filters {
                let Ok(filter) = typed(Filter::parse(&text.to_string()).unwrap(), Noun::Project) else {
                    continue;
                };
                let by_name: Vec<i64> = rows
                    .iter()
                    .filter(|row| filter.holds(*row))
                    .map(|row| row.0.id)
                    .collect();
                let mut by_id = by_name.clone();
                by_id.sort_unstable();
                let count = i64::try_from(by_name.len()).unwrap();
                matched.fetch_add(by_name.len(), std::sync::atomic::Ordering::Relaxed);
                assert_eq!(
                    found(&mut db, scope, filter).await,
                    (by_name, by_id, count),
                    "{text}"
                );
            }
        });
    });
    assert!(
        matched.into_inner() > 200,
        "filters that match nothing would prove nothing"
    );
}

#[tokio::test]
async fn pages_of_projects_have_each_once_in_the_same_order_as_one_page() {
    let filled = fill(Vec::new()).await;
    let undescribed: Vec<Option<String>> = vec![None; 11];
    let (ids, _) = made(&filled.store, filled.project_id, &undescribed).await;
    let scope = Scope { project_ids: &ids };
    let mut db = filled.store.read().await.unwrap();
    for column in [
        ProjectColumn::Name,
        ProjectColumn::CreatedAt,
        ProjectColumn::UpdatedAt,
    ] {
        for direction in [Direction::Ascending, Direction::Descending] {
            let order = (column, direction);
            let whole = scope
                .page(&mut db, &Filter::EVERYTHING, order, None, 100)
                .await
                .unwrap();
            let (mut paged, mut after) = (Vec::new(), None);
            loop {
                let page = scope
                    .page(&mut db, &Filter::EVERYTHING, order, after.as_ref(), 2)
                    .await
                    .unwrap();
                let Some((_, at)) = page.last() else { break };
                after = Some(at.clone());
                paged.extend(page.into_iter().map(|(row, _)| row.id));
            }
            let whole: Vec<i64> = whole.into_iter().map(|(row, _)| row.id).collect();
            assert_eq!(whole.len(), 6);
            assert_eq!(paged, whole, "{order:?}");
        }
    }
}

#[tokio::test]
async fn a_scope_of_nothing_finds_nothing() {
    let filled = fill(Vec::new()).await;
    let mut db = filled.store.read().await.unwrap();
    let scope = Scope { project_ids: &[] };
    let everything = Filter::EVERYTHING;
    assert_eq!(found(&mut db, scope, everything).await, (vec![], vec![], 0));
}
