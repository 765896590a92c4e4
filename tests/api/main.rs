//! The contract of the server over real HTTP: the real program, a temporary folder, a free port.

mod artifact;
mod command;
mod credential;
mod lineage;
mod permission;
mod refusal;
mod route;
mod server;
mod upload;
