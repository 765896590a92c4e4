//! Fields of forms.

use leptos::prelude::*;

use super::Section;
use crate::ui::{
    Combobox, ComboboxChoice, ComboboxOption, ErrorSummary, Field, FieldFault, SearchInput, Select,
    SelectOption, TextArea,
};

#[component]
pub(super) fn Fields() -> impl IntoView {
    view! {
        <Section title="Fields"><Texts /></Section>
        <Section title="Choices among many"><Lists /></Section>
    }
}

#[component]
fn Texts() -> impl IntoView {
    let (name, wrong) = (
        RwSignal::new("Credit risk".to_owned()),
        RwSignal::new("Credit/Risk".to_owned()),
    );
    let (about, searched) = (
        RwSignal::new("# Intended use".to_owned()),
        RwSignal::new(String::new()),
    );
    let words = "“/” cannot be used: names become part of a path.";
    let faults = vec![FieldFault {
        field_id: "gallery-wrong",
        words: words.to_owned(),
    }];
    view! {
        <ErrorSummary faults=Signal::derive(move || faults.clone()) />
        <Field id="gallery-name" label="Registry name" value=name help="People read it; it can be changed." />
        <Field id="gallery-wrong" label="Registry name" value=wrong error=Signal::derive(move || Some(words.to_owned())) />
        <TextArea id="gallery-about" label="Description" value=about help="Markdown." is_code=true />
        <SearchInput label="Filter collections" value=searched on_input=move |text| searched.set(text) />
    }
}

#[component]
fn Lists() -> impl IntoView {
    let (role, typed) = (RwSignal::new("member".to_owned()), RwSignal::new(String::new()));
    let options = ["viewer", "member", "admin"]
        .map(|role| SelectOption::new(role, role))
        .to_vec();
    let tags = Signal::derive(move || {
        let known = ["reviewed", "vision", "vision-small", "2026-q3"].into_iter();
        let fitting = known.filter(|tag| tag.contains(typed.read().trim()));
        fitting.map(ComboboxOption::new).collect::<Vec<_>>()
    });
    let chosen = RwSignal::new(String::new());
    let choose = move |choice| {
        chosen.set(match choice {
            ComboboxChoice::Offered(tag) => format!("Tagged {tag}"),
            ComboboxChoice::New(tag) => format!("Created {tag}"),
        });
    };
    view! {
        <Select
            id="gallery-role"
            label="Role"
            options=Signal::derive(move || options.clone())
            value=role
            on_choose=move |chosen| role.set(chosen)
        />
        <Combobox id="gallery-tag" label="Tag" typed options=tags on_choose=choose create_verb="Create" />
        <p class="small muted" role="status">{chosen}</p>
    }
}
