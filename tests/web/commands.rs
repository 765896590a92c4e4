//! The palette and the sheet of keys: what is offered, by keys and letters.

use domain::keys::Keys;
use leptos::prelude::*;
use vitrine_app::pages::overlays::key_sheet::KeySheet;
use vitrine_app::pages::overlays::palette::Palette;
use vitrine_app::state::commands::{Command, CommandScope, Commands, Overlay};
use vitrine_app::state::navigation::Navigation;
use vitrine_app::state::registries::Registries;
use vitrine_app::ui::IconName;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::place::{Place, a_while, press, settle, show, type_into};

/// The palette and the sheet with three commands, of which one is refused.
fn overlays(done: RwSignal<String>) -> (Place<impl Mountable>, Commands) {
    let commands = RwSignal::new(None::<Commands>);
    let place = show(move || {
        Navigation::provide();
        Registries::provide();
        let provided = Commands::provide();
        commands.set(Some(provided));
        provided.offer_in(CommandScope::Everywhere, move || {
            let run =
                |name: &'static str| Command::run(name, IconName::Star, move || done.set(name.to_owned()));
            vec![
                run("Theme: dark").with_keys(Keys::One('t')),
                run("Fold the sidebar").with_keys(Keys::One('[')),
            ]
        });
        provided.offer(move || {
            let refused = Command::run("Delete Models", IconName::Trash2, move || {
                done.set("deleted".to_owned());
            });
            let own = Command::run("Theme of the page", IconName::Sun, move || {
                done.set("own".to_owned());
            });
            vec![
                refused
                    .refused(Some("Needs admin in Models.".to_owned()))
                    .with_keys(Keys::One('d')),
                own.with_keys(Keys::One('t')),
            ]
        });
        view! { <Palette /> <KeySheet /> }
    });
    (place, commands.get_untracked().unwrap())
}

fn names<V: Mountable>(place: &Place<V>) -> Vec<String> {
    let found = place
        .find("[role=listbox]")
        .query_selector_all("[role=option] .name")
        .unwrap();
    (0..found.length())
        .filter_map(|at| found.get(at)?.text_content())
        .collect()
}

#[wasm_bindgen_test]
async fn the_palette_lists_what_can_be_done_with_its_keys_and_narrows_it_down() {
    let (place, commands) = overlays(RwSignal::default());
    commands.show(Some(Overlay::Palette));
    settle().await;
    let input = place.find("[role=combobox]");
    assert_eq!(document().active_element(), Some(input.clone().into()));
    assert_eq!(names(&place).len(), 4);
    assert_eq!(
        place.attribute("[role=option]", "aria-keyshortcuts").as_deref(),
        Some("d")
    );
    type_into(input, "fold");
    settle().await;
    assert_eq!(names(&place), ["Fold the sidebar"]);
    assert_eq!(place.words("mark"), "Fold");
    commands.show(None);
    settle().await;
}

#[wasm_bindgen_test]
async fn arrows_move_enter_does_it_and_the_palette_closes_first() {
    let done = RwSignal::new(String::new());
    let (place, commands) = overlays(done);
    commands.show(Some(Overlay::Palette));
    settle().await;
    let input = place.find("[role=combobox]");
    press(&input, "ArrowUp");
    settle().await;
    let active = place
        .attribute("[role=combobox]", "aria-activedescendant")
        .unwrap();
    assert_eq!(
        place.words(&format!("#{active} .name")),
        "Fold the sidebar",
        "it goes round"
    );
    press(&input, "Enter");
    settle().await;
    assert!(place.try_find("dialog[open]").is_none());
    a_while(20).await;
    assert_eq!(done.get_untracked(), "Fold the sidebar");
}

#[wasm_bindgen_test]
async fn what_is_refused_is_listed_with_its_reason_and_not_done() {
    let done = RwSignal::new(String::new());
    let (place, commands) = overlays(done);
    commands.show(Some(Overlay::Palette));
    settle().await;
    assert_eq!(
        place.words("[aria-disabled=true] .detail"),
        "Needs admin in Models."
    );
    press(&place.find("[role=combobox]"), "Enter");
    a_while(20).await;
    assert_eq!(done.get_untracked(), "");
    assert!(!commands.press(Keys::One('d'), |_| {}), "nor by its key");
    commands.show(None);
    settle().await;
}

#[wasm_bindgen_test]
async fn a_key_of_the_page_goes_before_the_same_key_everywhere() {
    let done = RwSignal::new(String::new());
    let (_place, commands) = overlays(done);
    assert!(commands.press(Keys::One('t'), |_| {}));
    assert_eq!(done.get_untracked(), "own");
    assert!(!commands.press(Keys::One('q'), |_| {}));
}

#[wasm_bindgen_test]
async fn the_sheet_names_the_keys_of_the_page_and_of_everywhere() {
    let (place, commands) = overlays(RwSignal::default());
    commands.show(Some(Overlay::KeySheet));
    settle().await;
    let words = place.words("dialog[open]");
    for expected in [
        "On this page",
        "Delete Models",
        "Everywhere",
        "Fold the sidebar",
        "[",
        "Esc",
    ] {
        assert!(words.contains(expected), "{expected} in {words}");
    }
    commands.show(None);
    settle().await;
    assert!(place.try_find("dialog[open]").is_none());
}
