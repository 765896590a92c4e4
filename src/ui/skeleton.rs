//! Where data will be, when its shape is known.

use leptos::prelude::*;
use stylers_macro::style_sheet;

/// How wide a bar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SkeletonWidth {
    /// A word.
    Short,
    /// A name.
    #[default]
    Medium,
    /// A sentence.
    Long,
    /// All there is.
    Full,
}

impl SkeletonWidth {
    const fn word(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Medium => "medium",
            Self::Long => "long",
            Self::Full => "full",
        }
    }
}

fn scope() -> &'static str {
    let class = style_sheet!("./src/ui/skeleton.css");
    class
}

/// A bar in the place of a line of text.
#[component]
pub fn Skeleton(
    /// How wide it is.
    #[prop(optional)]
    width: SkeletonWidth,
    /// Whether it stands for the title of the page.
    #[prop(optional)]
    is_title: bool,
) -> impl IntoView {
    let class = scope();
    view! { class=class,
        <span
            class="bar skeleton-bar"
            data-width=width.word()
            data-kind=if is_title { "title" } else { "line" }
            aria-hidden="true"
        ></span>
    }
}

/// Rows in the place of a table.
#[component]
pub fn SkeletonRows(
    /// How many.
    #[prop(default = 6)]
    rows: usize,
) -> impl IntoView {
    let class = scope();
    let line = |_| {
        view! { class=class,
            <div class="line"><Skeleton /> <Skeleton width=SkeletonWidth::Short /> <Skeleton width=SkeletonWidth::Full /></div>
        }
    };
    view! { class=class, <div class="rows" aria-hidden="true">{(0..rows).map(line).collect_view()}</div> }
}
