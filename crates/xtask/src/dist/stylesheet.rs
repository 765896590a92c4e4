//! The one stylesheet: `style/index.css` with its imports, then the scoped styles that `build.rs` collected.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::inline::public_path;
use super::markup::tags;
use super::{integrity, write_hashed};

/// Writes the sheet as one hashed file and puts it in the place of the first stylesheet link of the page;
/// the sheets that Trunk copied are removed.
///
/// # Errors
/// When the page links no sheet, or a sheet cannot be read or written.
pub fn fold(page: &str, staging: &Path, root: &Path) -> Result<String> {
    let links: Vec<_> = tags(page)
        .into_iter()
        .filter(|tag| tag.attribute("rel").as_deref() == Some("stylesheet"))
        .collect();
    if links.is_empty() {
        bail!("index.html links no stylesheet");
    }
    let mut sheet = bundle(&root.join("style").join("index.css"))?;
    let scoped = root.join("target").join("scoped.css");
    if scoped.exists() {
        let scoped = fs::read_to_string(&scoped).context("cannot read target/scoped.css")?;
        // In no layer, so that a component wins over the globals, which are all in layers.
        sheet.push_str(&scoped);
    }
    let sheet = compact(&sheet);
    let name = write_hashed(staging, "app", "css", sheet.as_bytes())?;
    let mut folded = page.to_owned();
    for (index, link) in links.iter().enumerate().rev() {
        let replacement = if index == 0 {
            let path = public_path(page);
            format!(
                "<link rel=\"stylesheet\" href=\"{path}{name}\" integrity=\"{}\">",
                integrity(sheet.as_bytes())
            )
        } else {
            String::new()
        };
        folded.replace_range(link.start..link.end(), &replacement);
        let address = link.attribute("href").unwrap_or_default();
        let copied = staging.join(address.rsplit('/').next().unwrap_or_default());
        if copied.is_file() {
            fs::remove_file(&copied).with_context(|| format!("cannot remove {}", copied.display()))?;
        }
    }
    Ok(folded)
}

/// A sheet with the sheets that it imports, each in the layer that the import names.
fn bundle(file: &Path) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let folder = file.parent().unwrap_or(file);
    let mut sheet = String::new();
    for statement in without_comments(&text).split_inclusive(';') {
        let Some(import) = statement.trim_start().strip_prefix("@import") else {
            sheet.push_str(statement);
            continue;
        };
        let import = import.trim().trim_end_matches(';');
        let name = import
            .split(['"', '\''])
            .nth(1)
            .with_context(|| format!("no file in @import {import}"))?;
        let imported = bundle(&folder.join(name))?;
        match import
            .split_once("layer(")
            .and_then(|(_, rest)| rest.split_once(')'))
        {
            Some((layer, _)) => sheet.push_str(&in_layer(&imported, layer.trim())),
            None => sheet.push_str(&imported),
        }
    }
    Ok(sheet)
}

fn in_layer(sheet: &str, layer: &str) -> String {
    format!("\n@layer {layer} {{\n{}\n}}\n", sheet.trim())
}

fn without_comments(sheet: &str) -> String {
    let mut text = String::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text + rest
}

/// The sheet without comments and without the white space that means nothing. Strings are kept as they are.
fn compact(sheet: &str) -> String {
    let mut text = String::new();
    let mut quote = None;
    let mut has_gap = false;
    for letter in without_comments(sheet).chars() {
        if quote.is_none() && letter.is_whitespace() {
            has_gap = true;
            continue;
        }
        // A blank next to these never separates anything; beside others, such as `+`, `(` and `:`, it may.
        let binds = |letter: char| matches!(letter, '{' | '}' | ';' | ',');
        let after_colon = text.ends_with(':');
        if has_gap && !text.is_empty() && !text.ends_with(binds) && !binds(letter) && !after_colon {
            text.push(' ');
        }
        has_gap = false;
        match quote {
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            Some(open) if open == letter => quote = None,
            _ => {}
        }
        if letter == '}' && text.ends_with(';') {
            text.pop();
        }
        text.push(letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn compacting_keeps_what_blanks_mean() {
        assert_eq!(
            compact(
                "a :hover , b { margin: calc(1px + 2px) 0;\n  content: \"a ;  b\"; } /* x */\n@media (a) and (b) { c > d {} }"
            ),
            "a :hover,b{margin:calc(1px + 2px) 0;content:\"a ;  b\"}@media (a) and (b){c > d{}}"
        );
    }
}
