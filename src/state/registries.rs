//! The organization and the registries that the viewer may see: what the sidebar and the landing page share.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::ApiError;
use wire::registry::{LandingOrganization, RegistryCard};

use super::toasts::Toasts;
use crate::api;

/// What is known about the organization; what was known stays while it is asked anew.
#[derive(Debug, Clone, PartialEq)]
pub enum Directory {
    /// The first answer is not there yet.
    Asking,
    /// The organization and its registries; `None` for a person without an organization.
    Known(Option<Box<LandingOrganization>>),
    /// There never was an answer.
    Failed(ApiError),
}

/// The registries of the app.
#[derive(Clone, Copy)]
pub struct Registries {
    directory: RwSignal<Directory>,
    /// Counts the questions, so that a late answer to an older one is passed over.
    asked: StoredValue<u32>,
    /// Looked up once: what a key or a timer starts has no context.
    toasts: Toasts,
}

impl Registries {
    /// Makes the owner of the registries.
    pub fn provide() -> Self {
        let registries = Self {
            directory: RwSignal::new(Directory::Asking),
            asked: StoredValue::new(0),
            toasts: Toasts::of_app(),
        };
        provide_context(registries);
        registries
    }

    /// The registries of the app.
    pub fn of_app() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// What is known now.
    pub fn directory(self) -> Directory {
        self.directory.get()
    }

    /// The organization, once it is known.
    pub fn with_organization<T>(self, read: impl FnOnce(&LandingOrganization) -> T) -> Option<T> {
        self.directory.with(|directory| match directory {
            Directory::Known(Some(organization)) => Some(read(organization)),
            Directory::Asking | Directory::Known(None) | Directory::Failed(_) => None,
        })
    }

    /// The title of a registry, once it is known; otherwise its name.
    pub fn title(self, name: &str) -> String {
        self.with_organization(|organization| {
            let facts = organization
                .registries
                .nodes()
                .filter_map(|card| card.registry.as_ref());
            facts
                .into_iter()
                .find(|facts| facts.name == name)
                .map(|facts| facts.title.clone())
        })
        .flatten()
        .unwrap_or_else(|| name.to_owned())
    }

    /// Whether a registry is starred, once it is known.
    pub fn is_starred(self, project_id: &str) -> Option<bool> {
        self.with_organization(|organization| {
            let mut cards = organization.registries.nodes();
            cards
                .find(|card| card.id == project_id)
                .and_then(|card| Some(card.registry.as_ref()?.is_starred))
        })
        .flatten()
    }

    /// Asks for an organization; `None` is the first one of the viewer.
    pub fn ask(self, organization: Option<String>) {
        let question = self.asked.get_value().wrapping_add(1);
        self.asked.set_value(question);
        spawn_local(async move {
            let answer = api::registry::landing(organization).await;
            if self.asked.get_value() != question {
                return;
            }
            match answer {
                Ok(found) => self.directory.set(Directory::Known(found.map(Box::new))),
                // What is on the page stays; only a first failure has nothing else to show.
                Err(_) if matches!(self.directory.get_untracked(), Directory::Known(Some(_))) => {}
                Err(error) => self.directory.set(Directory::Failed(error)),
            }
        });
    }

    /// Forgets what one person saw before another one signs in.
    pub fn forget(self) {
        self.asked.update_value(|asked| *asked = asked.wrapping_add(1));
        self.directory.set(Directory::Asking);
    }

    /// Stars a registry at once, and takes it back when the server refuses.
    pub fn set_star(self, project_id: String, is_starred: bool) {
        let toasts = self.toasts;
        self.show_star(&project_id, is_starred);
        spawn_local(async move {
            match api::registry::set_star(project_id.clone(), is_starred).await {
                Ok(now) => self.show_star(&project_id, now),
                Err(error) => {
                    self.show_star(&project_id, !is_starred);
                    let act = if is_starred { "starred" } else { "unstarred" };
                    toasts.failed(format!("The registry could not be {act}. {}", error.message));
                }
            }
        });
    }

    fn show_star(self, project_id: &str, is_starred: bool) {
        self.directory.update(|directory| {
            if let Directory::Known(Some(organization)) = directory {
                let cards = organization
                    .registries
                    .edges
                    .iter_mut()
                    .map(|edge| &mut edge.node);
                star(cards, project_id, is_starred);
            }
        });
    }
}

fn star<'a>(cards: impl Iterator<Item = &'a mut RegistryCard>, project_id: &str, is_starred: bool) {
    for card in cards.filter(|card| card.id == project_id) {
        if let Some(facts) = &mut card.registry {
            facts.is_starred = is_starred;
        }
    }
}
