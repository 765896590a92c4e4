//! What turns the app into WebAssembly: the target, wasm-bindgen, Trunk, wasm-split, wasm-opt.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::cache;
use crate::process;
use crate::progress;

/// The version of the wasm-bindgen program; the crate of the same name is pinned to it in `Cargo.toml`.
const WASM_BINDGEN: &str = "0.2.130";
const TRUNK: &str = "0.21.14";
/// Cuts the app into parts; understands what `wasm_split_helpers`, a crate that Leptos brings, marks.
const WASM_SPLIT: &str = "0.2.4";
const BINARYEN: &str = "132";
const TARGET: &str = "wasm32-unknown-unknown";

/// Installs what is missing and gives the folders with the programs.
///
/// # Errors
/// When an installation fails.
pub fn ensure() -> Result<Vec<PathBuf>> {
    wasm_target()?;
    let wasm_bindgen = cache::ensure(&format!("wasm-bindgen-{WASM_BINDGEN}"), "about 2 min", |root| {
        // Without --locked: the lock file of this version names a crate version that was withdrawn.
        install_by_cargo("wasm-bindgen-cli", WASM_BINDGEN, root, &[])
    })?;
    let trunk = cache::ensure(&format!("trunk-{TRUNK}"), "about 3 min", |root| {
        // Trunk only starts other programs, so the quick unoptimized build serves as well.
        install_by_cargo("trunk", TRUNK, root, &["--debug", "--locked"])
    })?;
    let wasm_split = cache::ensure(&format!("wasm-split-{WASM_SPLIT}"), "about 1 min", |root| {
        let options = ["--locked", "--features", "build-binary"];
        install_by_cargo("wasm_split_cli_support", WASM_SPLIT, root, &options)
    })?;
    let binaryen = cache::ensure(&format!("binaryen-{BINARYEN}"), "a few seconds", install_binaryen)?;
    Ok(vec![
        wasm_bindgen.join("bin"),
        trunk.join("bin"),
        wasm_split.join("bin"),
        binaryen.join("node_modules").join(".bin"),
    ])
}

/// `PATH` with the given folders in front.
///
/// # Errors
/// When a folder's name cannot stand in `PATH`.
pub fn path_with_tools(folders: &[PathBuf]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.iter().cloned().chain(env::split_paths(&path)))
        .context("the tool folder's name contains a colon")
}

fn wasm_target() -> Result<()> {
    let sysroot = process::read(process::command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(TARGET)
        .exists()
    {
        return Ok(());
    }
    progress::step(&format!("add the target {TARGET}"), "a few seconds", || {
        process::run(process::command("rustup").args(["target", "add", TARGET]))
            .context("without rustup, install the wasm32 standard library of this Rust version by hand")
    })
}

fn install_by_cargo(name: &str, version: &str, root: &Path, options: &[&str]) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args([
        "install",
        name,
        "--quiet",
        "--version",
        version,
        "--no-default-features",
    ]);
    // A build folder of its own: the shared one may be locked by a build, and keeps what is needed once.
    cargo
        .args(options)
        .arg("--root")
        .arg(root)
        .env("CARGO_TARGET_DIR", root.join("build"));
    process::run(&mut cargo)?;
    std::fs::remove_dir_all(root.join("build")).context("cannot remove the build folder of the tool")
}

fn install_binaryen(root: &Path) -> Result<()> {
    let mut npm = process::command("npm");
    npm.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--prefix",
    ])
    .arg(root);
    process::run(npm.arg(format!("binaryen@{BINARYEN}.0.0"))).context("Node.js with npm is needed")
}

#[cfg(test)]
mod tests {
    use super::WASM_BINDGEN;
    use crate::workspace;

    #[test]
    fn the_program_and_the_crate_of_wasm_bindgen_have_one_version() {
        let manifest = std::fs::read_to_string(workspace::root().join("Cargo.toml")).unwrap();
        assert!(manifest.contains(&format!("wasm-bindgen = \"={WASM_BINDGEN}\"")));
    }
}
