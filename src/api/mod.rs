//! The only code that speaks HTTP: one client, and plain functions for each noun.

pub mod client;
pub mod collection;
pub mod lineage;
pub mod project;
pub mod registry;
pub mod run;
pub mod session;
pub mod version;
