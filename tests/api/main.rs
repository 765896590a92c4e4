//! The contract of the server over real HTTP: the real program, a temporary folder, a free port.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what is missing in an answer fails the test where it is read"
)]

mod artifact;
mod command;
mod credential;
mod lineage;
mod permission;
mod refusal;
mod route;
mod server;
mod upload;
