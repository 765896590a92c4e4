//! Virtual environments: one with the real `wandb` SDK for each requirements file of `tests/sdk`, and one with the S3 server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{browser, cache};
use crate::fingerprint;
use crate::process;
use crate::workspace;

/// A virtual environment for the tests in `tests/sdk`.
pub struct SdkEnvironment {
    /// The version of the SDK, as the name of the requirements file has it.
    pub name: String,
    /// Its interpreter.
    pub python: PathBuf,
}

/// Makes the environments that are missing: `tests/sdk/requirements-<version>.txt` each has one, newest first.
///
/// # Errors
/// When Python or pip fails.
pub fn ensure() -> Result<Vec<SdkEnvironment>> {
    let folder = workspace::root().join("tests/sdk");
    let mut environments = Vec::new();
    for file in fingerprint::files(&folder, &["."])? {
        let stem = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let is_text = file.extension().is_some_and(|extension| extension == "txt");
        if let (Some(name), true) = (stem.strip_prefix("requirements-"), is_text) {
            environments.push(SdkEnvironment {
                name: name.to_owned(),
                python: environment(&format!("wandb-{name}"), &file)?,
            });
        }
    }
    environments.sort_by_key(|environment| std::cmp::Reverse(numbers(&environment.name)));
    Ok(environments)
}

/// The interpreter of the environment with the S3 server, made when it is missing.
///
/// # Errors
/// When Python or pip fails.
pub fn for_s3() -> Result<PathBuf> {
    environment("s3", &workspace::root().join("tests/support/requirements-s3.txt"))
}

fn environment(name: &str, requirements: &Path) -> Result<PathBuf> {
    let content =
        fs::read(requirements).with_context(|| format!("cannot read {}", requirements.display()))?;
    let key = format!("{name}-{}", &fingerprint::short(&content)[..8]);
    // The programs of a virtual environment hold its path, so it is made where it stays.
    let folder = cache::ensure_in_place(&key, "about 30 s", |folder| {
        make_venv(folder)?;
        let mut pip = process::command(folder.join("bin/python"));
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
        ]);
        process::run(pip.arg(requirements))
    })?;
    Ok(folder.join("bin/python"))
}

fn make_venv(folder: &Path) -> Result<()> {
    if !process::succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])) {
        let has_apt = process::succeeds(Command::new("apt-get").arg("--version"));
        browser::install(&["python3", "python3-venv"], has_apt)?;
    }
    process::run(Command::new("python3").args(["-m", "venv"]).arg(folder))
}

/// The numbers of a version, so that 0.31 comes before 0.18 and 0.9.
fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn versions_sort_by_number_and_not_by_letter() {
        assert!(numbers("0.31.0") > numbers("0.18.6"));
        assert!(numbers("0.18.6") > numbers("0.9.12"));
    }
}
