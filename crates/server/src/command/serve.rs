//! `vitrine serve`.

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use crate::blobs::signed_url::UrlSigner;
use crate::config::{DataArgs, LogFormat, ServeArgs, has_secure_cookies};
use crate::graphql::{Api, schema};
use crate::http::limit::{Limits, Rates};
use crate::http::router;
use crate::jobs;
use crate::setup::{Welcome, first_start};
use crate::state::AppState;
use crate::store;

/// Serves until it is told to stop; requests under way are finished first.
///
/// # Errors
/// When the database, the file store or the address cannot be opened.
pub async fn run(data: &DataArgs, args: &ServeArgs) -> anyhow::Result<()> {
    start_log(args.log_format);
    let store = data.store().await?;
    let blobs = data.blobs().await?;
    let listener = TcpListener::bind(&args.listen).await.with_context(|| {
        format!(
            "cannot listen on {}; another program may use the port: choose one with --listen",
            args.listen
        )
    })?;
    let address = listener
        .local_addr()
        .context("the listening address is not known")?;
    let public_url = args
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{address}"));
    let public_url = public_url.trim_end_matches('/').to_owned();
    let welcome = first_start(&store, args).await?;
    let mut tx = store.write().await?;
    let secret = store::secret::get_or_create(&mut tx, "signed_url", store.surroundings()).await?;
    tx.commit().await?;
    let api = Api {
        store: store.clone(),
        blobs,
        signer: UrlSigner::new(secret, &public_url),
    };
    let recurring = tokio::spawn(jobs::attend_all(api.clone()));
    let state = AppState {
        api: api.clone(),
        schema: schema(api),
        limits: Arc::new(Limits::new(Rates {
            per_account: args.rate_limit,
            wrong_keys: args.wrong_key_limit,
        })),
        proxies: args.proxies,
        has_secure_cookies: has_secure_cookies(&public_url),
    };
    greet(&welcome, &public_url, args);
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(stop())
        .await
        .context("the server stopped")?;
    recurring.abort();
    store.close().await;
    say("Vitrine has stopped.");
    Ok(())
}

fn start_log(format: LogFormat) {
    let filter =
        EnvFilter::try_from_env("VITRINE_LOG").unwrap_or_else(|_unset| EnvFilter::new("info,sqlx=warn"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
}

/// Prints a line; a reader that has gone away must not end the server.
fn say(line: &str) {
    if let Err(cause) = writeln!(std::io::stdout(), "{line}") {
        tracing::debug!(%cause, "nobody reads the greeting");
    }
}

fn greet(welcome: &Welcome, public_url: &str, args: &ServeArgs) {
    match welcome {
        Welcome::WithLink(token) => {
            say(&format!(
                "First start: made the organization {}, the team {} and the admin {}.",
                args.organization, args.team, args.admin_user
            ));
            say(&format!(
                "Sign in, once, within a day: {public_url}/signin#token={token}"
            ));
        }
        Welcome::WithKey => {
            say(&format!(
                "First start: made the organization {}, the team {} and the admin {} with the key that was given.",
                args.organization, args.team, args.admin_user
            ));
        }
        Welcome::SetUpBefore => {}
    }
    say(&format!("Vitrine is ready: {public_url}"));
    say(&format!("For the SDK: export WANDB_BASE_URL={public_url}"));
}

async fn stop() {
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(stream) => stream,
        Err(cause) => {
            tracing::error!(%cause, "cannot listen for SIGTERM; only Ctrl-C stops the server");
            let _interrupted = tokio::signal::ctrl_c().await;
            return;
        }
    };
    tokio::select! {
        _ = terminate.recv() => tracing::info!("SIGTERM: finishing what is under way"),
        _ = tokio::signal::ctrl_c() => tracing::info!("Ctrl-C: finishing what is under way"),
    }
}
