//! The order of the cards on the landing page, and the filter over them.

use std::cmp::Ordering;

use crate::fold::Fold as _;
use crate::order_of::order_of;

/// What decides where the card of a registry stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFacts {
    /// The title people read.
    pub title: String,
    /// Whether the viewer starred it.
    pub is_starred: bool,
    /// Whether it was there from the start.
    pub is_core: bool,
    /// When something last happened in it, RFC 3339 in UTC, so that its text sorts by time.
    pub last_activity_at: Option<String>,
}

/// The places of cards, by their index in what was given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardOrder {
    /// Starred ones, by title.
    pub starred: Vec<usize>,
    /// Core ones, Models before Datasets, newest activity first behind them.
    pub others: Vec<usize>,
}

/// Starred cards by title; then Models and Datasets; then custom ones by last activity, those without any at the end.
pub fn card_order(cards: &[CardFacts]) -> CardOrder {
    let group = |card: &CardFacts| (!card.is_starred, !card.is_starred && !card.is_core);
    let order = order_of(cards.len(), &|one, other| {
        let (one, other) = (&cards[one], &cards[other]);
        let by_activity = match group(one) {
            (true, true) => other.last_activity_at.cmp(&one.last_activity_at),
            _ => Ordering::Equal,
        };
        let by_title = || match group(one) {
            // Models before Datasets: what most people come for.
            (true, false) => other.title.folded().cmp(&one.title.folded()),
            _ => one.title.folded().cmp(&other.title.folded()),
        };
        group(one)
            .cmp(&group(other))
            .then(by_activity)
            .then_with(by_title)
    });
    let (starred, others) = order.into_iter().partition(|&at| cards[at].is_starred);
    CardOrder { starred, others }
}

/// Whether some text holds every word that was typed, whatever the case.
pub fn holds_words(text: &str, typed: &str) -> bool {
    let text = text.folded();
    typed.folded().split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(title: &str, is_starred: bool, is_core: bool, at: Option<&str>) -> CardFacts {
        CardFacts {
            title: title.to_owned(),
            is_starred,
            is_core,
            last_activity_at: at.map(str::to_owned),
        }
    }

    #[test]
    fn starred_come_first_then_core_then_custom_by_activity() {
        let cards = [
            card("Old", false, false, Some("2026-01-01T00:00:00Z")),
            card("Models", false, true, Some("2026-01-01T00:00:00Z")),
            card("vision", true, false, None),
            card("New", false, false, Some("2026-11-01T00:00:00Z")),
            card("Datasets", false, true, None),
            card("Speech", true, false, None),
            card("Silent", false, false, None),
        ];
        assert_eq!(
            card_order(&cards),
            CardOrder {
                starred: vec![5, 2],
                others: vec![1, 4, 3, 0, 6]
            }
        );
    }

    #[test]
    fn every_word_must_be_held_in_any_order() {
        assert!(holds_words("Credit risk pd-retail", "RETAIL credit"));
        assert!(!holds_words("Credit risk", "credit vision"));
        assert!(holds_words("anything", "  "));
    }
}
