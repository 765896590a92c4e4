//! The keys that the versions of a collection have.

use std::collections::BTreeMap;

use super::Place;
use crate::fault::Answer;
use crate::store::Db;

/// What the values of a key are in some version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyKind {
    /// Numbers.
    Number,
    /// Texts.
    Text,
    /// Booleans.
    Boolean,
}

/// A key that some version of a collection has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedKey {
    /// Where it is from.
    pub place: Place,
    /// Its path there.
    pub path: String,
    /// What its values are, one kind or several.
    pub kinds: Vec<KeyKind>,
}

/// The keys of the versions of a collection, by place and path.
///
/// Each step of the recursion is one seek to the next key in the index, so the cost is that of the keys, not of the versions.
///
/// # Errors
/// When the database fails.
pub async fn of_collection(db: &mut Db, collection_id: i64) -> Answer<Vec<ListedKey>> {
    let mut found: BTreeMap<(Place, String), Vec<KeyKind>> = BTreeMap::new();
    for (kind, column) in [
        (KeyKind::Number, "number"),
        (KeyKind::Text, "text"),
        (KeyKind::Boolean, "truth"),
    ] {
        let keys = format!("FROM version_key WHERE collection_id = $1 AND {column} IS NOT NULL");
        let sql = format!(
            "WITH RECURSIVE used (id) AS (SELECT MIN(key_id) {keys} UNION ALL \
             SELECT (SELECT MIN(key_id) {keys} AND key_id > used.id) FROM used WHERE used.id IS NOT NULL) \
             SELECT place, path FROM used JOIN version_key_name ON version_key_name.id = used.id"
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(collection_id);
        let rows: Vec<(String, String)> = query.fetch_all(&mut *db).await?;
        for (place, path) in rows {
            if let Some(place) = Place::of_name(&place).filter(|place| *place != Place::Artifact) {
                found.entry((place, path)).or_default().push(kind);
            }
        }
    }
    let keys = found
        .into_iter()
        .map(|((place, path), kinds)| ListedKey { place, path, kinds });
    Ok(keys.collect())
}
