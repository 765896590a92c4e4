//! Time and randomness, the two things that make a program unrepeatable, in one place.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// An instant: microseconds since 1970, UTC.
pub type Micros = i64;

/// One second.
pub const SECOND: Micros = 1_000_000;
/// One hour.
pub const HOUR: Micros = 3_600 * SECOND;
/// One day.
pub const DAY: Micros = 24 * HOUR;

/// Where the store gets the time and random bytes from.
pub trait Surroundings: Send + Sync {
    /// The present instant.
    fn now(&self) -> Micros;
    /// Fills the bytes with randomness fit for secrets.
    ///
    /// # Errors
    /// When the operating system has none to give.
    fn fill(&self, bytes: &mut [u8]) -> anyhow::Result<()>;
}

/// The clock and the random source of the operating system.
pub struct OperatingSystem;

impl Surroundings for OperatingSystem {
    fn now(&self) -> Micros {
        jiff::Timestamp::now().as_microsecond()
    }

    fn fill(&self, bytes: &mut [u8]) -> anyhow::Result<()> {
        getrandom::fill(bytes)
            .map_err(|cause| anyhow::anyhow!("no randomness from the operating system: {cause}"))
    }
}

/// A shared source of time and randomness.
pub type SharedSurroundings = Arc<dyn Surroundings>;

/// A random token of `bytes` random bytes, URL-safe.
///
/// # Errors
/// When there is no randomness.
pub fn token(surroundings: &dyn Surroundings, bytes: usize) -> anyhow::Result<String> {
    let mut buffer = vec![0; bytes];
    surroundings.fill(&mut buffer)?;
    Ok(URL_SAFE_NO_PAD.encode(buffer))
}

/// A random text of `chars` hexadecimal digits.
///
/// # Errors
/// When there is no randomness.
pub fn hex_token(surroundings: &dyn Surroundings, chars: usize) -> anyhow::Result<String> {
    let mut buffer = vec![0; chars.div_ceil(2)];
    surroundings.fill(&mut buffer)?;
    let mut text = hex::encode(buffer);
    text.truncate(chars);
    Ok(text)
}

/// The instant as RFC 3339 text, UTC, as the API shows it.
pub fn rfc3339(at: Micros) -> String {
    jiff::Timestamp::from_microsecond(at).map_or_else(
        |_out_of_range| String::from("1970-01-01T00:00:00Z"),
        |time| time.to_string(),
    )
}

/// The instant as RFC 3339 text, UTC, always with six digits of a second, as hashes cover it.
pub fn rfc3339_exact(at: Micros) -> String {
    jiff::Timestamp::from_microsecond(at).map_or_else(
        |_out_of_range| String::from("1970-01-01T00:00:00.000000Z"),
        |time| format!("{time:.6}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exact_instant_has_six_digits_of_a_second_whatever_they_are() {
        assert_eq!(rfc3339_exact(0), "1970-01-01T00:00:00.000000Z");
        assert_eq!(rfc3339_exact(1_500_000), "1970-01-01T00:00:01.500000Z");
        assert_eq!(rfc3339_exact(1), "1970-01-01T00:00:00.000001Z");
    }
}
