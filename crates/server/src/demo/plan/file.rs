//! The files of versions: small, and each of the kind that its name says.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use serde_json::{Value, json};

use super::catalog::Entry;
use super::metric::Family;
use crate::demo::random::{Random, rounded};

/// One file of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path in the version.
    pub path: String,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Bytes that are stored here.
    Bytes(Vec<u8>),
    /// Bytes that stay where they are.
    Reference {
        /// Where they are.
        uri: String,
        /// How many there are.
        size_bytes: u64,
    },
}

impl File {
    fn text(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            content: Content::Bytes(text.as_bytes().to_vec()),
        }
    }

    fn json(path: &str, value: &Value) -> Self {
        Self::text(path, &format!("{value:#}\n"))
    }

    /// The digest as manifests write it: the Base64 MD5 of the bytes, or what the other place knows of them.
    pub fn digest(&self) -> String {
        match &self.content {
            Content::Bytes(bytes) => STANDARD.encode(Md5::digest(bytes)),
            Content::Reference { uri, size_bytes } => hex::encode(Md5::digest(format!("{uri} {size_bytes}"))),
        }
    }
}

/// The files of a version.
pub fn of_version(entry: &Entry, version: u32, random: &mut Random) -> Vec<File> {
    let mut files = match entry.family {
        Family::Ingest => raw(entry, version, random),
        Family::Preparation => table(entry, version, random),
        Family::Tabular | Family::Scorecard => trees(entry, version),
        Family::Language | Family::Speech | Family::Vision => weights(entry, random),
        Family::Export => vec![
            File::json(
                "model.onnx.json",
                &json!({ "opset": 21, "graph": random.word(48), "inputs": ["features"] }),
            ),
            File::json(
                "config.json",
                &json!({ "precision": "float16", "batch": [1, 64] }),
            ),
        ],
        Family::Evaluation => report(entry, version, random),
    };
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn raw(entry: &Entry, version: u32, random: &mut Random) -> Vec<File> {
    let shard = |index: u32| File {
        path: format!("shards/part-{index:04}.parquet"),
        content: Content::Reference {
            uri: format!(
                "s3://northwind-raw/{}/{version:04}/part-{index:04}.parquet",
                entry.name
            ),
            size_bytes: 0,
        },
    };
    let mut files: Vec<File> = (0..8).map(shard).collect();
    for file in &mut files {
        if let Content::Reference { size_bytes, .. } = &mut file.content {
            *size_bytes = u64::from(random.between(900_000_000, 4_000_000_000));
        }
    }
    files.push(File::json(
        "delivery.json",
        &json!({ "source": entry.name, "delivery": version, "complete": true }),
    ));
    files
}

fn table(entry: &Entry, version: u32, random: &mut Random) -> Vec<File> {
    let mut csv = String::from("id,day,amount,country,label\n");
    for row in 0..40 {
        let amount = rounded(random.fraction() * 480.0, 2);
        let country = random.pick(&["IT", "DE", "FR", "ES", "NL", "PL"]);
        let (day, label) = (random.between(1, 90), u32::from(random.below(12) == 0));
        // Writing to a text cannot fail.
        let _written = writeln!(csv, "{version}-{row:04},{day},{amount:.2},{country},{label}");
    }
    let schema = json!({ "columns": [
        { "name": "id", "type": "string" }, { "name": "day", "type": "int" }, { "name": "amount", "type": "decimal" },
        { "name": "country", "type": "string" }, { "name": "label", "type": "bool" }
    ]});
    vec![
        File::text("data/sample.csv", &csv),
        File::json("schema.json", &schema),
        File::text(
            "LICENCE.txt",
            &format!("{}: internal use, retention 24 months.\n", entry.name),
        ),
    ]
}

/// Trees in three parts, of which the later ones are trained anew more often: so that versions share most of their bytes, as
/// warm starts do.
fn trees(entry: &Entry, version: u32) -> Vec<File> {
    let part = |name: &str, variant: u32| {
        let mut random = Random::of(u64::from(variant), &format!("{}/{name}", entry.name));
        let splits: Vec<Value> = (0..6)
            .map(|_| json!({ "feature": random.below(180), "threshold": rounded(random.swing(), 4), "gain": random.below(900) }))
            .collect();
        File::json(
            &format!("model/{name}.json"),
            &json!({ "part": name, "variant": variant, "splits": splits }),
        )
    };
    let features = json!({ "window_days": 45, "device_graph": true, "target": "chargeback_90d", "excluded": ["region_prior"] });
    vec![
        part("trees-early", version / 200),
        part("trees-middle", version / 20 % 10),
        part("trees-late", version % 20),
        File::json("config/features.json", &features),
        File::text("README.md", &format!("# {}\n\n{}\n", entry.name, entry.blurb)),
    ]
}

/// A safetensors file: the length of the header, the header, the numbers.
fn weights(entry: &Entry, random: &mut Random) -> Vec<File> {
    let values: Vec<u8> = (0..32).flat_map(|_| random.next().to_le_bytes()).collect();
    let header = json!({
        "__metadata__": { "format": "pt" },
        "embed.weight": { "dtype": "F16", "shape": [8, 8], "data_offsets": [0, 128] },
        "head.weight": { "dtype": "F16", "shape": [8, 8], "data_offsets": [128, 256] }
    })
    .to_string();
    let mut bytes = u64::try_from(header.len()).unwrap_or(0).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend(values);
    let config = json!({ "architecture": entry.project, "hidden_size": 512, "layers": 12, "heads": 8, "dropout": 0.1 });
    vec![
        File {
            path: "model.safetensors".to_owned(),
            content: Content::Bytes(bytes),
        },
        File::json("config.json", &config),
        File::text("README.md", &format!("# {}\n\n{}\n", entry.name, entry.blurb)),
    ]
}

fn report(entry: &Entry, version: u32, random: &mut Random) -> Vec<File> {
    let confusion = json!({
        "true_positive": random.between(7_000, 7_900), "false_positive": random.between(900, 1_600),
        "false_negative": random.between(1_800, 2_400), "true_negative": random.between(400_000, 402_000)
    });
    let text = format!(
        "# {}, number {version}\n\n{}\n\nSee `confusion.json` for the counts.\n",
        entry.name, entry.blurb
    );
    vec![
        File::text("report.md", &text),
        File::json("confusion.json", &confusion),
    ]
}
