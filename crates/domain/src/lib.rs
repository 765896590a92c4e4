//! The rules of Vitrine as pure functions: native and WebAssembly, no browser, no clock, no randomness.

pub mod card_order;
pub mod event;
pub mod file_tree;
pub mod filter;
pub mod find_name;
pub mod fold;
pub mod format;
pub mod keys;
pub mod lineage;
pub mod name;
pub mod order_of;
pub mod path;
pub mod permission;
pub mod role;
pub mod route;
pub mod series;
pub mod sort_key;
pub mod url_query;
pub mod url_state;
pub mod usage;
