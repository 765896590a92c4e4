//! The app in parts: what the first page needs, and what the browser fetches when a page asks for it.
//!
//! Trunk links one WebAssembly whose functions marked by `wasm_split` are the places to cut. `wasm-split-cli` cuts it, wasm-bindgen makes the
//! JavaScript of the main part, wasm-opt shrinks each part. All parts belong together, so all their names carry one hash.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::fingerprint;
use crate::process;
use crate::workspace;

/// The stem of the main part: the name of the binary target in `Cargo.toml`.
const APP: &str = "vitrine-app";
/// The script that `wasm-split-cli` writes: it fetches the other parts.
const LOADER: &str = "__wasm_split.js";
/// What rustc's WebAssembly may use; wasm-opt has to be told.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Replaces the one part that Trunk wrote into `staging` by several, and gives the page with their names.
///
/// # Errors
/// When a tool fails, or the page or the folder is not as Trunk leaves it.
pub fn split(page: &str, staging: &Path, is_release: bool) -> Result<String> {
    let work = workspace::target().join("split").join(folder_name(is_release));
    if work.exists() {
        fs::remove_dir_all(&work).context("cannot empty the folder of the parts")?;
    }
    let parts = work.join("parts");
    cut(is_release, &parts)?;
    let bound = work.join("bound");
    bind(&parts, &bound)?;
    for name in chunk_names(&parts)?.into_iter().chain([LOADER.to_owned()]) {
        fs::copy(parts.join(&name), bound.join(&name)).with_context(|| format!("cannot copy {name}"))?;
    }
    if is_release {
        optimize(&bound)?;
    }
    publish(page, &bound, staging)
}

const fn folder_name(is_release: bool) -> &'static str {
    if is_release { "app" } else { "debug" }
}

fn cut(is_release: bool, parts: &Path) -> Result<()> {
    let whole = workspace::target()
        .join("wasm32-unknown-unknown")
        .join(folder_name(is_release))
        .join(format!("{APP}.wasm"));
    let mut cli = process::command("wasm-split-cli");
    cli.arg(whole)
        .arg(parts)
        .args(["--target", "web", "--out-name", APP]);
    process::run(&mut cli)
}

fn bind(parts: &Path, bound: &Path) -> Result<()> {
    let mut bindgen = process::command("wasm-bindgen");
    // The other parts find the memory, the stack pointer and the table of functions by the names that the linker gave them.
    bindgen.args([
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
        "--out-name",
        APP,
    ]);
    bindgen.arg("--out-dir").arg(bound);
    process::run(bindgen.arg(parts.join(format!("{APP}.wasm"))))
}

fn optimize(bound: &Path) -> Result<()> {
    for wasm in files_ending(bound, "wasm")? {
        let mut opt = process::command("wasm-opt");
        opt.args(FEATURES).args(["-Oz", "--output"]).arg(&wasm).arg(&wasm);
        process::run(&mut opt)?;
    }
    Ok(())
}

/// Writes the parts under hashed names, takes Trunk's away, and changes the names in the page.
fn publish(page: &str, bound: &Path, staging: &Path) -> Result<String> {
    let (script, wasm) = (format!("{APP}.js"), format!("{APP}_bg.wasm"));
    let mut files = files_ending(bound, "js")?;
    files.extend(files_ending(bound, "wasm")?);
    let mut everything = Vec::new();
    for file in &files {
        everything.extend(fs::read(file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    let hash = fingerprint::short(&everything);
    let names = files.iter().map(|file| file_name(file)).collect::<Vec<_>>();
    for (file, name) in files.iter().zip(&names) {
        let target = staging.join(hashed(name, &hash));
        if Path::new(name)
            .extension()
            .is_some_and(|extension| extension == "js")
        {
            let text = fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
            fs::write(&target, with_hashes(&text, &names, &hash))
        } else {
            fs::copy(file, &target).map(|_| ())
        }
        .with_context(|| format!("cannot write {}", target.display()))?;
    }
    let mut page = page.to_owned();
    for (own, suffix) in [(script, ".js"), (wasm, "_bg.wasm")] {
        let trunks = trunk_name(staging, suffix, &hash)?;
        page = page.replace(&trunks, &hashed(&own, &hash));
        fs::remove_file(staging.join(&trunks)).with_context(|| format!("cannot remove {trunks}"))?;
    }
    Ok(with_preload(&page, &hashed(LOADER, &hash)))
}

/// The loader is imported by the main script: asked for at once, it does not wait for it.
fn with_preload(page: &str, loader: &str) -> String {
    let link = format!(
        "<link rel=\"modulepreload\" href=\"{}{loader}\" crossorigin=\"anonymous\">",
        super::inline::public_path(page)
    );
    page.replacen("</head>", &format!("{link}</head>"), 1)
}

/// The name that Trunk gave a file of the app: stem, hash of its own, suffix.
fn trunk_name(staging: &Path, suffix: &str, own_hash: &str) -> Result<String> {
    let found = files_ending(staging, suffix.rsplit('.').next().unwrap_or_default())?
        .iter()
        .map(|file| file_name(file))
        .find(|name| {
            name.starts_with(&format!("{APP}-")) && name.ends_with(suffix) && !name.contains(own_hash)
        });
    match found {
        Some(name) => Ok(name),
        None => bail!("Trunk left no file {APP}-…{suffix} in {}", staging.display()),
    }
}

/// `a.js` → `a-<hash>.js`, `a_bg.wasm` → `a_bg-<hash>.wasm`.
fn hashed(name: &str, hash: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{}-{hash}.{extension}", stem.trim_start_matches('_')),
        None => format!("{name}-{hash}"),
    }
}

/// A script with the names of the other files changed where it imports or fetches them. Elsewhere the same text is the name of a
/// module inside of the WebAssembly, which stays.
fn with_hashes(script: &str, names: &[String], hash: &str) -> String {
    let mut changed = script.to_owned();
    for name in names {
        for before in ["from '", "from \"", "new URL('", "new URL(\""] {
            for folder in ["./", ""] {
                let quote = &before[before.len() - 1..];
                let old = format!("{before}{folder}{name}{quote}");
                changed = changed.replace(&old, &format!("{before}{folder}{}{quote}", hashed(name, hash)));
            }
        }
    }
    changed
}

/// The parts beside the main one.
fn chunk_names(parts: &Path) -> Result<Vec<String>> {
    let main = format!("{APP}.wasm");
    Ok(files_ending(parts, "wasm")?
        .iter()
        .map(|file| file_name(file))
        .filter(|name| *name != main)
        .collect())
}

/// The files of a folder with that extension, sorted.
fn files_ending(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "00112233445566aa";

    #[test]
    fn parts_get_new_names_and_scripts_and_page_follow() {
        let folder = std::env::temp_dir().join(format!("vitrine-split-{}", std::process::id()));
        let (bound, staging) = (folder.join("bound"), folder.join("staging"));
        fs::create_dir_all(&bound).unwrap();
        fs::create_dir_all(&staging).unwrap();
        fs::write(bound.join("vitrine-app.js"), "import * as a from './__wasm_split.js'; new URL('vitrine-app_bg.wasm', import.meta.url); ({'./__wasm_split.js': a})").unwrap();
        fs::write(bound.join("__wasm_split.js"), "import { initSync } from \"./vitrine-app.js\"; fetch(new URL(\"./split_charts.wasm\", import.meta.url))").unwrap();
        fs::write(bound.join("vitrine-app_bg.wasm"), "main").unwrap();
        fs::write(bound.join("split_charts.wasm"), "charts").unwrap();
        fs::write(staging.join("vitrine-app-1f2e3d4c.js"), "trunk").unwrap();
        fs::write(staging.join("vitrine-app-1f2e3d4c_bg.wasm"), "trunk").unwrap();
        let page = "<head><link rel=\"modulepreload\" href=\"/vitrine-app-1f2e3d4c.js\"><script>init('/vitrine-app-1f2e3d4c_bg.wasm')</script></head>";
        let page = publish(page, &bound, &staging).unwrap();
        let names: Vec<String> = fs::read_dir(&staging)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(names.len(), 4, "{names:?}");
        let starting = |start: &str| names.iter().find(|name| name.starts_with(start)).unwrap().clone();
        let (main, wasm, loader, charts) = (
            starting("vitrine-app-"),
            starting("vitrine-app_bg-"),
            starting("wasm_split-"),
            starting("split_charts-"),
        );
        assert!(
            page.contains(&format!("href=\"/{main}\"")) && page.contains(&format!("'/{wasm}'")),
            "{page}"
        );
        assert!(
            page.contains(&format!("href=\"/{loader}\" crossorigin")),
            "{page}"
        );
        let text = fs::read_to_string(staging.join(&main)).unwrap();
        assert!(
            text.contains(&format!("'./{loader}'")) && text.contains(&format!("'{wasm}'")),
            "{text}"
        );
        assert!(
            text.contains("{'./__wasm_split.js': a}"),
            "the WebAssembly asks for it by this name: {text}"
        );
        let text = fs::read_to_string(staging.join(&loader)).unwrap();
        assert!(
            text.contains(&format!("\"./{main}\"")) && text.contains(&format!("\"./{charts}\"")),
            "{text}"
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_folder_that_trunk_did_not_fill_is_refused() {
        let folder = std::env::temp_dir().join(format!("vitrine-split-empty-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        assert!(trunk_name(&folder, ".js", HASH).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
