//! The plane on which a graph lies.

use domain::lineage::{Reach, downstream, through, upstream};
use leptos::html::Div;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::edges::Edges;
use super::minimap::Minimap;
use super::node::{Node, NodeActs};
use super::scene::Scene;
use super::viewport::Viewport;
use crate::ui::{Button, IconButton, IconName};

/// A graph to look around in: drag moves it, the wheel magnifies, hovering lights what a node came from and went into.
#[component]
pub fn GraphPlane(
    /// What is drawn.
    scene: Scene,
    /// The id of the node whose details are shown.
    #[prop(into)]
    selected: Signal<Option<String>>,
    /// Which nodes are looked for; `None` when nothing is.
    #[prop(into)]
    found: Signal<Option<Vec<bool>>>,
    /// A node was chosen.
    #[prop(into)]
    on_select: Callback<String>,
    /// The hidden neighbours of a node are wanted.
    #[prop(into)]
    on_open: Callback<String>,
) -> impl IntoView {
    let class = style_sheet!("./src/graph/plane.css");
    let plane = NodeRef::<Div>::new();
    let viewport = Viewport::new(plane);
    let (bounds, focus) = (
        scene.layout.bounds,
        scene.layout.centers.get(scene.focus()).copied(),
    );
    let scene = StoredValue::new(scene);
    let hovered = RwSignal::new(None::<usize>);
    let chosen = Memo::new(move |_| {
        selected.with(|id| {
            id.as_deref()
                .and_then(|id| scene.with_value(|scene| scene.index_of(id)))
        })
    });
    let lit = Memo::new(move |_| lit_part(scene, hovered.get(), chosen.get()));
    Effect::new(move |was_opened: Option<bool>| {
        let is_open = was_opened == Some(true) || viewport.has_size();
        if is_open && was_opened != Some(true) {
            viewport.open(&bounds, focus.unwrap_or_default());
        }
        is_open
    });
    // Details opened from a link may belong to a node far away.
    Effect::new(move |_| {
        let center = chosen
            .get()
            .and_then(|at| scene.with_value(|scene| scene.layout.centers.get(at).copied()));
        if let (Some(center), true) = (center, viewport.has_size()) {
            viewport.reveal(center);
        }
    });
    let acts = NodeActs {
        select: on_select,
        open: on_open,
        hover: Callback::new(move |index| hovered.set(index)),
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if viewport.on_key(&event, &bounds) {
            event.prevent_default();
        }
    };
    let moved = move || {
        let view = viewport.get();
        format!("translate({:.2},{:.2}) scale({:.4})", view.x, view.y, view.zoom)
    };
    view! { class=class,
        <div class="frame">
            <div
                class="plane"
                node_ref=plane
                role="group"
                aria-label="Graph. Arrow keys move it, plus and minus magnify, 0 shows all."
                tabindex="0"
                on:wheel=move |event| viewport.on_wheel(&event)
                on:pointerdown=move |event| viewport.on_pointer_down(&event)
                on:pointermove=move |event| viewport.on_pointer_move(&event)
                on:pointerup=move |_| viewport.on_pointer_up()
                on:pointercancel=move |_| viewport.on_pointer_up()
                on:keydown=on_key
            >
                <svg class="drawing">
                    <g transform=moved>
                        <Edges scene lit />
                        <Nodes scene chosen lit found acts />
                    </g>
                </svg>
            </div>
            <ZoomButtons viewport scene />
            <Minimap scene viewport />
        </div>
    }
}

#[component]
fn Nodes(
    scene: StoredValue<Scene>,
    chosen: Memo<Option<usize>>,
    lit: Memo<Option<(Reach, bool)>>,
    found: Signal<Option<Vec<bool>>>,
    acts: NodeActs,
) -> impl IntoView {
    scene.with_value(|scene| {
        let placed = scene.nodes.iter().zip(&scene.layout.centers).enumerate();
        placed
            .map(|(index, (node, center))| {
                let is_selected = Signal::derive(move || chosen.get() == Some(index));
                let is_dim = Signal::derive(move || {
                    let is_unlit = lit.with(|lit| {
                        lit.as_ref()
                            .is_some_and(|(reach, dims)| *dims && !reach.nodes[index])
                    });
                    let is_passed_over = found.with(|found| {
                        found
                            .as_ref()
                            .is_some_and(|found| found.get(index) == Some(&false))
                    });
                    is_unlit || is_passed_over
                });
                view! { <Node node=node.clone() index center=*center is_selected is_dim acts /> }
            })
            .collect_view()
    })
}

#[component]
fn ZoomButtons(viewport: Viewport, scene: StoredValue<Scene>) -> impl IntoView {
    let class = style_sheet!("./src/graph/zoom_buttons.css");
    let fit = Callback::new(move |()| viewport.fit(&scene.with_value(|scene| scene.layout.bounds)));
    view! { class=class,
        <div class="zoom">
            <span class="back"><IconButton icon=IconName::Plus label="Zoom in" on_press=move |()| viewport.zoom_in() /></span>
            <span class="back"><IconButton icon=IconName::Minus label="Zoom out" on_press=move |()| viewport.zoom_out() /></span>
            <Button icon=IconName::Maximize on_press=fit>"Fit"</Button>
        </div>
    }
}

/// Under the pointer: all paths through the node, everything else dimmed. Otherwise the path between the chosen node and
/// the focus, without dimming.
fn lit_part(
    scene: StoredValue<Scene>,
    hovered: Option<usize>,
    chosen: Option<usize>,
) -> Option<(Reach, bool)> {
    scene.with_value(|scene| {
        if let Some(hovered) = hovered {
            return Some((through(&scene.graph, hovered), true));
        }
        let (chosen, focus) = (chosen?, scene.focus());
        if chosen == focus {
            return None;
        }
        let both = |one: &Reach, other: &Reach| {
            let and = |a: &[bool], b: &[bool]| a.iter().zip(b).map(|(a, b)| *a && *b).collect();
            Reach {
                nodes: and(&one.nodes, &other.nodes),
                edges: and(&one.edges, &other.edges),
            }
        };
        let forward = both(&downstream(&scene.graph, chosen), &upstream(&scene.graph, focus));
        let back = both(&upstream(&scene.graph, chosen), &downstream(&scene.graph, focus));
        let has_edges = |reach: &Reach| reach.edges.contains(&true);
        [forward, back]
            .into_iter()
            .find(has_edges)
            .map(|reach| (reach, false))
    })
}
