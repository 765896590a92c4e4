//! The page of an address that leads nowhere.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::components::PageHeading;
use crate::routes::Route;
use crate::state::commands::{Commands, Overlay};
use crate::state::navigation::Navigation;
use crate::ui::{Button, IconName};

/// Says that the address leads nowhere, and what is near it.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let class = style_sheet!("./src/pages/not_found.css");
    let (navigation, commands) = (Navigation::of_app(), Commands::of_app());
    let path = move || navigation.path();
    let near = move || {
        nearest_page(&path()).map(|route| {
            let to = route.to_string();
            view! { class=class, <p>"The nearest page that may exist: " <a class="link" href=to.clone()>{to.clone()}</a></p> }
        })
    };
    view! { class=class,
        <div class="lost">
            <p class="code" aria-hidden="true">"404"</p>
            <PageHeading text="No page has this address" />
            <p class="address mono">{path}</p>
            <p>"The link may be cut off or mistyped. What was renamed has a new address; what was deleted has none."</p>
            {near}
            <div class="acts">
                <a class="link" href=Route::Landing.to_string()>"All registries"</a>
                <Button icon=IconName::Search on_press=move |()| commands.show(Some(Overlay::Palette))>
                    "Find a registry or collection"
                </Button>
            </div>
        </div>
    }
}

/// The page whose address is the longest start of this one; the landing page is near to everything and counts as none.
fn nearest_page(path: &str) -> Option<Route> {
    let mut rest = path.trim_end_matches('/');
    while let Some((start, _)) = rest.rsplit_once('/') {
        match start.parse::<Route>() {
            Ok(Route::Landing) | Err(_) => rest = start,
            Ok(route) => return Some(route),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::nearest_page;

    #[test]
    fn the_nearest_page_is_the_longest_start_that_is_an_address() {
        let near = |path| nearest_page(path).map(|route| route.to_string());
        assert_eq!(
            near("/orgs/acme/registry/model/c/fraud/v1/nonsense").as_deref(),
            Some("/orgs/acme/registry/model/c/fraud/v1")
        );
        assert_eq!(
            near("/orgs/acme/registry/model/x").as_deref(),
            Some("/orgs/acme/registry/model")
        );
        assert_eq!(near("/orgs/acme"), None);
        assert_eq!(near("/"), None);
    }
}
