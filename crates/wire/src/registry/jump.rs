use serde::Serialize;

use crate::{Connection, Document, FromJson};

/// Collections by some letters of their names, over all registries of an organization.
#[derive(Debug)]
pub struct CollectionsNamed;

impl Document for CollectionsNamed {
    const TEXT: &'static str =
        "query CollectionsNamed($organization: String!, $filters: JSONString!, $first: Int!) {
  organization(name: $organization) {
    orgEntity {
      artifactCollections(filters: $filters, first: $first, order: \"name\") {
        pageInfo { hasNextPage endCursor } edges { node { id name project { registry { name title } } } }
      }
    }
  }
}";
    type Variables = CollectionsNamedVariables;
    type Data = CollectionsNamedData;
}

/// The variables of [`CollectionsNamed`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CollectionsNamedVariables {
    organization: String,
    filters: String,
    first: u32,
}

impl CollectionsNamedVariables {
    /// Asks for names that have these letters in order, whatever stands between them.
    pub fn new(organization: String, letters: &str, first: u32) -> Self {
        let mut pattern = "(?i)".to_owned();
        for letter in letters.chars().filter(|letter| !letter.is_whitespace()) {
            if pattern.len() > "(?i)".len() {
                pattern.push_str(".*");
            }
            // Of ASCII, only what is no letter and no digit means something in a pattern.
            if letter.is_ascii() && !letter.is_ascii_alphanumeric() {
                pattern.push('\\');
            }
            pattern.push(letter);
        }
        Self {
            organization,
            filters: serde_json::json!({ "name": { "$regex": pattern } }).to_string(),
            first,
        }
    }
}

/// The answer to [`CollectionsNamed`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct CollectionsNamedData {
    organization: Option<OrganizationOfNamed>,
}

#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
struct OrganizationOfNamed {
    org_entity: Option<EntityOfNamed>,
}

#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
struct EntityOfNamed {
    artifact_collections: Option<Connection<NodeOfNamed>>,
}

#[derive(Debug, Clone, PartialEq, FromJson)]
struct NodeOfNamed {
    id: String,
    name: String,
    project: Option<ProjectOfNamed>,
}

#[derive(Debug, Clone, PartialEq, FromJson)]
struct ProjectOfNamed {
    registry: Option<RegistryOfNamed>,
}

#[derive(Debug, Clone, PartialEq, FromJson)]
struct RegistryOfNamed {
    name: String,
    title: String,
}

/// A collection with the registry that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionNamed {
    /// The opaque id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name of its registry, as in addresses.
    pub registry: String,
    /// The name of its registry that people read.
    pub registry_title: String,
}

impl CollectionsNamedData {
    /// The collections, by name.
    pub fn into_collections(self) -> Vec<CollectionNamed> {
        let entity = self.organization.and_then(|organization| organization.org_entity);
        let found = entity
            .and_then(|entity| entity.artifact_collections)
            .unwrap_or_default();
        let collection = |node: NodeOfNamed| {
            let registry = node.project?.registry?;
            Some(CollectionNamed {
                id: node.id,
                name: node.name,
                registry: registry.name,
                registry_title: registry.title,
            })
        };
        found.into_nodes().into_iter().filter_map(collection).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_become_a_pattern_in_which_nothing_has_a_meaning_of_its_own() {
        let of = |letters| CollectionsNamedVariables::new("acme".to_owned(), letters, 5).filters;
        assert_eq!(of("frd"), r#"{"name":{"$regex":"(?i)f.*r.*d"}}"#);
        assert_eq!(of("a. (é"), r#"{"name":{"$regex":"(?i)a.*\\..*\\(.*é"}}"#);
        assert_eq!(of(""), r#"{"name":{"$regex":"(?i)"}}"#);
    }
}
