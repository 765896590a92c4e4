//! Finding a name by some of its letters, as people type them into a palette.

use std::ops::Range;

use crate::fold::Fold as _;

/// How a text fits what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Greater is better.
    pub score: u32,
    /// The places in the text that fit, in bytes, in order, apart from each other.
    pub marks: Vec<Range<usize>>,
}

/// At the start of a word.
const WORD_START: u32 = 300;
/// Inside of a word.
const INSIDE: u32 = 200;
/// Letters in order, with others between them.
const SCATTERED: u32 = 100;

/// Whether every word of what was typed is in the text: in one piece, or at least its letters in order. Upper and lower case count as one.
pub fn find_name(typed: &str, text: &str) -> Option<Found> {
    let letters = text
        .char_indices()
        .map(|(at, letter)| (at, at + letter.len_utf8()));
    let letters = letters.collect::<Vec<_>>();
    let folded = text.folded().chars().collect::<Vec<_>>();
    let mut is_marked = vec![false; folded.len()];
    let mut score = 0;
    for word in typed.folded().split_whitespace() {
        let word = word.chars().collect::<Vec<_>>();
        let (places, worth) = places(&word, &folded)?;
        for at in places {
            is_marked[at] = true;
        }
        score += worth;
    }
    // Of two names that fit alike, the shorter one is closer to what was typed.
    score = (score * 100).saturating_sub(u32::try_from(folded.len()).unwrap_or(u32::MAX).min(99));
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (&(start, end), _) in letters.iter().zip(is_marked).filter(|(_, is_marked)| *is_marked) {
        match marks.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => marks.push(start..end),
        }
    }
    Some(Found { score, marks })
}

/// Which letters of the text a word takes, and what that is worth.
fn places(word: &[char], text: &[char]) -> Option<(Vec<usize>, u32)> {
    let mut whole = (0..=text.len().checked_sub(word.len())?).filter(|&at| text[at..].starts_with(word));
    if let Some(first) = whole.next() {
        let at_start = std::iter::once(first)
            .chain(whole)
            .find(|&at| starts_word(text, at));
        let (at, worth) = at_start.map_or((first, INSIDE), |at| (at, WORD_START));
        return Some(((at..at + word.len()).collect(), worth));
    }
    scattered(word, text).map(|places| {
        // The closer together, the better.
        let span = places
            .last()
            .zip(places.first())
            .map_or(0, |(last, first)| last - first);
        let loose = u32::try_from(span).unwrap_or(u32::MAX).min(SCATTERED - 1);
        (places, SCATTERED - loose)
    })
}

/// The letters of a word in order: found from the start, then drawn together from the end.
fn scattered(word: &[char], text: &[char]) -> Option<Vec<usize>> {
    let mut wanted = word.iter();
    let mut next = wanted.next();
    let mut end = None;
    for (at, letter) in text.iter().enumerate() {
        if Some(letter) == next {
            next = wanted.next();
            end = Some(at);
            if next.is_none() {
                break;
            }
        }
    }
    if next.is_some() {
        return None;
    }
    let mut places = Vec::with_capacity(word.len());
    let mut wanted = word.iter().rev();
    let mut next = wanted.next();
    for at in (0..=end?).rev() {
        if Some(&text[at]) == next {
            places.push(at);
            next = wanted.next();
        }
    }
    places.reverse();
    Some(places)
}

fn starts_word(text: &[char], at: usize) -> bool {
    at == 0 || !text[at - 1].is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(typed: &str, text: &str) -> Option<String> {
        let found = find_name(typed, text)?;
        Some(
            found
                .marks
                .into_iter()
                .map(|mark| &text[mark])
                .collect::<Vec<_>>()
                .join("|"),
        )
    }

    #[test]
    fn one_piece_at_the_start_of_a_word_is_preferred() {
        assert_eq!(marked("det", "cadet-detector").as_deref(), Some("det"));
        assert_eq!(
            find_name("det", "cadet-detector").map(|found| found.marks[0].clone()),
            Some(6..9)
        );
        assert_eq!(marked("FRAUD", "my-fraud").as_deref(), Some("fraud"));
    }

    #[test]
    fn letters_in_order_are_enough() {
        assert_eq!(marked("frd", "fraud-detector").as_deref(), Some("fr|d"));
        assert_eq!(marked("fd", "fraud-detector").as_deref(), Some("f|d"));
        assert_eq!(marked("dfr", "fraud-detector"), None);
    }

    #[test]
    fn every_word_must_be_there() {
        assert_eq!(
            marked("models fra", "Models / fraud").as_deref(),
            Some("Models|fra")
        );
        assert_eq!(marked("models vision", "Models / fraud"), None);
    }

    #[test]
    fn better_fits_score_higher() {
        let score = |text| find_name("vis", text).map(|found| found.score);
        assert!(score("vision") > score("television"));
        assert!(score("television") > score("video-index-small"));
        assert!(score("vision") > score("vision-small"), "the shorter one first");
    }

    #[test]
    fn nothing_typed_fits_everything() {
        assert_eq!(find_name(" ", "Models").map(|found| found.marks), Some(vec![]));
    }

    proptest! {
        #[test]
        fn marks_are_pieces_of_the_text_in_order(typed in ".{0,6}", text in ".{0,24}") {
            if let Some(found) = find_name(&typed, &text) {
                let mut end = 0;
                for mark in found.marks {
                    prop_assert!(mark.start >= end && mark.end > mark.start);
                    prop_assert!(text.get(mark.clone()).is_some());
                    end = mark.end;
                }
            }
        }

        #[test]
        fn a_part_of_a_text_is_found_in_it(before in ".{0,8}", part in "[a-zé漢]{1,6}", after in ".{0,8}") {
            let text = format!("{before}{part}{after}");
            prop_assert!(find_name(&part, &text).is_some());
        }
    }
}
