//! Which part of a graph is seen: moved by drag, wheel, keys and buttons.

use domain::lineage::{Bounds, View};
use leptos::ev::{KeyboardEvent, PointerEvent, WheelEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

/// How far a pointer must go before a press is a drag.
const DRAG_FROM_PX: f64 = 4.0;
/// How far an arrow key goes.
const STEP_PX: f64 = 60.0;
/// How much a button or key magnifies.
const FACTOR: f64 = 1.25;

/// The view of one plane.
#[derive(Clone, Copy)]
pub struct Viewport {
    view: RwSignal<View>,
    size: RwSignal<Option<(f64, f64)>>,
    drag: StoredValue<Option<Drag>>,
}

#[derive(Clone, Copy)]
struct Drag {
    start: (f64, f64),
    last: (f64, f64),
    has_moved: bool,
}

impl Viewport {
    /// A view of the plane that an element shows.
    pub fn new(plane: NodeRef<Div>) -> Self {
        let size = RwSignal::new(None);
        Effect::new(move |_| {
            let Some(plane) = plane.get() else { return };
            let measured = plane.clone();
            let on_resize = Closure::<dyn FnMut()>::new(move || {
                let now = (
                    f64::from(measured.client_width()),
                    f64::from(measured.client_height()),
                );
                let _ = size.try_set(Some(now).filter(|(width, height)| *width > 0.0 && *height > 0.0));
            });
            let Ok(observer) = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else {
                return;
            };
            observer.observe(&plane);
            let kept = StoredValue::new_local((observer, on_resize));
            on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
        });
        Self {
            view: RwSignal::new(View::default()),
            size,
            drag: StoredValue::new(None),
        }
    }

    /// The view.
    pub fn get(self) -> View {
        self.view.get()
    }

    /// The part of the picture that is seen.
    pub fn window(self) -> Option<Bounds> {
        self.size
            .get()
            .map(|(width, height)| self.view.get().window(width, height))
    }

    /// Whether the size of the plane is known.
    pub fn has_size(self) -> bool {
        self.size.with(Option::is_some)
    }

    /// Shows the whole picture.
    pub fn fit(self, bounds: &Bounds) {
        if let Some((width, height)) = self.size.get_untracked() {
            self.view.set(View::fitting(bounds, width, height));
        }
    }

    /// Shows a picture for the first time.
    pub fn open(self, bounds: &Bounds, focus: (f64, f64)) {
        if let Some((width, height)) = self.size.get_untracked() {
            self.view.set(View::opening(bounds, focus, width, height));
        }
    }

    /// Brings a point to the middle when it is out of sight.
    pub fn reveal(self, point: (f64, f64)) {
        let Some((width, height)) = self.size.get_untracked() else {
            return;
        };
        let view = self.view.get_untracked();
        let seen = view.window(width, height);
        let is_seen =
            (seen.min_x..=seen.max_x).contains(&point.0) && (seen.min_y..=seen.max_y).contains(&point.1);
        if !is_seen {
            self.view.set(view.centered(point, width, height));
        }
    }

    /// Magnifies around the middle.
    pub fn zoom_in(self) {
        self.zoom(FACTOR);
    }

    /// The other way.
    pub fn zoom_out(self) {
        self.zoom(1.0 / FACTOR);
    }

    fn zoom(self, factor: f64) {
        let (width, height) = self.size.get_untracked().unwrap_or_default();
        self.view
            .update(|view| *view = view.zoomed_at(width / 2.0, height / 2.0, factor));
    }

    /// The wheel magnifies around the pointer; a trackpad's pinch comes as a wheel with Ctrl, in small steps.
    pub fn on_wheel(self, event: &WheelEvent) {
        event.prevent_default();
        let Some(corner) = corner_of(event.current_target()) else {
            return;
        };
        let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE {
            16.0
        } else {
            1.0
        };
        let speed = if event.ctrl_key() { 0.01 } else { 0.0016 };
        let factor = (-event.delta_y() * lines * speed).clamp(-0.7, 0.7).exp();
        let at = (
            f64::from(event.client_x()) - corner.0,
            f64::from(event.client_y()) - corner.1,
        );
        self.view
            .update(|view| *view = view.zoomed_at(at.0, at.1, factor));
    }

    /// A press may become a drag.
    pub fn on_pointer_down(self, event: &PointerEvent) {
        if event.button() == 0 && event.is_primary() {
            let at = (f64::from(event.client_x()), f64::from(event.client_y()));
            self.drag.set_value(Some(Drag {
                start: at,
                last: at,
                has_moved: false,
            }));
        }
    }

    /// A drag moves the picture.
    pub fn on_pointer_move(self, event: &PointerEvent) {
        let Some(mut drag) = self.drag.get_value() else {
            return;
        };
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        if !drag.has_moved {
            if (at.0 - drag.start.0).hypot(at.1 - drag.start.1) < DRAG_FROM_PX {
                return;
            }
            // Captured only now: a captured press would take the click away from the node under it.
            drag.has_moved = true;
            if let Some(plane) = element(event.current_target()) {
                let _ = plane.set_pointer_capture(event.pointer_id());
            }
        }
        self.view
            .update(|view| *view = view.panned(at.0 - drag.last.0, at.1 - drag.last.1));
        drag.last = at;
        self.drag.set_value(Some(drag));
    }

    /// The drag is over.
    pub fn on_pointer_up(self) {
        self.drag.set_value(None);
    }

    /// Arrows move, plus and minus magnify, 0 shows everything. Says whether the key meant something.
    pub fn on_key(self, event: &KeyboardEvent, bounds: &Bounds) -> bool {
        let (by_x, by_y) = match event.key().as_str() {
            "ArrowLeft" => (STEP_PX, 0.0),
            "ArrowRight" => (-STEP_PX, 0.0),
            "ArrowUp" => (0.0, STEP_PX),
            "ArrowDown" => (0.0, -STEP_PX),
            "+" | "=" => {
                self.zoom_in();
                return true;
            }
            "-" => {
                self.zoom_out();
                return true;
            }
            "0" => {
                self.fit(bounds);
                return true;
            }
            _ => return false,
        };
        self.view.update(|view| *view = view.panned(by_x, by_y));
        true
    }
}

fn element(target: Option<web_sys::EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

fn corner_of(target: Option<web_sys::EventTarget>) -> Option<(f64, f64)> {
    let place = element(target)?.get_bounding_client_rect();
    Some((place.left(), place.top()))
}
