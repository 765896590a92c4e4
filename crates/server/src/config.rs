//! The settings of the server: flags, each also an environment variable.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;

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
    /// Address of the database: sqlite:///absolute/path.db [default: vitrine.db in the data folder]
    #[arg(long, env = "VITRINE_DATABASE_URL", global = true)]
    pub database_url: Option<String>,
}

/// How the server is reached and where it keeps files.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, env = "VITRINE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,

    #[expect(
        clippy::doc_markdown,
        reason = "the text is shown in the terminal, where brackets would stay"
    )]
    /// Address of the file store: file:///absolute/folder [default: blobs in the data folder]
    #[arg(long, env = "VITRINE_BLOB_URL")]
    pub blob_url: Option<String>,

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
        let is_new = !self.data_dir.exists();
        std::fs::create_dir_all(&self.data_dir)
            .with_context(|| format!("cannot make {}", self.data_dir.display()))?;
        #[cfg(unix)]
        if is_new {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&self.data_dir, std::fs::Permissions::from_mode(0o700))
                .with_context(|| format!("cannot close {} to others", self.data_dir.display()))?;
        }
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
}

impl ServeArgs {
    /// The address of the file store.
    ///
    /// # Errors
    /// When the data folder cannot be made.
    pub fn blob_url(&self, data: &DataArgs) -> anyhow::Result<String> {
        match &self.blob_url {
            Some(url) => Ok(url.clone()),
            None => Ok(format!("file://{}", encoded(&data.folder()?.join("blobs"))?)),
        }
    }
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
