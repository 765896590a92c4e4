//! Building and starting the server.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::build;
use crate::process;

/// The line by which the server says that it answers, up to its address.
const READY: &str = "Vitrine is ready: ";
/// How the line of the first start begins that holds a link to sign in.
const SIGN_IN: &str = "Sign in, ";
/// The variable that says what the server logs.
const LOG: &str = "VITRINE_LOG";

/// What `cargo xtask run` takes.
#[derive(Args)]
pub struct RunArgs {
    /// Fill the server with a believable organization.
    #[arg(long)]
    demo: bool,
    /// The address to listen on. Port 0 takes a free one.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// More options of `vitrine serve`.
    #[arg(last = true)]
    options: Vec<String>,
}

/// Builds the binary and serves until Ctrl-C.
///
/// # Errors
/// When the build fails, or the server or the demo ends badly.
pub fn run(args: &RunArgs) -> Result<()> {
    let binary = build::release()?;
    let mut serve = process::command(&binary);
    serve.arg("serve");
    if let Some(listen) = &args.listen {
        serve.args(["--listen", listen]);
    }
    serve.args(&args.options);
    if !args.demo {
        return process::run(&mut serve);
    }
    if std::env::var_os(LOG).is_none() {
        // A line for each of the demo's requests would hide what the demo says.
        serve.env(LOG, "warn");
    }
    let started = start(&mut serve)?;
    let mut server = started.server;
    let mut demo = process::command(&binary);
    demo.args(["demo", "--server", &started.address])
        .args(data_options(&args.options));
    if let Err(error) = process::run(&mut demo) {
        // The server is of use without the demo; what failed is said above and here.
        eprintln!("✗ the demo was not finished: {error:#}");
    }
    if let Some(sign_in) = &started.sign_in {
        println!("{sign_in}");
    }
    let status = server.wait()?;
    if !status.success() {
        bail!("the server ended badly ({status})");
    }
    Ok(())
}

/// A server that answers.
struct Started {
    server: Child,
    address: String,
    /// The line with the link to sign in, on the first start.
    sign_in: Option<String>,
}

/// Starts a server and waits for its address; its output goes on to our own.
fn start(serve: &mut Command) -> Result<Started> {
    let mut server = serve
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start")?;
    let output = server.stdout.take().context("the server has no output")?;
    let mut lines = BufReader::new(output).lines();
    let mut sign_in = None;
    while let Some(line) = lines.next().transpose()? {
        println!("{line}");
        if let Some((_, address)) = line.split_once(READY) {
            let address = address.trim().to_owned();
            std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| println!("{line}")));
            return Ok(Started {
                server,
                address,
                sign_in,
            });
        }
        if line.starts_with(SIGN_IN) {
            sign_in = Some(line);
        }
    }
    bail!("the server ended before it was ready ({})", server.wait()?)
}

/// Those options of the server that say where its data is: the demo takes the same.
fn data_options(options: &[String]) -> Vec<String> {
    let names = ["--data-dir", "--database-url"];
    let mut taken = Vec::new();
    let mut options = options.iter();
    while let Some(option) = options.next() {
        if names.contains(&option.as_str()) {
            taken.push(option.clone());
            taken.extend(options.next().cloned());
        } else if names.iter().any(|name| option.starts_with(&format!("{name}="))) {
            taken.push(option.clone());
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::data_options;

    #[test]
    fn the_demo_gets_the_options_that_say_where_the_data_is() {
        let options = ["--public-url", "http://a", "--data-dir", "d", "--database-url=x"].map(str::to_owned);
        assert_eq!(data_options(&options), ["--data-dir", "d", "--database-url=x"]);
    }
}
