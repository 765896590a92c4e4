//! Brotli at its best level, once at build time, so that the server only copies bytes.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use walkdir::WalkDir;

/// Types that compression makes smaller.
const COMPRESSIBLE: [&str; 9] = [
    "css",
    "html",
    "ico",
    "js",
    "json",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
];

/// Writes `<file>.br` beside every file that it makes smaller.
///
/// # Errors
/// When a file cannot be read or written.
pub fn compress_folder(folder: &Path) -> Result<()> {
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let path = entry?.into_path();
        let is_compressible = path
            .extension()
            .is_some_and(|extension| COMPRESSIBLE.contains(&extension.to_string_lossy().as_ref()));
        if !is_compressible {
            continue;
        }
        let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let compressed = brotli11(&content)?;
        if compressed.len() < content.len() {
            let mut name = path.clone().into_os_string();
            name.push(".br");
            fs::write(&name, compressed).with_context(|| format!("cannot write {}.br", path.display()))?;
        }
    }
    Ok(())
}

fn brotli11(mut content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut content, &mut compressed, &parameters).context("cannot compress")?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::brotli11;

    #[test]
    fn what_is_compressed_comes_back() {
        let content = "registry collection version ".repeat(500).into_bytes();
        let compressed = brotli11(&content).unwrap();
        assert!(compressed.len() < 100);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut compressed.as_slice(), &mut back).unwrap();
        assert_eq!(back, content);
    }
}
