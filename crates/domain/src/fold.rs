//! Text without the difference of upper and lower case, for search and order.

/// Text that can be folded.
pub trait Fold {
    /// The text in lower case, for the Latin, Greek and Cyrillic alphabets; other letters stay.
    ///
    /// The standard library knows all alphabets, by a table that is a fiftieth of the whole app.
    fn folded(&self) -> String;
}

impl Fold for str {
    fn folded(&self) -> String {
        self.chars().map(folded_letter).collect()
    }
}

fn folded_letter(letter: char) -> char {
    let code = u32::from(letter);
    let folded = match code {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3A1 | 0x3A3..=0x3AB | 0x410..=0x42F => code + 32,
        0x400..=0x40F => code + 80,
        // Upper and lower case take turns; the dotless and the dotted i are a case of their own.
        0x100..=0x12F | 0x132..=0x137 | 0x14A..=0x177 if code % 2 == 0 => code + 1,
        0x139..=0x148 | 0x179..=0x17E if code % 2 == 1 => code + 1,
        0x178 => 0xFF,
        _ => code,
    };
    char::from_u32(folded).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_three_alphabets_fold_as_the_standard_library_does() {
        // The dotted I becomes two characters there; a final sigma depends on its place.
        let letters = (0..0x180)
            .chain(0x391..0x3CA)
            .chain(0x400..0x460)
            .filter(|&code| code != 0x130);
        for letter in letters.filter_map(char::from_u32) {
            assert_eq!(
                folded_letter(letter).to_string(),
                letter.to_lowercase().to_string(),
                "{letter:?}"
            );
        }
    }

    #[test]
    fn other_letters_stay() {
        assert_eq!("Modell ÄRA 漢字 🙂".folded(), "modell ära 漢字 🙂");
    }
}
