//! The time to live of versions, and their end.

use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::Db;

/// How long a version lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeToLive {
    /// As its team has it: for ever, since teams set none.
    Inherited,
    /// For ever, whatever its team has.
    Off,
    /// So many seconds from its creation.
    Seconds(i64),
}

/// What the SDK writes for a time to live that is inherited.
const INHERITED: i64 = -1;
/// What the SDK writes for no time to live.
const OFF: i64 = -2;

impl TimeToLive {
    /// Reads the SDK's number; none for a number that means nothing.
    pub const fn of_api(seconds: i64) -> Option<Self> {
        match seconds {
            INHERITED => Some(Self::Inherited),
            OFF => Some(Self::Off),
            seconds if seconds > 0 => Some(Self::Seconds(seconds)),
            _ => None,
        }
    }

    /// As it is stored.
    pub const fn stored(self) -> Option<i64> {
        match self {
            Self::Inherited => None,
            Self::Off => Some(OFF),
            Self::Seconds(seconds) => Some(seconds),
        }
    }

    /// Reads what is stored.
    pub fn of_stored(stored: Option<i64>) -> Self {
        stored.and_then(Self::of_api).unwrap_or(Self::Inherited)
    }

    /// The SDK's number of seconds, which is that of no time to live where none is in effect.
    pub const fn seconds_in_effect(self) -> i64 {
        match self {
            Self::Inherited | Self::Off => OFF,
            Self::Seconds(seconds) => seconds,
        }
    }
}

/// Sets the time to live of a version.
///
/// # Errors
/// When the database fails.
pub async fn set_time_to_live(db: &mut Db, id: i64, ttl: TimeToLive, now: Micros) -> Answer<()> {
    let query = sqlx::query("UPDATE artifact SET ttl_seconds = $1, updated_at = $2 WHERE id = $3");
    query.bind(ttl.stored()).bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// Marks a version as deleted; its row stays for the events and the runs that name it.
///
/// # Errors
/// When the database fails.
pub async fn mark_deleted(db: &mut Db, id: i64, now: Micros) -> Answer<()> {
    let query = sqlx::query("UPDATE artifact SET state = 'DELETED', updated_at = $1 WHERE id = $2");
    query.bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// The committed versions whose time to live is over at an instant, oldest first, at most `limit`. A version that is linked into
/// another collection lives on: others rely on it.
///
/// # Errors
/// When the database fails.
pub async fn expired(db: &mut Db, at: Micros, limit: i64) -> Answer<Vec<i64>> {
    let query = sqlx::query_scalar(
        "SELECT artifact.id FROM artifact WHERE ttl_seconds > 0 AND state = 'COMMITTED' \
         AND artifact.created_at + ttl_seconds * 1000000 <= $1 AND NOT EXISTS (SELECT 1 FROM membership \
         WHERE artifact_id = artifact.id AND removed_at IS NULL AND collection_id <> sequence_id) ORDER BY artifact.id LIMIT $2",
    );
    Ok(query.bind(at).bind(limit).fetch_all(db).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_the_sdk_read_back_from_what_is_stored() {
        for (api, in_effect) in [(-1, -2), (-2, -2), (1, 1), (86_400, 86_400)] {
            let ttl = TimeToLive::of_api(api).unwrap();
            assert_eq!(TimeToLive::of_stored(ttl.stored()), ttl, "{api}");
            assert_eq!(ttl.seconds_in_effect(), in_effect, "{api}");
        }
        for meaningless in [0, -3, i64::MIN] {
            assert_eq!(TimeToLive::of_api(meaningless), None, "{meaningless}");
        }
    }
}
