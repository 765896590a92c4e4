//! What is shown where a role does not reach: which role is missing, who can give it, and how to ask.

use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::Person;

use super::person_name::PersonName;
use crate::ui::{CopyButton, Icon, IconName};

/// A place or an act that a role does not reach.
#[component]
pub fn NoPermissionPanel(
    /// What is refused: `You may not change the members of Models`.
    #[prop(into)]
    title: String,
    /// The rule that refuses, as the server or `domain::permission` says it: `Needs admin in Models. You are a member through team Risk analytics.`
    #[prop(into)]
    because: String,
    /// What would turn it.
    #[prop(optional_no_strip)]
    would_change: Option<String>,
    /// Who can give the role.
    #[prop(optional)]
    granters: Vec<Person>,
    /// A message that asks for it, to be sent by whatever way people write to each other.
    #[prop(optional_no_strip)]
    request: Option<String>,
) -> impl IntoView {
    let class = style_sheet!("./src/components/no_permission_panel.css");
    let people = (!granters.is_empty()).then(|| {
        let people = granters
            .into_iter()
            .map(|person| view! { class=class, <li><PersonName person=Some(person) /></li> });
        let people = people.collect_view();
        view! { class=class, <p class="words">"These people can give it:"</p> <ul class="people">{people}</ul> }
    });
    let request = request.map(|text| {
        view! { class=class,
            <p class="ask">
                "Ask them with this message: " <q>{text.clone()}</q> <CopyButton text label="Copy the message" />
            </p>
        }
    });
    view! { class=class,
        <section class="refused">
            <span class="sign"><Icon name=IconName::Lock /></span>
            <div class="body">
                <h2>{title}</h2>
                <p class="words">{because} {would_change.map(|words| format!(" {words}"))}</p>
                {people}
                {request}
            </div>
        </section>
    }
}
