//! Collects the scoped styles of all components in `target/scoped.css`, and has the linker keep what the cut into parts needs.

fn main() {
    // The class of a sheet comes from its text, so the crate is built anew whenever one changes.
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=build.rs");
    // `wasm-split-cli` follows the relocations to find which function needs which.
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
    stylers::build(Some("./target/scoped.css".to_owned()));
}
