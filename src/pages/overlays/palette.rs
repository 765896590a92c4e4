//! The palette: everything that can be done and every place, by a few letters of its name (ARIA Authoring Practices: combobox).

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use stylers_macro::style_sheet;

use super::entries::{Choices, Entry, Place, entries};
use super::palette_list::PaletteList;
use crate::api;
use crate::routes::{RegistryAddress, Route};
use crate::state::commands::{CommandAct, CommandScope, Commands, Overlay};
use crate::state::navigation::Navigation;
use crate::state::registries::Registries;
use crate::ui::roving::next_place;
use crate::ui::{Dialog, DialogKind, Icon, IconName};

/// How long typing rests before the server is asked.
const REST: Duration = Duration::from_millis(120);
/// How many collections are asked for.
const COLLECTIONS_ASKED: u32 = 20;

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let class = style_sheet!("./src/pages/overlays/palette.css");
    let commands = Commands::of_app();
    let is_open = Memo::new(move |_| commands.overlay() == Some(Overlay::Palette));
    view! {
        <Dialog
            title="Commands and places"
            kind=DialogKind::Glance
            is_wide=true
            is_bare=true
            is_open
            on_close=move |()| commands.show(None)
        >
            <PaletteSheet scope=class />
        </Dialog>
    }
}

/// What is listed and which entry Enter takes.
#[derive(Clone, Copy)]
pub(super) struct PaletteState {
    pub(super) entries: Memo<Vec<Entry>>,
    pub(super) active: RwSignal<usize>,
    commands: Commands,
    navigation: Navigation,
}

impl PaletteState {
    fn press(self, event: &ev::KeyboardEvent) {
        let count = self.entries.with_untracked(Vec::len);
        let key = event.key();
        if key == "Enter" {
            event.prevent_default();
            self.choose(self.active.get_untracked());
        } else if let "ArrowDown" | "ArrowUp" = key.as_str()
            && let Some(next) = next_place(&key, Some(self.active.get_untracked()), count)
        {
            event.prevent_default();
            self.active.set(next);
        }
    }

    pub(super) fn choose(self, at: usize) {
        let Some(entry) = self.entries.with_untracked(|entries| entries.get(at).cloned()) else {
            return;
        };
        if entry.refusal.is_some() {
            return;
        }
        self.commands.show(None);
        // The palette gives the focus back first; what is done now may move it.
        set_timeout(
            move || match entry.act {
                CommandAct::Go(to) => self.navigation.go(&to),
                CommandAct::Run(run) => run.run(),
            },
            Duration::ZERO,
        );
    }
}

#[component]
fn PaletteSheet(scope: &'static str) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let collections = collections_named(typed);
    let (commands, registries) = (Commands::of_app(), Registries::of_app());
    let choices = move || Choices {
        page: commands.of_scope(CommandScope::Page),
        registries: registry_places(registries),
        collections: collections.get(),
        everywhere: commands.of_scope(CommandScope::Everywhere),
    };
    let state = PaletteState {
        // Commands cannot be compared: each list counts as another one.
        entries: Memo::new_with_compare(move |_| entries(&typed.read(), choices()), |_, _| true),
        active: RwSignal::new(0),
        commands,
        navigation: Navigation::of_app(),
    };
    let input = move |event: ev::Event| {
        typed.set(event_target_value(&event));
        state.active.set(0);
    };
    let active_id = move || {
        let is_there = state.entries.with(|entries| state.active.get() < entries.len());
        is_there.then(|| format!("palette-{}", state.active.get()))
    };
    view! { class=scope,
        <div class="bar">
            <Icon name=IconName::Search />
            <input
                class="typed"
                type="text"
                role="combobox"
                autofocus
                autocomplete="off"
                spellcheck="false"
                aria-label="Command or place"
                placeholder="Go to a registry or collection, or do something"
                aria-autocomplete="list"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant=active_id
                on:input=input
                on:keydown=move |event| state.press(&event)
            />
        </div>
        <PaletteList state typed scope />
    }
}

fn registry_places(registries: Registries) -> Vec<Place> {
    let places = registries.with_organization(|organization| {
        let facts = organization
            .registries
            .nodes()
            .filter_map(|card| card.registry.as_ref());
        let place = |facts: &wire::registry::RegistryFacts| Place {
            name: facts.title.clone(),
            detail: facts.visibility.label().to_owned(),
            icon: IconName::Box,
            keys: None,
            to: Route::Registry(RegistryAddress {
                org: organization.name.clone(),
                registry: facts.name.clone(),
            }),
        };
        facts.map(place).collect()
    });
    places.unwrap_or_default()
}

/// The collections that the server knows for what was typed; those of the last answer stay until the next one is there.
fn collections_named(typed: RwSignal<String>) -> RwSignal<Vec<Place>> {
    let found = RwSignal::new(Vec::new());
    let question = StoredValue::new(0_u32);
    let registries = Registries::of_app();
    let organization = untrack(|| registries.with_organization(|organization| organization.name.clone()));
    Effect::new(move |_| {
        let letters = typed.get();
        let number = question.get_value().wrapping_add(1);
        question.set_value(number);
        let Some(organization) = organization.clone().filter(|_| !letters.trim().is_empty()) else {
            return;
        };
        let ask = move || {
            if question.try_get_value() != Some(number) {
                return;
            }
            spawn_local(async move {
                let answer =
                    api::registry::collections_named(organization.clone(), &letters, COLLECTIONS_ASKED).await;
                // What is known without the server stays of use without it.
                if let (Ok(collections), Some(now)) = (answer, question.try_get_value())
                    && now == number
                {
                    found.set(
                        collections
                            .into_iter()
                            .map(|named| place(named, &organization))
                            .collect(),
                    );
                }
            });
        };
        set_timeout(ask, REST);
    });
    found
}

fn place(named: wire::registry::CollectionNamed, organization: &str) -> Place {
    let registry = RegistryAddress {
        org: organization.to_owned(),
        registry: named.registry,
    };
    Place {
        to: Route::Collection(registry.collection(&named.name)),
        name: named.name,
        detail: named.registry_title,
        icon: IconName::Layers,
        keys: None,
    }
}
