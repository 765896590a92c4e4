//! Metrics that belong together by their names.

use crate::fold::Fold as _;

/// Metrics whose names share what stands before the first slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricGroup {
    /// The shared part; empty for names without a slash.
    pub name: String,
    /// The whole names, in the order in which they were given.
    pub keys: Vec<String>,
}

/// Groups metrics by prefix. Those without one come first, the others as their first member does.
pub fn grouped(keys: impl IntoIterator<Item = String>) -> Vec<MetricGroup> {
    let mut groups: Vec<MetricGroup> = Vec::new();
    for key in keys {
        let name = key.split_once('/').map_or("", |(prefix, _)| prefix);
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.keys.push(key),
            None => groups.push(MetricGroup {
                name: name.to_owned(),
                keys: vec![key],
            }),
        }
    }
    groups.sort_by_key(|group| !group.name.is_empty());
    groups
}

/// Whether a name contains every word that is looked for, in any case.
pub fn name_matches(name: &str, search: &str) -> bool {
    let name = name.folded();
    search
        .split_whitespace()
        .all(|word| name.contains(&word.folded()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_grouped_by_prefix_and_plain_ones_come_first() {
        let keys = ["train/loss", "epoch", "val/acc", "train/lr/head", "loss"].map(str::to_owned);
        let groups = grouped(keys);
        let shown: Vec<(&str, usize)> = groups
            .iter()
            .map(|group| (group.name.as_str(), group.keys.len()))
            .collect();
        assert_eq!(shown, [("", 2), ("train", 2), ("val", 1)]);
        assert_eq!(groups[1].keys, ["train/loss", "train/lr/head"]);
    }

    #[test]
    fn every_word_must_be_in_the_name() {
        assert!(name_matches("train/Loss", "LOSS tr"));
        assert!(!name_matches("train/loss", "loss val"));
        assert!(name_matches("anything", ""));
    }
}
