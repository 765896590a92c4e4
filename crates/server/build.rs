//! Compiles the server anew when the app that it takes into itself was built anew, or a migration was added.

use std::fs;
use std::path::Path;

fn main() -> std::io::Result<()> {
    // A path that is not there would make every build a new one.
    let dist = Path::new("../../dist");
    fs::create_dir_all(dist)?;
    println!("cargo:rerun-if-changed={}", dist.display());
    println!("cargo:rerun-if-changed=build.rs");
    // A migration that is added changes no Rust file.
    println!("cargo:rerun-if-changed=migrations");
    Ok(())
}
