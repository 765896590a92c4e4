//! No inline script, style or handler: what the content security policy forbids must not be in the page.

use std::path::Path;

use anyhow::{Result, bail};

use super::markup::{Tag, content, tags};
use super::{integrity, write_hashed};

/// What the start script waits for: the frame of the page is painted before the app takes the main thread. A hidden tab paints nothing.
const AFTER_FIRST_PAINT: &str = "if (document.visibilityState === 'visible') await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
";

/// Where Trunk's start script starts the WebAssembly.
const START: &str = "const wasm = await init(";

/// Moves the inline module script, by which Trunk starts the WebAssembly, to a hashed file.
///
/// # Errors
/// When the file cannot be written.
pub fn move_scripts_out(page: &str, folder: &Path) -> Result<String> {
    let mut moved = page.to_owned();
    // From the last to the first, so that the places of the others stay true.
    for tag in tags(page).into_iter().rev().filter(is_inline_module) {
        let text = content(page, &tag);
        let script = text.replacen(START, &format!("{AFTER_FIRST_PAINT}{START}"), 1);
        let name = write_hashed(folder, "start", "js", script.as_bytes())?;
        let replacement = format!(
            "<script type=\"module\" src=\"{}{name}\" integrity=\"{}\">",
            public_path(page),
            integrity(script.as_bytes())
        );
        moved.replace_range(tag.start..tag.end() + text.len(), &replacement);
    }
    Ok(moved)
}

/// Fails when something inline remains.
///
/// # Errors
/// Names the first thing that the content security policy would block.
pub fn refuse(page: &str) -> Result<()> {
    for tag in tags(page) {
        let name = tag.name();
        if name == "style" {
            bail!("the page has an inline <style>: put it into style/");
        }
        if name == "script" && tag.attribute("src").is_none() && !content(page, &tag).trim().is_empty() {
            bail!(
                "the page has an inline script: put it into public/boot.js\n{}",
                tag.text
            );
        }
        for (attribute, value) in tag.attributes() {
            let is_handler = attribute.starts_with("on");
            let is_script_address = value.trim_start().to_ascii_lowercase().starts_with("javascript:");
            if attribute == "style" || is_handler || is_script_address {
                bail!("the page has an inline {attribute}=\"{value}\" in {}", tag.text);
            }
        }
    }
    Ok(())
}

/// The part of the addresses before the file's name, as Trunk wrote it for its own files.
pub fn public_path(page: &str) -> String {
    let preload = tags(page)
        .into_iter()
        .find(|tag| tag.attribute("rel").as_deref() == Some("modulepreload"));
    let address = preload.and_then(|tag| tag.attribute("href")).unwrap_or_default();
    address
        .rfind('/')
        .map_or_else(|| "/".to_owned(), |end| address[..=end].to_owned())
}

fn is_inline_module(tag: &Tag) -> bool {
    tag.name() == "script"
        && tag.attribute("type").as_deref() == Some("module")
        && tag.attribute("src").is_none()
}

#[cfg(test)]
mod tests {
    use super::{AFTER_FIRST_PAINT, move_scripts_out, refuse};

    #[test]
    fn the_app_starts_after_the_first_paint() {
        let folder = std::env::temp_dir().join(format!("vitrine-inline-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let page =
            "<script type=\"module\">import init from '/a.js';\nconst wasm = await init({});\n</script>";
        let moved = move_scripts_out(page, &folder).unwrap();
        let name = moved
            .split(['/', '"'])
            .find(|part| part.starts_with("start-"))
            .unwrap();
        let script = std::fs::read_to_string(folder.join(name)).unwrap();
        assert!(
            script.contains(&format!("{AFTER_FIRST_PAINT}const wasm = await init({{}})")),
            "{script}"
        );
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn each_kind_of_inline_code_is_caught() {
        for planted in [
            "<script>alert(1)</script>",
            "<style>b{}</style>",
            "<b style='color:red'>",
            "<b onload=x>",
            "<a href=' JavaScript:x()'>",
        ] {
            assert!(refuse(planted).is_err(), "{planted}");
        }
        assert!(refuse("<script src=\"/boot.js\"></script><a href=\"/registry\">ok</a>").is_ok());
    }
}
