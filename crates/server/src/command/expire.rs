//! `vitrine expire`.

use clap::Args;
use serde_json::json;

use crate::clock::SECOND;
use crate::config::DataArgs;
use crate::expiry;
use crate::fault::Fault;
use crate::origin::Origin;

/// What to expire.
#[derive(Debug, Args)]
pub struct ExpireArgs {
    /// Only list what would be deleted.
    #[arg(long)]
    dry_run: bool,
    /// With --dry-run: what will have been deleted that many seconds from now.
    #[arg(long, requires = "dry_run", default_value_t = 0)]
    in_seconds: i64,
}

/// Deletes the versions whose time to live is over, or lists them.
///
/// # Errors
/// When the database cannot be opened or fails.
pub async fn run(data: &DataArgs, args: &ExpireArgs, as_json: bool) -> anyhow::Result<()> {
    let store = data.existing_store().await?;
    let told = if args.dry_run {
        let at = store.now().saturating_add(args.in_seconds.saturating_mul(SECOND));
        expiry::due(&store, at).await.map(|names| {
            let text = if names.is_empty() {
                "Nothing would be deleted.".to_owned()
            } else {
                names.join("\n")
            };
            (text, json!({ "wouldDelete": names }))
        })
    } else {
        let sweep = Origin::of_command().scope(expiry::sweep(&store));
        sweep.await.map(|deleted| {
            (
                format!("Deleted {deleted} versions."),
                json!({ "deleted": deleted }),
            )
        })
    };
    store.close().await;
    let (text, facts) = told.map_err(|fault| match fault {
        Fault::Internal(cause) => anyhow::anyhow!("{cause:#}"),
        refusal => anyhow::anyhow!("{refusal}"),
    })?;
    if as_json {
        println!("{facts}");
    } else {
        println!("{text}");
    }
    Ok(())
}
