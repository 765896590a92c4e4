//! The pages of a long list, as links: each has an address.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::icon::{Icon, IconName, IconSize};

/// Links to the pages of a list; nothing for a list of one page. Pages count from 1.
#[component]
pub fn Pagination(
    /// What is listed, for screen readers: `Pages of members`.
    #[prop(into)]
    label: String,
    /// The page that is open.
    #[prop(into)]
    page: Signal<u32>,
    /// How many there are.
    #[prop(into)]
    page_count: Signal<u32>,
    /// The address of a page.
    #[prop(into)]
    href: Callback<u32, String>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/pagination.css");
    let links = move || {
        let (page, count) = (page.get(), page_count.get());
        let number = move |shown: Option<u32>| match shown {
            Some(at) => view! { class=class,
                <a
                    class="number"
                    href=href.run(at)
                    aria-label=format!("Page {at}")
                    aria-current=(at == page).then_some("page")
                >
                    {at}
                </a>
            }
            .into_any(),
            None => view! { class=class, <span class="gap" aria-hidden="true">"…"</span> }.into_any(),
        };
        let step = move |to: u32, words: &'static str, icon: IconName| {
            let is_there = (1..=count).contains(&to) && to != page;
            view! { class=class,
                <a
                    class="number"
                    href=is_there.then(|| href.run(to))
                    aria-disabled=(!is_there).then_some("true")
                    role=(!is_there).then_some("link")
                    aria-label=words
                >
                    <Icon name=icon size=IconSize::Small />
                </a>
            }
        };
        (count > 1).then(|| {
            let numbers = shown_pages(page, count).into_iter().map(number).collect_view();
            (
                step(page.saturating_sub(1), "Previous page", IconName::ChevronLeft),
                numbers,
                step(page.saturating_add(1), "Next page", IconName::ChevronRight),
            )
        })
    };
    view! { class=class, <nav class="pages" aria-label=label>{links}</nav> }
}

/// The pages that have a link: the first, the last, and those around the one that is open; `None` is a gap of two or more.
fn shown_pages(page: u32, count: u32) -> Vec<Option<u32>> {
    let is_near = |at: u32| at == 1 || at == count || at.abs_diff(page) <= 1;
    let mut shown = Vec::new();
    for at in 1..=count {
        if is_near(at) {
            shown.push(Some(at));
        } else if is_near(at - 1) && is_near(at + 1) {
            // A gap of one is as wide as the page itself.
            shown.push(Some(at));
        } else if shown.last() != Some(&None) {
            shown.push(None);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::shown_pages;

    fn shown(page: u32, count: u32) -> String {
        let words = shown_pages(page, count).into_iter();
        let words = words.map(|at| at.map_or("…".to_owned(), |at| at.to_string()));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_ends_and_the_neighbours_are_shown() {
        assert_eq!(shown(1, 1), "1");
        assert_eq!(shown(1, 3), "1 2 3");
        assert_eq!(shown(10, 20), "1 … 9 10 11 … 20");
    }

    #[test]
    fn a_gap_of_one_is_shown_as_its_page() {
        assert_eq!(shown(4, 9), "1 2 3 4 5 … 9");
        assert_eq!(shown(1, 4), "1 2 3 4");
        assert_eq!(shown(1, 5), "1 2 … 5");
    }
}
