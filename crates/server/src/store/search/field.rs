//! The fields that filters may name, and where the database keeps them.

use crate::fault::Fault;
use crate::store::version_key::Place;

/// What is filtered. The statements call a project `project`, a collection `c` and the place of a version in it `m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// Registries and other projects.
    Project,
    /// Collections.
    Collection,
    /// Versions at their places in collections.
    Version,
}

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Text,
    /// Integers.
    Integer,
    /// Instants in microseconds, which filters write as RFC 3339.
    Time,
    /// Version indices, which filters write as `vN`.
    VersionIndex,
    /// Numbers, texts and booleans, as each version has them.
    Any,
}

/// Where the values of a field are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// In an expression.
    Column {
        /// The expression.
        sql: &'static str,
        /// Whether it may be null.
        is_nullable: bool,
    },
    /// In rows of their own.
    Rows {
        /// From `FROM` on, correlated with the thing.
        sql: &'static str,
        /// The column of the value.
        column: &'static str,
        /// All values there are, from `FROM` on; ends before what the scope adds.
        all: &'static str,
        /// The column that names the collection, where the rows have one.
        collection: Option<&'static str>,
    },
    /// In the keys of the version.
    Key(Place, String),
    /// Nowhere: every version that is listed is committed.
    State,
}

/// A field that filters may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its one name.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// Where they are.
    pub source: Source,
}

/// Names that mean one field, the first of them is its own; kind; expression; whether it may be null.
type Column = (&'static [&'static str], Kind, &'static str, bool);

const PROJECT: &[Column] = &[
    (&["name"], Kind::Text, "project.name", false),
    (&["id", "project_id"], Kind::Integer, "project.id", false),
    (&["entity_id"], Kind::Integer, "project.entity_id", false),
    (&["description"], Kind::Text, "project.description", true),
    (&["created_at"], Kind::Time, "project.created_at", false),
    (&["updated_at"], Kind::Time, "project.updated_at", false),
];

const COLLECTION: &[Column] = &[
    (
        &["name", "collection_name", "artifact_collection_name"],
        Kind::Text,
        "c.name",
        false,
    ),
    (
        &["artifact_collection_id", "collection_id", "id"],
        Kind::Integer,
        "c.id",
        false,
    ),
    (&["type"], Kind::Text, "c.type_name", false),
    (&["description"], Kind::Text, "c.description", true),
    (&["created_at"], Kind::Time, "c.created_at", false),
    (&["updated_at"], Kind::Time, "c.updated_at", false),
];

const VERSION: &[Column] = &[
    (
        &["version", "version_index"],
        Kind::VersionIndex,
        "m.version_index",
        false,
    ),
    (&["id", "artifact_id"], Kind::Integer, "m.artifact_id", false),
    (
        &["created_at", "acm_created_at", "linked_at"],
        Kind::Time,
        "m.created_at",
        false,
    ),
    (
        &["updated_at"],
        Kind::Time,
        "(SELECT a.updated_at FROM artifact a WHERE a.id = m.artifact_id)",
        false,
    ),
    (
        &["artifact_created_at"],
        Kind::Time,
        "(SELECT a.created_at FROM artifact a WHERE a.id = m.artifact_id)",
        false,
    ),
    (
        &["artifact_size", "size"],
        Kind::Integer,
        "(SELECT a.size_bytes FROM artifact a WHERE a.id = m.artifact_id)",
        false,
    ),
    (
        &["file_count"],
        Kind::Integer,
        "(SELECT a.file_count FROM artifact a WHERE a.id = m.artifact_id)",
        false,
    ),
    (
        &["digest"],
        Kind::Text,
        "(SELECT a.digest FROM artifact a WHERE a.id = m.artifact_id)",
        false,
    ),
    (
        &["description"],
        Kind::Text,
        "(SELECT a.description FROM artifact a WHERE a.id = m.artifact_id)",
        true,
    ),
];

const ALIAS: Source = Source::Rows {
    sql: "FROM alias WHERE alias.membership_id = m.id",
    column: "alias.alias",
    all: "FROM alias",
    collection: Some("alias.collection_id"),
};

const VERSION_TAG: Source = Source::Rows {
    sql: "FROM artifact_tag WHERE artifact_tag.artifact_id = m.artifact_id",
    column: "artifact_tag.tag",
    all: "FROM artifact_tag",
    collection: None,
};

const COLLECTION_TAG: Source = Source::Rows {
    sql: "FROM collection_tag WHERE collection_tag.collection_id = c.id",
    column: "collection_tag.tag",
    all: "FROM collection_tag",
    collection: Some("collection_tag.collection_id"),
};

impl Noun {
    /// The field of that name.
    pub fn field(self, name: &str) -> Option<Field> {
        let columns = match self {
            Self::Project => PROJECT,
            Self::Collection => COLLECTION,
            Self::Version => VERSION,
        };
        let column = columns.iter().find(|(names, ..)| names.contains(&name));
        if let Some((names, kind, sql, is_nullable)) = column {
            return Some(Field {
                name: names.first().copied().unwrap_or(name).to_owned(),
                kind: *kind,
                source: Source::Column {
                    sql,
                    is_nullable: *is_nullable,
                },
            });
        }
        let (name, source) = match (self, name) {
            (Self::Collection, "tag" | "tags") => ("tag", COLLECTION_TAG),
            (Self::Version, "tag" | "tags") => ("tag", VERSION_TAG),
            (Self::Version, "alias" | "aliases") => ("alias", ALIAS),
            (Self::Version, "state") => ("state", Source::State),
            (Self::Version, other) => return key(other),
            _ => return None,
        };
        Some(Field {
            name: name.to_owned(),
            kind: Kind::Text,
            source,
        })
    }

    /// The answer to a filter that names no field.
    pub fn unknown(self, name: &str) -> Fault {
        let (things, fields) = match self {
            Self::Project => (
                "registries",
                "name, id, entity_id, description, created_at or updated_at",
            ),
            Self::Collection => (
                "collections",
                "name, artifact_collection_id, type, tag, description, created_at or updated_at",
            ),
            Self::Version => (
                "versions",
                "version, id, alias, tag, created_at, updated_at, artifact_created_at, artifact_size, file_count, digest, \
                 description, metadata.KEY, config.KEY or summary.KEY",
            ),
        };
        Fault::BadRequest(format!(
            "{things} have no field “{name}” to filter by; use {fields}."
        ))
    }
}

fn key(name: &str) -> Option<Field> {
    let (place, path) = Place::of_field(name)?;
    Some(Field {
        name: format!("{}.{path}", place.name()),
        kind: Kind::Any,
        source: Source::Key(place, path),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_one_field_find_it() {
        for (one, other) in [
            ("id", "artifact_id"),
            ("summary.loss", "summary_metrics.loss"),
            ("config.lr", "config.lr.value"),
            ("config.model.depth", "config.model.value.depth"),
            ("metadata.a.b", "artifact_metadata.a.b"),
        ] {
            assert!(Noun::Version.field(one).is_some(), "{one}");
            assert_eq!(Noun::Version.field(one), Noun::Version.field(other), "{one}");
        }
        for absent in ["colour", "metadata", "metadata.", "config."] {
            assert_eq!(Noun::Version.field(absent), None, "{absent}");
        }
        assert_eq!(Noun::Collection.field("metadata.a"), None);
    }
}
