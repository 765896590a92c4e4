//! Versions in the order in which they got their places, whatever collections these are in.

use serde_json::json;

use super::{COLUMNS, Row, VersionList, push_filter};
use crate::fault::Answer;
use crate::store::Db;
use crate::store::membership::MembershipRow;
use crate::store::search::driver::{Driver, FEW};
use crate::store::search::sql::Sql;
use crate::store::search::{At, Direction, integer_at};

/// How the places are come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// In the order of an index over all places, until the page is full.
    InOrder,
    /// Those of the list, which are then sorted.
    Sorted,
}

impl VersionList {
    /// The versions that come after `after` in the order of time; those of one instant by their places.
    pub(super) async fn page_by_time(
        &self,
        db: &mut Db,
        direction: Direction,
        after: Option<&At>,
        limit: usize,
    ) -> Answer<Vec<(MembershipRow, At)>> {
        let reading = self.reading(&mut *db).await?;
        let sql = self.statement_read(reading, direction, after, limit)?;
        let rows: Vec<Row> = sql.rows(db).await?;
        let placed = rows.into_iter().map(|row| {
            let at = vec![json!(row.created_at), json!(row.id)];
            (row.into(), at)
        });
        Ok(placed.collect())
    }

    /// The statement of a page in the order of time, of a list that is long.
    ///
    /// # Errors
    /// When `after` is no place of this list.
    pub(super) fn time_statement(
        &self,
        direction: Direction,
        after: Option<&At>,
        limit: usize,
    ) -> Answer<Sql> {
        self.statement_read(Reading::InOrder, direction, after, limit)
    }

    /// Few places are sorted, as in an index over all of them they may be far apart. So are those that begin at a condition.
    async fn reading(&self, db: &mut Db) -> Answer<Reading> {
        if self.driver != Driver::Places {
            return Ok(Reading::Sorted);
        }
        let mut sql = Sql::new("SELECT COUNT(*) FROM (SELECT 1");
        self.driver.push_tables(&mut sql, &self.scope.unbound());
        self.scope.push(&mut sql);
        sql.push(" LIMIT ").integer(FEW).push(") AS few");
        Ok(if sql.count(db).await? < FEW {
            Reading::Sorted
        } else {
            Reading::InOrder
        })
    }

    fn statement_read(
        &self,
        reading: Reading,
        direction: Direction,
        after: Option<&At>,
        limit: usize,
    ) -> Answer<Sql> {
        let (later, word) = (direction.later(), direction.word());
        let mut sql = Sql::new(&format!("SELECT {COLUMNS}"));
        match reading {
            Reading::Sorted => self.push(&mut sql),
            Reading::InOrder => {
                sql.push(" FROM membership m CROSS JOIN collection c WHERE c.id = m.collection_id AND m.removed_at IS NULL");
                self.scope.push(&mut sql);
                push_filter(&mut sql, &self.filter);
            }
        }
        if let Some(after) = after {
            let (at, place) = (integer_at(after, 0)?, integer_at(after, 1)?);
            let reached = match direction {
                Direction::Ascending => ">=",
                Direction::Descending => "<=",
            };
            sql.push(&format!(" AND m.created_at {reached} ")).integer(at);
            sql.push(&format!(" AND (m.created_at {later} ")).integer(at);
            sql.push(&format!(" OR m.id {later} ")).integer(place).push(")");
        }
        sql.push(&format!(" ORDER BY m.created_at {word}, m.id {word} LIMIT "))
            .integer(i64::try_from(limit).unwrap_or(i64::MAX));
        Ok(sql)
    }
}
