//! A layer above the page that belongs to its opener: the popup of a menu or of a list.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, EventTarget, HtmlElement};

/// Between the opener and the layer.
const GAP_PX: f64 = 4.0;
/// What stays free at the edges of the window.
const EDGE_PX: f64 = 8.0;

/// Shows a layer that was just made, keeps it at its anchor, and closes it when a press or the focus goes elsewhere.
///
/// To be called by the component of the layer, which lives as long as the layer is open. The anchor holds opener and layer; the layer has
/// `popover="manual"`, so that it is drawn above everything and nothing clips it.
pub fn open_layer(
    layer: NodeRef<html::Div>,
    anchor: NodeRef<html::Div>,
    is_open: RwSignal<bool>,
    opened: impl FnOnce(HtmlElement) + 'static,
) {
    let place = move || {
        if let (Some(anchor), Some(layer)) = (anchor.get_untracked(), layer.get_untracked()) {
            place_at(&anchor, &layer);
        }
    };
    layer.on_load(move |layer| {
        let _ = layer.show_popover();
        place();
        opened(layer.unchecked_into());
    });
    let leave = move |target: Option<EventTarget>| {
        let target = target.and_then(|target| target.dyn_into::<Element>().ok());
        let is_inside = anchor
            .get_untracked()
            .is_some_and(|anchor| anchor.contains(target.as_deref()));
        if !is_inside {
            is_open.set(false);
        }
    };
    let listeners = [
        window_event_listener(ev::pointerdown, move |event| leave(event.target())),
        window_event_listener(ev::focusin, move |event| leave(event.target())),
        window_event_listener(ev::scroll, move |_| place()),
        window_event_listener(ev::resize, move |_| place()),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
}

/// Puts the layer below its anchor, or above it where there is more room.
pub fn place_at(anchor: &HtmlElement, layer: &HtmlElement) {
    let (width_px, height_px) = window_size_px();
    let (around, own) = (
        anchor.get_bounding_client_rect(),
        layer.get_bounding_client_rect(),
    );
    let wanted_px = f64::from(layer.scroll_height()) + 2.0;
    let (below_px, above_px) = (
        height_px - around.bottom() - GAP_PX - EDGE_PX,
        around.top() - GAP_PX - EDGE_PX,
    );
    let is_below = wanted_px <= below_px || below_px >= above_px;
    let room_px = if is_below { below_px } else { above_px };
    let top_px = if is_below {
        around.bottom() + GAP_PX
    } else {
        around.top() - GAP_PX - wanted_px.min(room_px)
    };
    let overflows = around.left() + own.width() > width_px - EDGE_PX;
    let left_px = if overflows {
        around.right() - own.width()
    } else {
        around.left()
    };
    for (name, px) in [
        ("--float-left", left_px.max(EDGE_PX)),
        ("--float-top", top_px.max(EDGE_PX)),
        ("--float-room", room_px),
        ("--float-anchor", around.width()),
    ] {
        let _ = web_sys::HtmlElement::style(layer).set_property(name, &whole_px(px));
    }
}

fn window_size_px() -> (f64, f64) {
    let root = document().document_element();
    let size = root.map(|root| (root.client_width(), root.client_height()));
    let (width_px, height_px) = size.unwrap_or_default();
    (f64::from(width_px), f64::from(height_px))
}

/// Whole pixels: writing a fraction would bring ten kilobytes of tables along.
#[allow(clippy::cast_possible_truncation, reason = "no window is wider")]
fn whole_px(px: f64) -> String {
    format!("{}px", px.round() as i32)
}
