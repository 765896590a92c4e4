//! `cargo xtask`: sets up the tools of the project and runs them, so that a fresh machine needs Rust, Python and Node only.

mod bench;
mod build;
mod check;
mod dev;
mod dist;
mod fingerprint;
mod process;
mod progress;
mod run;
mod schema;
mod services;
mod suites;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, runs and tests Vitrine. Missing tools are installed into a cache outside the checkout.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the self-contained release binary `target/release/vitrine`.
    Build,
    /// Build, then start the server. Ctrl-C stops it.
    Run(run::RunArgs),
    /// Serve the app and a debug server, both rebuilt on change.
    Dev(dev::DevArgs),
    /// Run every test: native, with the real SDK, in a real browser.
    Test,
    /// Run the journeys in a real browser only.
    E2e,
    /// Run the tests of the server on PostgreSQL and S3 only.
    Storage,
    /// Check formatting, lints (native and wasm32), the schema and the layers.
    Check,
    /// What CI runs: `check`, then `test`.
    Ci,
    /// Measure bundle size and page load beside a peer, against the budgets.
    Bench {
        /// Measure the lists of the server instead: 100,000 versions in a collection, 1,000,000 links in an organization.
        #[arg(long)]
        server: bool,
    },
    /// Write `schema.graphql` from the server.
    Schema {
        /// Fail when the file is stale instead of writing it.
        #[arg(long)]
        check: bool,
    },
    /// Install the tools that are missing, for building and for testing.
    Tools,
    /// Finish what Trunk built: called by the hook in Trunk.toml.
    #[command(hide = true)]
    DistHook,
}

fn main() -> ExitCode {
    match perform(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The causes in one line: a backtrace of this program helps nobody.
            eprintln!("✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Build => build::release().map(|_| ()),
        Task::Run(args) => run::run(&args),
        Task::Dev(args) => dev::dev(&args),
        Task::Test => suites::test(),
        Task::E2e => suites::e2e(),
        Task::Storage => suites::storage(),
        Task::Check => check::check(),
        Task::Ci => suites::ci(),
        Task::Bench { server: false } => bench::bench(),
        Task::Bench { server: true } => bench::server(),
        Task::Schema { check: true } => schema::check(),
        Task::Schema { check: false } => schema::write(),
        Task::Tools => tools::everything(),
        Task::DistHook => dist::finish_from_environment(),
    }
}
