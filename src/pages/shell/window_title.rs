//! The title of the window: from the smallest to the largest, so that a narrow tab shows what is particular.

use leptos::prelude::*;

use super::announcer::part_name;
use super::crumbs::trail;
use crate::state::navigation::Navigation;

/// Keeps the title of the window in step with the page.
pub(super) fn keep() {
    let trail = trail();
    let route = Navigation::of_app().route();
    Effect::new(move |_| {
        // The part of the page comes first, unless it is the one that the page opens with.
        let part = route.with(|route| route.as_ref().and_then(part_name).map(str::to_owned));
        let mut names = part
            .into_iter()
            .filter(|part| part != "Overview" && part != "General")
            .collect::<Vec<_>>();
        trail.with(|trail| names.extend(trail.iter().rev().map(|crumb| crumb.label.clone())));
        if route.read().is_none() {
            names.push("No page has this address".to_owned());
        }
        names.push("Vitrine".to_owned());
        document().set_title(&names.join(" · "));
    });
}
