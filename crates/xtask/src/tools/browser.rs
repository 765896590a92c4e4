//! Chromium, its driver and the fonts of the design, from Debian's packages.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;
use crate::progress;

/// The package and the file by which another system than Debian shows that it has the same.
const PROGRAMS: [(&str, &str); 2] = [
    ("chromium", "/usr/bin/chromium"),
    ("chromium-driver", "/usr/bin/chromedriver"),
];
/// Pictures taken with these look as they do for people; the tests do without them.
const FONTS: [&str; 3] = ["fonts-inter", "fonts-jetbrains-mono", "fonts-liberation"];

/// Installs what is missing. `VITRINE_CHROMIUM` names another browser, and then nothing is installed.
///
/// # Errors
/// When something is missing and cannot be installed; the message names the packages.
pub fn ensure() -> Result<()> {
    if std::env::var_os("VITRINE_CHROMIUM").is_some() {
        return Ok(());
    }
    let mut missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(_, file)| !Path::new(file).exists())
        .map(|(package, _)| *package)
        .collect();
    let has_apt = process::succeeds(Command::new("apt-get").arg("--version"));
    if has_apt {
        missing.extend(FONTS.iter().filter(|package| !is_installed(package)));
    }
    install(&missing, has_apt)
}

/// Installs Debian packages as root or by `sudo`.
///
/// # Errors
/// When there is no apt, no right to use it, or it fails.
pub fn install(packages: &[&str], has_apt: bool) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    if !has_apt {
        bail!("please install these by your system's package manager: {names}");
    }
    let is_root = process::read(Command::new("id").arg("-u"))?.trim() == "0";
    if !is_root && !process::succeeds(Command::new("sudo").args(["-n", "true"])) {
        bail!("please run: sudo apt-get install -y {names}");
    }
    progress::step(&format!("install {names} by apt"), "about 30 s", || {
        process::run(apt(is_root).args(["update", "-qq"]))?;
        process::run(
            apt(is_root)
                .args(["install", "-qq", "-y", "--no-install-recommends"])
                .args(packages),
        )
    })
}

fn apt(is_root: bool) -> Command {
    let mut command = if is_root {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "apt-get"]);
        sudo
    };
    // The list of unpacked packages says nothing that the step's own lines do not say.
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(std::process::Stdio::null());
    command
}

fn is_installed(package: &str) -> bool {
    process::read(Command::new("dpkg-query").args(["-W", "-f=${Status}", package]))
        .is_ok_and(|status| status.contains("ok installed"))
}
