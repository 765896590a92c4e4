//! The types of the schema, by noun.

pub mod alias;
pub mod artifact;
pub mod artifact_type;
pub mod client_id;
pub mod collection;
pub mod entity;
pub mod event;
pub mod file;
pub mod invite;
pub mod lineage;
pub mod manifest;
pub mod membership;
pub mod organization;
pub mod personal;
pub mod project;
pub mod protected_alias;
pub mod registry;
pub mod run;
pub mod server_info;
pub mod user;
pub mod version_key;
