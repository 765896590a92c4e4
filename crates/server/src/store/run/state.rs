//! Where a run stands, and the changes of it.

use super::RunRow;
use crate::clock::{Micros, SECOND};
use crate::fault::{Answer, Fault};
use crate::store::Db;

/// How long a running run may be silent before it counts as crashed; the SDK sends a heartbeat every 30 seconds.
pub const SILENCE_MAX: Micros = 300 * SECOND;

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    /// Made, not started.
    Pending,
    /// At work.
    Running,
    /// Ended well.
    Finished,
    /// Ended with an error.
    Failed,
    /// Fell silent.
    Crashed,
    /// Stopped by a person.
    Killed,
    /// About to be taken off its machine.
    Preempting,
    /// Taken off its machine.
    Preempted,
}

const ALL: [RunState; 8] = [
    RunState::Pending,
    RunState::Running,
    RunState::Finished,
    RunState::Failed,
    RunState::Crashed,
    RunState::Killed,
    RunState::Preempting,
    RunState::Preempted,
];

impl RunState {
    /// The API's name.
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::Crashed => "crashed",
            Self::Killed => "killed",
            Self::Preempting => "preempting",
            Self::Preempted => "preempted",
        }
    }

    /// Reads the API's name.
    ///
    /// # Errors
    /// Names the legal states.
    pub fn parse(text: &str) -> Answer<Self> {
        ALL.into_iter()
            .find(|state| state.api_name() == text)
            .ok_or_else(|| {
                let legal = ALL.map(Self::api_name).join(", ");
                Fault::BadRequest(format!("“{text}” is not a state of a run; use one of {legal}."))
            })
    }

    /// Reads what the database holds, where only legal states are written.
    pub(super) fn of_stored(text: &str) -> Self {
        ALL.into_iter()
            .find(|state| state.api_name() == text)
            .unwrap_or(Self::Crashed)
    }

    /// What it means at an instant, given when the run was last heard of.
    #[must_use]
    pub const fn at(self, heartbeat_at: Micros, now: Micros) -> Self {
        match self {
            Self::Running if now - heartbeat_at > SILENCE_MAX => Self::Crashed,
            Self::Preempting if now - heartbeat_at > SILENCE_MAX => Self::Preempted,
            other => other,
        }
    }

    /// Whether nothing more is expected of the run.
    pub const fn is_over(self) -> bool {
        matches!(
            self,
            Self::Finished | Self::Failed | Self::Crashed | Self::Killed | Self::Preempted
        )
    }

    /// Whether a person may set it to another state by hand: only to queue a run again, or to give up one that was lost. The SDK's
    /// `Run.update_state` names these changes.
    pub const fn may_be_set_to(self, wanted: Self) -> bool {
        match wanted {
            Self::Pending => matches!(
                self,
                Self::Running | Self::Failed | Self::Crashed | Self::Preempted
            ),
            Self::Failed => matches!(self, Self::Pending | Self::Running),
            _ => false,
        }
    }

    /// What a run becomes that ends with an exit code.
    pub const fn of_exit(exit_code: i64, is_stop_requested: bool) -> Self {
        match (exit_code, is_stop_requested) {
            (0, _) => Self::Finished,
            (_, true) => Self::Killed,
            (_, false) => Self::Failed,
        }
    }
}

/// Notes that a run is at work. One that was over comes to life again, and what ended it is forgotten.
///
/// # Errors
/// When the database fails.
pub async fn hear_of(db: &mut Db, run: &RunRow, is_preempting: bool, now: Micros) -> Answer<()> {
    let stored = RunState::of_stored(&run.state);
    let state = if is_preempting || stored == RunState::Preempting {
        RunState::Preempting
    } else {
        RunState::Running
    };
    let is_stop_requested = i64::from(!stored.is_over()) * run.stop_requested;
    let query = sqlx::query(
        "UPDATE run SET state = $1, heartbeat_at = $2, stop_requested = $3, exit_code = NULL WHERE id = $4",
    );
    query
        .bind(state.api_name())
        .bind(now)
        .bind(is_stop_requested)
        .bind(run.id)
        .execute(db)
        .await?;
    Ok(())
}

/// Ends a run.
///
/// # Errors
/// When the database fails.
pub async fn end(db: &mut Db, run: &RunRow, exit_code: i64, now: Micros) -> Answer<RunState> {
    let state = RunState::of_exit(exit_code, run.is_stop_requested());
    let query = sqlx::query("UPDATE run SET state = $1, exit_code = $2, heartbeat_at = $3 WHERE id = $4");
    query
        .bind(state.api_name())
        .bind(exit_code)
        .bind(now)
        .bind(run.id)
        .execute(db)
        .await?;
    Ok(state)
}

/// Sets the state by hand.
///
/// # Errors
/// When the database fails.
pub async fn set(db: &mut Db, run_id: i64, state: RunState, now: Micros) -> Answer<()> {
    let query = sqlx::query("UPDATE run SET state = $1, heartbeat_at = $2 WHERE id = $3");
    query
        .bind(state.api_name())
        .bind(now)
        .bind(run_id)
        .execute(db)
        .await?;
    Ok(())
}

/// Asks a run to stop: it is told with its next message.
///
/// # Errors
/// When the database fails.
pub async fn request_stop(db: &mut Db, run_id: i64) -> Answer<()> {
    sqlx::query("UPDATE run SET stop_requested = 1 WHERE id = $1")
        .bind(run_id)
        .execute(db)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_queues_a_run_again_or_gives_it_up_and_nothing_else() {
        let legal: Vec<_> = ALL
            .into_iter()
            .flat_map(|from| ALL.map(|to| (from, to)))
            .filter(|(from, to)| from.may_be_set_to(*to))
            .map(|(from, to)| (from.api_name(), to.api_name()))
            .collect();
        let expected = [
            ("pending", "failed"),
            ("running", "pending"),
            ("running", "failed"),
            ("failed", "pending"),
            ("crashed", "pending"),
            ("preempted", "pending"),
        ];
        assert_eq!(legal, expected);
    }

    #[test]
    fn a_running_run_that_is_silent_for_five_minutes_has_crashed() {
        assert_eq!(RunState::Running.at(0, SILENCE_MAX), RunState::Running);
        assert_eq!(RunState::Running.at(0, SILENCE_MAX + 1), RunState::Crashed);
        assert_eq!(RunState::Finished.at(0, SILENCE_MAX + 1), RunState::Finished);
    }

    #[test]
    fn a_run_that_was_asked_to_stop_and_failed_was_killed() {
        assert_eq!(RunState::of_exit(255, true), RunState::Killed);
        assert_eq!(RunState::of_exit(1, false), RunState::Failed);
        assert_eq!(RunState::of_exit(0, true), RunState::Finished);
    }

    #[test]
    fn an_unknown_state_is_refused_with_the_legal_ones() {
        let refusal = RunState::parse("done").unwrap_err().to_string();
        assert!(
            refusal.starts_with("“done” is not a state of a run; use one of pending, running"),
            "{refusal}"
        );
    }
}
