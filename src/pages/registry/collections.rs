//! The collections of a registry: filter, order, and the pages of the list that are loaded behind the first.

use domain::card_order::holds_words;
use domain::format::{count, count_of};
use domain::sort_key::SortKey;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::Connection;
use wire::registry::{CollectionRow, RegistryFacts};

use super::columns::{Column, DEFAULT_SORT, sorted};
use super::link_lines::link_lines;
use super::table::CollectionsTable;
use crate::api;
use crate::routes::RegistryAddress;
use crate::state::navigation::Navigation;
use crate::state::toasts::Toasts;
use crate::ui::{Button, CodeBlock, EmptyState, IconName, SearchInput};

/// The collections.
#[component]
pub(super) fn Collections(
    /// The first page of the list.
    collections: Connection<CollectionRow>,
    /// The registry.
    facts: RegistryFacts,
    /// Where it is.
    at: RegistryAddress,
    /// Its full name, `wandb-registry-…`.
    project_name: String,
) -> impl IntoView {
    if collections.edges.is_empty() {
        return view! { <NoCollection facts project_name /> }.into_any();
    }
    let next = collections
        .page_info
        .end_cursor
        .clone()
        .filter(|_| collections.page_info.has_next_page);
    let rows = RwSignal::new(collections.into_nodes());
    load_the_rest(at.clone(), rows, next);
    let navigation = Navigation::of_app();
    let (query, order) = (navigation.query_value("q"), navigation.query_value("sort"));
    let typed = Signal::derive(move || query.get().unwrap_or_default());
    let sort_key = Memo::new(move |_| {
        order
            .get()
            .and_then(|order| order.parse().ok())
            .unwrap_or(DEFAULT_SORT)
    });
    let shown = Memo::new(move |_| shown(&rows.read(), &typed.read(), sort_key.get()));
    let narrow = move |text: String| {
        navigation.set_query_value("q", (!text.is_empty()).then_some(text.as_str()), false);
    };
    let total = Signal::derive(move || rows.read().len());
    view! {
        <div class="toolbar">
            <SearchInput label="Filter collections" value=typed on_input=narrow />
            <span class="small subtle num" role="status">{move || found_words(shown.read().len(), total.get())}</span>
        </div>
        <Show
            when=move || !shown.read().is_empty()
            fallback=move || view! { <NothingMatches typed total /> }
        >
            <CollectionsTable rows=shown at=at.clone() sort_key=sort_key on_sort=move |column| set_sort(navigation, sort_key, column) />
        </Show>
    }
    .into_any()
}

fn shown(rows: &[CollectionRow], typed: &str, key: SortKey<Column>) -> Vec<CollectionRow> {
    let found = rows.iter().filter(|row| holds_words(&searched_text(row), typed));
    sorted(found.cloned().collect(), key)
}

fn searched_text(row: &CollectionRow) -> String {
    let mut words = vec![
        row.name.as_str(),
        &row.default_artifact_type.name,
        row.description.as_deref().unwrap_or_default(),
    ];
    words.extend(row.tags.nodes().map(|tag| tag.name.as_str()));
    words.extend(
        row.newest_membership
            .iter()
            .flat_map(|newest| newest.aliases.iter().map(|alias| alias.alias.as_str())),
    );
    words.join(" ")
}

fn found_words(shown: usize, total: usize) -> String {
    let number = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
    if shown == total {
        count_of(number(total), "collection", "collections")
    } else {
        format!("{} of {}", count(number(shown)), count(number(total)))
    }
}

fn set_sort(navigation: Navigation, now: Memo<SortKey<Column>>, column: Column) {
    let now = now.get_untracked();
    let is_descending = if now.column == column {
        !now.is_descending
    } else {
        column.starts_descending()
    };
    let key = SortKey {
        column,
        is_descending,
    };
    let text = key.to_string();
    navigation.set_query_value("sort", (key != DEFAULT_SORT).then_some(text.as_str()), true);
}

/// Loads the list to its end, so that filter and order hold for all of it.
fn load_the_rest(at: RegistryAddress, rows: RwSignal<Vec<CollectionRow>>, next: Option<String>) {
    let toasts = Toasts::of_app();
    spawn_local(async move {
        let mut next = next;
        while let Some(cursor) = next {
            match api::registry::more_collections(at.clone(), cursor).await {
                Ok((more, after)) => {
                    // The page may have gone.
                    if rows.try_update(|rows| rows.extend(more)).is_none() {
                        return;
                    }
                    next = after;
                }
                Err(error) => {
                    toasts.failed(format!("Not all collections could be loaded. {}", error.message));
                    return;
                }
            }
        }
    });
}

#[component]
fn NoCollection(facts: RegistryFacts, project_name: String) -> impl IntoView {
    view! {
        <EmptyState
            icon=IconName::Box
            title=format!("No collection in {} yet", facts.title)
            words="A collection is made by the first version that is linked to it. These lines link one from a run:"
        >
            <CodeBlock label="Lines that link a version" code=link_lines(&facts, &project_name) />
        </EmptyState>
    }
}

#[component]
fn NothingMatches(typed: Signal<String>, total: Signal<usize>) -> impl IntoView {
    let navigation = Navigation::of_app();
    let hidden = count_of(
        i64::try_from(total.get_untracked()).unwrap_or(i64::MAX),
        "collection is",
        "collections are",
    );
    view! {
        <EmptyState title="No collection matches" words=format!("{hidden} hidden by “{}”.", typed.get_untracked())>
            <Button on_press=move |()| navigation.set_query_value("q", None, true)>"Clear filter"</Button>
        </EmptyState>
    }
}
