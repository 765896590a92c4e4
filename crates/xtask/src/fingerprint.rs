//! A digest over source files, by which a step knows that its inputs are unchanged.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

/// The digest over the names and contents of all files below the given paths of the checkout.
/// A path that does not exist counts as empty.
///
/// # Errors
/// When a file cannot be read.
pub fn of(root: &Path, paths: &[&str]) -> Result<String> {
    let mut hasher = Sha256::new();
    for file in files(root, paths)? {
        let name = file
            .strip_prefix(root)
            .unwrap_or(&file)
            .to_string_lossy()
            .into_owned();
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        hasher.update(format!("{name}\0{}\0", content.len()));
        hasher.update(&content);
    }
    Ok(hex(&hasher.finalize()))
}

/// The first 16 hexadecimal digits of the SHA-256 of some bytes: the hash in the name of an immutable file.
pub fn short(content: &[u8]) -> String {
    hex(&Sha256::digest(content))[..16].to_owned()
}

/// All files below the paths, sorted.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(root: &Path, paths: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths
        .iter()
        .map(|path| root.join(path))
        .filter(|path| path.exists())
    {
        for entry in WalkDir::new(path).sort_by_file_name() {
            let entry = entry?;
            if entry.file_type().is_file() {
                files.push(entry.into_path());
            }
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_byte_and_a_changed_name_change_the_digest() {
        let folder = std::env::temp_dir().join(format!("vitrine-fingerprint-{}", std::process::id()));
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::write(folder.join("src/a.rs"), "one").unwrap();
        let first = of(&folder, &["src"]).unwrap();
        assert_eq!(first, of(&folder, &["src", "absent"]).unwrap());
        fs::write(folder.join("src/a.rs"), "two").unwrap();
        let second = of(&folder, &["src"]).unwrap();
        assert_ne!(first, second);
        fs::rename(folder.join("src/a.rs"), folder.join("src/b.rs")).unwrap();
        assert_ne!(second, of(&folder, &["src"]).unwrap());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_short_digest_is_the_start_of_sha256() {
        assert_eq!(short(b"abc"), "ba7816bf8f01cfea");
    }
}
