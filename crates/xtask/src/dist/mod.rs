//! What Trunk leaves undone: the app in parts, the one stylesheet, no inline script (the content security policy allows none),
//! everything compressed.

mod build_id;
mod compress;
mod inline;
mod markup;
mod split;
mod stylesheet;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::fingerprint;
use crate::workspace;

/// Finishes the folder that Trunk's `post_build` hook names in `TRUNK_STAGING_DIR`.
///
/// # Errors
/// When something inline remains in the page, or a file cannot be read or written.
pub fn finish_from_environment() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("Trunk's hook sets TRUNK_STAGING_DIR")?;
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile != "debug");
    let page_file = staging.join("index.html");
    let page =
        fs::read_to_string(&page_file).with_context(|| format!("cannot read {}", page_file.display()))?;
    let page = split::split(&page, &staging, is_release)?;
    fs::write(&page_file, page).with_context(|| format!("cannot write {}", page_file.display()))?;
    finish(&staging, &workspace::root(), is_release)
}

/// Finishes a folder that Trunk built from the sources in `root`.
fn finish(staging: &Path, root: &Path, is_release: bool) -> Result<()> {
    let page_file = staging.join("index.html");
    let mut page =
        fs::read_to_string(&page_file).with_context(|| format!("cannot read {}", page_file.display()))?;
    page = stylesheet::fold(&page, staging, root)?;
    page = inline::move_scripts_out(&page, staging)?;
    // The development server of Trunk adds its reload script later and answers without the policy.
    inline::refuse(&page)?;
    if is_release {
        page = build_id::with_build_id(&page, staging)?;
    }
    fs::write(&page_file, &page).with_context(|| format!("cannot write {}", page_file.display()))?;
    if is_release {
        compress::compress_folder(staging)?;
    }
    Ok(())
}

/// Writes `<stem>-<hash>.<extension>` and gives its name.
fn write_hashed(folder: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    let name = format!("{stem}-{}.{extension}", fingerprint::short(content));
    fs::write(folder.join(&name), content).with_context(|| format!("cannot write {name}"))?;
    Ok(name)
}

/// The value of the `integrity` attribute for some content.
fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html lang="en"><head>
<link rel="stylesheet" href="/index-1f.css" integrity="sha384-old"/>
<script src="/boot.js"></script>
<script type="module">
import init from '/vitrine-1f.js';
await init();
</script>
<link rel="modulepreload" href="/vitrine-1f.js" crossorigin="anonymous" integrity="sha384-kept"></head>
<body><main id="app"></main></body></html>"#;

    fn folder(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("vitrine-dist-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("staging")).unwrap();
        fs::create_dir_all(folder.join("style")).unwrap();
        fs::create_dir_all(folder.join("target")).unwrap();
        fs::write(
            folder.join("style/index.css"),
            "@layer a, b;\n@import \"a.css\" layer(a);\n",
        )
        .unwrap();
        fs::write(folder.join("style/a.css"), "body { margin: 0 }").unwrap();
        fs::write(folder.join("staging/index-1f.css"), "@import \"a.css\" layer(a);").unwrap();
        fs::write(
            folder.join("target/scoped.css"),
            ".card.l-abc { color: var(--fg) }",
        )
        .unwrap();
        folder
    }

    #[test]
    fn a_finished_page_has_one_hashed_sheet_and_nothing_inline() {
        let folder = folder("finish");
        let staging = folder.join("staging");
        fs::write(staging.join("index.html"), PAGE).unwrap();
        finish(&staging, &folder, true).unwrap();
        let page = fs::read_to_string(staging.join("index.html")).unwrap();
        assert!(!page.contains("await init"), "{page}");
        assert!(page.contains("integrity=\"sha384-kept\""), "{page}");
        assert!(!staging.join("index-1f.css").exists());
        let names: Vec<String> = fs::read_dir(&staging)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let sheet = names
            .iter()
            .find(|name| name.starts_with("app-") && !name.contains(".br"))
            .unwrap();
        assert!(page.contains(&format!("href=\"/{sheet}\"")), "{page}");
        let css = fs::read_to_string(staging.join(sheet)).unwrap();
        assert!(css.contains("@layer a{") && css.contains("margin:0"), "{css}");
        assert!(css.contains(".card.l-abc"), "{css}");
        let script = names
            .iter()
            .find(|name| name.starts_with("start-") && !name.contains(".br"))
            .unwrap();
        assert!(
            page.contains(&format!("<script type=\"module\" src=\"/{script}\" integrity=")),
            "{page}"
        );
        assert!(names.contains(&format!("{sheet}.br")), "{names:?}");
        assert!(page.contains("<meta name=\"vitrine-build\" content=\""), "{page}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_page_with_an_inline_handler_is_refused() {
        let folder = folder("refuse");
        let staging = folder.join("staging");
        fs::write(
            staging.join("index.html"),
            PAGE.replace("<main", "<main onclick=\"x()\""),
        )
        .unwrap();
        assert!(finish(&staging, &folder, false).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
