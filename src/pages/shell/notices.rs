//! What concerns the whole app, in a line above the page: no connection, another version.

use leptos::prelude::*;

use crate::state::app_version::AppVersion;
use crate::state::connection::{Connection, Reach};
use crate::ui::{Banner, Button, IconName};

/// The lines; their place is there from the start, so that what comes is read out.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let (connection, version) = (Connection::of_app(), AppVersion::of_app());
    let reach = Memo::new(move |_| connection.reach());
    let unreachable = move || {
        let (icon, words) = match reach.get() {
            Reach::Answered => return None,
            Reach::Offline => (
                IconName::WifiOff,
                "You are offline. What is shown stays; changes are possible again once you are back.",
            ),
            Reach::Silent => (
                IconName::TriangleAlert,
                "The server does not answer. What is shown stays; it is asked again by itself.",
            ),
        };
        Some(view! {
            <Banner icon is_warning=true words>
                <Button is_small=true on_press=move |()| connection.ask()>"Try now"</Button>
            </Banner>
        })
    };
    let outdated = move || {
        let words = "Vitrine was updated. Reload when it suits you; what you have not saved would be lost.";
        version.is_outdated().then(|| {
            view! {
                <Banner icon=IconName::RotateCcw words>
                    <Button is_small=true on_press=|()| reload()>"Reload"</Button>
                </Banner>
            }
        })
    };
    view! { <div role="status">{unreachable} {outdated}</div> }
}

fn reload() {
    let _ = window().location().reload();
}
