//! The lineage of 10,000 nodes, and the charts of a run of 1,000,000 lines.

use std::path::Path;

use anyhow::Result;

use crate::process;

/// Prints times, SQL statements and bytes beside their budgets.
///
/// # Errors
/// When the measurement fails, or a budget is exceeded.
pub fn bench(binary: &Path) -> Result<()> {
    let mut script = process::command("python3");
    script
        .arg("tests/bench/graph_and_history.py")
        .env("VITRINE_BINARY", binary);
    process::run(&mut script)
}
