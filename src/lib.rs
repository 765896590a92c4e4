//! The single-page app of Vitrine.
//!
//! Arrows point one way: `api` speaks to the server, `state` owns what the whole app shares, `pages` load data and own the
//! state of their address, `components` know the nouns of Vitrine and take data, `ui` knows nothing of ours.

#![allow(clippy::needless_pass_by_value, reason = "a component owns its properties")]

pub mod api;
pub mod app;
pub mod charts;
pub mod components;
pub mod graph;
pub mod pages;
pub mod routes;
pub mod state;
pub mod ui;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
