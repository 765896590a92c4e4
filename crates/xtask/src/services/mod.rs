//! Servers that some tests need beside ours: started on free ports of this machine, in temporary folders, ended when dropped.

pub mod bucket;
pub mod postgres;

use std::net::{TcpListener, TcpStream};
use std::process::Child;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long a server may take until it answers.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long to wait before asking again whether it answers.
const PAUSE: Duration = Duration::from_millis(50);

/// A port that is free at this moment.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port")?;
    Ok(listener.local_addr().context("a port without a number")?.port())
}

/// Waits until the child listens.
fn wait_until_it_listens(child: &mut Child, port: u16, name: &str) -> Result<()> {
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if let Some(status) = child.try_wait()? {
            bail!("{name} ended before it was ready ({status})");
        }
        if start.elapsed() > PATIENCE {
            bail!("{name} does not listen after {} s", PATIENCE.as_secs());
        }
        std::thread::sleep(PAUSE);
    }
    Ok(())
}
