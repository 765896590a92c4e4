//! The program `vitrine`.

use clap::Parser as _;

fn main() -> anyhow::Result<()> {
    let cli = server::command::Cli::parse();
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(server::command::run(cli))
}
