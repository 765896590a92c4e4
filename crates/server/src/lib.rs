//! The registry server: the API of the `wandb` SDK, the app, and the commands of its administrator.

pub mod auth;
pub mod backup;
pub mod blobs;
pub mod clock;
pub mod command;
pub mod commit;
pub mod config;
pub mod demo;
pub mod expiry;
pub mod fault;
pub mod graphql;
pub mod http;
pub mod jobs;
pub mod markdown;
pub mod mimetype;
pub mod origin;
pub mod removal;
pub mod setup;
pub mod state;
pub mod store;
