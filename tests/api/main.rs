//! The contract of the server over real HTTP: the real program, storage of its own, a free port.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what is missing in an answer fails the test where it is read"
)]

mod acquaintance;
mod artifact;
mod audit;
mod backup;
mod chance;
mod command;
mod command_people;
mod credential;
mod event;
mod event_ends;
mod event_query;
mod event_steps;
mod expiry;
mod fuzz;
mod history;
mod hygiene;
mod in_registry;
mod key_of_others;
mod kill;
mod life;
mod limit;
mod lineage;
mod manifest_entries;
mod matrix;
mod outsider;
mod people;
mod permission;
mod personal;
mod processes;
mod project_right;
mod protected_alias;
mod query;
mod race;
mod reached;
mod refusal;
mod registry_member;
mod rewind;
mod route;
mod run_life;
mod server;
mod session;
mod storage;
mod upload;
mod version_life;
