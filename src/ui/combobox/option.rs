//! What a combobox offers.

/// A value that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComboboxOption {
    /// What it stands for.
    pub value: String,
    /// The words; they stand in the box once it is chosen.
    pub label: String,
    /// More about it, quieter.
    pub detail: Option<String>,
}

impl ComboboxOption {
    /// A value that is its own word.
    pub fn new(value: impl Into<String>) -> Self {
        let value = value.into();
        Self {
            label: value.clone(),
            value,
            detail: None,
        }
    }
}

/// What a person chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComboboxChoice {
    /// The value of one of the options.
    Offered(String),
    /// A value that is not there yet, as it was typed.
    New(String),
}

/// A line of the open list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Offered(ComboboxOption),
    New(String),
}

impl Line {
    pub(super) fn choice(&self) -> ComboboxChoice {
        match self {
            Self::Offered(option) => ComboboxChoice::Offered(option.value.clone()),
            Self::New(text) => ComboboxChoice::New(text.clone()),
        }
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Offered(option) => &option.label,
            Self::New(text) => text,
        }
    }
}

/// The lines for what was typed: the options, and the text itself where it is none of them and a new value may be made.
pub(super) fn lines(options: Vec<ComboboxOption>, typed: &str, may_create: bool) -> Vec<Line> {
    let typed = typed.trim();
    let is_new = may_create && !typed.is_empty() && options.iter().all(|option| option.label != typed);
    let new = is_new.then(|| Line::New(typed.to_owned()));
    options.into_iter().map(Line::Offered).chain(new).collect()
}
