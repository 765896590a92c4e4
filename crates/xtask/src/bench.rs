//! The figures of `quality.md` that can be taken today.

use anyhow::Result;

use crate::build;
use crate::process;
use crate::tools;

/// Prints the table: bytes of a first visit and page-load figures beside a peer, with the budgets.
///
/// # Errors
/// When the build or the measurement fails, or a budget is exceeded.
pub fn bench() -> Result<()> {
    let binary = build::release()?;
    tools::browser()?;
    tools::node_modules("tests/e2e")?;
    tools::node_modules("tests/e2e/bench")?;
    let python = tools::python()?;
    let mut node = process::command("node");
    node.arg("tests/e2e/bench/bench.mjs")
        .env("VITRINE_BINARY", binary);
    if let Some(newest) = python.first() {
        node.env("VITRINE_PYTHON", &newest.python);
    }
    process::run(&mut node)
}
