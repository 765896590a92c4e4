//! Where the app is, and the way to other places: the one owner of the browser's history.

mod history;
mod links;
mod scroll;

use domain::url_query::Query;
use leptos::prelude::*;

use crate::routes::Route;

pub use links::route_of_link;

/// What the address bar says behind the origin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Place {
    path: String,
    query: String,
}

/// The way through the app.
#[derive(Clone, Copy)]
pub struct Navigation {
    place: RwSignal<Place>,
    route: Memo<Option<Route>>,
    query: Memo<Query>,
    /// Set while a page that was just opened has not yet focused its heading.
    heading_wants_focus: StoredValue<bool>,
}

impl Navigation {
    /// Reads the address bar and listens to links and to Back and Forward.
    pub fn provide() -> Self {
        let place = RwSignal::new(history::start());
        let route = Memo::new(move |_| place.with(Place::route));
        let query = Memo::new(move |_| place.with(|place| Query::parse(&place.query)));
        let navigation = Self {
            place,
            route,
            query,
            heading_wants_focus: StoredValue::new(false),
        };
        provide_context(navigation);
        navigation.show_canonical_address();
        links::listen(navigation);
        scroll::listen();
        window_event_listener(leptos::ev::popstate, move |_| {
            let y_px = history::entered();
            navigation.arrive(history::read_place());
            scroll::restore(y_px);
        });
        navigation
    }

    /// The navigation of the app.
    ///
    /// # Panics
    /// Outside of the app, where there is no place to go to.
    pub fn of_app() -> Self {
        match use_context() {
            Some(navigation) => navigation,
            None => unreachable!("the app provides the navigation before any page is made"),
        }
    }

    /// The page that is open; `None` when no page has this address.
    pub fn route(self) -> Memo<Option<Route>> {
        self.route
    }

    /// The path of the address, whether a page has it or not.
    pub fn path(self) -> String {
        self.place.with(|place| place.path.clone())
    }

    /// The state that the address carries behind the `?`.
    pub fn query(self) -> Memo<Query> {
        self.query
    }

    /// One value behind the `?`, as a signal that changes only with it.
    pub fn query_value(self, name: &'static str) -> Memo<Option<String>> {
        Memo::new(move |_| self.query.with(|query| query.get(name).map(str::to_owned)))
    }

    /// Opens a page; Back returns.
    pub fn go(self, to: &Route) {
        self.go_to_address(&to.to_string());
    }

    /// Opens a page in the place of this one; Back does not return here.
    pub fn replace(self, to: &Route) {
        history::replace(&to.to_string());
        self.arrive(history::read_place());
    }

    /// Writes the state of the page that is open; `commit` makes a step that Back takes back, otherwise the address
    /// is only corrected, as while typing.
    pub fn set_query(self, query: &Query, commit: bool) {
        let place = Place {
            path: self.place.with_untracked(|place| place.path.clone()),
            query: query.to_string(),
        };
        if commit {
            history::push(&place.address());
        } else {
            history::replace(&place.address());
        }
        self.place.set(place);
    }

    /// Sets one value behind the `?`; a default is not written: give `None`.
    pub fn set_query_value(self, name: &str, value: Option<&str>, commit: bool) {
        let query = self.query.get_untracked().with(name, value);
        self.set_query(&query, commit);
    }

    /// Has the next heading that is shown take the focus, as when a page takes the place of another without a navigation.
    pub fn focus_next_heading(self) {
        self.heading_wants_focus.set_value(true);
    }

    /// Whether the heading that asks is the one to focus; true once for each page that is opened.
    pub fn take_heading_focus(self) -> bool {
        let wanted = self.heading_wants_focus.get_value();
        self.heading_wants_focus.set_value(false);
        wanted
    }

    fn go_to_address(self, address: &str) {
        if address == self.place.with_untracked(Place::address) {
            return;
        }
        let before = self.route.get_untracked();
        history::push(address);
        self.arrive(history::read_place());
        if !is_same_page(before.as_ref(), self.route.get_untracked().as_ref()) {
            scroll::to_top();
        }
    }

    fn arrive(self, place: Place) {
        let before = self.route.get_untracked();
        self.place.set(place);
        self.show_canonical_address();
        if !is_same_page(before.as_ref(), self.route.get_untracked().as_ref()) {
            self.heading_wants_focus.set_value(true);
            focus_main();
        }
    }

    /// Writes the canonical form of an address that another form led to, such as a link that the SDK printed.
    fn show_canonical_address(self) {
        let place = self.place.get_untracked();
        let Some(route) = place.route() else { return };
        let path = route.to_string();
        if path != place.path {
            let query = Query::parse(&place.query)
                .with("selectionPath", None)
                .with("view", None)
                .with("version", None);
            let canonical = Place {
                path,
                query: query.to_string(),
            };
            history::replace(&canonical.address());
            self.place.set(canonical);
        }
    }
}

impl Place {
    fn route(&self) -> Option<Route> {
        self.address().parse().ok()
    }

    fn address(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }
}

/// Whether two routes are the same page with other state, such as another tab.
pub fn is_same_page(one: Option<&Route>, other: Option<&Route>) -> bool {
    match (one, other) {
        (Some(Route::Version(one, _)), Some(Route::Version(other, _))) => one == other,
        (Some(Route::SourceVersion(one, _)), Some(Route::SourceVersion(other, _))) => one == other,
        (Some(Route::RegistrySettings(one, _)), Some(Route::RegistrySettings(other, _))) => one == other,
        (one, other) => one == other,
    }
}

/// Keeps the focus in the document while the page that held it goes away.
fn focus_main() {
    use wasm_bindgen::JsCast as _;
    let main = document()
        .get_element_by_id("main")
        .and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(main) = main {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = main.focus_with_options(&options);
    }
}
