//! The keys of the page that is open, and those that are the same everywhere.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::state::commands::{Command, CommandScope, Commands, Overlay};
use crate::ui::{Dialog, DialogKind};

/// Keys that are no commands.
const OTHERS: [(&[&str], &str); 4] = [
    (&["Tab"], "Go to the next control; with Shift, to the one before"),
    (&["Esc"], "Close the innermost"),
    (&["↑", "↓"], "Move in a menu or a list"),
    (&["Enter"], "Open or choose"),
];

/// The sheet of keys.
#[component]
pub fn KeySheet() -> impl IntoView {
    let class = style_sheet!("./src/pages/overlays/key_sheet.css");
    let commands = Commands::of_app();
    let is_open = Memo::new(move |_| commands.overlay() == Some(Overlay::KeySheet));
    let with_keys = move |scope| {
        let commands = commands.of_scope(scope).into_iter();
        commands
            .filter(|command| command.keys.is_some())
            .collect::<Vec<_>>()
    };
    let sections = move || {
        let (page, everywhere) = (with_keys(CommandScope::Page), with_keys(CommandScope::Everywhere));
        let page = (!page.is_empty()).then(|| section("On this page", page, class));
        (page, section("Everywhere", everywhere, class), other_keys(class))
    };
    view! { class=class,
        <Dialog
            title="Keys"
            kind=DialogKind::Glance
            is_wide=true
            is_open
            on_close=move |()| commands.show(None)
        >
            <div class="sections">{sections}</div>
        </Dialog>
    }
}

fn section(title: &'static str, commands: Vec<Command>, scope: &'static str) -> impl IntoView {
    let is_mac = is_mac();
    let line = |command: Command| {
        let keys = command.keys.map(|keys| keys.shown(is_mac)).unwrap_or_default();
        line(&keys, command.name, scope)
    };
    let lines = commands.into_iter().map(line).collect_view();
    view! { class=scope, <section><h3 class="heading">{title}</h3><dl class="keys">{lines}</dl></section> }
}

fn other_keys(scope: &'static str) -> impl IntoView {
    let lines = OTHERS.map(|(keys, words)| {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        line(&keys, words.to_owned(), scope)
    });
    let lines = lines.collect_view();
    view! { class=scope, <section><h3 class="heading">"In menus, lists and dialogs"</h3><dl class="keys">{lines}</dl></section> }
}

fn line(keys: &[String], words: String, scope: &'static str) -> impl IntoView + use<> {
    let keys = keys
        .iter()
        .map(|key| view! { <kbd class="key">{key.clone()}</kbd> }.into_any());
    let keys = keys.collect::<Vec<_>>();
    view! { class=scope, <div class="line"><dt class="shown">{keys}</dt><dd>{words}</dd></div> }
}

/// Whether the keyboard has a Command key.
pub(super) fn is_mac() -> bool {
    let platform = window().navigator().user_agent().unwrap_or_default();
    platform.contains("Mac OS") || platform.contains("iPhone") || platform.contains("iPad")
}
