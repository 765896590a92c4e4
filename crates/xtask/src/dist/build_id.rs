//! The name of a build, in the page: an app that is open compares it with what the server says later.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::fingerprint;

/// The page with the name of its build. The page names every other file by its hash, but for the script that runs first.
///
/// # Errors
/// When the script that runs first cannot be read.
pub fn with_build_id(page: &str, staging: &Path) -> Result<String> {
    let boot_file = staging.join("boot.js");
    let mut content = page.as_bytes().to_vec();
    if boot_file.exists() {
        content.extend(fs::read(&boot_file).with_context(|| format!("cannot read {}", boot_file.display()))?);
    }
    let meta = format!(
        "<meta name=\"vitrine-build\" content=\"{}\">",
        fingerprint::short(&content)
    );
    Ok(page.replacen("</head>", &format!("{meta}</head>"), 1))
}

#[cfg(test)]
mod tests {
    use super::with_build_id;

    #[test]
    fn another_page_is_another_build() {
        let folder = std::env::temp_dir();
        let build = |page| with_build_id(page, &folder.join("there-is-no-such-folder")).unwrap();
        let (one, other) = (build("<head></head>a"), build("<head></head>b"));
        assert!(
            one.starts_with("<head><meta name=\"vitrine-build\" content=\""),
            "{one}"
        );
        assert_ne!(one[..60], other[..60]);
        assert_eq!(one, build("<head></head>a"));
    }
}
