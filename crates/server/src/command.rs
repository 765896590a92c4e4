//! The commands of the administrator.

pub mod admin;
pub mod audit;
pub mod bench_queries;
pub mod expire;
pub mod serve;

use clap::{Parser, Subcommand};

use crate::config::{DataArgs, ServeArgs};

/// An open, self-hosted registry for machine-learning artifacts.
///
/// `vitrine serve` starts the server; the other commands work beside a running one. The `wandb` Python SDK talks to it when
/// WANDB_BASE_URL names its address.
#[derive(Debug, Parser)]
#[command(name = "vitrine", version, about)]
#[expect(
    clippy::doc_markdown,
    reason = "the text is shown in the terminal, where backticks would stay"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Where data lives.
    #[command(flatten)]
    pub data: DataArgs,

    /// Print JSON instead of text.
    #[arg(long, global = true)]
    pub json: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the server; the first start sets up an organization, a team and an admin.
    Serve(Box<ServeArgs>),
    /// Organizations.
    #[command(subcommand)]
    Org(admin::OrgCommand),
    /// People and service accounts.
    #[command(subcommand)]
    User(admin::UserCommand),
    /// Teams.
    #[command(subcommand)]
    Team(admin::TeamCommand),
    /// Service accounts.
    #[command(subcommand)]
    ServiceAccount(admin::ServiceAccountCommand),
    /// API keys.
    #[command(subcommand)]
    Key(admin::KeyCommand),
    /// Make a link that signs a person in once.
    SignInLink {
        /// The person.
        user: String,
        /// Address of the server.
        #[arg(long, env = "VITRINE_PUBLIC_URL", default_value = "http://127.0.0.1:8080")]
        public_url: String,
    },
    /// Fill a running server with a believable organization, through its public API.
    Demo(Box<crate::demo::DemoArgs>),
    /// The log of what happened: verify it, export it.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Back up a server while it runs, or a stopped one: database and files, into a folder.
    Backup(crate::backup::save::BackupArgs),
    /// Bring a backup back, onto storage that nobody has used: a data folder, or a database and a file store of any kind.
    Restore(crate::backup::restore::RestoreArgs),
    /// Delete the versions whose time to live is over, as the running server does every minute.
    Expire(expire::ExpireArgs),
    /// Print the GraphQL schema.
    Schema,
    /// Measure the queries of lists in a large organization, on a database of its own.
    #[command(hide = true)]
    BenchQueries(bench_queries::BenchArgs),
}

/// Carries a command out.
///
/// # Errors
/// When it cannot be; the message says what to do.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        Command::Serve(args) => serve::run(&cli.data, &args).await,
        Command::Schema => {
            print!("{}", crate::graphql::sdl());
            Ok(())
        }
        Command::BenchQueries(args) => bench_queries::run(&args).await,
        Command::Demo(args) => crate::demo::run(&cli.data, &args, cli.json).await,
        Command::Audit(command) => audit::run(&cli.data, command, cli.json).await,
        Command::Backup(args) => crate::backup::save::run(&cli.data, &args, cli.json).await,
        Command::Restore(args) => crate::backup::restore::run(&cli.data, &args, cli.json).await,
        Command::Expire(args) => expire::run(&cli.data, &args, cli.json).await,
        other => admin::run(&cli.data, other, cli.json).await,
    }
}
