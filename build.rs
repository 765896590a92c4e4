//! Collects the scoped styles of all components in `target/scoped.css`; nothing else.

fn main() {
    // The class of a sheet comes from its text, so the crate is built anew whenever one changes.
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=build.rs");
    stylers::build(Some("./target/scoped.css".to_owned()));
}
