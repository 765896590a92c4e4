//! The log of what happened: kinds of events, what is recorded of one, and the chain of hashes that shows when it was rewritten.

pub mod chain;
mod kind;
mod record;

pub use self::kind::{Audience, EventKind, UnknownKind};
pub use self::record::{EventRecord, Via};
