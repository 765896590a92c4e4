//! The tools that the project needs, installed once into a cache outside the checkout, keyed by version.

mod browser;
mod cache;
mod node;
mod postgres;
mod python;
mod web;

use anyhow::Result;

pub use browser::ensure as browser;
pub use node::ensure as node_modules;
pub use postgres::ensure as postgres;
pub use python::ensure as python;
pub use python::for_s3 as s3_python;
pub use web::{ensure as web, path_with_tools};

/// Installs everything that is missing, for building and for testing.
///
/// # Errors
/// When an installation fails.
pub fn everything() -> Result<()> {
    web()?;
    browser()?;
    node_modules("tests/e2e")?;
    for environment in python()? {
        println!(
            "✓ wandb environment {}: {}",
            environment.name,
            environment.python.display()
        );
    }
    println!("✓ PostgreSQL: {}", postgres()?.display());
    println!("✓ S3 server: {}", s3_python()?.display());
    println!("✓ tools are in {}", cache::folder()?.display());
    Ok(())
}
