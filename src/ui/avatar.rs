//! A person as a disc with initials.

use leptos::prelude::*;
use stylers_macro::style_sheet;

/// How many colours there are.
const HUES: u32 = 8;

/// A disc with the initials of a name; one name has one colour. The name stands beside it, so it is not read out.
#[component]
pub fn Avatar(
    /// The name.
    #[prop(into)]
    name: String,
    /// Whether it is the large one.
    #[prop(optional)]
    is_large: bool,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/avatar.css");
    let hue = name.chars().map(u32::from).fold(0, u32::wrapping_add) % HUES;
    let initials = initials(&name);
    view! { class=class,
        <span
            class="avatar"
            data-size=if is_large { "large" } else { "normal" }
            data-hue=hue.to_string()
            aria-hidden="true"
        >
            {initials}
        </span>
    }
}

fn initials(name: &str) -> String {
    let words = name
        .split([' ', '.', '-', '_'])
        .filter_map(|word| word.chars().next());
    words.take(2).map(|letter| letter.to_ascii_uppercase()).collect()
}
