//! What a menu offers.

use crate::ui::act::Act;
use crate::ui::icon::IconName;

/// What happens when an item is chosen, and how it is told apart.
#[derive(Debug, Clone)]
pub enum MenuItemKind {
    /// Something is done.
    Act(Act),
    /// Something is destroyed.
    Danger(Act),
    /// One of several choices that exclude each other.
    Choice {
        /// Whether it is the one that holds.
        is_chosen: bool,
        /// Chooses it.
        on_choose: Act,
    },
    /// Something that is on or off.
    Toggle {
        /// Whether it is on.
        is_on: bool,
        /// Turns it.
        on_turn: Act,
    },
    /// A page is opened.
    Link(String),
}

/// An item of a menu.
#[derive(Debug, Clone)]
pub struct MenuItem {
    /// Its words.
    pub label: String,
    /// What it does.
    pub kind: MenuItemKind,
    /// An icon before the words.
    pub icon: Option<IconName>,
    /// The key that does the same.
    pub key: Option<String>,
    /// Why it cannot be chosen; it stays in the menu and says so.
    pub refusal: Option<String>,
    /// Whether a line parts it from the item before it.
    pub starts_group: bool,
}

impl MenuItem {
    fn new(label: impl Into<String>, kind: MenuItemKind) -> Self {
        Self {
            label: label.into(),
            kind,
            icon: None,
            key: None,
            refusal: None,
            starts_group: false,
        }
    }

    /// An item that does something.
    pub fn act(label: impl Into<String>, on_choose: impl Into<Act>) -> Self {
        Self::new(label, MenuItemKind::Act(on_choose.into()))
    }

    /// An item that destroys something.
    pub fn danger(label: impl Into<String>, on_choose: impl Into<Act>) -> Self {
        Self::new(label, MenuItemKind::Danger(on_choose.into()))
    }

    /// One of several choices.
    pub fn choice(label: impl Into<String>, is_chosen: bool, on_choose: impl Into<Act>) -> Self {
        let on_choose = on_choose.into();
        Self::new(label, MenuItemKind::Choice { is_chosen, on_choose })
    }

    /// Something to turn on and off.
    pub fn toggle(label: impl Into<String>, is_on: bool, on_turn: impl Into<Act>) -> Self {
        let on_turn = on_turn.into();
        Self::new(label, MenuItemKind::Toggle { is_on, on_turn })
    }

    /// An item that opens a page.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(label, MenuItemKind::Link(href.into()))
    }

    /// With an icon.
    #[must_use]
    pub fn with_icon(mut self, icon: IconName) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With the key that does the same.
    #[must_use]
    pub fn with_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Refused for a reason; `None` leaves it free.
    #[must_use]
    pub fn refused(mut self, reason: Option<String>) -> Self {
        self.refusal = reason;
        self
    }

    /// Parted from the item before it.
    #[must_use]
    pub fn starting_group(mut self) -> Self {
        self.starts_group = true;
        self
    }
}
