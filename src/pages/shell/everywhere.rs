//! The commands that are there on every page.

use domain::keys::Keys;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::account::sign_out;
use crate::routes::{RegistryAddress, Route};
use crate::state::commands::{Command, CommandScope, Commands, Overlay};
use crate::state::registries::Registries;
use crate::state::session::Session;
use crate::state::sidebar::SidebarFold;
use crate::state::theme::{Theme, ThemePreference};
use crate::state::toasts::Toasts;
use crate::ui::IconName;

/// Offers them.
pub(super) fn offer() {
    let commands = Commands::of_app();
    let (registries, theme, sidebar) = (Registries::of_app(), Theme::of_app(), SidebarFold::of_app());
    let (session, toasts) = (Session::of_app(), Toasts::of_app());
    commands.offer_in(CommandScope::Everywhere, move || {
        let mut all = vec![
            Command::run("Search", IconName::Search, move || focus_search(commands))
                .with_keys(Keys::One('/')),
            Command::run("Commands and places", IconName::Command, move || {
                commands.show(Some(Overlay::Palette));
            })
            .with_keys(Keys::Control('k')),
            Command::run("Keys", IconName::Keyboard, move || {
                commands.show(Some(Overlay::KeySheet));
            })
            .with_keys(Keys::One('?')),
            Command::go("Registries", IconName::Box, Route::Landing).with_keys(Keys::Go('r')),
        ];
        all.extend(core_registries(registries));
        all.push(Command::go("API keys", IconName::KeyRound, Route::Authorize).with_keys(Keys::Go('k')));
        all.extend(themes(theme));
        let fold = if sidebar.is_folded() {
            "Unfold the sidebar"
        } else {
            "Fold the sidebar"
        };
        all.push(Command::run(fold, IconName::PanelLeft, move || sidebar.turn()).with_keys(Keys::One('[')));
        all.push(Command::run("Sign out", IconName::LogOut, move || {
            sign_out(session, toasts);
        }));
        all
    });
    // What was just done can be taken back without going to its notice.
    commands.offer_in(CommandScope::Everywhere, move || {
        let newest = toasts.newest_undoable().into_iter();
        newest
            .map(|toast| {
                let undo = move || toasts.undo(toast.id);
                Command::run(format!("Undo: {}", toast.text), IconName::Undo2, undo).with_keys(Keys::One('z'))
            })
            .collect()
    });
}

fn core_registries(registries: Registries) -> Vec<Command> {
    let found = registries.with_organization(|organization| {
        let facts = organization
            .registries
            .nodes()
            .filter_map(|card| card.registry.as_ref());
        let core = facts.filter_map(|facts| {
            let letter = match facts.name.as_str() {
                "model" => 'm',
                "dataset" => 'd',
                _ => return None,
            };
            let to = Route::Registry(RegistryAddress {
                org: organization.name.clone(),
                registry: facts.name.clone(),
            });
            Some(Command::go(facts.title.clone(), IconName::Box, to).with_keys(Keys::Go(letter)))
        });
        core.collect::<Vec<_>>()
    });
    found.unwrap_or_default()
}

/// The themes that do not hold now; one key goes through them all.
fn themes(theme: Theme) -> Vec<Command> {
    let now = theme.preference();
    let next = match now {
        ThemePreference::System => ThemePreference::Light,
        ThemePreference::Light => ThemePreference::Dark,
        ThemePreference::Dark => ThemePreference::System,
    };
    let command = |preference: ThemePreference| {
        let (name, icon) = match preference {
            ThemePreference::System => ("Theme: as the system", IconName::Monitor),
            ThemePreference::Light => ("Theme: light", IconName::Sun),
            ThemePreference::Dark => ("Theme: dark", IconName::Moon),
        };
        let command = Command::run(name, icon, move || theme.prefer(preference));
        if preference == next {
            command.with_keys(Keys::One('t'))
        } else {
            command
        }
    };
    let others = ThemePreference::ALL
        .into_iter()
        .filter(|preference| *preference != now);
    others.map(command).collect()
}

/// The search box of the page, or where it has none, the palette.
pub(super) fn focus_search(commands: Commands) {
    let found = document()
        .query_selector("main input[type=search]")
        .ok()
        .flatten();
    match found.and_then(|found| found.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        Some(input) => {
            let _ = input.focus();
            input.select();
        }
        None => commands.show(Some(Overlay::Palette)),
    }
}
