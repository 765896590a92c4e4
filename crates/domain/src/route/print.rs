//! Routes as addresses.

use std::fmt;

use super::{Route, SettingsSection, VersionTab, encode};

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Landing => f.write_str("/registry"),
            Self::Registry(at) => registry(f, &at.org, &at.registry),
            Self::RegistrySettings(at, section) => {
                registry(f, &at.org, &at.registry)?;
                f.write_str(match section {
                    SettingsSection::General => "/settings",
                    SettingsSection::Members => "/settings/members",
                })
            }
            Self::Collection(at) => {
                registry(f, &at.org, &at.registry)?;
                write!(f, "/c/{}", encode(&at.collection))
            }
            Self::Version(at, which) => {
                registry(f, &at.org, &at.registry)?;
                write!(f, "/c/{}/{}", encode(&at.collection), encode(&at.version))?;
                tab(f, *which)
            }
            Self::Project(at) => write!(f, "/{}/{}", encode(&at.entity), encode(&at.project)),
            Self::Run(at) => {
                write!(
                    f,
                    "/{}/{}/runs/{}",
                    encode(&at.entity),
                    encode(&at.project),
                    encode(&at.run)
                )
            }
            Self::SourceVersion(at, which) => {
                write!(f, "/{}/{}/artifacts/", encode(&at.entity), encode(&at.project))?;
                write!(f, "{}/{}/", encode(&at.artifact_type), encode(&at.artifact))?;
                f.write_str(&encode(&at.version))?;
                tab(f, *which)
            }
            Self::SignIn => f.write_str("/signin"),
            Self::Authorize => f.write_str("/authorize"),
            Self::Settings => f.write_str("/settings"),
        }
    }
}

fn registry(f: &mut fmt::Formatter<'_>, org: &str, name: &str) -> fmt::Result {
    write!(f, "/orgs/{}/registry/{}", encode(org), encode(name))
}

fn tab(f: &mut fmt::Formatter<'_>, which: VersionTab) -> fmt::Result {
    match which.segment() {
        Some(segment) => write!(f, "/{segment}"),
        None => Ok(()),
    }
}
