//! The lineage as a nested list: the same nodes, for keyboard and screen reader.

use domain::lineage::{Graph, NodeSize, OutlineItem, outline};
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::lineage::{LineageNode, LineageNodeKind};

use super::model::Model;
use super::page_state::PageState;
use crate::ui::{Badge, BadgeKind, IconName};

/// The list does not draw boxes.
const NO_SIZE: NodeSize = NodeSize {
    width: 0.0,
    height: 0.0,
};

fn scope() -> &'static str {
    let class = style_sheet!("./src/pages/version/lineage/outline.css");
    class
}

/// Sources first; below each what came from it.
#[component]
pub fn Outline(model: StoredValue<Model>, found: Memo<Option<Vec<bool>>>, state: PageState) -> impl IntoView {
    let class = scope();
    let items =
        model.with_value(|model| outline(&Graph::new(vec![NO_SIZE; model.nodes().len()], model.edges())));
    let shared = Shared { model, found, state };
    view! { class=class, <div class="outline">{list(&items, shared)}</div> }
}

#[derive(Clone, Copy)]
struct Shared {
    model: StoredValue<Model>,
    found: Memo<Option<Vec<bool>>>,
    state: PageState,
}

/// The items of one depth, each with the deeper ones that follow it.
fn list(items: &[OutlineItem], shared: Shared) -> AnyView {
    let class = scope();
    let Some(depth) = items.first().map(|item| item.depth) else {
        return ().into_any();
    };
    let starts: Vec<usize> = items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.depth == depth)
        .map(|(at, _)| at)
        .collect();
    let ends = starts.iter().copied().skip(1).chain([items.len()]);
    let lines = starts.iter().zip(ends).map(|(start, end)| {
        let below = list(&items[start + 1..end], shared);
        view! { class=class, <li class="item"><Line item=items[*start] shared /> {below}</li> }
    });
    view! { class=class, <ul class="list">{lines.collect_view()}</ul> }.into_any()
}

/// One line: its kind, its name as a link, and the way to its details.
#[component]
fn Line(item: OutlineItem, shared: Shared) -> impl IntoView {
    let class = scope();
    let Shared { model, found, state } = shared;
    let node = model.with_value(|model| model.node(item.node).cloned())?;
    let (hidden_up, hidden_down) = model.with_value(|model| model.hidden(item.node));
    let is_found = move || {
        found.with(|found| {
            found
                .as_ref()
                .is_some_and(|found| found.get(item.node) == Some(&true))
        })
    };
    let hidden = [(hidden_up, true), (hidden_down, false)];
    let id = StoredValue::new(node.id.clone());
    let more = hidden.map(|(count, is_upstream)| {
        count.badge()?;
        let open = move |_| state.open(id.get_value());
        let words = count.in_words(is_upstream);
        Some(view! { class=class, <button type="button" class="act" on:click=open>{words}</button> })
    });
    let details = move |_| state.toggle_selected(id.get_value());
    let is_open =
        move || state.part(|state| state.selected.clone()).get().as_deref() == Some(&*id.get_value());
    Some(view! { class=class,
        <div class="line" data-found=move || is_found().to_string() data-focus=node.is_focus.to_string()>
            <KindBadge node=node.clone() />
            <NodeLink node=node.clone() />
            <span class="kind">{node.subtitle.clone()}</span>
            {item.is_repeat.then(|| view! { class=class, <span class="kind">"(shown above)"</span> })}
            {(!item.is_repeat).then_some(more.into_iter().collect_view())}
            <button type="button" class="act" aria-pressed=move || is_open().to_string() on:click=details>
                "Details"
            </button>
        </div>
    })
}

/// Run or version, by word and colour.
#[component]
pub fn KindBadge(node: LineageNode) -> impl IntoView {
    match node.kind {
        LineageNodeKind::Run => {
            view! { <Badge kind=BadgeKind::Run icon=IconName::Play text="run" /> }.into_any()
        }
        LineageNodeKind::Artifact => {
            let kind = node
                .artifact
                .map_or_else(|| "version".to_owned(), |artifact| artifact.artifact_type.name);
            view! { <Badge kind=BadgeKind::Artifact text=kind /> }.into_any()
        }
    }
}

/// The name of a node, as a link where there is a page.
#[component]
pub fn NodeLink(node: LineageNode) -> impl IntoView {
    let class = scope();
    let route = node
        .artifact
        .as_ref()
        .and_then(wire::lineage::LineageArtifact::route)
        .or_else(|| node.run.as_ref().and_then(wire::lineage::LineageRun::route));
    match route {
        Some(route) => {
            view! { class=class, <a class="name" href=route.to_string()>{node.title}</a> }.into_any()
        }
        None => view! { class=class, <span class="plain">{node.title}</span> }.into_any(),
    }
}
