//! From the sources to one self-contained binary: tools, app, server.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::fingerprint;
use crate::process;
use crate::progress;
use crate::tools;
use crate::workspace;

/// Everything that the built app depends on. The tools' versions stand in xtask's own source.
const APP_INPUTS: [&str; 12] = [
    "src",
    "style",
    "public",
    "crates/domain",
    "crates/wire",
    "crates/xtask/src",
    "index.html",
    "Trunk.toml",
    "build.rs",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
];

/// Builds the release binary and gives its path.
///
/// # Errors
/// When a tool cannot be installed or a build fails.
pub fn release() -> Result<PathBuf> {
    app()?;
    server()?;
    let binary = workspace::release_binary();
    let size_bytes = fs::metadata(&binary)
        .with_context(|| format!("no {}", binary.display()))?
        .len();
    println!("✓ {}: {}", binary.display(), mebibytes(size_bytes));
    Ok(binary)
}

/// Builds the app into `dist`, unless its inputs are as they were when `dist` was built.
fn app() -> Result<()> {
    let folders = tools::web()?;
    let wanted = fingerprint::of(&workspace::root(), &APP_INPUTS)?;
    let stamp = workspace::target().join("dist.stamp");
    let is_fresh = fs::read_to_string(&stamp).is_ok_and(|found| found == wanted);
    if is_fresh && workspace::dist().join("index.html").exists() {
        println!("✓ the app is unchanged");
        return Ok(());
    }
    progress::step(
        "build the app for the browser",
        "about 2 min cold, 1 min warm",
        || {
            let path = tools::path_with_tools(&folders)?;
            let mut trunk = process::command("trunk");
            trunk
                .env("PATH", path)
                .env("RUST_BACKTRACE", "0")
                .env_remove("NO_COLOR");
            process::run(trunk.args(["build", "--release", "--cargo-profile", "app", "--log", "warn"]))
        },
    )?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Builds the server, which takes `dist` into itself, whatever is in it.
///
/// # Errors
/// When the build fails.
pub fn server() -> Result<()> {
    progress::step(
        "build the server",
        "about 10 min cold, 3 min after a change",
        || {
            process::run(process::cargo().args([
                "build",
                "--release",
                "--package",
                "server",
                "--bin",
                "vitrine",
            ]))
        },
    )
}

/// A size for people.
#[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
fn mebibytes(size_bytes: u64) -> String {
    format!("{:.1} MiB", size_bytes as f64 / (1024.0 * 1024.0))
}
