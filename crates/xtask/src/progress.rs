//! Saying what happens, how long it should take and how long it took.

use std::time::Instant;

use anyhow::Result;

/// Runs one step between two lines that say what it is, the expected time and the time it took.
///
/// # Errors
/// What the step itself gives.
pub fn step<T>(what: &str, expected: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("→ {what} ({expected})");
    let start = Instant::now();
    let result = work();
    let took = seconds(start);
    match &result {
        Ok(_) => println!("✓ {what}: {took}"),
        Err(_) => println!("✗ {what}: failed after {took}"),
    }
    result
}

/// The time since `start`, for people.
pub fn seconds(start: Instant) -> String {
    let elapsed = start.elapsed().as_secs();
    if elapsed >= 100 {
        format!("{} min {} s", elapsed / 60, elapsed % 60)
    } else {
        format!("{:.1} s", start.elapsed().as_secs_f64())
    }
}
