//! A `PostgreSQL` cluster of its own, from Debian's package.

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::{free_port, wait_until_it_listens};
use crate::process;
use crate::tools;

/// The user of Debian's package, who runs it when we are root, which it refuses.
const DEBIAN_USER: &str = "postgres";
/// The role that owns everything in the cluster.
const ROLE: &str = "vitrine";

/// Nothing here outlives the tests, so nothing needs to survive a loss of power.
const SETTINGS: [&str; 7] = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=300",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "logging_collector=off",
];

/// A running cluster; it and its folder go when it is dropped.
pub struct Postgres {
    child: Child,
    folder: PathBuf,
    /// `postgres://role@address`, to which the name of a database is added.
    pub url: String,
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The immediate end, which takes its children along; a plain kill would leave them writing for a moment.
        let pid = self.child.id().to_string();
        if !process::succeeds(Command::new("kill").args(["-QUIT", &pid])) {
            let _ended = self.child.kill();
        }
        let _reaped = self.child.wait();
        let _removed = fs::remove_dir_all(&self.folder);
    }
}

/// Starts a fresh cluster. Its databases sort texts as Americans do, so that what forgets to ask for the order of bytes is found out.
///
/// # Errors
/// When the package is missing and cannot be installed, or the cluster does not start.
pub fn start() -> Result<Postgres> {
    let programs = tools::postgres()?;
    let folder = std::env::temp_dir().join(format!("vitrine-postgres-{}", std::process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let user = user()?;
    if let Some((uid, gid)) = user {
        std::os::unix::fs::chown(&folder, Some(uid), Some(gid))
            .with_context(|| format!("cannot give {} to {DEBIAN_USER}", folder.display()))?;
    }
    let command = |program: &str| {
        let mut command = Command::new(programs.join(program));
        command.current_dir(&folder).stdin(Stdio::null());
        if let Some((uid, gid)) = user {
            command.uid(uid).gid(gid);
        }
        command
    };
    let data = folder.join("data");
    let mut initdb = command("initdb");
    initdb
        .arg("-D")
        .arg(&data)
        .args(["-U", ROLE, "--auth=trust", "--no-sync", "-E", "UTF8"]);
    initdb.args(["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]);
    process::read(&mut initdb)?;
    let port = free_port()?;
    let log = fs::File::create(folder.join("log")).context("cannot write the log")?;
    let mut postgres = command("postgres");
    postgres.arg("-D").arg(&data).args(["-p", &port.to_string()]);
    for setting in SETTINGS {
        postgres.args(["-c", setting]);
    }
    postgres.stdout(Stdio::null()).stderr(log);
    let child = postgres.spawn().context("cannot start postgres")?;
    let mut cluster = Postgres {
        child,
        folder,
        url: format!("postgres://{ROLE}@127.0.0.1:{port}"),
    };
    wait_until_it_listens(&mut cluster.child, port, "postgres")
        .with_context(|| last_words(&cluster.folder))?;
    Ok(cluster)
}

fn last_words(folder: &Path) -> String {
    fs::read_to_string(folder.join("log")).unwrap_or_default()
}

/// The user and group to run as; ours unless we are root.
fn user() -> Result<Option<(u32, u32)>> {
    let id = |arguments: &[&str]| -> Result<u32> {
        let text = process::read(Command::new("id").args(arguments))?;
        text.trim().parse().context("`id` printed no number")
    };
    if id(&["-u"])? != 0 {
        return Ok(None);
    }
    match (id(&["-u", DEBIAN_USER]), id(&["-g", DEBIAN_USER])) {
        (Ok(uid), Ok(gid)) => Ok(Some((uid, gid))),
        _ => bail!("PostgreSQL does not run as root, and there is no user {DEBIAN_USER}"),
    }
}
