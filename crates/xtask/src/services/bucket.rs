//! An S3-compatible server over HTTP: moto, in an environment of its own.

use std::io::Write as _;
use std::net::TcpStream;
use std::process::{Child, Stdio};

use anyhow::{Context, Result, bail};

use super::{free_port, wait_until_it_listens};
use crate::process;
use crate::tools;

const BUCKET: &str = "vitrine";

/// A running server with one bucket, kept in memory; it goes when it is dropped.
pub struct Bucket {
    child: Child,
    /// `s3://bucket?endpoint=…`
    pub url: String,
}

impl Drop for Bucket {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// The credentials that clients send; the server takes any.
pub const CREDENTIALS: [(&str, &str); 3] = [
    ("AWS_ACCESS_KEY_ID", "vitrine"),
    ("AWS_SECRET_ACCESS_KEY", "vitrine"),
    ("AWS_REGION", "us-east-1"),
];

/// Starts the server and makes the bucket.
///
/// # Errors
/// When it cannot be installed or does not start.
pub fn start() -> Result<Bucket> {
    let python = tools::s3_python()?;
    let port = free_port()?;
    let child = process::command(python.with_file_name("moto_server"))
        .args(["-H", "127.0.0.1", "-p", &port.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot start moto_server")?;
    let mut bucket = Bucket {
        child,
        url: format!("s3://{BUCKET}?endpoint=http://127.0.0.1:{port}"),
    };
    wait_until_it_listens(&mut bucket.child, port, "moto_server")?;
    make(port)?;
    Ok(bucket)
}

/// Makes the bucket. The server looks into the credentials of a request for the service that is meant, not for a right signature.
fn make(port: u16) -> Result<()> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).context("moto_server has gone")?;
    write!(
        stream,
        "PUT /{BUCKET} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\nConnection: close\r\n\
         Authorization: AWS4-HMAC-SHA256 Credential=vitrine/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0\r\n\r\n"
    )?;
    let answer = std::io::read_to_string(stream).context("moto_server did not answer")?;
    if !answer.starts_with("HTTP/1.1 200") {
        bail!("moto_server did not make the bucket: {answer}");
    }
    Ok(())
}
