//! The settings of the server: flags, each also an environment variable.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;

use crate::blobs::Blobs;
use crate::clock::OperatingSystem;
use crate::store::Store;

/// Where data lives.
#[derive(Debug, Clone, Args)]
pub struct DataArgs {
    /// Folder for the database and the files, unless they have addresses of their own. Made when it is not there.
    #[arg(long, env = "VITRINE_DATA_DIR", default_value = "vitrine-data", global = true)]
    pub data_dir: PathBuf,

    #[expect(
        clippy::doc_markdown,
        reason = "the text is shown in the terminal, where brackets would stay"
    )]
    /// Address of the database: sqlite:///absolute/path.db or postgres://user:password@host/database [default: vitrine.db in the data folder]
    #[arg(long, env = "VITRINE_DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,

    #[expect(
        clippy::doc_markdown,
        reason = "the text is shown in the terminal, where brackets would stay"
    )]
    /// Address of the file store: file:///absolute/folder or s3://bucket/prefix?endpoint=https://host [default: blobs in the data folder]
    #[arg(long, env = "VITRINE_BLOB_URL", global = true)]
    pub blob_url: Option<String>,
}

/// How the server is reached.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, env = "VITRINE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,

    /// Address under which browsers and the SDK reach the server [default: http:// and the listening address]
    #[arg(long, env = "VITRINE_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// Name of the first admin, made at the first start.
    #[arg(long, env = "VITRINE_ADMIN_USER", default_value = "admin")]
    pub admin_user: String,

    /// API key of the first admin, 40 characters or more, for unattended set-up. Without it, a one-time sign-in link is printed.
    #[arg(long, env = "VITRINE_ADMIN_KEY", hide_env_values = true)]
    pub admin_key: Option<String>,

    /// Name of the organization made at the first start.
    #[arg(long, env = "VITRINE_ORGANIZATION", default_value = "my-org")]
    pub organization: String,

    /// Name of the team made at the first start.
    #[arg(long, env = "VITRINE_TEAM", default_value = "my-team")]
    pub team: String,

    /// Requests a second that one account may send, ten times as many at once; an address without a key has a fifth. 0: no limit.
    #[arg(long, env = "VITRINE_RATE_LIMIT", default_value_t = 1_000)]
    pub rate_limit: u32,

    /// Wrong API keys that one address may try before it has to wait; one is forgiven every six seconds. 0: no limit.
    #[arg(long, env = "VITRINE_WRONG_KEY_LIMIT", default_value_t = 10)]
    pub wrong_key_limit: u32,

    /// Reverse proxies in front of the server whose X-Forwarded-For is believed; 0: the header is ignored.
    #[arg(long, env = "VITRINE_PROXIES", default_value_t = 0)]
    pub proxies: usize,

    /// Log lines: text for people, json for machines.
    #[arg(long, env = "VITRINE_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

impl DataArgs {
    /// The data folder, made when it is not there, readable by its owner only.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn folder(&self) -> anyhow::Result<PathBuf> {
        make_private_folder(&self.data_dir)?;
        self.data_dir
            .canonicalize()
            .with_context(|| format!("cannot read {}", self.data_dir.display()))
    }

    /// The address of the database; a file is made when it is not there.
    ///
    /// # Errors
    /// When the data folder cannot be made.
    pub fn database_url(&self) -> anyhow::Result<String> {
        let url = match &self.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite://{}", encoded(&self.folder()?.join("vitrine.db"))?),
        };
        let has_mode = url.contains("mode=");
        Ok(match (url.starts_with("sqlite:"), has_mode) {
            (true, false) if url.contains('?') => format!("{url}&mode=rwc"),
            (true, false) => format!("{url}?mode=rwc"),
            _ => url,
        })
    }

    /// The address of the file store.
    ///
    /// # Errors
    /// When the data folder cannot be made.
    pub fn blob_url(&self) -> anyhow::Result<String> {
        match &self.blob_url {
            Some(url) => Ok(url.clone()),
            None => Ok(format!("file://{}", encoded(&self.folder()?.join("blobs"))?)),
        }
    }

    /// The blobs, opened.
    ///
    /// # Errors
    /// When they cannot be.
    pub async fn blobs(&self) -> anyhow::Result<Blobs> {
        Blobs::open(&self.blob_url()?, || Ok(self.folder()?.join("spool"))).await
    }

    /// The database, opened; made when it is not there.
    ///
    /// # Errors
    /// When it cannot be.
    pub async fn store(&self) -> anyhow::Result<Store> {
        Store::open(&self.database_url()?, Arc::new(OperatingSystem)).await
    }

    /// The database of a server that was started before, opened. A mistyped folder must not look like an empty one.
    ///
    /// # Errors
    /// When there is none, or it cannot be opened.
    pub async fn existing_store(&self) -> anyhow::Result<Store> {
        self.require_existing()?;
        self.store().await
    }

    /// Passes when the database is there; one that is not a file shows when it is opened.
    ///
    /// # Errors
    /// When there is none, with what to do.
    pub fn require_existing(&self) -> anyhow::Result<()> {
        let file = match &self.database_url {
            None => self.data_dir.join("vitrine.db"),
            Some(url) => match url.strip_prefix("sqlite://") {
                Some(path) => {
                    let path = path.split('?').next().unwrap_or_default();
                    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
                    PathBuf::from(path.into_owned())
                }
                None => return Ok(()),
            },
        };
        anyhow::ensure!(
            file.exists(),
            "There is no database of Vitrine at {}: name the folder of your server with --data-dir or VITRINE_DATA_DIR (or its database \
             with --database-url), or start it there once with `vitrine serve`.",
            file.display()
        );
        Ok(())
    }
}

/// Makes a folder that only its owner can read; one that is there stays as it is.
///
/// # Errors
/// When it cannot be made.
pub fn make_private_folder(folder: &Path) -> anyhow::Result<()> {
    let is_new = !folder.exists();
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    #[cfg(unix)]
    if is_new {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
            .with_context(|| format!("cannot close {} to others", folder.display()))?;
    }
    Ok(())
}

fn encoded(path: &Path) -> anyhow::Result<String> {
    let text = path
        .to_str()
        .with_context(|| format!("{} is not Unicode", path.display()))?;
    Ok(crate::blobs::signed_url::encode_path(text))
}

/// Whether browsers take `Secure` cookies from the public address: HTTPS, or a loopback name.
pub fn has_secure_cookies(public_url: &str) -> bool {
    let Ok(url) = url::Url::parse(public_url) else {
        return false;
    };
    url.scheme() == "https"
        || match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
}

#[cfg(test)]
mod tests {
    use super::has_secure_cookies;

    #[test]
    fn secure_cookies_need_https_or_loopback() {
        for yes in [
            "https://vitrine.example",
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]:1",
        ] {
            assert!(has_secure_cookies(yes), "{yes}");
        }
        for no in ["http://vitrine.example", "http://10.0.0.1:8080", "nonsense"] {
            assert!(!has_secure_cookies(no), "{no}");
        }
    }
}
