//! The landing page: the registries that the viewer may see, as cards.

mod card;
mod card_list;

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::components::{ApiErrorPanel, PageHeading};
use crate::state::navigation::Navigation;
use crate::state::registries::{Directory, Registries};
use crate::ui::skeleton::SkeletonWidth;
use crate::ui::{CodeBlock, EmptyState, IconName, SearchInput, Skeleton};
use card_list::CardList;

/// The lines that make the first registry.
const CREATE_LINES: &str = r#"import wandb

api = wandb.Api()
api.create_registry(name="vision", visibility="organization")"#;

/// All registries, starred ones first, with a box that narrows them down.
#[component]
pub fn LandingPage() -> impl IntoView {
    let class = style_sheet!("./src/pages/landing/landing.css");
    let (registries, navigation) = (Registries::of_app(), Navigation::of_app());
    refresh_what_is_known(registries);
    let query = navigation.query_value("q");
    let typed = Signal::derive(move || query.get().unwrap_or_default());
    let narrow = move |text: String| {
        navigation.set_query_value("q", (!text.is_empty()).then_some(text.as_str()), false);
    };
    // Only a change of what kind of content there is makes the content anew; a star does not.
    let kind = Memo::new(move |_| Content::of(&registries.directory()));
    let content = move || match kind.get() {
        Content::Asking => view! { <Ghosts scope=class /> }.into_any(),
        Content::Failed => view! { <Failure /> }.into_any(),
        Content::NoOrganization => view! { <NoOrganization /> }.into_any(),
        Content::NoRegistry => view! { <NoRegistry /> }.into_any(),
        Content::Cards => view! { <CardList typed scope=class /> }.into_any(),
    };
    view! { class=class,
        <div class="title-row"><PageHeading text="Registries" /></div>
        <div class="bar">
            <SearchInput
                label="Filter these registries"
                value=typed
                is_large=true
                on_input=narrow
            />
        </div>
        {content}
    }
}

/// What kind of content the page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Asking,
    Failed,
    NoOrganization,
    NoRegistry,
    Cards,
}

impl Content {
    fn of(directory: &Directory) -> Self {
        match directory {
            Directory::Asking => Self::Asking,
            Directory::Failed(_) => Self::Failed,
            Directory::Known(None) => Self::NoOrganization,
            Directory::Known(Some(organization)) if organization.registries.edges.is_empty() => {
                Self::NoRegistry
            }
            Directory::Known(Some(_)) => Self::Cards,
        }
    }
}

/// Asks again what an earlier page has asked; the first question is the frame's.
fn refresh_what_is_known(registries: Registries) {
    let known = registries.with_organization(|organization| organization.name.clone());
    if known.is_some() {
        registries.ask(known);
    }
}

#[component]
fn Ghosts(scope: &'static str) -> impl IntoView {
    let ghost = |_| {
        view! { class=scope,
            <div class="ghost"><Skeleton /> <Skeleton width=SkeletonWidth::Full /> <Skeleton width=SkeletonWidth::Short /></div>
        }
    };
    view! { class=scope,
        <div class="section" aria-hidden="true"><Skeleton width=SkeletonWidth::Short /></div>
        <div class="cards" aria-hidden="true">{(0..3).map(ghost).collect_view()}</div>
        <p class="sr-only" role="status">"Loading registries"</p>
    }
}

#[component]
fn Failure() -> impl IntoView {
    let registries = Registries::of_app();
    let on_retry = Callback::new(move |()| registries.ask(None));
    move || match registries.directory() {
        Directory::Failed(error) => {
            Some(view! { <ApiErrorPanel title="Could not load the registries" error on_retry /> })
        }
        Directory::Asking | Directory::Known(_) => None,
    }
}

#[component]
fn NoOrganization() -> impl IntoView {
    view! {
        <EmptyState
            icon=IconName::Building2
            title="You are in no organization yet"
            words="Registries belong to an organization. An admin of the server adds you to one with this line:"
        >
            <CodeBlock
                label="Line that adds a person to an organization"
                code="vitrine org add-member ORGANIZATION YOUR-NAME member"
                language=crate::ui::code_block::CodeLanguage::Shell
            />
        </EmptyState>
    }
}

#[component]
fn NoRegistry() -> impl IntoView {
    view! {
        <EmptyState
            icon=IconName::Box
            title="No registry yet"
            words="A registry is a curated space for models, datasets and other artifacts. These lines make one:"
        >
            <CodeBlock label="Lines that make a registry" code=CREATE_LINES />
        </EmptyState>
    }
}
