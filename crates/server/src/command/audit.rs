//! Verifying and exporting the log.

use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::Context as _;
use clap::Subcommand;
use domain::event::EventRecord;
use domain::event::chain::{Break, Head, Verifier};
use serde_json::{Value, json};

use crate::config::DataArgs;
use crate::store::event::chain;
use crate::store::{self, Db, Store};

/// The log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Walk along the chains of hashes; fails and says where when an event was changed, removed, added or moved.
    Verify {
        /// Only the chain of this organization.
        #[arg(long)]
        org: Option<String>,
        /// A head that an earlier verification printed, as POSITION:HASH; the chain must still meet it. Needs --org or --file.
        #[arg(long, value_name = "POSITION:HASH")]
        noted: Option<Noted>,
        /// Verify an exported file instead of the database; `-` reads standard input.
        #[arg(long, conflicts_with = "org")]
        file: Option<PathBuf>,
    },
    /// Print the events as lines of JSON, oldest first, with their hashes.
    Export {
        /// Only the chain of this organization.
        #[arg(long)]
        org: Option<String>,
    },
}

/// A head that was noted.
#[derive(Debug, Clone)]
pub struct Noted(Head);

impl FromStr for Noted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (seq, hash) = text
            .split_once(':')
            .ok_or("write it as POSITION:HASH, as `audit verify` prints it")?;
        let seq = seq
            .parse()
            .map_err(|cause| format!("“{seq}” is no position: {cause}"))?;
        let hash = hash.to_owned();
        Ok(Self(Head { seq, hash }))
    }
}

/// What became of the walk along one chain.
struct Walked {
    chain: String,
    title: String,
    outcome: Result<Head, Break>,
}

/// How many events are read at a time.
const BATCH: i64 = 1_000;

/// Carries the command out.
///
/// # Errors
/// When a chain is broken, or the database or the file cannot be read.
pub async fn run(data: &DataArgs, command: AuditCommand, as_json: bool) -> anyhow::Result<()> {
    if let AuditCommand::Verify {
        file: Some(path),
        noted,
        ..
    } = command
    {
        return report(&verify_file(&path, noted.as_ref())?, as_json);
    }
    let store = data.existing_store().await?;
    let result = match command {
        AuditCommand::Verify { org, noted, .. } => verify(&store, org.as_deref(), noted)
            .await
            .and_then(|walked| report(&walked, as_json)),
        AuditCommand::Export { org } => export(&store, org.as_deref()).await,
    };
    store.close().await;
    result
}

/// The chains that are meant, with the words people know them by.
async fn chains(db: &mut Db, org: Option<&str>) -> anyhow::Result<Vec<(i64, String)>> {
    if let Some(name) = org {
        let found = store::organization::by_name(&mut *db, name).await?;
        let org = found.with_context(|| format!("there is no organization “{name}”"))?;
        return Ok(vec![(org.id, org.name)]);
    }
    let mut chains = Vec::new();
    for chain_id in chain::all(&mut *db).await? {
        let org = store::organization::by_id(&mut *db, chain_id).await?;
        let title = match (chain_id, org) {
            (chain::SERVER, _) => "the server".to_owned(),
            (_, Some(org)) => org.name,
            (id, None) => format!("organization {id}, which is gone"),
        };
        chains.push((chain_id, title));
    }
    Ok(chains)
}

fn verifier(chain: &str, noted: Option<&Noted>) -> Verifier {
    let verifier = Verifier::new(chain);
    match noted {
        Some(Noted(head)) => verifier.that_meets(head.clone()),
        None => verifier,
    }
}

async fn verify(store: &Store, org: Option<&str>, noted: Option<Noted>) -> anyhow::Result<Vec<Walked>> {
    anyhow::ensure!(
        noted.is_none() || org.is_some(),
        "--noted is a position of one chain: say which with --org"
    );
    let mut db = store.read().await?;
    let mut walked = Vec::new();
    for (chain_id, title) in chains(&mut db, org).await? {
        let name = chain::name(chain_id);
        let outcome = walk(&mut db, chain_id, verifier(&name, noted.as_ref())).await?;
        walked.push(Walked {
            chain: name,
            title,
            outcome,
        });
    }
    Ok(walked)
}

/// Walks along a chain beside a running server. The head is read when the events are at an end: events and head are written together,
/// so it stands at the last event or, when more were written meanwhile, behind it.
async fn walk(db: &mut Db, chain_id: i64, mut verifier: Verifier) -> anyhow::Result<Result<Head, Break>> {
    let mut seq = 0;
    loop {
        let records = chain::records(&mut *db, chain_id, seq, BATCH).await?;
        for record in &records {
            if let Err(broken) = verifier.push(record) {
                return Ok(Err(broken));
            }
            seq = record.seq;
        }
        if records.is_empty() {
            let head = chain::head(&mut *db, chain_id)
                .await?
                .unwrap_or_else(Head::beginning);
            let more = chain::records(&mut *db, chain_id, seq, 1).await?;
            if more.is_empty() || head.seq <= seq {
                return Ok(verifier.finish(Some(&head)));
            }
        }
    }
}

/// Verifies exported lines: each chain in them from its beginning. Where an export ends is not in it, so only a noted head tells
/// whether events at the end are missing.
fn verify_file(path: &Path, noted: Option<&Noted>) -> anyhow::Result<Vec<Walked>> {
    let input: Box<dyn std::io::Read> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        Box::new(file)
    };
    let mut verifiers: std::collections::BTreeMap<String, Result<Verifier, Break>> =
        std::collections::BTreeMap::new();
    for (index, line) in BufReader::new(input).lines().enumerate() {
        let line = line?;
        let record: EventRecord =
            serde_json::from_str(&line).with_context(|| format!("line {} is no event", index + 1))?;
        let entry = verifiers
            .entry(record.chain.clone())
            .or_insert_with(|| Ok(verifier(&record.chain, noted)));
        if let Ok(verifier) = entry
            && let Err(broken) = verifier.push(&record)
        {
            *entry = Err(broken);
        }
    }
    anyhow::ensure!(
        noted.is_none() || verifiers.len() == 1,
        "--noted is a position of one chain; the file has {}",
        verifiers.len()
    );
    let walked = verifiers.into_iter().map(|(chain, state)| {
        let outcome = state.and_then(|verifier| verifier.finish(None));
        let title = chain.clone();
        Walked {
            chain,
            title,
            outcome,
        }
    });
    Ok(walked.collect())
}

fn report(walked: &[Walked], as_json: bool) -> anyhow::Result<()> {
    let facts: Vec<Value> = walked
        .iter()
        .map(|found| match &found.outcome {
            Ok(head) => json!({ "chain": found.chain, "name": found.title, "isWhole": true, "events": head.seq, "hash": head.hash }),
            Err(broken) => json!({ "chain": found.chain, "name": found.title, "isWhole": false, "because": broken.to_string() }),
        })
        .collect();
    let lines = walked.iter().map(|found| match &found.outcome {
        Ok(head) => format!(
            "{}: {} events, whole. Note the head: {}:{}",
            found.title, head.seq, head.seq, head.hash
        ),
        Err(broken) => format!("{}: BROKEN: {broken}.", found.title),
    });
    let text = if as_json {
        Value::from(facts).to_string()
    } else {
        lines.collect::<Vec<_>>().join("\n")
    };
    println!("{text}");
    let broken = walked.iter().filter(|found| found.outcome.is_err()).count();
    anyhow::ensure!(broken == 0, "{broken} of {} chains broken:\n{text}", walked.len());
    Ok(())
}

async fn export(store: &Store, org: Option<&str>) -> anyhow::Result<()> {
    let mut db = store.read().await?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (chain_id, _) in chains(&mut db, org).await? {
        let mut seq = 0;
        loop {
            let records = chain::records(&mut db, chain_id, seq, BATCH).await?;
            let Some(last) = records.last() else { break };
            seq = last.seq;
            for record in &records {
                serde_json::to_writer(&mut out, record)?;
                out.write_all(b"\n")?;
            }
        }
    }
    out.flush()?;
    Ok(())
}
