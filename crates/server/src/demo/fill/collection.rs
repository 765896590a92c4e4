//! What is said of a collection: its description, its tags, its aliases.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Site;
use super::version::Made;
use crate::demo::client::Change;
use crate::demo::plan::Sequence;
use crate::demo::plan::people;
use crate::demo::progress::Progress;

/// Describes a collection, tags it, and puts the aliases on.
pub async fn describe(
    site: &Site<'_>,
    sequence: &Sequence,
    made: &BTreeMap<&'static str, Made>,
    progress: &Progress,
) -> anyhow::Result<()> {
    let entry = sequence.entry;
    let missing = || anyhow::anyhow!("the plan links {} nowhere", entry.name);
    let registry = entry.registry.and_then(people::registry).ok_or_else(missing)?;
    let found = made.get(entry.name).ok_or_else(missing)?;
    let path = json!({
        "entityName": site.place.entity,
        "projectName": format!("wandb-registry-{}", registry.name),
        "artifactCollectionName": entry.name,
    });
    let doing = format!("describing the collection {}", entry.name);
    let tags: Vec<Value> = entry.tags.iter().map(|tag| json!({ "tagName": tag })).collect();
    let changes = vec![
        Change {
            mutation: "updateArtifactPortfolio",
            input_type: "UpdateArtifactPortfolioInput",
            selection: "artifactCollection { id }",
            input: json!({ "artifactPortfolioID": found.collection_id, "description": sequence.description }),
        },
        Change {
            mutation: "createArtifactCollectionTagAssignments",
            input_type: "CreateArtifactCollectionTagAssignmentsInput",
            selection: "tags { name }",
            input: with(&path, "tags", json!(tags)),
        },
    ];
    site.client
        .change_all(site.key(sequence.versions[0].linked_by)?, changes, &doing)
        .await?;
    let (protected, open): (Vec<_>, Vec<_>) = sequence
        .aliases
        .iter()
        .copied()
        .partition(|(alias, _)| *alias == registry.protected_alias);
    let linker = sequence.versions[sequence.versions.len() - 1].linked_by;
    for (person, aliases) in [(registry.steward, protected), (linker, open)] {
        let changes = aliases.into_iter().map(|(alias, index)| Change {
            mutation: "addAliases",
            input_type: "AddAliasesInput",
            selection: "success",
            input: json!({
                "artifactID": found.artifact_ids.get(index), "aliases": [with(&path, "alias", json!(alias))]
            }),
        });
        let doing = format!("putting aliases on versions of {}", entry.name);
        site.client
            .change_all(site.key(person)?, changes.collect(), &doing)
            .await?;
    }
    progress.add(1);
    Ok(())
}

/// The object with one more member.
fn with(object: &Value, name: &str, value: Value) -> Value {
    let mut larger = object.clone();
    larger[name] = value;
    larger
}
