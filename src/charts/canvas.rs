//! A canvas that is as large as the element around it, on every screen.

use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The size of a canvas in CSS pixels, and how many of its own make one of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CanvasSize {
    /// Width in CSS pixels.
    pub width_px: f64,
    /// Height in CSS pixels.
    pub height_px: f64,
    /// Pixels of the canvas for each CSS pixel; a whole number, so that level lines are sharp.
    pub scale: u32,
}

/// plotters places points on whole pixels, so even a plain screen gets two for each of its own.
const LEAST_SCALE: u32 = 2;
const GREATEST_SCALE: u32 = 4;

/// The size of a canvas as a signal: `None` until it is in the page, and while it is hidden.
pub fn watch_size(canvas: NodeRef<Canvas>) -> Signal<Option<CanvasSize>> {
    let size = RwSignal::new(None);
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        let measured = canvas.clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            let now = measure(&measured);
            if size.try_get_untracked().is_some_and(|last| last != now) {
                size.set(now);
            }
        });
        let Ok(observer) = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else {
            return;
        };
        observer.observe(&canvas);
        let kept = StoredValue::new_local((observer, on_resize));
        on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
    });
    size.into()
}

fn measure(canvas: &HtmlCanvasElement) -> Option<CanvasSize> {
    let (width, height) = (canvas.client_width(), canvas.client_height());
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to small whole numbers"
    )]
    let scale = (window().device_pixel_ratio().ceil() as u32).clamp(LEAST_SCALE, GREATEST_SCALE);
    (width > 0 && height > 0).then(|| CanvasSize {
        width_px: f64::from(width),
        height_px: f64::from(height),
        scale,
    })
}

/// Empties a canvas, gives it its size, and gives the context to measure text with.
pub fn prepare(canvas: &HtmlCanvasElement, size: CanvasSize) -> Option<CanvasRenderingContext2d> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the size of an element"
    )]
    let (width, height) = (
        size.width_px as u32 * size.scale,
        size.height_px as u32 * size.scale,
    );
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas
        .get_context("2d")
        .ok()??
        .dyn_into::<CanvasRenderingContext2d>()
        .ok()?;
    // Noise would draw spikes far above its values with mitred corners.
    context.set_line_join("round");
    context.set_line_cap("round");
    Some(context)
}
