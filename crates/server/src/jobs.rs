//! What recurs without anybody asking. Any number of processes look; a lease in the database lets one of them do it.

use std::time::Duration;

use crate::clock::{HOUR, Micros, SECOND, hex_token};
use crate::expiry;
use crate::fault::{Answer, Fault};
use crate::graphql::Api;
use crate::store;

/// How often a process looks whether there is work.
const LOOK_EVERY: Duration = Duration::from_mins(1);

/// A kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Sessions and sign-in links that have expired are deleted.
    ForgetSessions,
    /// Versions whose time to live is over are deleted.
    ExpireVersions,
}

/// Everything that recurs.
pub const ALL: [Job; 2] = [Job::ForgetSessions, Job::ExpireVersions];

impl Job {
    /// The name of its lease.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ForgetSessions => "forget_sessions",
            Self::ExpireVersions => "expire_versions",
        }
    }

    /// The time from one start to the next.
    const fn period(self) -> Micros {
        match self {
            Self::ForgetSessions => HOUR,
            Self::ExpireVersions => 60 * SECOND,
        }
    }

    /// Does the work once and says how much there was.
    async fn work(self, api: &Api) -> Answer<u64> {
        match self {
            Self::ForgetSessions => {
                let mut tx = api.store.write().await?;
                let gone = store::session::forget_expired(&mut tx, api.store.now()).await?;
                tx.commit().await?;
                Ok(gone)
            }
            Self::ExpireVersions => expiry::sweep(&api.store).await,
        }
    }

    /// Does the work if it is due and nobody else does it; `None` if not. A lease of work that failed is given back.
    ///
    /// # Errors
    /// When the work fails.
    pub async fn attend(self, api: &Api, holder: &str) -> Answer<Option<u64>> {
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let is_ours = store::lease::take(&mut tx, self.name(), holder, now, now + self.period()).await?;
        tx.commit().await?;
        if !is_ours {
            return Ok(None);
        }
        let done = self.work(api).await;
        if done.is_err() {
            let mut tx = api.store.write().await?;
            store::lease::give_back(&mut tx, self.name(), holder).await?;
            tx.commit().await?;
        }
        done.map(Some)
    }
}

/// Looks for work until the task is ended.
///
/// # Errors
/// When there is no randomness for a name to hold leases under.
pub async fn attend_all(api: Api) -> Answer<()> {
    let holder = hex_token(api.store.surroundings(), 16).map_err(Fault::internal)?;
    let mut look = tokio::time::interval(LOOK_EVERY);
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        for job in ALL {
            match job.attend(&api, &holder).await {
                Ok(Some(0) | None) => {}
                Ok(Some(count)) => tracing::info!(job = job.name(), count, "recurring work is done"),
                Err(fault) => {
                    fault.log();
                    tracing::warn!(job = job.name(), "recurring work failed; it is tried again");
                }
            }
        }
    }
}

#[cfg(test)]
#[path = "jobs/tests.rs"]
mod tests;
