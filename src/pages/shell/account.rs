//! The person at the foot of the sidebar: theme, API keys, sign out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use stylers_macro::style_sheet;
use wire::session::Viewer;

use crate::routes::Route;
use crate::state::registries::Registries;
use crate::state::session::Session;
use crate::state::theme::{Theme, ThemePreference};
use crate::state::toasts::Toasts;
use crate::ui::{Avatar, Icon, IconName, Segmented};

/// The id of the menu; its opener names it, so that the browser opens and closes it.
const MENU_ID: &str = "account-menu";

/// The person who is signed in, with a menu.
#[component]
pub(super) fn Account() -> impl IntoView {
    let class = style_sheet!("./src/pages/shell/account.css");
    let session = Session::of_app();
    let person = move || {
        session
            .viewer()
            .map(|viewer| view! { <Person viewer scope=class /> })
    };
    view! { class=class,
        <div class="me">{person}</div>
        <div class="menu" id=MENU_ID popover="auto">
            <AccountMenu scope=class />
        </div>
    }
}

#[component]
fn Person(viewer: Viewer, scope: &'static str) -> impl IntoView {
    let registries = Registries::of_app();
    let role = move || {
        let role = registries
            .with_organization(|organization| organization.my_role.clone())
            .flatten();
        match role.as_deref() {
            Some("admin") => "Organization admin",
            Some("member") => "Organization member",
            Some("viewer") => "Organization viewer",
            _ => "",
        }
    };
    let name = if viewer.name.is_empty() {
        viewer.username.unwrap_or_default()
    } else {
        viewer.name
    };
    view! { class=scope,
        <Avatar name=name.clone() is_large=true />
        <div class="who side-label">
            <div class="ellipsis strong">{name}</div>
            <div class="ellipsis small subtle">{role}</div>
        </div>
        <button class="opener" type="button" popovertarget=MENU_ID aria-label="Theme, keys and sign out">
            <Icon name=IconName::Ellipsis />
        </button>
    }
}

#[component]
fn AccountMenu(scope: &'static str) -> impl IntoView {
    let (session, theme, toasts) = (Session::of_app(), Theme::of_app(), Toasts::of_app());
    let themes = ThemePreference::ALL
        .map(|preference| (preference, preference.label()))
        .to_vec();
    view! { class=scope,
        <p class="heading">"Theme"</p>
        <div class="themes">
            <Segmented
                label="Theme"
                choices=themes
                chosen=Signal::derive(move || theme.preference())
                on_choose=move |preference| theme.prefer(preference)
            />
        </div>
        <a class="act" href=Route::Authorize.to_string()><Icon name=IconName::KeyRound /> "API keys"</a>
        <button class="act" type="button" on:click=move |_| sign_out(session, toasts)><Icon name=IconName::LogOut /> "Sign out"</button>
    }
}

/// Signs out, or says that it did not come about.
pub(super) fn sign_out(session: Session, toasts: Toasts) {
    spawn_local(async move {
        if let Err(error) = session.sign_out().await {
            toasts.failed(format!("You are still signed in. {}", error.message));
        }
    });
}
