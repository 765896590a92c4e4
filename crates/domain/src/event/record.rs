//! What is recorded of an event, and the bytes that its hash covers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How a change reached the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// With an API key: the SDK, a script, a machine.
    Sdk,
    /// From a browser.
    Browser,
    /// A command on the machine that holds the data.
    Command,
    /// The server itself.
    Server,
    /// Recorded before this was.
    Unknown,
}

impl Via {
    /// All ways.
    pub const ALL: [Self; 5] = [
        Self::Sdk,
        Self::Browser,
        Self::Command,
        Self::Server,
        Self::Unknown,
    ];

    /// The name in the log and in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sdk => "sdk",
            Self::Browser => "browser",
            Self::Command => "command",
            Self::Server => "server",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Via {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Via {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|via| via.name() == text);
        found.ok_or_else(|| format!("“{text}” is not a way to reach the server"))
    }
}

/// An event as the log holds it and as one line of an export says it.
///
/// Who, where and what are kept as they were called then, so that the log says what happened when a person or a collection is gone.
/// `before` and `after` are texts of JSON: a hash covers bytes, and another program would write the same JSON in other bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRecord {
    /// The chain: `organization:<id>`, or `server` for what belongs to none.
    pub chain: String,
    /// The position in the chain: 1, 2, 3, … without a gap.
    pub seq: i64,
    /// When: RFC 3339, UTC, six digits of a second.
    pub at: String,
    /// What: the name of an [`EventKind`](super::EventKind); text, so that a newer server's export can be verified too.
    pub kind: String,
    /// The id of who did it; none for a command or the server.
    pub actor_id: Option<i64>,
    /// The username of who did it.
    pub actor: Option<String>,
    /// How it reached the server: the name of a [`Via`].
    pub via: String,
    /// The id of the request, as its answer carried it.
    pub request_id: Option<String>,
    /// The address it came from.
    pub address: Option<String>,
    /// The program it came from, in that program's words.
    pub user_agent: Option<String>,
    /// The id of the project or registry.
    pub project_id: Option<i64>,
    /// The id of the collection.
    pub collection_id: Option<i64>,
    /// The id of the version.
    pub artifact_id: Option<i64>,
    /// The full name of what it was done to: `entity/project`, `entity/project/collection`, `entity/project/collection:vN`.
    pub subject: Option<String>,
    /// What was there before: text of JSON.
    pub before: Option<String>,
    /// What is there now: text of JSON.
    pub after: Option<String>,
    /// The hash of the event before it in the chain; 64 zeros for the first.
    pub previous_hash: String,
    /// The hash of this event: see [`canonical`](Self::canonical).
    pub hash: String,
}

/// The first bytes of what is hashed: no other hash of ours begins like this.
const HEADER: &[u8] = b"vitrine event 1\n";

impl EventRecord {
    /// The bytes whose SHA-256, in lower-case hexadecimal digits, is the hash.
    ///
    /// The line `vitrine event 1`, then a netstring (`<number of bytes>:<bytes>,`) for each field in the order of this struct up to
    /// `previous_hash`; numbers are decimal digits; a field that is absent is `-,`. In Python:
    /// `b"".join(b"-," if v is None else b"%d:%s," % (len(b := str(v).encode()), b) for v in fields)`.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = HEADER.to_vec();
        let number = |value: Option<i64>| value.map(|value| value.to_string());
        put(&mut bytes, Some(&self.chain));
        put(&mut bytes, Some(&self.seq.to_string()));
        put(&mut bytes, Some(&self.at));
        put(&mut bytes, Some(&self.kind));
        put(&mut bytes, number(self.actor_id).as_deref());
        put(&mut bytes, self.actor.as_deref());
        put(&mut bytes, Some(&self.via));
        put(&mut bytes, self.request_id.as_deref());
        put(&mut bytes, self.address.as_deref());
        put(&mut bytes, self.user_agent.as_deref());
        put(&mut bytes, number(self.project_id).as_deref());
        put(&mut bytes, number(self.collection_id).as_deref());
        put(&mut bytes, number(self.artifact_id).as_deref());
        put(&mut bytes, self.subject.as_deref());
        put(&mut bytes, self.before.as_deref());
        put(&mut bytes, self.after.as_deref());
        put(&mut bytes, Some(&self.previous_hash));
        bytes
    }
}

fn put(bytes: &mut Vec<u8>, field: Option<&str>) {
    if let Some(text) = field {
        bytes.extend_from_slice(text.len().to_string().as_bytes());
        bytes.push(b':');
        bytes.extend_from_slice(text.as_bytes());
    } else {
        bytes.push(b'-');
    }
    bytes.push(b',');
}
