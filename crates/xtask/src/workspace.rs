//! Where things are in the checkout.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> PathBuf {
    // Cargo sets the variable for what it runs; the value from build time serves a binary that is started by hand.
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest
        .ancestors()
        .nth(2)
        .map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The built app, which the server embeds.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The self-contained release binary.
pub fn release_binary() -> PathBuf {
    target().join("release").join("vitrine")
}

/// The server as the development loop builds it.
pub fn debug_binary() -> PathBuf {
    target().join("debug").join("vitrine")
}
