//! Copies all rows from a database of one kind into a fresh one of the other. Both have been brought up to date, so both have the
//! same tables; `SQLite`, which is one of the two, is asked for their names, in the order in which they were made: a table
//! only refers to earlier ones.

use futures::TryStreamExt as _;
use sqlx::any::AnyRow;
use sqlx::{Any, Row as _};

use super::{Db, Engine, Store};
use crate::fault::{Answer, Fault};

/// Values of one statement; `SQLite` takes 32,766.
const VALUES_MAX: usize = 10_000;
/// Rows of one statement.
const ROWS_MAX: usize = 200;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integer,
    Text,
    Bytes,
    Double,
}

impl Kind {
    fn of_declared(declared: &str) -> Answer<Self> {
        match declared {
            "BIGINT" | "INTEGER" => Ok(Self::Integer),
            "TEXT" => Ok(Self::Text),
            "BLOB" => Ok(Self::Bytes),
            "REAL" | "DOUBLE" | "DOUBLE PRECISION" => Ok(Self::Double),
            other => Err(Fault::internal(anyhow::anyhow!(
                "no rule to copy a column of type {other}"
            ))),
        }
    }
}

struct Table {
    name: String,
    /// Whether the database gives out its ids.
    has_own_ids: bool,
    columns: Vec<(String, Kind)>,
}

/// Copies everything, in one transaction of the target, which must be unused.
///
/// # Errors
/// When a database fails; the target stays unused then.
pub async fn everything(source: &mut Db, target: &Store) -> Answer<()> {
    let mut tx = target.write().await?;
    let tables = match target.engine() {
        Engine::Postgres => tables(&mut *source).await?,
        Engine::Sqlite => tables(&mut tx).await?,
    };
    for table in &tables {
        rows(&mut *source, &mut tx, table, target.engine()).await?;
        if table.has_own_ids {
            last_id(&mut *source, &mut tx, &table.name, target.engine()).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// The tables, asked of a database of `SQLite`.
async fn tables(db: &mut Db) -> Answer<Vec<Table>> {
    let names: Vec<(String, String)> = sqlx::query_as(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlx%' ORDER BY rowid",
    )
    .fetch_all(&mut *db)
    .await?;
    let mut tables = Vec::with_capacity(names.len());
    for (name, sql) in names {
        let columns: Vec<(String, String)> =
            sqlx::query_as("SELECT name, type FROM pragma_table_info($1) ORDER BY cid")
                .bind(&name)
                .fetch_all(&mut *db)
                .await?;
        let columns = columns
            .into_iter()
            .map(|(name, declared)| Ok((name, Kind::of_declared(&declared)?)))
            .collect::<Answer<_>>()?;
        tables.push(Table {
            has_own_ids: sql.contains("AUTOINCREMENT"),
            name,
            columns,
        });
    }
    Ok(tables)
}

async fn rows(source: &mut Db, target: &mut Db, table: &Table, engine: Engine) -> Answer<()> {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|(name, _)| format!("\"{name}\""))
        .collect();
    // Where rows of a table refer to each other, they refer to older ones.
    let order = if table.has_own_ids { " ORDER BY id" } else { "" };
    let select = format!("SELECT {} FROM \"{}\"{order}", columns.join(", "), table.name);
    let per_statement = ROWS_MAX.min(VALUES_MAX / table.columns.len().max(1)).max(1);
    let mut found = sqlx::query(sqlx::AssertSqlSafe(select))
        .fetch(source)
        .try_chunks(per_statement);
    while let Some(chunk) = found.try_next().await.map_err(|broken| broken.1)? {
        insert(&mut *target, table, &columns.join(", "), &chunk, engine).await?;
    }
    Ok(())
}

async fn insert(db: &mut Db, table: &Table, columns: &str, rows: &[AnyRow], engine: Engine) -> Answer<()> {
    let place = |number: usize, kind: Kind| match kind {
        Kind::Double => format!("CAST(${number} AS DOUBLE PRECISION)"),
        Kind::Integer | Kind::Text | Kind::Bytes => format!("${number}"),
    };
    let width = table.columns.len();
    let places: Vec<String> = (0..rows.len())
        .map(|row| {
            let values: Vec<String> = table
                .columns
                .iter()
                .enumerate()
                .map(|(column, (_, kind))| place(row * width + column + 1, *kind))
                .collect();
            format!("({})", values.join(", "))
        })
        .collect();
    let sql = format!(
        "INSERT INTO \"{}\" ({columns}) VALUES {}",
        table.name,
        places.join(", ")
    );
    let mut query = sqlx::query::<Any>(sqlx::AssertSqlSafe(sql));
    for row in rows {
        for (index, (_, kind)) in table.columns.iter().enumerate() {
            query = match kind {
                Kind::Integer => query.bind(row.try_get::<Option<i64>, _>(index)?),
                Kind::Text => query.bind(row.try_get::<Option<String>, _>(index)?),
                Kind::Bytes => query.bind(row.try_get::<Option<Vec<u8>>, _>(index)?),
                Kind::Double => {
                    let number = row.try_get::<Option<f64>, _>(index)?;
                    query.bind(number.map(|number| written(number, engine)))
                }
            };
        }
    }
    query.execute(db).await?;
    Ok(())
}

/// A number as a database reads it back exactly.
fn written(number: f64, engine: Engine) -> String {
    match (number.is_infinite(), engine) {
        (true, Engine::Sqlite) => format!("{}9e999", if number < 0.0 { "-" } else { "" }),
        _ => format!("{number:?}"),
    }
}

/// No id is given twice, not even that of a row which is gone.
async fn last_id(source: &mut Db, target: &mut Db, table: &str, engine: Engine) -> Answer<()> {
    match engine {
        Engine::Postgres => {
            let last = sqlx::query_scalar("SELECT seq FROM sqlite_sequence WHERE name = $1").bind(table);
            let last: Option<i64> = last.fetch_optional(source).await?;
            if let Some(last) = last.filter(|last| *last > 0) {
                let set = "SELECT setval(pg_get_serial_sequence($1, 'id'), $2)";
                sqlx::query(set).bind(table).bind(last).execute(target).await?;
            }
        }
        Engine::Sqlite => {
            // A table that was renamed keeps its sequence under the old name.
            let last = sqlx::query_scalar(
                "SELECT last_value FROM pg_sequences WHERE last_value IS NOT NULL \
                 AND CAST(schemaname AS TEXT) || '.' || CAST(sequencename AS TEXT) = pg_get_serial_sequence($1, 'id')",
            );
            let last: Option<i64> = last.bind(table).fetch_optional(source).await?;
            if let Some(last) = last {
                sqlx::query("DELETE FROM sqlite_sequence WHERE name = $1")
                    .bind(table)
                    .execute(&mut *target)
                    .await?;
                let set = "INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)";
                sqlx::query(set).bind(table).bind(last).execute(target).await?;
            }
        }
    }
    Ok(())
}
