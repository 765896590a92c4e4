//! One node of a graph.

use domain::format::middle_shortened;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::scene::{HiddenCount, NODE_SIZE, SceneNode};

/// About how many letters fit.
const TITLE_LETTERS: usize = 24;
const SUBTITLE_LETTERS: usize = 28;

/// What happens to a node.
#[derive(Clone, Copy)]
pub struct NodeActs {
    /// It was chosen.
    pub select: Callback<String>,
    /// Its hidden neighbours are wanted.
    pub open: Callback<String>,
    /// The pointer is over it, or no longer is.
    pub hover: Callback<Option<usize>>,
}

/// A run or a version, with badges for what is hidden around it.
#[component]
pub fn Node(
    node: SceneNode,
    index: usize,
    center: (f64, f64),
    #[prop(into)] is_selected: Signal<bool>,
    #[prop(into)] is_dim: Signal<bool>,
    acts: NodeActs,
) -> impl IntoView {
    let class = style_sheet!("./src/graph/node.css");
    let (left, top) = (
        center.0 - NODE_SIZE.width / 2.0,
        center.1 - NODE_SIZE.height / 2.0,
    );
    let badges = view! {
        <MoreBadge node=node.clone() hidden=node.hidden_up is_upstream=true acts />
        <MoreBadge node=node.clone() hidden=node.hidden_down is_upstream=false acts />
    };
    let id = StoredValue::new(node.id.clone());
    let select = move || acts.select.run(id.get_value());
    // The words as they stand on the node, so that one who speaks what they see is understood (WCAG 2.5.3).
    let title = middle_shortened(&node.title, TITLE_LETTERS);
    let subtitle = middle_shortened(&node.subtitle, SUBTITLE_LETTERS);
    let label = format!("{} {title} {subtitle}", node.shape.word());
    let (width, height, corner) = (NODE_SIZE.width, NODE_SIZE.height, node.shape.corner_px());
    let halo = node.is_focus.then(|| {
        view! { class=class, <rect class="halo" x="-5" y="-5" width=width + 10.0 height=height + 10.0 rx=corner + 4.0 /> }
    });
    view! { class=class,
        <g class="place" transform=format!("translate({left:.1},{top:.1})") data-dim=move || is_dim.get().to_string()>
            <g
                class="node"
                tabindex="0"
                role="button"
                aria-label=label
                aria-pressed=move || is_selected.get().to_string()
                data-shape=node.shape.word()
                data-focus=node.is_focus.to_string()
                on:click=move |_| select()
                on:keydown=move |event| press(&event, select)
                on:pointerenter=move |_| acts.hover.run(Some(index))
                on:pointerleave=move |_| acts.hover.run(None)
                on:focus=move |_| acts.hover.run(Some(index))
                on:blur=move |_| acts.hover.run(None)
            >
                {halo}
                <rect class="box" width=width height=height rx=corner />
                <text>
                    <tspan class="title" x="14" y="19">{title}</tspan>
                    " "
                    <tspan class="subtitle" x="14" y="34">{subtitle}</tspan>
                </text>
                <title>{format!("{}\n{}", node.title, node.subtitle)}</title>
            </g>
            {badges}
        </g>
    }
}

/// `+3` at the side of a node: opens the neighbours that are not drawn.
#[component]
fn MoreBadge(node: SceneNode, hidden: HiddenCount, is_upstream: bool, acts: NodeActs) -> impl IntoView {
    let class = style_sheet!("./src/graph/more_badge.css");
    let words = hidden.badge()?;
    let x = if is_upstream { -2.0 } else { NODE_SIZE.width + 2.0 };
    let label = format!("Show {} of {}", hidden.in_words(is_upstream), node.title);
    let hint = label.clone();
    let id = StoredValue::new(node.id);
    let open = move || acts.open.run(id.get_value());
    Some(view! { class=class,
        <g
            class="more"
            transform=format!("translate({x},{})", NODE_SIZE.height / 2.0)
            tabindex="0"
            role="button"
            aria-label=label
            on:click=move |_| open()
            on:keydown=move |event| press(&event, open)
        >
            <rect class="target" x="-16" y="-14" width="32" height="28" />
            <rect class="disc" x="-13" y="-10" width="26" height="20" rx="10" />
            <text class="count" y="4" text-anchor="middle">{words}</text>
            <title>{hint}</title>
        </g>
    })
}

/// Enter and Space do what a click does.
fn press(event: &KeyboardEvent, act: impl Fn()) {
    if matches!(event.key().as_str(), "Enter" | " ") {
        event.prevent_default();
        event.stop_propagation();
        act();
    }
}
