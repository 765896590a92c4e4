//! What is shown where the role does not reach.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::subject::Refusal;
use crate::ui::{Icon, IconName};

/// Which rule refuses, and what would change it.
#[component]
pub fn RefusalPanel(
    /// What is refused: `You may not download these files`.
    #[prop(into)]
    title: String,
    /// The rule.
    refusal: Refusal,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/refusal.css");
    let words = [Some(refusal.because), refusal.would_change]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    view! { class=class,
        <section class="refusal">
            <Icon name=IconName::Lock />
            <div class="words">
                <h2 class="title">{title}</h2>
                <p class="why">{words}</p>
            </div>
        </section>
    }
}
