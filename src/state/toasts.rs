//! Short notices at the edge of the window, read out politely.

use leptos::prelude::*;

use crate::ui::Act;

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToastKind {
    /// Something was done.
    Done,
    /// Something failed.
    Failed,
}

/// A notice.
#[derive(Debug, Clone)]
pub struct Toast {
    /// Tells notices apart.
    pub id: u32,
    /// What it is about.
    pub kind: ToastKind,
    /// What it says.
    pub text: String,
    /// Takes back what was done.
    pub undo: Option<Act>,
}

/// The notices that are shown.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next_id: StoredValue<u32>,
}

impl Toasts {
    /// Makes the owner of notices.
    pub fn provide() {
        provide_context(Self {
            shown: RwSignal::new(Vec::new()),
            next_id: StoredValue::new(0),
        });
    }

    /// The notices of the app.
    pub fn of_app() -> Self {
        use_context().unwrap_or_else(|| Self {
            shown: RwSignal::new(Vec::new()),
            next_id: StoredValue::new(0),
        })
    }

    /// Says that something was done.
    pub fn done(self, text: impl Into<String>) {
        self.push(ToastKind::Done, text.into(), None);
    }

    /// Says that something was done, and offers to take it back.
    pub fn undoable(self, text: impl Into<String>, undo: impl Into<Act>) {
        self.push(ToastKind::Done, text.into(), Some(undo.into()));
    }

    /// Says that something failed.
    pub fn failed(self, text: impl Into<String>) {
        self.push(ToastKind::Failed, text.into(), None);
    }

    /// Takes a notice away.
    pub fn dismiss(self, id: u32) {
        self.shown.update(|shown| shown.retain(|toast| toast.id != id));
    }

    /// Takes back what a notice tells of, once, and takes the notice away.
    pub fn undo(self, id: u32) {
        let undo = self.shown.with_untracked(|shown| {
            let toast = shown.iter().find(|toast| toast.id == id);
            toast.and_then(|toast| toast.undo.clone())
        });
        self.dismiss(id);
        if let Some(undo) = undo {
            undo.run();
        }
    }

    /// The newest notice that can be taken back.
    pub fn newest_undoable(self) -> Option<Toast> {
        self.shown
            .with(|shown| shown.iter().rfind(|toast| toast.undo.is_some()).cloned())
    }

    /// The notices, oldest first.
    pub fn shown(self) -> Vec<Toast> {
        self.shown.get()
    }

    fn push(self, kind: ToastKind, text: String, undo: Option<Act>) {
        let id = self.next_id.get_value();
        self.next_id.set_value(id.wrapping_add(1));
        self.shown
            .update(|shown| shown.push(Toast { id, kind, text, undo }));
    }
}
