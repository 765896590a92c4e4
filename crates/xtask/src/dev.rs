//! The development loop: Trunk serves the app and builds it again on change, a debug server answers behind it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;

use crate::fingerprint;
use crate::process;
use crate::tools;
use crate::workspace;

/// What the server is built from.
const SERVER_INPUTS: [&str; 4] = ["crates/server", "crates/domain", "Cargo.toml", "Cargo.lock"];
/// How often the sources are looked at. A digest over them takes a few milliseconds.
const LOOK_EVERY: Duration = Duration::from_millis(700);

/// What `cargo xtask dev` takes.
#[derive(Args)]
pub struct DevArgs {
    /// Where the app is served, with the API behind it.
    #[arg(long, default_value_t = 8091)]
    port: u16,
    /// Where the debug server listens: the proxy in Trunk.toml points here.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
}

/// Serves until Ctrl-C, which ends the children too: the terminal sends it to all of them.
///
/// # Errors
/// When a tool cannot be installed or Trunk cannot be started.
pub fn dev(args: &DevArgs) -> Result<()> {
    let path = tools::path_with_tools(&tools::web()?)?;
    let mut server = build_server().then(|| start_server(args)).transpose()?;
    let mut trunk = process::command("trunk");
    trunk
        .env("PATH", path)
        .env("RUST_BACKTRACE", "0")
        .env_remove("NO_COLOR");
    // A folder of its own, so that the release build stays as it is; no reload by an inline script, which our policy forbids.
    trunk
        .args(["serve", "--no-autoreload", "--dist", "target/dev-dist", "--port"])
        .arg(args.port.to_string());
    let mut trunk = trunk.stdin(Stdio::null()).spawn().context("cannot start trunk")?;
    println!(
        "→ open http://127.0.0.1:{} once Trunk says that it has built the app",
        args.port
    );
    let mut seen = fingerprint::of(&workspace::root(), &SERVER_INPUTS)?;
    while trunk.try_wait()?.is_none() {
        thread::sleep(LOOK_EVERY);
        let now = fingerprint::of(&workspace::root(), &SERVER_INPUTS)?;
        if now != seen {
            seen = now;
            if build_server() {
                stop(server.take())?;
                server = Some(start_server(args)?);
            }
        }
    }
    stop(server)
}

/// Whether the server could be built; cargo says why not.
fn build_server() -> bool {
    let mut build = process::cargo();
    process::run(build.args(["build", "--package", "server", "--bin", "vitrine"])).is_ok()
}

fn start_server(args: &DevArgs) -> Result<Child> {
    let binary: &Path = &workspace::debug_binary();
    Command::new(binary)
        .current_dir(workspace::root())
        .args(["serve", "--listen", &args.listen, "--data-dir", "target/dev-data"])
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", binary.display()))
}

fn stop(server: Option<Child>) -> Result<()> {
    if let Some(mut server) = server {
        server.kill().context("cannot stop the server")?;
        server.wait()?;
    }
    Ok(())
}
