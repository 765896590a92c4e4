//! What the palette lists for what was typed.

use std::cmp::Reverse;
use std::ops::Range;

use domain::find_name::find_name;
use domain::keys::Keys;

use crate::routes::Route;
use crate::state::commands::{Command, CommandAct};
use crate::ui::IconName;

/// How many entries of one group are listed once something was typed.
const PER_GROUP: usize = 7;

/// What kind of entry it is, in the order in which groups stand that fit alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Page,
    Registries,
    Collections,
    Everywhere,
}

impl Group {
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Page => "On this page",
            Self::Registries => "Registries",
            Self::Collections => "Collections",
            Self::Everywhere => "Everywhere",
        }
    }
}

/// A place that can be gone to.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) detail: String,
    pub(super) icon: IconName,
    pub(super) keys: Option<Keys>,
    pub(super) to: Route,
}

/// An entry of the palette.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) group: Group,
    pub(super) name: String,
    /// The pieces of the name that fit, in bytes.
    pub(super) marks: Vec<Range<usize>>,
    pub(super) detail: String,
    pub(super) icon: IconName,
    pub(super) keys: Option<Keys>,
    pub(super) refusal: Option<String>,
    pub(super) act: CommandAct,
    score: u32,
}

/// What there is to choose from.
#[derive(Debug, Clone, Default)]
pub(super) struct Choices {
    pub(super) page: Vec<Command>,
    pub(super) registries: Vec<Place>,
    pub(super) collections: Vec<Place>,
    pub(super) everywhere: Vec<Command>,
}

/// The entries that fit, group by group: the group with the best entry first, in it the best one first.
pub(super) fn entries(typed: &str, mut choices: Choices) -> Vec<Entry> {
    choices.list_places_once();
    let command = |group| move |command: Command| Entry::of_command(group, command, typed);
    let place = |group| move |place: Place| Entry::of_place(group, place, typed);
    let groups: [Vec<Entry>; 4] = [
        choices
            .page
            .into_iter()
            .filter_map(command(Group::Page))
            .collect(),
        choices
            .registries
            .into_iter()
            .filter_map(place(Group::Registries))
            .collect(),
        choices
            .collections
            .into_iter()
            .filter_map(place(Group::Collections))
            .collect(),
        choices
            .everywhere
            .into_iter()
            .filter_map(command(Group::Everywhere))
            .collect(),
    ];
    let mut groups = groups.map(|mut group| {
        if !typed.trim().is_empty() {
            group.sort_by_key(|entry| Reverse(entry.score));
            group.truncate(PER_GROUP);
        }
        group
    });
    if !typed.trim().is_empty() {
        groups.sort_by_key(|group| Reverse(group.first().map_or(0, |entry| entry.score)));
    }
    groups.into_iter().flatten().collect()
}

impl Choices {
    /// A registry that a command leads to is listed once, with the keys of the command.
    fn list_places_once(&mut self) {
        for place in &mut self.registries {
            let leads_there =
                |command: &Command| matches!(&command.act, CommandAct::Go(to) if *to == place.to);
            if let Some(at) = self.everywhere.iter().position(leads_there) {
                place.keys = self.everywhere.remove(at).keys;
            }
        }
    }
}

impl Entry {
    fn of_command(group: Group, command: Command, typed: &str) -> Option<Self> {
        let found = find_name(typed, &command.name)?;
        Some(Self {
            group,
            name: command.name,
            marks: found.marks,
            detail: String::new(),
            icon: command.icon,
            keys: command.keys,
            refusal: command.refusal,
            act: command.act,
            score: found.score,
        })
    }

    fn of_place(group: Group, place: Place, typed: &str) -> Option<Self> {
        let found = find_name(typed, &place.name)?;
        Some(Self {
            group,
            name: place.name,
            marks: found.marks,
            detail: place.detail,
            icon: place.icon,
            keys: place.keys,
            refusal: None,
            act: CommandAct::Go(place.to),
            score: found.score,
        })
    }

    /// The name in pieces, each with whether it fits.
    pub(super) fn pieces(&self) -> Vec<(String, bool)> {
        let mut pieces = Vec::new();
        let mut end = 0;
        let piece = |range: Range<usize>| self.name.get(range).unwrap_or_default().to_owned();
        for mark in &self.marks {
            pieces.push((piece(end..mark.start), false));
            pieces.push((piece(mark.clone()), true));
            end = mark.end;
        }
        pieces.push((piece(end..self.name.len()), false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn choices() -> Choices {
        let place = |name: &str| Place {
            name: name.to_owned(),
            detail: "Models".to_owned(),
            icon: IconName::Box,
            keys: None,
            to: Route::SignIn,
        };
        Choices {
            page: vec![Command::run("Star Models", IconName::Star, || {})],
            registries: vec![place("Models"), place("Datasets")],
            collections: vec![place("fraud-detector"), place("food")],
            everywhere: vec![Command::go("Registries", IconName::Box, Route::Landing)],
        }
    }

    fn listed(typed: &str) -> String {
        let words = entries(typed, choices()).into_iter().map(|entry| {
            let pieces = entry.pieces().into_iter();
            let piece = |(piece, fits): (String, bool)| if fits { format!("[{piece}]") } else { piece };
            pieces.map(piece).collect::<String>()
        });
        words.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn without_words_everything_is_listed_the_page_first() {
        assert_eq!(
            listed(""),
            "Star Models, Models, Datasets, fraud-detector, food, Registries"
        );
    }

    #[test]
    fn the_group_with_the_best_entry_comes_first() {
        assert_eq!(listed("mod"), "[Mod]els, Star [Mod]els");
        assert_eq!(listed("fd"), "[f]oo[d], [f]rau[d]-detector");
    }

    #[test]
    fn a_registry_that_a_command_leads_to_is_listed_once_with_its_keys() {
        let mut choices = choices();
        choices.registries[0].to = Route::Landing;
        choices.everywhere[0].keys = Some(Keys::Go('m'));
        let listed = entries("", choices);
        let names = listed.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>();
        assert_eq!(
            names,
            ["Star Models", "Models", "Datasets", "fraud-detector", "food"]
        );
        assert_eq!(listed[1].keys, Some(Keys::Go('m')));
    }
}
