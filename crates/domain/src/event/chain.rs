//! The chain of hashes: each event's hash covers the hash before it, so that a changed, removed, added or moved event shows.
//!
//! Whoever can write to the database can also write a whole new chain. What shows even that is a head that was noted elsewhere:
//! a later verification must still meet it at its position.

#[cfg(test)]
mod tests;

use sha2::{Digest as _, Sha256};

use super::EventRecord;

/// The `previous_hash` of the first event of a chain.
pub const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The newest event of a chain: its position and its hash; 0 and [`BEGINNING`] for a chain without events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The position.
    pub seq: i64,
    /// The hash.
    pub hash: String,
}

impl Head {
    /// The head of a chain without events.
    pub fn beginning() -> Self {
        Self {
            seq: 0,
            hash: BEGINNING.to_owned(),
        }
    }
}

/// Where and how a chain is broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// The contents are not those that were hashed.
    #[error("event {seq} was changed: its contents do not have its hash")]
    Changed {
        /// The position.
        seq: i64,
    },
    /// The position is not the next one.
    #[error("an event is missing or was moved: {expected} should come next, {found} does")]
    Gap {
        /// The position that should come.
        expected: i64,
        /// The position that comes.
        found: i64,
    },
    /// The hash before is not that of the event before.
    #[error("event {seq} does not follow the event before it: that one was replaced")]
    Replaced {
        /// The position.
        seq: i64,
    },
    /// The event belongs to another chain.
    #[error("event {seq} belongs to the chain {found}")]
    Foreign {
        /// The position.
        seq: i64,
        /// The chain that it names.
        found: String,
    },
    /// The chain ends before or after its head.
    #[error(
        "the chain ends with event {found}, its head is event {head}: events at the end were removed or added"
    )]
    End {
        /// The last position.
        found: i64,
        /// The position of the head.
        head: i64,
    },
    /// The last event is not the one that the head was recorded of.
    #[error("the last event, {seq}, is not the one that was written there: it was replaced")]
    Last {
        /// The position.
        seq: i64,
    },
    /// A head that was noted is not in the chain.
    #[error("event {seq} is not the one that was noted: the chain was rewritten")]
    Noted {
        /// The position that was noted.
        seq: i64,
    },
}

/// The hash of an event, from everything else in it.
pub fn hash(record: &EventRecord) -> String {
    use std::fmt::Write as _;
    let digest = Sha256::digest(record.canonical());
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string does not fail.
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

/// Puts an event behind the head: gives it position, previous hash and hash, and returns the new head.
pub fn append(record: &mut EventRecord, head: &Head) -> Head {
    record.seq = head.seq + 1;
    record.previous_hash.clone_from(&head.hash);
    record.hash = hash(record);
    Head {
        seq: record.seq,
        hash: record.hash.clone(),
    }
}

/// Walks along a chain, event by event, in constant memory.
#[derive(Debug, Clone)]
pub struct Verifier {
    chain: String,
    head: Head,
    noted: Option<Head>,
}

impl Verifier {
    /// A walk from the beginning of a chain.
    pub fn new(chain: &str) -> Self {
        Self {
            chain: chain.to_owned(),
            head: Head::beginning(),
            noted: None,
        }
    }

    /// The same, which must also meet a head that was noted before.
    #[must_use]
    pub fn that_meets(mut self, noted: Head) -> Self {
        self.noted = Some(noted);
        self
    }

    /// Takes the next event.
    ///
    /// # Errors
    /// Where and how the chain is broken.
    pub fn push(&mut self, record: &EventRecord) -> Result<(), Break> {
        let seq = record.seq;
        if record.chain != self.chain {
            return Err(Break::Foreign {
                seq,
                found: record.chain.clone(),
            });
        }
        if seq != self.head.seq + 1 {
            return Err(Break::Gap {
                expected: self.head.seq + 1,
                found: seq,
            });
        }
        if record.previous_hash != self.head.hash {
            return Err(Break::Replaced { seq });
        }
        if record.hash != hash(record) {
            return Err(Break::Changed { seq });
        }
        if self
            .noted
            .as_ref()
            .is_some_and(|noted| noted.seq == seq && noted.hash != record.hash)
        {
            return Err(Break::Noted { seq });
        }
        self.head = Head {
            seq,
            hash: record.hash.clone(),
        };
        Ok(())
    }

    /// Ends the walk at the head that was recorded; without one, wherever the events end.
    ///
    /// # Errors
    /// When events at the end are missing, or a noted head was not met.
    pub fn finish(self, head: Option<&Head>) -> Result<Head, Break> {
        if let Some(head) = head
            && *head != self.head
        {
            let (found, head) = (self.head.seq, head.seq);
            return Err(if found == head {
                Break::Last { seq: found }
            } else {
                Break::End { found, head }
            });
        }
        match self.noted {
            Some(noted) if noted.seq > self.head.seq => Err(Break::Noted { seq: noted.seq }),
            _ => Ok(self.head),
        }
    }
}
