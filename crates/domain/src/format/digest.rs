//! Digests and other long names whose ends tell them apart.

/// A digest as its first and last four characters: `9f2c…71ab`.
pub fn short_digest(digest: &str) -> String {
    middle_shortened(digest, 9)
}

/// The text itself when it has at most `width` characters, else its beginning and end around an ellipsis.
///
/// The end keeps the extension of a file name; with an odd rest the beginning gets one character more.
pub fn middle_shortened(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length <= width {
        return text.to_owned();
    }
    let kept = width.max(3) - 1;
    let tail = kept / 2;
    let head: String = text.chars().take(kept - tail).collect();
    let end: String = text.chars().skip(length - tail).collect();
    format!("{head}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_digest_keeps_both_ends() {
        assert_eq!(short_digest("9f2c66d01e4b71ab"), "9f2c…71ab");
        assert_eq!(short_digest("9f2c"), "9f2c");
    }

    proptest! {
        #[test]
        fn a_shortened_text_fits_and_keeps_its_ends(text in "\\PC{0,60}", width in 3_usize..40) {
            let short = middle_shortened(&text, width);
            prop_assert!(short.chars().count() <= width);
            prop_assert_eq!(short.chars().next(), text.chars().next());
            prop_assert_eq!(short.chars().last(), text.chars().last());
        }
    }
}
