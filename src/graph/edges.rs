//! The lines of a graph.

use domain::lineage::Reach;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::scene::Scene;

/// All lines. Those of the lit path are drawn last, so that they lie on top.
#[component]
pub fn Edges(
    scene: StoredValue<Scene>,
    /// The path that is lit, and whether everything else is dimmed.
    lit: Memo<Option<(Reach, bool)>>,
) -> impl IntoView {
    let class = style_sheet!("./src/graph/edges.css");
    let paths = scene.with_value(|scene| {
        scene
            .layout
            .routes
            .iter()
            .map(domain::lineage::EdgeRoute::svg_path)
            .collect::<Vec<_>>()
    });
    let all = paths
        .iter()
        .enumerate()
        .map(|(at, path)| {
            let is_dim = move || {
                lit.with(|lit| {
                    lit.as_ref()
                        .is_some_and(|(reach, dims)| *dims && !reach.edges[at])
                })
            };
            view! { class=class, <path class="edge" d=path.clone() data-dim=move || is_dim().to_string() /> }
        })
        .collect_view();
    let paths = StoredValue::new(paths);
    let lit_paths = move || {
        let lit = lit.get()?.0.edges;
        let on = paths.with_value(|paths| {
            paths
                .iter()
                .zip(lit)
                .filter(|(_, is_lit)| *is_lit)
                .map(|(path, _)| path.clone())
                .collect::<Vec<_>>()
        });
        Some(
            on.into_iter()
                .map(|path| view! { class=class, <path class="edge lit" d=path /> })
                .collect_view(),
        )
    };
    view! { class=class, <g class="edges" aria-hidden="true">{all} {lit_paths}</g> }
}
