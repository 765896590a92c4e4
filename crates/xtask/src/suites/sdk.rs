//! The real `wandb` SDK of each supported version against the release binary.

use std::path::Path;

use anyhow::Result;

use super::counted;
use super::tally::{Tally, from_pytest};
use crate::process;
use crate::tools;

/// Runs `tests/sdk` once in each environment.
///
/// # Errors
/// When an environment cannot be made or pytest cannot run.
pub fn run(binary: &Path) -> Result<Tally> {
    let mut tally = Tally::default();
    for environment in tools::python()? {
        println!("• wandb {}", environment.name);
        let mut pytest = process::command(&environment.python);
        pytest.args(["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/sdk"]);
        pytest
            .env("VITRINE_BINARY", binary)
            .env("PYTHONDONTWRITEBYTECODE", "1");
        tally += counted(&mut pytest, from_pytest)?;
    }
    Ok(tally)
}
