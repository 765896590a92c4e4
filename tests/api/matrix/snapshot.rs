//! Everything that is in the database, to see whether a refused request changed a row.

use std::collections::BTreeMap;

use sqlx::{Connection as _, Row as _, SqliteConnection};

use crate::server::Server;

/// The rows of each table, as text.
pub type Snapshot = BTreeMap<String, Vec<String>>;

/// Reads all rows of all tables but that of the leases: what recurs renews them each minute, whoever asks for what.
pub async fn snapshot(server: &Server) -> Snapshot {
    let url = format!("sqlite://{}?mode=ro", server.database_file().display());
    let mut db = SqliteConnection::connect(&url).await.unwrap();
    let tables = sqlx::query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'lease' ORDER BY name",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    let mut found = Snapshot::new();
    for table in tables {
        let table: String = table.get(0);
        let columns = sqlx::query("SELECT name FROM pragma_table_info($1)")
            .bind(&table)
            .fetch_all(&mut db)
            .await
            .unwrap();
        let row: Vec<String> = columns
            .iter()
            .map(|column| format!("quote(\"{}\")", column.get::<String, _>(0)))
            .collect();
        let sql = format!("SELECT {} FROM \"{table}\" ORDER BY 1", row.join(" || ',' || "));
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .fetch_all(&mut db)
            .await
            .unwrap();
        found.insert(table, rows.iter().map(|row| row.get(0)).collect());
    }
    db.close().await.unwrap();
    assert!(
        found.len() > 20 && !found["project"].is_empty(),
        "the database was not read"
    );
    found
}

/// The tables that differ, with the first row that does.
pub fn differences(before: &Snapshot, after: &Snapshot) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (table, rows) in after {
        let known = before.get(table).map_or(&[][..], Vec::as_slice);
        if known != rows.as_slice() {
            let new: Vec<&String> = rows.iter().filter(|row| !known.contains(row)).collect();
            let gone: Vec<&String> = known.iter().filter(|row| !rows.contains(row)).collect();
            found.push((table.clone(), format!("new {new:?}, gone {gone:?}")));
        }
    }
    found
}
