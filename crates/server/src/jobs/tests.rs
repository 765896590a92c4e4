use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use crate::blobs::Blobs;
use crate::blobs::signed_url::UrlSigner;
use crate::clock::{DAY, OperatingSystem, Surroundings};
use crate::store::Store;
use crate::store::session::{SESSION_LASTS, owner, start};
use crate::store::testing::Place;
use crate::store::user::{self, NewUser};

/// A clock that is set by hand.
struct Clock(AtomicI64);

impl Surroundings for Clock {
    fn now(&self) -> Micros {
        self.0.load(Ordering::Relaxed)
    }

    fn fill(&self, bytes: &mut [u8]) -> anyhow::Result<()> {
        OperatingSystem.fill(bytes)
    }
}

/// One process on the storage in a place.
async fn process(place: &Place, clock: &Arc<Clock>) -> Api {
    let blobs = format!("file://{}/blobs", place.folder.path().display());
    Api {
        store: Store::open(&place.url, clock.clone()).await.unwrap(),
        blobs: Blobs::open(&blobs, || unreachable!("a folder needs no spool"))
            .await
            .unwrap(),
        signer: UrlSigner::new([0; 32], "http://127.0.0.1"),
    }
}

#[tokio::test]
async fn of_two_processes_one_does_what_recurs_and_the_other_after_its_time() {
    let place = Place::new();
    let clock = Arc::new(Clock(AtomicI64::new(DAY)));
    let (one, other) = (process(&place, &clock).await, process(&place, &clock).await);
    let job = Job::ForgetSessions;
    let (first, second) = tokio::join!(job.attend(&one, "one"), job.attend(&other, "other"));
    let done = [first.unwrap(), second.unwrap()];
    assert_eq!(done.iter().flatten().count(), 1, "{done:?}");
    clock.0.fetch_add(job.period() - 1, Ordering::Relaxed);
    assert_eq!(
        job.attend(&one, "one").await.unwrap(),
        None,
        "nobody does it twice within a period"
    );
    clock.0.fetch_add(1, Ordering::Relaxed);
    assert_eq!(job.attend(&other, "other").await.unwrap(), Some(0));
}

#[tokio::test]
async fn sessions_are_forgotten_when_they_expire_and_not_before() {
    let place = Place::new();
    let clock = Arc::new(Clock(AtomicI64::new(DAY)));
    let api = process(&place, &clock).await;
    let mut tx = api.store.write().await.unwrap();
    let new = NewUser {
        username: "ada",
        email: "ada@example.org",
        is_site_admin: false,
        is_service: false,
    };
    let ada = user::create(&mut tx, &new, DAY).await.unwrap();
    let session = start(&mut tx, ada, None, api.store.surroundings()).await.unwrap();
    tx.commit().await.unwrap();
    clock.0.fetch_add(SESSION_LASTS - 1, Ordering::Relaxed);
    assert_eq!(
        Job::ForgetSessions.attend(&api, "one").await.unwrap(),
        Some(0),
        "it is still good"
    );
    clock.0.fetch_add(HOUR, Ordering::Relaxed);
    assert_eq!(Job::ForgetSessions.attend(&api, "one").await.unwrap(), Some(1));
    let mut db = api.store.read().await.unwrap();
    assert_eq!(owner(&mut db, &session, 0).await.unwrap(), None);
    drop(db);
}
