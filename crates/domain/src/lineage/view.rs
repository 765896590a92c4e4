//! Which part of the picture is on the screen, and how large.

use super::Bounds;

/// A place and a magnification: a point of the picture is drawn at `x + zoom · px`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Where the picture's origin is, from the left of the screen.
    pub x: f64,
    /// Where the picture's origin is, from the top of the screen.
    pub y: f64,
    /// Screen pixels for each unit of the picture.
    pub zoom: f64,
}

/// Below this nothing can be told apart; above it there is nothing more to see.
const ZOOM_LIMITS: (f64, f64) = (0.02, 3.0);
/// Fitting does not shrink names below what can be read; the rest is a drag away.
const LEAST_READABLE: f64 = 0.75;
/// Room around a picture that is fitted.
const MARGIN_PX: f64 = 40.0;

impl Default for View {
    fn default() -> Self {
        Self {
            x: 0.0,
            y: 0.0,
            zoom: 1.0,
        }
    }
}

impl View {
    /// The whole picture in the middle of a screen, never enlarged.
    pub fn fitting(bounds: &Bounds, width_px: f64, height_px: f64) -> Self {
        let room = |length_px: f64| (length_px - 2.0 * MARGIN_PX).max(1.0);
        let across = room(width_px) / bounds.width().max(1.0);
        let down = room(height_px) / bounds.height().max(1.0);
        let zoom = across.min(down).clamp(ZOOM_LIMITS.0, 1.0);
        Self::default().with_zoom(zoom).centered(
            (
                f64::midpoint(bounds.min_x, bounds.max_x),
                f64::midpoint(bounds.min_y, bounds.max_y),
            ),
            width_px,
            height_px,
        )
    }

    /// As [`View::fitting`] where names stay readable; otherwise as much as can be read, around a point.
    pub fn opening(bounds: &Bounds, point: (f64, f64), width_px: f64, height_px: f64) -> Self {
        let whole = Self::fitting(bounds, width_px, height_px);
        if whole.zoom >= LEAST_READABLE {
            return whole;
        }
        Self::default()
            .with_zoom(LEAST_READABLE.max(whole.zoom))
            .centered(point, width_px, height_px)
    }

    /// The same magnification with a point in the middle of the screen.
    #[must_use]
    pub fn centered(self, point: (f64, f64), width_px: f64, height_px: f64) -> Self {
        Self {
            x: width_px / 2.0 - point.0 * self.zoom,
            y: height_px / 2.0 - point.1 * self.zoom,
            ..self
        }
    }

    /// Moved by so many screen pixels.
    #[must_use]
    pub fn panned(self, by_x: f64, by_y: f64) -> Self {
        Self {
            x: self.x + by_x,
            y: self.y + by_y,
            ..self
        }
    }

    /// Magnified by a factor, with what is under a place of the screen staying there.
    #[must_use]
    pub fn zoomed_at(self, at_x: f64, at_y: f64, factor: f64) -> Self {
        let zoom = (self.zoom * factor).clamp(ZOOM_LIMITS.0, ZOOM_LIMITS.1);
        let ratio = zoom / self.zoom;
        Self {
            x: at_x - (at_x - self.x) * ratio,
            y: at_y - (at_y - self.y) * ratio,
            zoom,
        }
    }

    /// The part of the picture that a screen shows.
    pub fn window(&self, width_px: f64, height_px: f64) -> Bounds {
        let (left, top) = (-self.x / self.zoom, -self.y / self.zoom);
        Bounds {
            min_x: left,
            min_y: top,
            max_x: left + width_px / self.zoom,
            max_y: top + height_px / self.zoom,
        }
    }

    const fn with_zoom(self, zoom: f64) -> Self {
        Self { zoom, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PICTURE: Bounds = Bounds {
        min_x: -100.0,
        min_y: 0.0,
        max_x: 900.0,
        max_y: 200.0,
    };

    #[test]
    fn a_small_picture_is_centered_at_its_size() {
        let view = View::fitting(&PICTURE, 2_000.0, 1_000.0);
        assert_eq!(
            view,
            View {
                x: 600.0,
                y: 400.0,
                zoom: 1.0
            }
        );
    }

    #[test]
    fn a_large_picture_opens_readable_around_its_focus() {
        let view = View::opening(&PICTURE, (0.0, 100.0), 300.0, 200.0);
        assert_eq!((view.zoom, view.x), (0.75, 150.0));
        assert!(View::fitting(&PICTURE, 300.0, 200.0).zoom < 0.3);
    }

    proptest! {
        #[test]
        fn a_fitted_picture_is_inside_of_the_screen(width in 200.0_f64..3e3, height in 200.0_f64..2e3) {
            let shown = View::fitting(&PICTURE, width, height).window(width, height);
            prop_assert!(shown.min_x <= PICTURE.min_x && shown.max_x >= PICTURE.max_x);
            prop_assert!(shown.min_y <= PICTURE.min_y && shown.max_y >= PICTURE.max_y);
        }

        #[test]
        fn what_is_under_the_pointer_stays_there(x in -1e3_f64..1e3, y in -1e3_f64..1e3, factor in 0.1_f64..10.0) {
            let before = View { x: 30.0, y: -70.0, zoom: 0.8 };
            let after = before.zoomed_at(x, y, factor);
            let under = |view: &View| ((x - view.x) / view.zoom, (y - view.y) / view.zoom);
            prop_assert!((under(&before).0 - under(&after).0).abs() < 1e-6);
            prop_assert!((under(&before).1 - under(&after).1).abs() < 1e-6);
        }
    }
}
