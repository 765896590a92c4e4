//! The folder of the tools. What is in it under its final name is complete.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::progress;

/// `VITRINE_TOOLS`, or `vitrine/tools` in the cache folder of the user.
///
/// # Errors
/// When the environment names neither.
pub fn folder() -> Result<PathBuf> {
    let named = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(folder) = named("VITRINE_TOOLS") {
        return Ok(folder);
    }
    let cache = named("XDG_CACHE_HOME").or_else(|| named("HOME").map(|home| home.join(".cache")));
    match cache {
        Some(cache) => Ok(cache.join("vitrine").join("tools")),
        None => bail!("there is no home folder to keep tools in: set VITRINE_TOOLS to a folder"),
    }
}

/// Gives the folder of a tool; when it is missing, fills a temporary folder by `install` and renames it, so
/// that an interrupted installation is never mistaken for a finished one.
///
/// # Errors
/// When the installation fails.
pub fn ensure(name: &str, expected: &str, install: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let folder = folder()?;
    let complete = folder.join(name);
    if complete.exists() {
        return Ok(complete);
    }
    let partial = folder.join(format!(".partial-{name}-{}", std::process::id()));
    progress::step(&format!("install {name}"), expected, || {
        start_empty(&partial)?;
        install(&partial)?;
        fs::rename(&partial, &complete)
            .with_context(|| format!("cannot move {name} to {}", complete.display()))
    })?;
    Ok(complete)
}

/// Like [`ensure`] for what cannot be moved after it was made: a marker, written last, says that it is complete.
///
/// # Errors
/// When the installation fails.
pub fn ensure_in_place(
    name: &str,
    expected: &str,
    install: impl FnOnce(&Path) -> Result<()>,
) -> Result<PathBuf> {
    let complete = folder()?.join(name);
    let marker = complete.join(".complete");
    if !marker.exists() {
        progress::step(&format!("install {name}"), expected, || {
            start_empty(&complete)?;
            install(&complete)?;
            fs::write(&marker, "").with_context(|| format!("cannot write {}", marker.display()))
        })?;
    }
    Ok(complete)
}

fn start_empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))
}
