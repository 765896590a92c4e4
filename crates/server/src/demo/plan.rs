//! Everything that the demo makes, drawn from a seed before anything is sent.

pub mod catalog;
pub mod file;
pub mod metric;
pub mod people;
mod words;

use serde_json::{Map, Value, json};

use self::catalog::{Entry, LEVELS};
use self::file::File;
use self::metric::Family;
use super::random::{Random, rounded};

/// What is made, level by level of the lineage.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Each level uses versions of those before it.
    pub levels: Vec<Vec<Sequence>>,
}

/// A source artifact with its versions, and the collection that they are linked into.
#[derive(Debug, Clone, PartialEq)]
pub struct Sequence {
    /// What the catalog says of it.
    pub entry: &'static Entry,
    /// Its versions, from `v0` on.
    pub versions: Vec<Version>,
    /// The description of the collection, Markdown.
    pub description: String,
    /// The aliases of the collection beside `latest`, each with the index of a version.
    pub aliases: Vec<(&'static str, usize)>,
}

/// A version and the run that logs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its index.
    pub index: u32,
    /// Who logs it.
    pub logged_by: &'static str,
    /// Who links it.
    pub linked_by: &'static str,
    /// The run.
    pub run: Run,
    /// The files.
    pub files: Vec<File>,
    /// A JSON object.
    pub metadata: Value,
    /// Markdown.
    pub description: Option<String>,
    /// Tags.
    pub tags: Vec<&'static str>,
    /// What the run uses: the name of a source artifact, and the index of a version.
    pub inputs: Vec<(&'static str, usize)>,
}

/// A run.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Its id.
    pub name: String,
    /// The name people read.
    pub display_name: String,
    /// The number of steps of its history.
    pub steps: u32,
    /// From -1, the worst, to 1, the best.
    pub quality: f64,
    /// The settings, as the SDK sends them.
    pub config: Value,
    /// The last values.
    pub summary: Map<String, Value>,
    /// The seed of what its history draws.
    seed: u64,
}

impl Run {
    /// The lines of the history; the run began at that instant, in seconds since 1970.
    pub fn history(&self, family: Family, started_at: f64) -> Vec<String> {
        family.history(self.steps, self.quality, started_at, &mut Random::of_seed(self.seed))
    }
}

/// The newest versions of a long collection that are given full histories.
const FULL_HISTORIES: u32 = 30;

impl Plan {
    /// The plan of a seed.
    pub fn draw(seed: u64) -> Self {
        let mut levels: Vec<Vec<Sequence>> = Vec::new();
        for level in LEVELS {
            let drawn: Vec<Sequence> = level.iter().map(|entry| sequence(entry, &levels, seed)).collect();
            levels.push(drawn);
        }
        Self { levels }
    }

    /// All source artifacts, in the order in which they are made.
    pub fn sequences(&self) -> impl Iterator<Item = &Sequence> {
        self.levels.iter().flatten()
    }

    /// The number of versions.
    pub fn version_count(&self) -> usize {
        self.sequences().map(|sequence| sequence.versions.len()).sum()
    }

    /// The source artifacts that are linked, each into a collection of its own.
    pub fn linked(&self) -> impl Iterator<Item = &Sequence> {
        self.sequences().filter(|sequence| sequence.entry.registry.is_some())
    }
}

fn sequence(entry: &'static Entry, before: &[Vec<Sequence>], seed: u64) -> Sequence {
    let mut random = Random::of(seed, entry.name);
    let count = random.between(entry.versions.0, entry.versions.1);
    let mut versions: Vec<Version> = Vec::new();
    let mut streak = (0, "ines", "ines");
    for index in 0..count {
        if streak.0 == 0 {
            let (logged_by, linked_by) = people_of(entry, &mut random);
            streak = (random.between(1, count.div_ceil(40) + 2), logged_by, linked_by);
        }
        streak.0 -= 1;
        let mut version = version(entry, index, count, before, &mut random);
        (version.logged_by, version.linked_by) = (streak.1, streak.2);
        versions.push(version);
    }
    let aliases = aliases(entry, &versions, &mut random);
    for (_, index) in &aliases {
        let text = words::version(entry, versions[*index].index, &mut random);
        versions[*index].description = Some(text);
    }
    Sequence { entry, versions, description: words::collection(entry, &mut random), aliases }
}

/// Who logs, and who links what was logged.
fn people_of(entry: &Entry, random: &mut Random) -> (&'static str, &'static str) {
    let loggers = people::team(entry.team).map_or(["ines"].as_slice(), |team| team.loggers);
    let logged_by = *random.pick(loggers);
    let linked_by = if random.below(3) == 0 { *random.pick(loggers) } else { logged_by };
    (logged_by, linked_by)
}

fn version(entry: &'static Entry, index: u32, count: u32, before: &[Vec<Sequence>], random: &mut Random) -> Version {
    let is_recent = index + FULL_HISTORIES >= count;
    let steps = if is_recent { full_steps(random) } else { random.between(6, 12) };
    // Work gets better with time, and not every try is one.
    let age = f64::from(index + 1) / f64::from(count);
    let quality = rounded((age.sqrt() * 1.5 - 0.75 + 0.25 * random.swing()).clamp(-1.0, 1.0), 4);
    let run = Run {
        name: random.word(8),
        display_name: words::display_name(index + 1, random),
        steps,
        quality,
        config: config(entry.family, steps, random),
        summary: entry.family.summary(steps, quality, random),
        seed: random.next(),
    };
    let files = file::of_version(entry, index, random);
    let metadata = json!({
        "framework": if matches!(entry.family, Family::Tabular | Family::Scorecard) { "xgboost" } else { "torch" },
        "quality_gate": if quality > 0.4 { "passed" } else { "open" },
        "data": { "held_out_days": 30, "rows": random.between(40_000, 900_000) },
        "training": run.config.as_object().map(|config| {
            config.iter().map(|(key, entry)| (key.clone(), entry["value"].clone())).collect::<Map<String, Value>>()
        }),
    });
    let mut tags = Vec::new();
    if random.below(4) == 0 {
        tags.push(*random.pick(&words::VERSION_TAGS));
    }
    let description = (is_recent && random.below(3) == 0).then(|| words::version(entry, index, random));
    let inputs = entry.inputs.iter().filter_map(|name| input(name, age, before)).collect();
    Version { index, logged_by: "", linked_by: "", run, files, metadata, description, tags, inputs }
}

/// From 100 to 500 steps, mostly few.
fn full_steps(random: &mut Random) -> u32 {
    if random.below(8) == 0 { random.between(300, 500) } else { random.between(100, 180) }
}

fn config(family: Family, steps: u32, random: &mut Random) -> Value {
    let mut entries = vec![("seed", json!(random.below(1_000))), ("steps", json!(steps))];
    match family {
        Family::Ingest => entries.push(("source", json!("processor"))),
        Family::Preparation => entries.extend([
            ("window_days", json!(*random.pick(&[30, 45, 60, 90]))),
            ("deduplicate", json!(true)),
            ("join", json!(*random.pick(&["inner", "left"]))),
        ]),
        Family::Tabular | Family::Scorecard => entries.extend([
            ("max_depth", json!(random.between(5, 11))),
            ("learning_rate", json!(*random.pick(&[0.03, 0.05, 0.08, 0.1]))),
            ("subsample", json!(*random.pick(&[0.7, 0.8, 0.9]))),
            ("features", json!({ "window_days": *random.pick(&[30, 45]), "device_graph": random.below(2) == 1 })),
        ]),
        Family::Language | Family::Speech | Family::Vision => entries.extend([
            ("batch_size", json!(*random.pick(&[16, 32, 64, 128]))),
            ("learning_rate", json!(*random.pick(&[0.0001, 0.0003, 0.001]))),
            ("optimizer", json!("adamw")),
            ("warmup_steps", json!(random.between(1, 8) * 10)),
            ("augment", json!({ "mixup": *random.pick(&[0.0, 0.1, 0.2]), "noise": random.below(2) == 1 })),
        ]),
        Family::Export => entries.extend([("opset", json!(21)), ("precision", json!("float16"))]),
        Family::Evaluation => entries.push(("threshold", json!(*random.pick(&[0.4, 0.5, 0.6])))),
    }
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), json!({ "value": value }))).collect())
}

/// The version of an input that was the newest at that age.
fn input(name: &'static str, age: f64, before: &[Vec<Sequence>]) -> Option<(&'static str, usize)> {
    let used = before.iter().flatten().find(|sequence| sequence.entry.name == name)?;
    let count = u32::try_from(used.versions.len()).unwrap_or(u32::MAX);
    let newest = (0..count).rev().find(|index| f64::from(*index) < age * f64::from(count)).unwrap_or(0);
    Some((name, usize::try_from(newest).unwrap_or(0)))
}

/// The protected alias goes to the best of the newest versions, the others to its neighbours.
fn aliases(entry: &Entry, versions: &[Version], random: &mut Random) -> Vec<(&'static str, usize)> {
    let Some(registry) = entry.registry.and_then(people::registry) else { return Vec::new() };
    let newest = versions.len().saturating_sub(12);
    let by_quality = |a: &&Version, b: &&Version| a.run.quality.total_cmp(&b.run.quality);
    let Some(best) = versions[newest..].iter().max_by(by_quality) else { return Vec::new() };
    let best = usize::try_from(best.index).unwrap_or(0);
    let last = versions.len() - 1;
    let mut found = vec![(registry.protected_alias, best)];
    for alias in registry.aliases {
        let index = match *alias {
            "fallback" => best.saturating_sub(usize::try_from(random.between(3, 24)).unwrap_or(3)),
            "staging" | "candidate" | "challenger" => (best + 1).min(last),
            _ => last,
        };
        if index != best && random.below(10) < 8 || versions.len() > 100 {
            found.push((alias, index));
        }
    }
    found
}

#[cfg(test)]
mod tests;
