//! The colours of charts: what the tokens say at the moment.

use leptos::prelude::*;
use plotters::style::RGBColor;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The colours and the font that a chart is drawn with.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    series: Vec<RGBColor>,
    /// Gridlines.
    pub grid: RGBColor,
    /// Labels.
    pub text: RGBColor,
    /// The line that marks a step.
    pub mark: RGBColor,
    /// The font of labels.
    pub font_family: String,
}

impl Palette {
    /// Reads the tokens that hold where the canvas is.
    pub fn read(canvas: &HtmlCanvasElement, context: &CanvasRenderingContext2d) -> Option<Self> {
        let style = window().get_computed_style(canvas).ok().flatten()?;
        let token = |name: &str| style.get_property_value(name).unwrap_or_default();
        let color = |name: &str| rgb(context, token(name).trim());
        Some(Self {
            series: (1..=10).map(|index| color(&format!("--c{index}"))).collect(),
            grid: color("--border"),
            text: color("--fg-subtle"),
            mark: color("--fg-muted"),
            font_family: token("--font-sans"),
        })
    }

    /// The colour of a series, from 1; after the tenth they begin again.
    pub fn series(&self, color: u8) -> RGBColor {
        let index = usize::from(color.saturating_sub(1)) % self.series.len().max(1);
        self.series.get(index).copied().unwrap_or(self.text)
    }
}

/// The canvas reads any colour of CSS and says it back as `#rrggbb`.
fn rgb(context: &CanvasRenderingContext2d, css: &str) -> RGBColor {
    context.set_fill_style_str(css);
    let said = context.fill_style().as_string().unwrap_or_default();
    let channel = |at: usize| {
        said.get(at..at + 2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            .unwrap_or(128)
    };
    RGBColor(channel(1), channel(3), channel(5))
}

/// Counts how often the colours of the page changed: by the person, or by the system.
#[derive(Clone, Copy)]
pub struct ThemeChanges(RwSignal<u32>);

impl ThemeChanges {
    /// Watches the page for as long as the owner lives.
    pub fn watch() -> Self {
        let count = RwSignal::new(0_u32);
        let changed = move || {
            let _ = count.try_update(|count| *count = count.wrapping_add(1));
        };
        let on_theme = Closure::<dyn FnMut()>::new(changed);
        let observer = web_sys::MutationObserver::new(on_theme.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(root)) = (&observer, document().document_element()) {
            let what = web_sys::MutationObserverInit::new();
            what.set_attributes(true);
            let _ = observer.observe_with_options(&root, &what);
        }
        let system = window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten();
        let on_system = Closure::<dyn FnMut()>::new(changed);
        if let Some(system) = &system {
            system.set_onchange(Some(on_system.as_ref().unchecked_ref()));
        }
        let kept = StoredValue::new_local((observer, system, on_theme, on_system));
        on_cleanup(move || {
            kept.with_value(|(observer, system, ..)| {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                if let Some(system) = system {
                    system.set_onchange(None);
                }
            });
        });
        Self(count)
    }

    /// Hears of changes.
    pub fn track(self) {
        self.0.track();
    }
}
