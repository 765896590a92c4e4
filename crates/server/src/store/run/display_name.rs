//! Names for runs that were given none: two words and a number, easy to say and to tell apart.

use crate::clock::Surroundings;
use crate::fault::{Answer, Fault};

const ADJECTIVES: [&str; 48] = [
    "amber", "autumn", "bold", "breezy", "bright", "brisk", "calm", "clear", "copper", "crimson", "crisp",
    "curious", "dappled", "dawn", "deft", "eager", "early", "fair", "fresh", "gentle", "glad", "golden",
    "hazel", "honest", "jolly", "keen", "lively", "lucid", "mellow", "misty", "noble", "patient", "placid",
    "prime", "quick", "quiet", "rapid", "silver", "sleek", "smooth", "solar", "steady", "sunny", "sweet",
    "tidy", "vivid", "warm", "wise",
];

const NOUNS: [&str; 48] = [
    "anchor", "basin", "bay", "beacon", "bird", "bloom", "breeze", "bridge", "brook", "canyon", "cedar",
    "cliff", "cloud", "comet", "coral", "creek", "delta", "dune", "ember", "falcon", "fern", "field",
    "fjord", "forest", "garden", "glacier", "grove", "harbor", "hill", "island", "lagoon", "lake", "lantern",
    "leaf", "maple", "meadow", "moon", "mountain", "orchard", "otter", "pebble", "pine", "prairie", "river",
    "shore", "sparrow", "valley", "wind",
];

/// A name such as `sweet-wind-12` for the run that is the `number`th of its project.
///
/// # Errors
/// When there is no randomness.
pub fn generate(surroundings: &dyn Surroundings, number: i64) -> Answer<String> {
    let mut bytes = [0_u8; 2];
    surroundings.fill(&mut bytes).map_err(Fault::internal)?;
    let adjective = ADJECTIVES[usize::from(bytes[0]) % ADJECTIVES.len()];
    let noun = NOUNS[usize::from(bytes[1]) % NOUNS.len()];
    Ok(format!("{adjective}-{noun}-{number}"))
}
