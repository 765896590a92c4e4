//! `#[derive(FromJson)]` for the structs and enums of `wire`.
//!
//! It reads the same `#[serde(…)]` attributes as serde's derive, as far as `wire` uses them. What it writes for a field is
//! one call, where serde's derive writes a visitor for each struct: in the app that was a fifth of the WebAssembly.

mod item;

use std::fmt::Write as _;

use item::{Body, Field, Item};
use proc_macro::TokenStream;

/// Implements `crate::FromJson`: for structs with named fields, enums of plain variants, and enums tagged by
/// `#[serde(tag = "…")]` whose variants hold one value each.
#[proc_macro_derive(FromJson, attributes(serde))]
pub fn derive_from_json(input: TokenStream) -> TokenStream {
    let written = match item::parse(input) {
        Ok(item) => implementation(&item),
        Err(words) => format!("compile_error!({words:?});"),
    };
    written.parse().unwrap_or_else(|_| TokenStream::new())
}

fn implementation(item: &Item) -> String {
    let name = &item.name;
    let (generics, arguments) = match &item.parameter {
        Some(parameter) => (
            format!("<{parameter}: crate::FromJson>"),
            format!("<{parameter}>"),
        ),
        None => (String::new(), String::new()),
    };
    let body = match &item.body {
        Body::Struct(fields) => read_fields(fields, item.is_camel_case),
        Body::Names(variants) => read_names(variants, item.is_screaming),
        Body::Tagged(tag, variants) => read_tagged(tag, variants),
    };
    format!(
        "impl{generics} crate::FromJson for {name}{arguments} {{
            fn from_json(value: ::serde_json::Value) -> ::core::option::Option<Self> {{ {body} }}
        }}"
    )
}

fn read_fields(fields: &[Field], is_camel_case: bool) -> String {
    let mut body = "let mut object = crate::from_json::object(value)?; Some(Self {".to_owned();
    for Field { name, has_default } in fields {
        let key = if is_camel_case {
            camel_case(name)
        } else {
            name.clone()
        };
        let reader = if *has_default { "field_or_default" } else { "field" };
        let _ = write!(body, "{name}: crate::from_json::{reader}(&mut object, {key:?})?,");
    }
    body + "})"
}

fn read_names(variants: &[String], is_screaming: bool) -> String {
    let mut body = "match value.as_str()? {".to_owned();
    for name in variants {
        let word = if is_screaming {
            screaming_snake_case(name)
        } else {
            name.clone()
        };
        let _ = write!(body, "{word:?} => Some(Self::{name}),");
    }
    body + "_ => None }"
}

fn read_tagged(tag: &str, variants: &[String]) -> String {
    let mut body = format!("match value.get({tag:?})?.as_str()? {{");
    for name in variants {
        let _ = write!(
            body,
            "{name:?} => Some(Self::{name}(crate::FromJson::from_json(value)?)),"
        );
    }
    body + "_ => None }"
}

/// `entity_name` as `entityName`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |so_far, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        so_far + &initial.to_uppercase() + rest
    })
}

/// `ReadFiles` as `READ_FILES`.
fn screaming_snake_case(name: &str) -> String {
    let mut word = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.extend(letter.to_uppercase());
    }
    word
}
