//! Keys of the keyboard that run commands, and how presses are read as such.

use std::fmt;

/// How long `g` waits for its letter.
const GO_WAITS_MS: f64 = 1_500.0;

/// The keys of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Keys {
    /// One character, as it is typed: `/`, `?`, `s`.
    One(char),
    /// `g`, then a letter: to go somewhere.
    Go(char),
    /// Control (Command on a Mac) with a letter.
    Control(char),
}

impl Keys {
    /// The keys one after another, or held together, as they are shown.
    pub fn shown(self, is_mac: bool) -> Vec<String> {
        match self {
            Self::One(key) => vec![key.to_string()],
            Self::Go(letter) => vec!["g".to_owned(), letter.to_string()],
            Self::Control(letter) => {
                let held = if is_mac { "⌘" } else { "Ctrl" };
                vec![held.to_owned(), letter.to_ascii_uppercase().to_string()]
            }
        }
    }
}

impl fmt::Display for Keys {
    /// As `aria-keyshortcuts` and texts name them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(key) => write!(f, "{key}"),
            Self::Go(letter) => write!(f, "g {letter}"),
            Self::Control(letter) => write!(f, "Control+{}", letter.to_ascii_uppercase()),
        }
    }
}

/// One press, as the browser tells it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KeyPress<'a> {
    /// The character that the key types, or the name of the key.
    pub key: &'a str,
    /// Whether Control or Command is held.
    pub with_control: bool,
    /// Whether Alt is held; no command uses it, since it types characters on many keyboards.
    pub with_alt: bool,
    /// When, in milliseconds since any fixed moment.
    pub at_ms: f64,
}

/// Reads presses, of which two may belong together.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeyReader {
    went_ms: Option<f64>,
}

impl KeyReader {
    /// The keys that a press completes.
    pub fn read(&mut self, press: KeyPress<'_>) -> Option<Keys> {
        let went_ms = self.went_ms.take();
        let mut characters = press.key.chars();
        let key = characters.next().filter(|_| characters.next().is_none())?;
        if press.with_control {
            return Some(Keys::Control(key.to_ascii_lowercase()));
        }
        if press.with_alt {
            return None;
        }
        let goes = went_ms.is_some_and(|went_ms| press.at_ms - went_ms <= GO_WAITS_MS);
        match key {
            _ if goes => Some(Keys::Go(key)),
            'g' => {
                self.went_ms = Some(press.at_ms);
                None
            }
            _ => Some(Keys::One(key)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str, at_ms: f64) -> KeyPress<'_> {
        KeyPress {
            key,
            with_control: false,
            with_alt: false,
            at_ms,
        }
    }

    #[test]
    fn g_and_a_letter_belong_together_for_a_while() {
        let mut reader = KeyReader::default();
        assert_eq!(reader.read(press("g", 0.0)), None);
        assert_eq!(reader.read(press("r", 900.0)), Some(Keys::Go('r')));
        assert_eq!(reader.read(press("r", 1_000.0)), Some(Keys::One('r')));
        assert_eq!(reader.read(press("g", 2_000.0)), None);
        assert_eq!(reader.read(press("r", 9_000.0)), Some(Keys::One('r')));
    }

    #[test]
    fn control_makes_another_key_of_it_whatever_the_case() {
        let mut reader = KeyReader::default();
        let held = |key| KeyPress {
            with_control: true,
            ..press(key, 0.0)
        };
        assert_eq!(reader.read(held("k")), Some(Keys::Control('k')));
        assert_eq!(reader.read(held("K")), Some(Keys::Control('k')));
    }

    #[test]
    fn names_of_keys_and_characters_typed_with_alt_are_no_keys() {
        let mut reader = KeyReader::default();
        assert_eq!(reader.read(press("Escape", 0.0)), None);
        let typed = KeyPress {
            with_alt: true,
            ..press("s", 0.0)
        };
        assert_eq!(reader.read(typed), None);
        assert_eq!(reader.read(press("?", 0.0)), Some(Keys::One('?')));
    }

    #[test]
    fn keys_are_shown_as_the_keyboard_names_them() {
        assert_eq!(Keys::Control('k').shown(false), ["Ctrl", "K"]);
        assert_eq!(Keys::Control('k').shown(true), ["⌘", "K"]);
        assert_eq!(Keys::Go('r').shown(false), ["g", "r"]);
        assert_eq!(Keys::Control('k').to_string(), "Control+K");
    }
}
