//! `schema.graphql`: the server's schema as a file, so that a change of it is seen in a review.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace;

const FILE: &str = "schema.graphql";

/// Writes the file.
///
/// # Errors
/// When the server cannot be built or the file not written.
pub fn write() -> Result<()> {
    fs::write(workspace::root().join(FILE), printed()?).with_context(|| format!("cannot write {FILE}"))?;
    println!("✓ {FILE}");
    Ok(())
}

/// Compares the file with what the server prints.
///
/// # Errors
/// When they differ; the message has the first line that does.
pub fn check() -> Result<()> {
    let printed = printed()?;
    let found = fs::read_to_string(workspace::root().join(FILE)).unwrap_or_default();
    if let Some(difference) = first_difference(&found, &printed) {
        bail!("{FILE} is stale, run `cargo xtask schema`: {difference}");
    }
    println!("✓ {FILE} is what the server prints");
    Ok(())
}

fn printed() -> Result<String> {
    let mut server = process::cargo();
    process::read(server.args([
        "run",
        "--quiet",
        "--package",
        "server",
        "--bin",
        "vitrine",
        "--",
        "schema",
    ]))
}

fn first_difference(found: &str, printed: &str) -> Option<String> {
    if found == printed {
        return None;
    }
    let same = found
        .lines()
        .zip(printed.lines())
        .take_while(|(left, right)| left == right)
        .count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(end)").to_owned();
    Some(format!(
        "line {} is `{}` and should be `{}`",
        same + 1,
        line(found),
        line(printed)
    ))
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn a_stale_schema_names_the_first_line_that_differs() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(
            first_difference("a\nb\n", "a\nc\n").as_deref(),
            Some("line 2 is `b` and should be `c`")
        );
        assert_eq!(
            first_difference("a\n", "a\nc\n").as_deref(),
            Some("line 2 is `(end)` and should be `c`")
        );
    }
}
