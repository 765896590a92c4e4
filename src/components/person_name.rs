//! A person by disc and name.

use leptos::prelude::*;
use wire::Person;

use crate::ui::Avatar;

/// A person, or nobody.
#[component]
pub fn PersonName(
    /// Who it is.
    person: Option<Person>,
) -> impl IntoView {
    person.map(|person| {
        let name = person.shown_name().to_owned();
        view! {
            <span class="person">
                <Avatar name=name.clone() />
                <span class="ellipsis">{name}</span>
            </span>
        }
    })
}
