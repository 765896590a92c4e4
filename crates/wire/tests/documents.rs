//! Every document of the app is valid against the schema that the server prints.

use std::path::PathBuf;

use apollo_compiler::{ExecutableDocument, Schema};

/// `schema.graphql` at the root of the checkout, or what `VITRINE_SCHEMA` names.
fn schema_path() -> PathBuf {
    std::env::var_os("VITRINE_SCHEMA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schema.graphql"),
        PathBuf::from,
    )
}

#[test]
fn every_document_is_valid_against_the_schema_of_the_server() {
    let path = schema_path();
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; `cargo xtask schema` prints it", path.display()));
    let schema =
        Schema::parse_and_validate(text, &path).unwrap_or_else(|invalid| panic!("{}", invalid.errors));
    let mut faults = Vec::new();
    for (name, document) in wire::ALL {
        if let Err(invalid) = ExecutableDocument::parse_and_validate(&schema, *document, *name) {
            faults.push(format!("{name}\n{}", invalid.errors));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_document_has_a_name_of_its_own() {
    let mut names: Vec<_> = wire::ALL.iter().map(|(name, _)| *name).collect();
    assert!(
        names.len() > 10 && names.iter().all(|name| !name.is_empty()),
        "{names:?}"
    );
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn a_wrong_document_is_found() {
    let schema =
        Schema::parse_and_validate("type Query { a: Int }", "control.graphql").expect("a valid schema");
    assert!(ExecutableDocument::parse_and_validate(&schema, "query X { b }", "x").is_err());
}
