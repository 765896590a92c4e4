//! Badges: a word with a meaning, told by form and sign as well as by colour.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::icon::{Icon, IconName, IconSize};

/// What a badge names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BadgeKind {
    /// A version, in the mono stack.
    Version,
    /// An alias.
    Alias,
    /// An alias that only some may move; it carries a lock.
    Protected,
    /// A tag.
    Tag,
    /// A type of artifact, or an artifact.
    Artifact,
    /// A run.
    Run,
    /// Anything else.
    #[default]
    Neutral,
    /// Something that went well.
    Success,
    /// Something to look at.
    Warning,
    /// Something that failed.
    Danger,
}

impl BadgeKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Alias => "alias",
            Self::Protected => "protected",
            Self::Tag => "tag",
            Self::Artifact => "artifact",
            Self::Run => "run",
            Self::Neutral => "neutral",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// A badge.
#[component]
pub fn Badge(
    /// What it names.
    #[prop(optional)]
    kind: BadgeKind,
    /// An icon before the word.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The word.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/badge.css");
    let icon = icon.or((kind == BadgeKind::Protected).then_some(IconName::Lock));
    view! { class=class,
        <span class="badge" data-kind=kind.word()>
            {icon.map(|name| view! { <Icon name size=IconSize::Tiny /> })}
            <span class="words">{move || text.get()}</span>
        </span>
    }
}
