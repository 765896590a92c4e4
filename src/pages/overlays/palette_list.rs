//! The list of the palette.

use leptos::prelude::*;

use super::entries::{Entry, Group};
use super::key_sheet::is_mac;
use super::palette::PaletteState;
use crate::ui::Icon;

#[component]
pub(super) fn PaletteList(
    state: PaletteState,
    typed: RwSignal<String>,
    scope: &'static str,
) -> impl IntoView {
    keep_in_sight(state);
    let is_mac = is_mac();
    let groups = move || {
        let groups = by_group(state.entries.get());
        let group = |(group, entries): (Group, Vec<(usize, Entry)>)| {
            let line = |(at, entry)| view! { <EntryLine at entry state is_mac scope /> };
            let lines = entries.into_iter().map(line).collect_view();
            view! { class=scope,
                <div role="group" aria-label=group.title()>
                    <div class="heading" aria-hidden="true">{group.title()}</div>
                    {lines}
                </div>
            }
        };
        groups.into_iter().map(group).collect_view()
    };
    let status = move || match state.entries.with(Vec::len) {
        0 => format!("Nothing has “{}” in its name.", typed.get().trim()),
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    let is_empty = move || state.entries.with(Vec::is_empty);
    view! { class=scope,
        <div
            class="list"
            id="palette-list"
            role="listbox"
            aria-label="Commands and places"
            on:mousedown=|event| event.prevent_default()
        >
            {groups}
        </div>
        <p class=move || if is_empty() { "nothing" } else { "sr-only" } role="status">{status}</p>
    }
}

/// The entries with their places in the list, cut where the group changes.
fn by_group(entries: Vec<Entry>) -> Vec<(Group, Vec<(usize, Entry)>)> {
    let mut groups: Vec<(Group, Vec<(usize, Entry)>)> = Vec::new();
    for (at, entry) in entries.into_iter().enumerate() {
        match groups.last_mut() {
            Some((group, entries)) if *group == entry.group => entries.push((at, entry)),
            _ => groups.push((entry.group, vec![(at, entry)])),
        }
    }
    groups
}

#[component]
fn EntryLine(
    at: usize,
    entry: Entry,
    state: PaletteState,
    is_mac: bool,
    scope: &'static str,
) -> impl IntoView {
    let piece = |(piece, fits): (String, bool)| {
        if fits {
            view! { class=scope, <mark class="fit">{piece}</mark> }.into_any()
        } else {
            piece.into_any()
        }
    };
    let name = entry.pieces().into_iter().map(piece).collect_view();
    let detail = entry.refusal.clone().unwrap_or(entry.detail);
    let keys = entry.keys.map(|keys| keys.shown(is_mac)).unwrap_or_default();
    let shortcut = entry.keys.map(|keys| keys.to_string());
    let keys = keys
        .into_iter()
        .map(|key| view! { <kbd class="key" aria-hidden="true">{key}</kbd> });
    let keys = keys.collect_view();
    view! { class=scope,
        <div
            class="entry"
            id=format!("palette-{at}")
            role="option"
            aria-selected=move || (state.active.get() == at).to_string()
            aria-disabled=entry.refusal.is_some().then_some("true")
            aria-keyshortcuts=shortcut
            on:click=move |_| state.choose(at)
        >
            <Icon name=entry.icon />
            <span class="name">{name}</span>
            <span class="detail">{detail}</span>
            {keys}
        </div>
    }
}

/// Scrolls the list so that the entry which Enter takes is seen.
fn keep_in_sight(state: PaletteState) {
    Effect::new(move |_| {
        let id = format!("palette-{}", state.active.get());
        if let Some(entry) = document().get_element_by_id(&id) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            entry.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
