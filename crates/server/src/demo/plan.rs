//! Everything that the demo makes, drawn from a seed before anything is sent.

pub mod catalog;
mod curve;
pub mod file;
pub mod metric;
pub mod people;
mod version;
mod words;

use serde_json::{Map, Value};

use self::catalog::{Entry, LEVELS};
use self::file::File;
use self::metric::Family;
use self::version::FULL_HISTORIES;
use super::random::Random;

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
        family.history(
            self.steps,
            self.quality,
            started_at,
            &mut Random::of_seed(self.seed),
        )
    }
}

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
        self.sequences()
            .filter(|sequence| sequence.entry.registry.is_some())
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
            let is_long_ago = index + 2 * FULL_HISTORIES < count;
            streak = (
                random.between(1, if is_long_ago { 25 } else { 4 }),
                logged_by,
                linked_by,
            );
        }
        streak.0 -= 1;
        let mut version = version::draw(entry, index, count, before, &mut random);
        (version.logged_by, version.linked_by) = (streak.1, streak.2);
        versions.push(version);
    }
    let aliases = aliases(entry, &versions, &mut random);
    for (_, index) in &aliases {
        let text = words::version(entry, versions[*index].index, &mut random);
        versions[*index].description = Some(text);
    }
    Sequence {
        entry,
        versions,
        description: words::collection(entry, &mut random),
        aliases,
    }
}

/// Who logs, and who links what was logged.
fn people_of(entry: &Entry, random: &mut Random) -> (&'static str, &'static str) {
    let loggers = people::team(entry.team).map_or(["ines"].as_slice(), |team| team.loggers);
    let logged_by = *random.pick(loggers);
    let linked_by = if random.below(3) == 0 {
        *random.pick(loggers)
    } else {
        logged_by
    };
    (logged_by, linked_by)
}

/// The protected alias goes to the best of the newest versions, the others to its neighbours.
fn aliases(entry: &Entry, versions: &[Version], random: &mut Random) -> Vec<(&'static str, usize)> {
    let Some(registry) = entry.registry.and_then(people::registry) else {
        return Vec::new();
    };
    let newest = versions.len().saturating_sub(12);
    let by_quality = |a: &&Version, b: &&Version| a.run.quality.total_cmp(&b.run.quality);
    let Some(best) = versions[newest..].iter().max_by(by_quality) else {
        return Vec::new();
    };
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
