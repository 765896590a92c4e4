//! A box that is typed into, with a list of what fits (ARIA Authoring Practices: editable combobox with list autocomplete).

mod layer;
mod option;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::field::{FieldFrame, described_by, field_scope};
use super::roving::next_place;
use layer::ComboboxLayer;
pub use option::{ComboboxChoice, ComboboxOption};
use option::{Line, lines};

/// The open list: which lines there are and which one Enter takes.
#[derive(Clone, Copy)]
struct ListState {
    lines: Memo<Vec<Line>>,
    active: RwSignal<Option<usize>>,
    is_open: RwSignal<bool>,
    typed: RwSignal<String>,
    on_choose: Callback<ComboboxChoice>,
}

impl ListState {
    fn close(self) {
        self.is_open.set(false);
        self.active.set(None);
    }

    fn choose(self, at: usize) {
        let Some(line) = self.lines.with_untracked(|lines| lines.get(at).cloned()) else {
            return;
        };
        self.typed.set(line.text().to_owned());
        self.close();
        self.on_choose.run(line.choice());
    }

    /// Opens the list, or moves in the open one.
    fn step(self, key: &str) {
        let count = self.lines.with_untracked(Vec::len);
        self.active
            .set(next_place(key, self.active.get_untracked(), count));
        self.is_open.set(true);
    }

    fn press(self, event: &ev::KeyboardEvent) {
        let (key, is_open) = (event.key(), self.is_open.get_untracked());
        match key.as_str() {
            "ArrowDown" if event.alt_key() => self.is_open.set(true),
            "ArrowUp" if event.alt_key() => self.close(),
            "ArrowDown" | "ArrowUp" => self.step(&key),
            "Enter" if is_open => match self.active.get_untracked() {
                Some(at) => self.choose(at),
                None => return,
            },
            "Escape" if is_open => {
                // It closes the innermost alone.
                event.stop_propagation();
                self.close();
            }
            _ => return,
        }
        event.prevent_default();
    }
}

/// A choice among many, or of something new. The owner of `options` offers those that fit what was typed; it may ask a server for them.
#[component]
pub fn Combobox(
    /// The id of the box; unique on the page.
    id: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// What was typed, or chosen.
    typed: RwSignal<String>,
    /// What fits it, best first.
    #[prop(into)]
    options: Signal<Vec<ComboboxOption>>,
    /// A choice; set `typed` to nothing in it where several things are chosen one after another.
    #[prop(into)]
    on_choose: Callback<ComboboxChoice>,
    /// The verb before a new value, such as `Create`; without it only what is offered can be chosen.
    #[prop(optional, into)]
    create_verb: Option<&'static str>,
    /// Whether more is on its way.
    #[prop(optional, into)]
    is_searching: Signal<bool>,
    /// What helps to fill it.
    #[prop(optional, into)]
    help: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let class = field_scope();
    let own_class = style_sheet!("./src/ui/combobox/combobox.css");
    let may_create = create_verb.is_some();
    let list = ListState {
        lines: Memo::new(move |_| lines(options.get(), &typed.read(), may_create)),
        active: RwSignal::new(None),
        is_open: RwSignal::new(false),
        typed,
        on_choose,
    };
    let input = move |event: ev::Event| {
        typed.set(event_target_value(&event));
        list.active.set(Some(0));
        list.is_open.set(true);
    };
    let anchor = NodeRef::<html::Div>::new();
    let described_by = described_by(id, help.is_some(), error);
    let active_id = move || {
        list.active
            .get()
            .filter(|_| list.is_open.get())
            .map(|at| format!("{id}-option-{at}"))
    };
    let layer = move || {
        list.is_open
            .get()
            .then(|| view! { <ComboboxLayer id list create_verb is_searching anchor scope=own_class /> })
    };
    view! { class=class,
        <FieldFrame id label help error>
            <div node_ref=anchor>
                <input
                    id=id
                    class="box"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded=move || list.is_open.get().to_string()
                    aria-controls=move || list.is_open.get().then(|| format!("{id}-list"))
                    aria-activedescendant=active_id
                    aria-invalid=move || error.read().is_some().to_string()
                    aria-describedby=described_by
                    prop:value=move || typed.get()
                    on:input=input
                    on:click=move |_| list.is_open.set(true)
                    on:keydown=move |event| list.press(&event)
                />
                {layer}
            </div>
        </FieldFrame>
    }
}
