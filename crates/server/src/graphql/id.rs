//! Global ids: Base64 of `Kind:<integer>`, as the SDK decodes them.

use async_graphql::ID;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::fault::{Answer, Fault};

/// The global id of an object of a kind.
pub fn global(kind: &str, id: i64) -> ID {
    ID(STANDARD.encode(format!("{kind}:{id}")))
}

/// The integer of a global id of that kind.
///
/// # Errors
/// `NotFound` for anything that is not one: an id that cannot exist answers like one that does not.
pub fn local(kind: &str, id: &str) -> Answer<i64> {
    optional(kind, id).ok_or_else(|| {
        Fault::NotFound(format!(
            "There is no {} with this id that you may see.",
            kind.to_lowercase()
        ))
    })
}

/// The integer of a global id of that kind, or `None`.
pub fn optional(kind: &str, id: &str) -> Option<i64> {
    let text = String::from_utf8(STANDARD.decode(id).ok()?).ok()?;
    text.strip_prefix(kind)?.strip_prefix(':')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_for_its_kind_only() {
        let id = global("Artifact", 12);
        assert_eq!(optional("Artifact", &id), Some(12));
        assert_eq!(optional("Run", &id), None);
        assert_eq!(optional("Artifact", "garbage"), None);
    }
}
