//! The packages of the browser tests and of the peers in the benchmark, at the versions of their lock file.

use std::fs;

use anyhow::{Context, Result};

use crate::fingerprint;
use crate::process;
use crate::progress;
use crate::workspace;

/// Installs the packages of a folder that has a lock file, such as `tests/e2e`, when they are missing or the lock
/// file changed.
///
/// # Errors
/// When npm fails.
pub fn ensure(folder: &str) -> Result<()> {
    let path = workspace::root().join(folder);
    let wanted = fingerprint::of(&path, &["package.json", "package-lock.json"])?;
    let stamp = path.join("node_modules/.vitrine-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    progress::step(
        &format!("install the packages of {folder}"),
        "a few seconds",
        || {
            let mut npm = process::command("npm");
            npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
                .current_dir(&path);
            process::run(&mut npm).context("Node.js with npm is needed")?;
            fs::write(&stamp, &wanted).with_context(|| format!("cannot write {}", stamp.display()))
        },
    )
}
