//! `vitrine demo`: a believable organization, made through the public API alone.

use clap::Args;

/// Where the server is and how the demo is drawn.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Address of the running server.
    #[arg(long, env = "VITRINE_PUBLIC_URL", default_value = "http://127.0.0.1:8080")]
    pub server: String,
}

/// Fills the server.
///
/// # Errors
/// When the server refuses something.
pub async fn run(args: &DemoArgs) -> anyhow::Result<()> {
    anyhow::bail!("the demo for {} is being written", args.server)
}
