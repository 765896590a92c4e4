//! The elements of the app in a real browser: roles, keys and what is read out.

#![expect(
    clippy::unwrap_used,
    reason = "what is missing in the document fails the test where it is looked for"
)]

mod button;
mod combobox;
mod commands;
mod connection;
mod dialog;
mod field;
mod form;
#[cfg(debug_assertions)]
mod gallery;
mod hint;
mod list_pages;
mod menu;
mod notice;
mod place;
mod side_panel;
mod table;
mod tabs;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
