//! Lines of code with a copy button.

mod highlight;

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::copy_button::CopyButton;
use highlight::{TokenKind, tokens};

/// What the lines are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CodeLanguage {
    /// Python.
    #[default]
    Python,
    /// A shell.
    Shell,
    /// Nothing to colour.
    Plain,
}

/// Lines of code, exactly as they are to be copied.
#[component]
pub fn CodeBlock(
    /// The lines.
    #[prop(into)]
    code: Signal<String>,
    /// What they are written in.
    #[prop(optional)]
    language: CodeLanguage,
    /// What the block is, for screen readers: `Lines that link a version`.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/code_block.css");
    let lines = move || {
        let paint =
            |(kind, text): (TokenKind, String)| view! { class=class, <span class=kind.word()>{text}</span> };
        tokens(language, &code.get())
            .into_iter()
            .map(paint)
            .collect_view()
    };
    let copy_label = format!("Copy: {label}");
    // The lines may scroll, so the keyboard must reach them.
    view! { class=class,
        <div class="block">
            <pre class="lines" tabindex="0" role="region" aria-label=label><code>{lines}</code></pre>
            <span class="tool"><CopyButton text=code label=copy_label /></span>
        </div>
    }
}
