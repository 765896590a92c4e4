//! What must hold of the sources before anything is tested.

use anyhow::Result;

use crate::process;
use crate::progress;
use crate::schema;
use crate::tools;

/// Formatting, lints on both platforms, the schema, the layers.
///
/// # Errors
/// The first that does not hold.
pub fn check() -> Result<()> {
    progress::step("formatting", "seconds", || {
        process::run(process::cargo().args(["fmt", "--all", "--", "--check"]))
    })?;
    progress::step("layers, styles and contrast", "seconds", || {
        process::run(process::cargo().args(["test", "--quiet", "--package", "xtask", "--test", "checks"]))
    })?;
    progress::step("lints, native", "about 3 min cold", || {
        let mut clippy = process::cargo();
        clippy.args([
            "clippy",
            "--quiet",
            "--workspace",
            "--exclude",
            "vitrine",
            "--all-targets",
        ]);
        process::run(clippy.args(["--", "-D", "warnings"]))
    })?;
    tools::web()?;
    progress::step("lints, wasm32", "about 2 min cold", || {
        let mut clippy = process::cargo();
        clippy.args([
            "clippy",
            "--quiet",
            "--package",
            "vitrine",
            "--all-targets",
            "--target",
            "wasm32-unknown-unknown",
        ]);
        process::run(clippy.args(["--", "-D", "warnings"]))
    })?;
    progress::step("schema.graphql", "about 2 min cold", schema::check)
}
