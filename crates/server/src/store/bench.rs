//! A large organization written straight into an empty database, and the plans of queries: for `vitrine bench-queries` only.

use super::Db;
use super::search::Sql;
use crate::fault::Answer;

/// How large the organization is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Versions in the one large collection.
    pub versions: i64,
    /// Links in all other collections together.
    pub links: i64,
    /// The number of those collections.
    pub collections: i64,
    /// The number of their registries.
    pub registries: i64,
}

/// What was written.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The large collection.
    pub collection_id: i64,
    /// All registries.
    pub project_ids: Vec<i64>,
}

/// Fills an empty database.
///
/// # Errors
/// When the database fails.
pub async fn fill(db: &mut Db, size: Size) -> Answer<Filled> {
    let Size {
        versions,
        links,
        collections,
        registries,
    } = size;
    let per_collection = links / collections;
    let numbers = |count: i64| {
        format!("WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})")
    };
    // 48271 is a primitive root of 2^31 - 1, so losses are spread and differ.
    let loss = "(CAST((i * 48271) % 2147483647 AS DOUBLE PRECISION) / 2147483647.0)";
    let framework =
        "(CASE i % 4 WHEN 0 THEN 'jax' WHEN 1 THEN 'torch' WHEN 2 THEN 'sklearn' ELSE 'onnx' END)";
    let statements = [
        "INSERT INTO entity (id, kind, name, created_at) VALUES (1, 'user', 'ada', 0), (2, 'organization', 'big', 0)".to_owned(),
        "INSERT INTO account (id, entity_id, username, name, email, created_at) VALUES (1, 1, 'ada', 'Ada', 'ada@example.org', 0)".to_owned(),
        "INSERT INTO organization (id, name, entity_id, created_at) VALUES (1, 'big', 2, 0)".to_owned(),
        "INSERT INTO org_member (org_id, user_id, role, created_at) VALUES (1, 1, 'admin', 0)".to_owned(),
        format!(
            "{} INSERT INTO project (id, entity_id, name, created_at, updated_at) \
             SELECT i + 1, 2, 'wandb-registry-r' || i, i, i FROM n",
            numbers(registries + 1)
        ),
        // 1: the source, 2: the large one, 3 and on: the others, spread over the registries.
        format!(
            "{} INSERT INTO collection (id, project_id, kind, name, type_name, created_at, updated_at) \
             SELECT i + 1, CASE WHEN i < 2 THEN 1 ELSE 2 + i % {registries} END, CASE i WHEN 0 THEN 'SEQUENCE' ELSE 'PORTFOLIO' END, \
             'c' || i, 'model', i, i FROM n",
            numbers(collections + 2)
        ),
        format!(
            "{} INSERT INTO artifact (id, sequence_id, state, version_index, digest, commit_hash, user_id, size_bytes, created_at, updated_at) \
             SELECT i + 1, 1, 'COMMITTED', i, 'd' || i, 'h' || i, 1, i % 1000, i, i FROM n",
            numbers(versions)
        ),
        format!(
            "{} INSERT INTO membership (collection_id, artifact_id, version_index, linked_by, created_at) \
             SELECT 2, i + 1, i, 1, i FROM n",
            numbers(versions)
        ),
        format!(
            "{} INSERT INTO membership (collection_id, artifact_id, version_index, linked_by, created_at) \
             SELECT 3 + i / {per_collection}, 1 + i % {versions}, i % {per_collection}, 1, i FROM n",
            numbers(per_collection * collections)
        ),
        "UPDATE collection SET version_count = (SELECT COUNT(*) FROM membership WHERE collection_id = collection.id)".to_owned(),
        "INSERT INTO alias (collection_id, alias, membership_id, created_at) SELECT collection_id, 'production', MIN(id), 0 FROM membership \
         GROUP BY collection_id".to_owned(),
        "INSERT INTO alias (collection_id, alias, membership_id, created_at) SELECT collection_id, 'latest', MAX(id), 0 FROM membership \
         GROUP BY collection_id".to_owned(),
        "INSERT INTO artifact_tag (artifact_id, tag) SELECT id, 'vision' FROM artifact WHERE id % 10 = 0".to_owned(),
        format!("INSERT INTO artifact_tag (artifact_id, tag) SELECT id, 'rare' FROM artifact WHERE id % {} = 0", (versions / 20).max(1)),
        "INSERT INTO version_key_name (id, place, path) VALUES (1, 'summary', 'loss'), (2, 'metadata', 'framework'), (3, 'config', 'seed'), \
         (4, 'metadata', 'quantized'), (5, 'artifact', 'size')".to_owned(),
        format!(
            "INSERT INTO version_key (collection_id, version_index, key_id, element, number, text, truth) \
             SELECT collection_id, version_index, k.id, 0, \
             CASE k.id WHEN 1 THEN {loss} WHEN 3 THEN CAST(i % 100 AS DOUBLE PRECISION) WHEN 5 THEN CAST(i % 1000 AS DOUBLE PRECISION) END, \
             CASE k.id WHEN 2 THEN {framework} END, CASE k.id WHEN 4 THEN i % 2 END \
             FROM (SELECT collection_id, version_index, artifact_id - 1 AS i FROM membership) AS place CROSS JOIN version_key_name k"
        ),
        "ANALYZE".to_owned(),
    ];
    for statement in statements {
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&mut *db)
            .await?;
    }
    Ok(Filled {
        collection_id: 2,
        project_ids: (1..=registries + 1).collect(),
    })
}

/// The number of rows of memberships, to say of how many a figure is.
///
/// # Errors
/// When the database fails.
pub async fn memberships(db: &mut Db) -> Answer<i64> {
    Sql::new("SELECT COUNT(*) FROM membership").count(db).await
}

/// How SQLite is going to run a statement, a line a step.
///
/// # Errors
/// When the database fails.
pub async fn plan(db: &mut Db, statement: &Sql) -> Answer<Vec<String>> {
    let rows: Vec<(i64, i64, i64, String)> = statement.clone().before("EXPLAIN QUERY PLAN ").rows(db).await?;
    Ok(rows.into_iter().map(|row| row.3).collect())
}

/// Takes an index away; a transaction that is rolled back brings it again.
///
/// # Errors
/// When the database fails.
pub async fn drop_index(db: &mut Db, index: &'static str) -> Answer<()> {
    sqlx::query(sqlx::AssertSqlSafe(format!("DROP INDEX {index}")))
        .execute(db)
        .await?;
    Ok(())
}
