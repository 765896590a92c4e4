//! The breadcrumbs: where the page is, read from its address alone.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::routes::{ProjectAddress, RegistryAddress, Route};
use crate::state::navigation::Navigation;
use crate::state::page_name::PageName;
use crate::state::registries::Registries;

/// One step of the way to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Crumb {
    pub(super) label: String,
    to: Route,
}

/// The way to the page that is open; the last step is the page.
pub(super) fn trail() -> Memo<Vec<Crumb>> {
    let route = Navigation::of_app().route();
    let registries = Registries::of_app();
    let page_name = use_context::<PageName>();
    Memo::new(move |_| {
        let mut trail = route
            .read()
            .as_ref()
            .map(|route| steps(route, registries))
            .unwrap_or_default();
        let own_name = page_name.and_then(PageName::get);
        if let (Some(last), Some(name)) = (trail.last_mut(), own_name) {
            last.label = name;
        }
        trail
    })
}

fn steps(route: &Route, registries: Registries) -> Vec<Crumb> {
    let crumb = |label: &str, to: Route| Crumb {
        label: label.to_owned(),
        to,
    };
    let registries_crumb = || crumb("Registries", Route::Landing);
    let registry = |at: &RegistryAddress| {
        vec![
            registries_crumb(),
            crumb(&registries.title(&at.registry), Route::Registry(at.clone())),
        ]
    };
    let project = |entity: &str, project: &str| {
        let at = ProjectAddress {
            entity: entity.to_owned(),
            project: project.to_owned(),
        };
        vec![
            registries_crumb(),
            crumb(&format!("{entity}/{project}"), Route::Project(at)),
        ]
    };
    let (mut way, last) = match route {
        Route::Landing | Route::SignIn => (vec![], crumb("Registries", Route::Landing)),
        Route::Registry(at) => return registry(at),
        Route::RegistrySettings(at, _) => (registry(at), crumb("Settings", route.clone())),
        Route::Collection(at) => (
            registry(&at.registry_address()),
            crumb(&at.collection, route.clone()),
        ),
        Route::Version(at, _) => {
            let collection = at.collection_address();
            let mut way = registry(&collection.registry_address());
            way.push(crumb(&at.collection, Route::Collection(collection)));
            (way, crumb(&at.version, route.clone()))
        }
        Route::Project(at) => return project(&at.entity, &at.project),
        Route::Run(at) => (project(&at.entity, &at.project), crumb(&at.run, route.clone())),
        Route::SourceVersion(at, _) => {
            let name = format!("{}:{}", at.artifact, at.version);
            (project(&at.entity, &at.project), crumb(&name, route.clone()))
        }
        Route::Authorize | Route::Settings => (vec![], crumb("API keys", route.clone())),
    };
    way.push(last);
    way
}

/// The breadcrumbs.
#[component]
pub(super) fn Crumbs() -> impl IntoView {
    let class = style_sheet!("./src/pages/shell/crumbs.css");
    let trail = trail();
    let links = move || {
        let trail = trail.get();
        let last = trail.len().saturating_sub(1);
        let link = |(at, crumb): (usize, Crumb)| {
            view! { class=class,
                <li class="crumb">
                    <a class="name" href=crumb.to.to_string() aria-current=(at == last).then_some("page")>{crumb.label}</a>
                </li>
            }
        };
        trail.into_iter().enumerate().map(link).collect_view()
    };
    view! { class=class,
        <nav class="crumbs" aria-label="Breadcrumbs"><ol class="list">{links}</ol></nav>
    }
}
