//! What can be done now, each with its name and its key: by the page that is open, and from everywhere.

use domain::keys::Keys;
use leptos::prelude::*;

use crate::routes::Route;
use crate::ui::{Act, IconName};

/// What a command does.
#[derive(Debug, Clone)]
pub enum CommandAct {
    /// Opens a page.
    Go(Route),
    /// Does something.
    Run(Act),
}

/// Something that can be done.
#[derive(Debug, Clone)]
pub struct Command {
    /// What it is called, as its button is: `Star Models`.
    pub name: String,
    /// Its sign.
    pub icon: IconName,
    /// The keys that do it.
    pub keys: Option<Keys>,
    /// Why it cannot be done now; it is listed all the same.
    pub refusal: Option<String>,
    /// What it does.
    pub act: CommandAct,
}

impl Command {
    /// A command that opens a page.
    pub fn go(name: impl Into<String>, icon: IconName, to: Route) -> Self {
        Self::new(name.into(), icon, CommandAct::Go(to))
    }

    /// A command that does something.
    pub fn run(name: impl Into<String>, icon: IconName, run: impl Into<Act>) -> Self {
        Self::new(name.into(), icon, CommandAct::Run(run.into()))
    }

    fn new(name: String, icon: IconName, act: CommandAct) -> Self {
        Self {
            name,
            icon,
            keys: None,
            refusal: None,
            act,
        }
    }

    /// With the keys that do it.
    #[must_use]
    pub fn with_keys(mut self, keys: Keys) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Refused for a reason; `None` leaves it free.
    #[must_use]
    pub fn refused(mut self, reason: Option<String>) -> Self {
        self.refusal = reason;
        self
    }
}

/// Where a command belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandScope {
    /// The page that is open.
    Page,
    /// Everywhere.
    Everywhere,
}

/// A list of commands on which it can be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// The palette: commands and places by their names.
    Palette,
    /// The sheet of keys.
    KeySheet,
}

#[derive(Clone, Copy)]
struct Offer {
    id: u32,
    scope: CommandScope,
    commands: Signal<Vec<Command>>,
}

/// The commands of the app.
#[derive(Clone, Copy)]
pub struct Commands {
    offers: RwSignal<Vec<Offer>>,
    next_id: StoredValue<u32>,
    overlay: RwSignal<Option<Overlay>>,
}

impl Commands {
    /// Makes the owner of the commands.
    pub fn provide() -> Self {
        let commands = Self::new();
        provide_context(commands);
        commands
    }

    /// The commands of the app.
    pub fn of_app() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    fn new() -> Self {
        Self {
            offers: RwSignal::new(Vec::new()),
            next_id: StoredValue::new(0),
            overlay: RwSignal::new(None),
        }
    }

    /// Offers what the page that calls this can do, for as long as it is open.
    pub fn offer(self, commands: impl Fn() -> Vec<Command> + Send + Sync + 'static) {
        self.offer_in(CommandScope::Page, commands);
    }

    /// Offers commands in a scope, for as long as the caller lives.
    pub fn offer_in(self, scope: CommandScope, commands: impl Fn() -> Vec<Command> + Send + Sync + 'static) {
        let id = self.next_id.get_value();
        self.next_id.set_value(id.wrapping_add(1));
        let commands = Signal::derive(commands);
        self.offers
            .update(|offers| offers.push(Offer { id, scope, commands }));
        on_cleanup(move || {
            // When the app ends, the list may go first.
            let _ = self
                .offers
                .try_update(|offers| offers.retain(|offer| offer.id != id));
        });
    }

    /// What can be done in a scope; what was offered last comes first.
    pub fn of_scope(self, scope: CommandScope) -> Vec<Command> {
        let offers = self.offers.get().into_iter().rev();
        offers
            .filter(|offer| offer.scope == scope)
            .flat_map(|offer| offer.commands.get())
            .collect()
    }

    /// Does what the keys stand for; the page goes before everywhere. Says whether they stand for anything.
    pub fn press(self, keys: Keys, go: impl FnOnce(&Route)) -> bool {
        let command = untrack(|| {
            let own = self.of_scope(CommandScope::Page).into_iter();
            let all = own.chain(self.of_scope(CommandScope::Everywhere));
            all.into_iter()
                .find(|command| command.keys == Some(keys) && command.refusal.is_none())
        });
        match command.map(|command| command.act) {
            Some(CommandAct::Go(to)) => go(&to),
            Some(CommandAct::Run(run)) => run.run(),
            None => return false,
        }
        true
    }

    /// The list that is shown above the page.
    pub fn overlay(self) -> Option<Overlay> {
        self.overlay.get()
    }

    /// Shows a list of commands above the page, or none.
    pub fn show(self, overlay: Option<Overlay>) {
        self.overlay.set(overlay);
    }
}
