//! The title of the window: from the smallest to the largest, so that a narrow tab shows what is particular.

use leptos::prelude::*;

use super::crumbs::trail;

/// Keeps the title of the window in step with the page.
pub(super) fn keep() {
    let trail = trail();
    Effect::new(move |_| {
        let mut names = trail.with(|trail| {
            trail
                .iter()
                .rev()
                .map(|crumb| crumb.label.clone())
                .collect::<Vec<_>>()
        });
        names.push("Vitrine".to_owned());
        document().set_title(&names.join(" · "));
    });
}
