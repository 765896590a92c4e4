//! The keys of versions: metadata, config and summary of the run that logged them, as typed values that the database finds and sorts.
//!
//! They are written for every place of a version: when it is committed or linked, and when its metadata, or config or summary of its
//! run change. What follows from a row elsewhere is never read from here for its own sake.

mod extract;
mod list;
mod write;

pub use self::extract::{KeyValue, Scalar, keys_of_metadata, keys_of_run, unwrapped_config};
pub use self::list::{KeyKind, ListedKey, of_collection};
pub use self::write::{
    catch_up, collection_removed, place_added, place_removed, run_changed, version_changed,
};

/// Where a key is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The metadata of the version.
    Metadata,
    /// The config of the run that logged it.
    Config,
    /// The summary of that run.
    Summary,
    /// The version itself: `size`, `created_at` and `file_count`, kept here to sort by them.
    Artifact,
}

impl Place {
    /// The name in the database and before the path in filters and orders.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Config => "config",
            Self::Summary => "summary",
            Self::Artifact => "artifact",
        }
    }

    /// The place of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Metadata, Self::Config, Self::Summary, Self::Artifact]
            .into_iter()
            .find(|place| place.name() == name)
    }

    /// Place and path of a field such as `metadata.a.b`, `config.lr` or `summary.loss`.
    ///
    /// As in filters of runs, `config.lr.value` and `summary_metrics.loss` are read too.
    pub fn of_field(field: &str) -> Option<(Self, String)> {
        let (first, path) = field.split_once('.').filter(|(_, path)| !path.is_empty())?;
        match first {
            "metadata" | "artifact_metadata" => Some((Self::Metadata, path.to_owned())),
            "summary" | "summary_metrics" | "summaryMetrics" => Some((Self::Summary, path.to_owned())),
            "config" => {
                let mut parts: Vec<&str> = path.split('.').collect();
                if parts.get(1) == Some(&"value") {
                    parts.remove(1);
                }
                Some((Self::Config, parts.join(".")))
            }
            _ => None,
        }
    }
}
