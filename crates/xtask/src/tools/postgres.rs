//! The programs of `PostgreSQL`, from Debian's package.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::browser;
use crate::process;

/// Where Debian puts the programs of each version.
const DEBIAN_FOLDER: &str = "/usr/lib/postgresql";

/// The folder of `initdb` and `postgres`, installed when they are missing.
///
/// # Errors
/// When they are missing and cannot be installed; the message names the package.
pub fn ensure() -> Result<PathBuf> {
    if let Some(folder) = found() {
        return Ok(folder);
    }
    let has_apt = process::succeeds(Command::new("apt-get").arg("--version"));
    browser::install(&["postgresql"], has_apt)?;
    found().context("PostgreSQL was installed, but there is no initdb")
}

fn found() -> Option<PathBuf> {
    let has_programs = |folder: &Path| folder.join("initdb").exists() && folder.join("postgres").exists();
    let named = process::read(Command::new("pg_config").arg("--bindir")).ok();
    let named = named.map(|folder| PathBuf::from(folder.trim()));
    let mut of_debian: Vec<PathBuf> = std::fs::read_dir(DEBIAN_FOLDER)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    of_debian.sort();
    of_debian
        .into_iter()
        .rev()
        .chain(named)
        .find(|folder| has_programs(folder))
}
