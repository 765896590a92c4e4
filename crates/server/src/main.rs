//! The program `vitrine`.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let cli = server::command::Cli::parse();
    let done = tokio::runtime::Runtime::new()
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(server::command::run(cli)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line for the person who typed the command; a backtrace would say nothing to them.
            eprintln!("Error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
