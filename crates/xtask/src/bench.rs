//! The figures of `quality.md` that can be taken today.

mod graph_and_history;

use anyhow::Result;

use crate::build;
use crate::process;
use crate::tools;
use crate::workspace;

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

/// Prints what the lists of a large organization cost, with the plan of each query, against the budget of 50 ms at p99; then what a large
/// lineage and a long run cost.
///
/// The database of the lists is made once, in the target folder, and takes about 0.5 GB.
/// At the end twenty clients send and fetch a GiB each at once, which needs 20 GB of room for a while, and shows the memory of the server.
///
/// # Errors
/// When the build fails, a budget is exceeded, or the control (a query without its index) is not slower.
pub fn server() -> Result<()> {
    build::server()?;
    let folder = workspace::target().join("bench-queries");
    let mut vitrine = process::command(workspace::release_binary());
    vitrine.args(["bench-queries", "--plans", "--folder"]).arg(folder);
    process::run(&mut vitrine)?;
    graph_and_history::bench(&workspace::release_binary())?;
    let mut node = process::command("node");
    node.arg("tests/e2e/bench/transfer.mjs")
        .env("VITRINE_BINARY", workspace::release_binary());
    process::run(&mut node)
}
