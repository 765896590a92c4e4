//! What I may do in a registry, which rule decided, and what would change it.

use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::registry::{CapabilityDecision, RegistryAccess};

use crate::components::RoleChip;
use crate::ui::{Icon, IconName};

/// The decisions on all capabilities, with their reasons.
#[component]
pub(super) fn MyAccess(
    /// What the server decided.
    access: RegistryAccess,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/settings/my_access.css");
    let decision = |decision: CapabilityDecision| view! { <Decision decision scope=class /> };
    view! { class=class,
        <section class="panel" aria-labelledby="my-access">
            <h2 class="title" id="my-access"><Icon name=IconName::CircleHelp /> "What can I do here, and why?"</h2>
            <p class="role">"Effective role" <RoleChip role=access.role /> "from " {access.because}</p>
            <ul>{access.capabilities.into_iter().map(decision).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Decision(decision: CapabilityDecision, scope: &'static str) -> impl IntoView {
    let (icon, answer) = if decision.is_allowed {
        (IconName::CircleCheck, "Yes: ")
    } else {
        (IconName::CircleX, "No: ")
    };
    let why = match decision.would_change {
        Some(change) => format!("{} {change}", decision.because),
        None => decision.because,
    };
    view! { class=scope,
        <li class="capability">
            <span class="sign" data-allowed=decision.is_allowed.to_string()><Icon name=icon /></span>
            <div>
                <p class="strong"><span class="sr-only">{answer}</span> {decision.capability.label()}</p>
                <p class="why">{why}</p>
            </div>
        </li>
    }
}
