//! Moving among the items of a widget by arrows, Home, End and first letters, as the ARIA Authoring Practices describe it.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// How long letters belong to one word.
const WORD_MS: f64 = 600.0;

/// The elements below a container that fit a selector, in order.
pub fn items_of(container: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = container.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}

/// Which of the items has the focus.
pub fn focused_place(items: &[HtmlElement]) -> Option<usize> {
    let focused = leptos::prelude::document().active_element()?;
    items.iter().position(|item| **item == focused)
}

/// Where a key leads among so many items; it goes round at both ends. `None` for keys that lead nowhere.
pub fn next_place(key: &str, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" => Some(at.map_or(0, |at| if at >= last { 0 } else { at + 1 })),
        "ArrowUp" => Some(at.and_then(|at| at.checked_sub(1)).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// Letters that were typed in quick succession: they lead to the item that starts with them.
#[derive(Debug, Clone, Default)]
pub struct Typeahead {
    typed: String,
    last_ms: f64,
}

impl Typeahead {
    /// Where a letter leads; the same letter again and again goes through all items that start with it.
    pub fn find(&mut self, key: &str, now_ms: f64, at: Option<usize>, labels: &[String]) -> Option<usize> {
        if key.chars().count() != 1 || key == " " && self.typed.is_empty() {
            return None;
        }
        if now_ms - self.last_ms > WORD_MS {
            self.typed.clear();
        }
        self.last_ms = now_ms;
        self.typed.push_str(key);
        let first = self.typed.chars().next();
        let is_one_letter = self.typed.chars().all(|letter| Some(letter) == first);
        let (wanted, skipped) = if is_one_letter {
            (key, 1)
        } else {
            (self.typed.as_str(), 0)
        };
        let start = at.map_or(0, |at| at + skipped);
        (0..labels.len())
            .map(|step| (start + step) % labels.len())
            .find(|&place| starts_with(&labels[place], wanted))
    }
}

/// Upper and lower case of the Latin letters without accents count as one.
fn starts_with(label: &str, wanted: &str) -> bool {
    label
        .get(..wanted.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn arrows_go_round_and_home_and_end_lead_to_the_ends() {
        assert_eq!(next_place("ArrowDown", None, 3), Some(0));
        assert_eq!(next_place("ArrowDown", Some(2), 3), Some(0));
        assert_eq!(next_place("ArrowUp", Some(0), 3), Some(2));
        assert_eq!(next_place("ArrowUp", None, 3), Some(2));
        assert_eq!(
            [next_place("Home", Some(1), 3), next_place("End", Some(1), 3)],
            [Some(0), Some(2)]
        );
        assert_eq!(
            [next_place("a", Some(1), 3), next_place("End", None, 0)],
            [None, None]
        );
    }

    #[test]
    fn letters_lead_to_the_item_that_starts_with_them() {
        let labels = ["Rename", "Copy path", "Compare", "Delete"].map(str::to_owned);
        let mut typed = Typeahead::default();
        assert_eq!(typed.find("c", 1_000.0, Some(0), &labels), Some(1));
        assert_eq!(typed.find("o", 1_100.0, Some(1), &labels), Some(1));
        assert_eq!(typed.find("m", 1_200.0, Some(1), &labels), Some(2));
        assert_eq!(typed.find("d", 9_000.0, Some(2), &labels), Some(3));
        assert_eq!(typed.find("z", 19_000.0, Some(2), &labels), None);
    }

    #[test]
    fn the_same_letter_goes_through_all_that_start_with_it() {
        let labels = ["Copy", "Compare", "Delete"].map(str::to_owned);
        let mut typed = Typeahead::default();
        assert_eq!(typed.find("C", 0.0, Some(0), &labels), Some(1));
        assert_eq!(typed.find("C", 100.0, Some(1), &labels), Some(0));
    }
}
