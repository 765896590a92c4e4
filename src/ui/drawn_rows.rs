//! Which rows of a long table are drawn: those in sight and some around them.

use leptos::html;
use leptos::prelude::*;

/// Tables up to this long are drawn whole.
const DRAWN_WHOLE_UP_TO: usize = 200;
/// The window moves in steps of so many rows, so that most scroll events change nothing.
const STEP_ROWS: usize = 20;
/// How many rows are drawn above and below those in sight.
const MARGIN_ROWS: usize = 40;
/// The height of a row before one was measured.
const ROW_PX: f64 = 36.0;

/// The rows that are drawn, and the height of those that are not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnRows {
    /// The first row that is drawn.
    pub start: usize,
    /// The row behind the last that is drawn.
    pub end: usize,
    /// The height of one row.
    pub row_px: f64,
}

/// The window over the rows of a table, and what is above and below it.
#[derive(Clone, Copy)]
pub struct DrawnWindow {
    /// The rows that are drawn.
    pub rows: Memo<DrawnRows>,
    /// The height of those above.
    pub above_px: Signal<f64>,
    /// The height of those below.
    pub below_px: Signal<f64>,
}

/// Follows the window's scrolling; `body` holds the rows, `row_count` says how many there are. Each row carries its `aria-rowindex`.
pub fn drawn_rows(body: NodeRef<html::Tbody>, row_count: Signal<usize>) -> DrawnWindow {
    let sight = RwSignal::new(Sight::default());
    let look = move || {
        // A frame that was asked for may come after the page has gone, and its signals with it.
        if let Some(body) = body.try_get_untracked().flatten() {
            let seen = Sight::of(&body);
            if sight.try_with_untracked(|known| *known != seen) == Some(true) {
                sight.set(seen);
            }
        }
    };
    let on_scroll = window_event_listener(leptos::ev::scroll, move |_| look());
    let on_resize = window_event_listener(leptos::ev::resize, move |_| look());
    on_cleanup(move || {
        on_scroll.remove();
        on_resize.remove();
    });
    body.on_load(move |_| request_animation_frame(look));
    let rows = Memo::new(move |_| sight.get().rows(row_count.get()));
    DrawnWindow {
        rows,
        above_px: Signal::derive(move || rows.with(|rows| rows_px(rows.start, rows.row_px))),
        below_px: Signal::derive(move || {
            rows.with(|rows| rows_px(row_count.get().saturating_sub(rows.end), rows.row_px))
        }),
    }
}

#[allow(clippy::cast_precision_loss, reason = "a number of rows")]
fn rows_px(rows: usize, row_px: f64) -> f64 {
    rows as f64 * row_px
}

/// A row of a table in the place of rows that are not drawn.
#[component]
pub fn RowSpacer(
    /// How high those are.
    height_px: Signal<f64>,
) -> impl IntoView {
    move || {
        (height_px.get() > 0.0).then(|| {
            view! {
                <tr aria-hidden="true">
                    <td class="row-spacer" colspan="99" style:height=format!("{}px", height_px.get())></td>
                </tr>
            }
        })
    }
}

/// What of the table is in sight, in whole steps.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sight {
    rows_above: usize,
    visible_rows: usize,
    row_px: f64,
}

impl Default for Sight {
    fn default() -> Self {
        Self {
            rows_above: 0,
            visible_rows: STEP_ROWS,
            row_px: ROW_PX,
        }
    }
}

impl Sight {
    fn of(body: &web_sys::HtmlTableSectionElement) -> Self {
        let row = body.query_selector("tr[aria-rowindex]").ok().flatten();
        let row_px = row
            .map(|row| row.get_bounding_client_rect().height())
            .filter(|px| *px >= 1.0)
            .unwrap_or(ROW_PX);
        let height_px = window()
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64())
            .unwrap_or_default();
        let above_px = -body.get_bounding_client_rect().top();
        Self {
            rows_above: steps(above_px / row_px),
            visible_rows: steps(height_px / row_px) + STEP_ROWS,
            row_px,
        }
    }

    fn rows(self, row_count: usize) -> DrawnRows {
        if row_count <= DRAWN_WHOLE_UP_TO {
            return DrawnRows {
                start: 0,
                end: row_count,
                row_px: self.row_px,
            };
        }
        let end = (self.rows_above + self.visible_rows + MARGIN_ROWS).min(row_count);
        let start = self
            .rows_above
            .saturating_sub(MARGIN_ROWS)
            .min(end.saturating_sub(STEP_ROWS));
        DrawnRows {
            start,
            end,
            row_px: self.row_px,
        }
    }
}

/// A number of rows, rounded down to whole steps; nothing for what is above the first row.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what fits"
)]
fn steps(rows: f64) -> usize {
    let rows = rows.clamp(0.0, 1e9) as usize;
    rows - rows % STEP_ROWS
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn drawn(rows_above: usize, row_count: usize) -> (usize, usize) {
        let rows = Sight {
            rows_above,
            visible_rows: 40,
            row_px: ROW_PX,
        }
        .rows(row_count);
        (rows.start, rows.end)
    }

    #[test]
    fn a_short_table_is_drawn_whole() {
        assert_eq!(drawn(0, 200), (0, 200));
    }

    #[test]
    fn of_a_long_one_the_visible_rows_are_drawn_with_a_margin() {
        assert_eq!(drawn(0, 1_000), (0, 80));
        assert_eq!(drawn(500, 1_000), (460, 580));
        assert_eq!(drawn(980, 1_000), (940, 1_000));
    }

    #[test]
    fn a_table_that_got_shorter_still_draws_its_end() {
        assert_eq!(drawn(5_000, 300), (280, 300));
    }

    #[test]
    fn steps_round_down_and_never_below_zero() {
        assert_eq!([-9.0, 0.0, 19.9, 20.0, 59.0].map(steps), [0, 0, 0, 20, 40]);
    }
}
