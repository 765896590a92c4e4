//! The texts of the demo.

use super::catalog::Entry;
use super::metric::Family;
use crate::demo::random::Random;

const FIRST: [&str; 24] = [
    "amber", "bold", "brisk", "calm", "clear", "cosy", "crisp", "dawn", "eager", "fair", "gentle", "golden",
    "hazy", "keen", "light", "lively", "misty", "noble", "quiet", "rapid", "silver", "sweet", "vivid",
    "warm",
];
const SECOND: [&str; 24] = [
    "bay", "brook", "cloud", "dune", "field", "fjord", "forest", "glade", "grove", "harbour", "hill",
    "island", "lake", "meadow", "moss", "peak", "pine", "rain", "reef", "river", "star", "stone", "wave",
    "wind",
];

/// The name of a run as people read it.
pub fn display_name(number: u32, random: &mut Random) -> String {
    format!("{}-{}-{number}", random.pick(&FIRST), random.pick(&SECOND))
}

/// The description of a collection, Markdown.
pub fn collection(entry: &Entry, random: &mut Random) -> String {
    let review = random.pick(&[
        "every quarter",
        "twice a year",
        "with every release",
        "every month",
    ]);
    let limit = random.pick(match entry.family {
        Family::Ingest | Family::Preparation => &[
            "Rows of the last two days are not complete yet.",
            "Three countries deliver late; their share is too small before the tenth of a month.",
            "Free text was cut after 512 characters.",
        ],
        Family::Scorecard => &[
            "Not built for applicants under 21.",
            "The downturn years 2008 to 2010 are not in the data.",
            "Overrides by an analyst are not modelled.",
        ],
        _ => &[
            "Not evaluated on the last two weeks of data.",
            "Below one hundred examples a group, figures are not shown.",
            "Retrain when the input changes its format.",
        ],
    });
    let inputs: Vec<String> = entry.inputs.iter().map(|name| format!("`{name}`")).collect();
    let source = if inputs.is_empty() {
        "the source system".to_owned()
    } else {
        inputs.join(" and ")
    };
    let (blurb, team, project) = (entry.blurb, entry.team, entry.project);
    format!(
        "{blurb}\n\n## Intended use\n\nMade by **{team}** in `{team}/{project}` from {source}. Reviewed {review}.\n\n\
         ## Limits\n\n- {limit}\n- Ask the team before using it for anything else.\n\n## Checks\n\n\
         | check | when |\n|---|---|\n| has an owner and a licence | always |\n| figures on the held-out month | before promotion |\n"
    )
}

/// The description of a version.
pub fn version(entry: &Entry, version: u32, random: &mut Random) -> String {
    let change = random.pick(match entry.family {
        Family::Ingest | Family::Preparation => &[
            "Adds the last month and drops rows without a merchant.",
            "Fixes the time zone of the second source.",
            "New column for the channel; the older columns are unchanged.",
        ],
        Family::Export => &[
            "Exported with opset 21.",
            "Eight bits, calibrated on ten thousand examples.",
        ],
        Family::Evaluation => &[
            "Held-out month, all countries.",
            "Held-out month without test accounts.",
        ],
        _ => &[
            "Widens the feature window to 45 days.",
            "Adds the device graph as a feature.",
            "Deeper trees and a smaller learning rate.",
            "Same data, new seed, longer warm-up.",
            "Trained without the region prior.",
        ],
    });
    format!(
        "{change}\n\nCompared with v{}: see the metrics of the run.",
        version.saturating_sub(1)
    )
}

/// The tags that a version may carry.
pub const VERSION_TAGS: [&str; 5] = ["reviewed", "candidate", "ablation", "deprecated", "long run"];
