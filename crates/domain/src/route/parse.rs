//! Addresses as routes, the forms that the `wandb` SDK prints included.

use std::str::FromStr;

use super::{
    CollectionAddress, ProjectAddress, RegistryAddress, Route, RunAddress, SettingsSection,
    SourceVersionAddress, VersionTab, decode,
};
use crate::name::REGISTRY_PREFIX;
use crate::url_query::Query;

/// No page has this address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no page has this address")]
pub struct NoSuchAddress;

/// First segments that are pages of our own, never the name of a team or a person.
const OWN_WORDS: [&str; 4] = ["orgs", "settings", "signin", "authorize"];

impl FromStr for Route {
    type Err = NoSuchAddress;

    /// Reads a path with an optional query; a fragment and slashes at the end are passed over.
    fn from_str(address: &str) -> Result<Self, Self::Err> {
        let address = address.split('#').next().unwrap_or_default();
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let segments = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(|segment| decode(segment).ok_or(NoSuchAddress))
            .collect::<Result<Vec<_>, _>>()?;
        let segments = segments.iter().map(String::as_str).collect::<Vec<_>>();
        let query = Query::parse(query);
        match segments.as_slice() {
            [] | ["registry"] => Ok(Self::Landing),
            ["signin"] => Ok(Self::SignIn),
            ["authorize"] => Ok(Self::Authorize),
            ["settings"] => Ok(Self::Settings),
            ["orgs", org, "registry", registry, rest @ ..] => in_registry(org, registry, rest, &query),
            [entity, "registry", "model"] if query.get("selectionPath").is_some() => {
                linked_elsewhere(entity, &query)
            }
            [entity, project, rest @ ..] if !OWN_WORDS.contains(entity) => in_project(entity, project, rest),
            _ => Err(NoSuchAddress),
        }
    }
}

fn in_registry(org: &str, registry: &str, rest: &[&str], query: &Query) -> Result<Route, NoSuchAddress> {
    let at = RegistryAddress {
        org: org.to_owned(),
        registry: registry.to_owned(),
    };
    match rest {
        [] => Ok(selected(&at, query).unwrap_or(Route::Registry(at))),
        ["settings"] => Ok(Route::RegistrySettings(at, SettingsSection::General)),
        ["settings", "members"] => Ok(Route::RegistrySettings(at, SettingsSection::Members)),
        ["c", collection] => Ok(Route::Collection(at.collection(collection))),
        ["c", collection, version, rest @ ..] => Ok(Route::Version(
            at.collection(collection).version(version),
            tab(rest)?,
        )),
        _ => Err(NoSuchAddress),
    }
}

/// What `?selectionPath=<entity>/wandb-registry-<name>/<collection>&version=vN` points to.
fn selected(at: &RegistryAddress, query: &Query) -> Option<Route> {
    let path = query.get("selectionPath")?;
    let mut parts = path.splitn(3, '/');
    let (_entity, project, collection) = (parts.next()?, parts.next()?, parts.next()?);
    let registry = project.strip_prefix(REGISTRY_PREFIX).unwrap_or(&at.registry);
    let collection = CollectionAddress {
        org: at.org.clone(),
        registry: registry.to_owned(),
        collection: collection.to_owned(),
    };
    Some(match query.get("version") {
        Some(version) if !version.is_empty() => {
            Route::Version(collection.version(version), VersionTab::Overview)
        }
        _ => Route::Collection(collection),
    })
}

/// The SDK's link to a version of type `model` that was linked outside a registry.
fn linked_elsewhere(entity: &str, query: &Query) -> Result<Route, NoSuchAddress> {
    let path = query.get("selectionPath").unwrap_or_default();
    let version = query
        .get("version")
        .filter(|version| !version.is_empty())
        .unwrap_or("latest");
    match path.split('/').collect::<Vec<_>>().as_slice() {
        [owner, project, artifact] => Ok(Route::SourceVersion(
            SourceVersionAddress {
                entity: if owner.is_empty() { entity } else { owner }.to_owned(),
                project: (*project).to_owned(),
                artifact_type: "model".to_owned(),
                artifact: (*artifact).to_owned(),
                version: version.to_owned(),
            },
            VersionTab::Overview,
        )),
        _ => Err(NoSuchAddress),
    }
}

fn in_project(entity: &str, project: &str, rest: &[&str]) -> Result<Route, NoSuchAddress> {
    let (entity, project) = (entity.to_owned(), project.to_owned());
    match rest {
        [] | ["workspace"] => Ok(Route::Project(ProjectAddress { entity, project })),
        ["runs", run, ..] => Ok(Route::Run(RunAddress {
            entity,
            project,
            run: (*run).to_owned(),
        })),
        ["artifacts", artifact_type, artifact, version, rest @ ..] => Ok(Route::SourceVersion(
            SourceVersionAddress {
                entity,
                project,
                artifact_type: (*artifact_type).to_owned(),
                artifact: (*artifact).to_owned(),
                version: (*version).to_owned(),
            },
            tab(rest)?,
        )),
        _ => Err(NoSuchAddress),
    }
}

fn tab(rest: &[&str]) -> Result<VersionTab, NoSuchAddress> {
    match rest {
        [] => Ok(VersionTab::Overview),
        [segment] => VersionTab::ALL
            .into_iter()
            .find(|tab| tab.segment() == Some(*segment))
            .ok_or(NoSuchAddress),
        _ => Err(NoSuchAddress),
    }
}
