//! The header of a column that can be sorted by.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::icon::{Icon, IconName, IconSize};

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortDirection {
    /// From the least to the greatest.
    Ascending,
    /// From the greatest to the least.
    Descending,
}

impl SortDirection {
    /// The other way.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }

    const fn aria(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }

    const fn icon(self) -> IconName {
        match self {
            Self::Ascending => IconName::ArrowUp,
            Self::Descending => IconName::ArrowDown,
        }
    }
}

/// A `<th>` with a button that sorts by its column.
#[component]
pub fn SortHeader(
    /// The name of the column.
    #[prop(into)]
    label: String,
    /// How the table is sorted by this column; `None` when it is sorted by another one.
    #[prop(into)]
    direction: Signal<Option<SortDirection>>,
    /// Whether the column holds numbers.
    #[prop(optional)]
    is_number: bool,
    /// Sorts by this column, or the other way round.
    #[prop(into)]
    on_sort: Callback<()>,
) -> impl IntoView {
    let class = style_sheet!("./src/ui/sort_header.css");
    let icon = move || {
        direction
            .get()
            .map(|direction| view! { <Icon name=direction.icon() size=IconSize::Small /> })
    };
    view! { class=class,
        <th
            scope="col"
            class=if is_number { "num" } else { "" }
            aria-sort=move || direction.get().map_or("none", SortDirection::aria)
        >
            <button
                type="button"
                class="sort"
                data-sorted=move || direction.get().is_some().to_string()
                on:click=move |_| on_sort.run(())
            >
                {label}
                {icon}
            </button>
        </th>
    }
}
