//! The cards in their sections, narrowed down by what was typed.

use std::collections::BTreeSet;

use domain::card_order::{CardFacts, card_order, holds_words};
use leptos::prelude::*;
use wire::registry::{LandingOrganization, RegistryCard};

use super::card::Card;
use crate::state::navigation::Navigation;
use crate::state::registries::Registries;
use crate::ui::{Button, EmptyState};

/// The cards of both sections, in order.
#[derive(Debug, Clone, PartialEq, Default)]
struct Sections {
    starred: Vec<RegistryCard>,
    others: Vec<RegistryCard>,
}

/// The cards.
#[component]
pub(super) fn CardList(
    /// What was typed into the box.
    typed: Signal<String>,
    /// The class of the page's styles.
    scope: &'static str,
) -> impl IntoView {
    let registries = Registries::of_app();
    let starred_at_first = starred_ids(registries);
    let sections = Memo::new(move |_| {
        let typed = typed.get();
        let found =
            registries.with_organization(|organization| sections(organization, &typed, &starred_at_first));
        found.unwrap_or_default()
    });
    let starred = Signal::derive(move || sections.get().starred);
    let others = Signal::derive(move || sections.get().others);
    let others_title = move || {
        if starred.read().is_empty() {
            "All registries"
        } else {
            "Core and custom"
        }
    };
    let is_empty = Memo::new(move |_| *sections.read() == Sections::default());
    view! {
        <Section title=Signal::derive(|| "Starred") cards=starred scope />
        <Section title=Signal::derive(others_title) cards=others scope />
        {move || is_empty.get().then(|| view! { <NothingMatches typed=typed.get() /> })}
    }
}

/// Which registries were starred when the page opened: a star set now must not move a card under the pointer.
fn starred_ids(registries: Registries) -> BTreeSet<String> {
    let ids = registries.with_organization(|organization| {
        let starred = |card: &&RegistryCard| card.registry.as_ref().is_some_and(|facts| facts.is_starred);
        organization
            .registries
            .nodes()
            .filter(starred)
            .map(|card| card.id.clone())
            .collect()
    });
    ids.unwrap_or_default()
}

fn sections(organization: &LandingOrganization, typed: &str, starred: &BTreeSet<String>) -> Sections {
    let matching = |card: &&RegistryCard| holds_words(&searched_text(card), typed);
    let cards = organization
        .registries
        .nodes()
        .filter(matching)
        .collect::<Vec<_>>();
    let facts = cards.iter().map(|card| CardFacts {
        title: card
            .registry
            .as_ref()
            .map(|facts| facts.title.clone())
            .unwrap_or_default(),
        is_starred: starred.contains(&card.id),
        is_core: card.registry.as_ref().is_some_and(|facts| facts.is_core),
        last_activity_at: card
            .registry
            .as_ref()
            .and_then(|facts| facts.last_activity_at.clone()),
    });
    let order = card_order(&facts.collect::<Vec<_>>());
    let pick = |places: Vec<usize>| places.into_iter().map(|at| without_star(cards[at])).collect();
    Sections {
        starred: pick(order.starred),
        others: pick(order.others),
    }
}

/// The star has a signal of its own, so that setting it does not make the card anew.
fn without_star(card: &RegistryCard) -> RegistryCard {
    let mut card = card.clone();
    if let Some(facts) = &mut card.registry {
        facts.is_starred = false;
    }
    card
}

fn searched_text(card: &RegistryCard) -> String {
    let mut words = vec![card.name.clone(), card.description.clone().unwrap_or_default()];
    if let Some(facts) = &card.registry {
        words.push(facts.title.clone());
        words.extend(facts.accepted_types.iter().cloned());
        for link in &facts.recent_links {
            words.extend(
                link.artifact_collection
                    .iter()
                    .map(|collection| collection.name.clone()),
            );
            words.extend(link.aliases.iter().map(|alias| alias.alias.clone()));
        }
    }
    words.join(" ")
}

/// Collections, versions and the time of the last link.
type Counts = (u64, u64, Option<String>);

/// What makes a card anew when it changes: the registry and the facts that change as people work in it.
fn shown_state(card: &RegistryCard) -> (String, Option<String>, Option<Counts>) {
    let facts = card.registry.as_ref();
    let counts = facts.map(|facts| {
        (
            facts.collection_count,
            facts.version_count,
            facts.last_activity_at.clone(),
        )
    });
    (card.id.clone(), card.description.clone(), counts)
}

#[component]
fn Section(
    title: Signal<&'static str>,
    cards: Signal<Vec<RegistryCard>>,
    scope: &'static str,
) -> impl IntoView {
    let is_shown = Memo::new(move |_| !cards.read().is_empty());
    let section = move || {
        view! { class=scope,
            <section>
                <div class="section">
                    <h2>{title}</h2>
                    <span class="subtle small num">{move || cards.read().len()}</span>
                </div>
                <div class="cards">
                    <For each=move || cards.get() key=shown_state let(card)>
                        <Card card />
                    </For>
                </div>
            </section>
        }
    };
    move || is_shown.get().then(section)
}

#[component]
fn NothingMatches(typed: String) -> impl IntoView {
    let navigation = Navigation::of_app();
    let words = format!(
        "Nothing on the cards holds “{typed}”. They show the two collections of each registry that were linked to last; Ctrl K finds all."
    );
    view! {
        <EmptyState title="No registry matches" words>
            <Button on_press=move |()| navigation.set_query_value("q", None, true)>"Clear filter"</Button>
        </EmptyState>
    }
}
