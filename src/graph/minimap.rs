//! The whole graph in a corner, with the part that is seen.

use domain::lineage::Bounds;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::scene::{NODE_SIZE, Scene};
use super::viewport::Viewport;

/// The least room around the nodes, in the units of the picture.
const MARGIN: f64 = 60.0;

/// A small picture. It says nothing that the large one does not, so it is hidden from screen readers.
#[component]
pub fn Minimap(scene: StoredValue<Scene>, viewport: Viewport) -> impl IntoView {
    let class = style_sheet!("./src/graph/minimap.css");
    let bounds = scene.with_value(|scene| scene.layout.bounds);
    let (width, height) = (bounds.width() + 2.0 * MARGIN, bounds.height() + 2.0 * MARGIN);
    let view_box = format!(
        "{} {} {width} {height}",
        bounds.min_x - MARGIN,
        bounds.min_y - MARGIN
    );
    let nodes = scene.with_value(|scene| {
        let node = |(node, center): (&super::SceneNode, &(f64, f64))| {
            view! { class=class,
                <rect
                    class="dot"
                    data-focus=node.is_focus.to_string()
                    x=center.0 - NODE_SIZE.width / 2.0
                    y=center.1 - NODE_SIZE.height / 2.0
                    width=NODE_SIZE.width
                    height=NODE_SIZE.height
                    rx=node.shape.corner_px()
                />
            }
        };
        scene
            .nodes
            .iter()
            .zip(&scene.layout.centers)
            .map(node)
            .collect_view()
    });
    let frame = Bounds {
        min_x: bounds.min_x - MARGIN,
        min_y: bounds.min_y - MARGIN,
        max_x: bounds.max_x + MARGIN,
        max_y: bounds.max_y + MARGIN,
    };
    let seen = move || {
        let seen = viewport.window()?.intersection(&frame)?;
        Some(view! { class=class,
            <rect class="seen" x=seen.min_x y=seen.min_y width=seen.width() height=seen.height() />
        })
    };
    view! { class=class, <svg class="minimap" viewBox=view_box aria-hidden="true">{nodes} {seen}</svg> }
}
