//! What many fields of one answer ask for at once is read together.

use std::any::{Any, TypeId};
use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::hash::Hash;
use std::sync::{Arc, Mutex};

use tokio::sync::oneshot;

use crate::fault::{Answer, Fault};

/// The greatest number of keys of one reading.
const KEYS_MAX: usize = 5_000;

type Found<V> = Result<Option<V>, Arc<Fault>>;

/// The questions of one request that wait to be read. Nothing is kept of the answers.
#[derive(Default)]
pub struct Batches(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Batches {
    /// The questions of one kind.
    fn of<K: Send + 'static, V: Send + 'static>(&self) -> Arc<Batch<K, V>> {
        let mut map = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let kind = TypeId::of::<Batch<K, V>>();
        let batch = map
            .entry(kind)
            .or_insert_with(|| Arc::new(Batch::<K, V>::default()));
        // The entry of a type holds that type.
        Arc::clone(batch).downcast().unwrap_or_default()
    }

    /// The value of a key; `read` is called with the keys of everybody who asks in the same turn of the executor.
    ///
    /// The fields of an answer are polled in turn by one task. Whoever asks lets the others go first (`yield_now`); then the first who
    /// is polled again reads for all. So there is no time to wait, and the number of readings does not depend on the machine.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn one<K, V, R, F>(&self, key: K, read: R) -> Answer<Option<V>>
    where
        K: Copy + Eq + Hash + Send + 'static,
        V: Clone + Send + 'static,
        R: Fn(Vec<K>) -> F,
        F: Future<Output = Answer<HashMap<K, V>>>,
    {
        let batch = self.of::<K, V>();
        loop {
            let (turn, answer) = batch.ask(key);
            tokio::task::yield_now().await;
            if let Some(asked) = batch.take(turn) {
                settle(asked, &read).await;
            }
            // The reader is gone when the field that read was given up; then somebody else has to.
            if let Ok(found) = answer.await {
                return found.map_err(|cause| Fault::internal(anyhow::anyhow!("{cause:?}")));
            }
        }
    }
}

type Asked<K, V> = Vec<(K, oneshot::Sender<Found<V>>)>;

/// The questions of one kind.
struct Batch<K, V>(Mutex<Waiting<K, V>>);

struct Waiting<K, V> {
    turn: u64,
    asked: Asked<K, V>,
}

impl<K, V> Default for Batch<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Waiting {
            turn: 0,
            asked: Vec::new(),
        }))
    }
}

impl<K, V> Batch<K, V> {
    fn ask(&self, key: K) -> (u64, oneshot::Receiver<Found<V>>) {
        let (sender, receiver) = oneshot::channel();
        let mut waiting = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        waiting.asked.push((key, sender));
        (waiting.turn, receiver)
    }

    /// What was asked in a turn, for the first who takes it.
    fn take(&self, turn: u64) -> Option<Asked<K, V>> {
        let mut waiting = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        (waiting.turn == turn).then(|| {
            waiting.turn += 1;
            std::mem::take(&mut waiting.asked)
        })
    }
}

async fn settle<K, V, R, F>(asked: Asked<K, V>, read: &R)
where
    K: Copy + Eq + Hash,
    V: Clone,
    R: Fn(Vec<K>) -> F,
    F: Future<Output = Answer<HashMap<K, V>>>,
{
    let distinct: HashSet<K> = asked.iter().map(|(key, _)| *key).collect();
    let keys: Vec<K> = distinct.into_iter().collect();
    let mut found = HashMap::new();
    for some in keys.chunks(KEYS_MAX) {
        match read(some.to_vec()).await {
            Ok(more) => found.extend(more),
            Err(cause) => {
                let cause = Arc::new(cause);
                for (_, answer) in asked {
                    // Whoever no longer waits needs no answer.
                    let _ = answer.send(Err(Arc::clone(&cause)));
                }
                return;
            }
        }
    }
    for (key, answer) in asked {
        let _ = answer.send(Ok(found.get(&key).cloned()));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures::future::{join_all, select};

    use super::*;

    async fn doubled(batches: &Batches, key: i64, readings: &AtomicUsize) -> Answer<Option<i64>> {
        let read = |keys: Vec<i64>| async move {
            readings.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            Ok(keys
                .into_iter()
                .filter(|key| *key >= 0)
                .map(|key| (key, key * 2))
                .collect())
        };
        batches.one(key, read).await
    }

    #[tokio::test]
    async fn what_is_asked_at_once_is_read_once() {
        let (batches, readings) = (Batches::default(), AtomicUsize::new(0));
        for many in [1, 2, 29, 31, 3_000] {
            readings.store(0, Ordering::Relaxed);
            let asked = (0..many).map(|key| doubled(&batches, key / 2, &readings));
            for (key, found) in join_all(asked).await.into_iter().enumerate() {
                let half = i64::try_from(key / 2).unwrap();
                assert_eq!(found.unwrap(), Some(half * 2));
            }
            assert_eq!(readings.load(Ordering::Relaxed), 1, "{many}");
        }
    }

    #[tokio::test]
    async fn nothing_is_kept_and_what_is_not_there_is_none() {
        let (batches, readings) = (Batches::default(), AtomicUsize::new(0));
        for _ in 0..2 {
            assert_eq!(doubled(&batches, -1, &readings).await.unwrap(), None);
        }
        assert_eq!(readings.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn who_waits_for_a_reader_that_was_given_up_reads_itself() {
        let (batches, readings) = (Batches::default(), AtomicUsize::new(0));
        let reader = batches.one(1_i64, |_| std::future::pending::<Answer<HashMap<i64, i64>>>());
        let given_up = Box::pin(async {
            let pauses = Box::pin(async {
                for _ in 0..10 {
                    tokio::task::yield_now().await;
                }
            });
            let _ = select(Box::pin(reader), pauses).await;
        });
        let (found, ()) = futures::join!(Box::pin(doubled(&batches, 2, &readings)), given_up);
        assert_eq!(found.unwrap(), Some(4));
    }

    #[tokio::test]
    async fn a_failure_reaches_everybody() {
        let batches = Batches::default();
        let asked = (0..3_i64).map(|key| {
            batches.one(key, |_| async {
                Err::<HashMap<i64, u8>, _>(Fault::internal(anyhow::anyhow!("no disk")))
            })
        });
        for found in join_all(asked).await {
            assert!(format!("{:?}", found.unwrap_err()).contains("no disk"));
        }
    }
}
