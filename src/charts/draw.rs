//! The drawing of a line chart by plotters.

use domain::series::{Point, decimated, stretches};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_canvas::CanvasBackend;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::axis::ChartAxis;
use super::canvas::{CanvasSize, prepare};
use super::frame::Frame;
use super::line::Line;
use super::palette::Palette;

/// The height of labels.
const LABEL_PX: u32 = 11;
/// How much of its colour a line keeps that is drawn behind its smoothed self.
const FAINT: f64 = 0.3;

type Area = DrawingArea<CanvasBackend, Shift>;
type Plane = DrawingArea<CanvasBackend, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Failure = DrawingAreaErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>;

/// What is drawn.
pub struct Picture<'a> {
    /// The lines, the first at the back.
    pub lines: &'a [Line],
    /// What they are drawn over.
    pub axis: ChartAxis,
    /// A place that is marked by an upright line.
    pub mark: Option<f64>,
}

/// Draws a chart and says where its parts are; `None` when there is nothing to draw or no canvas to draw on.
pub fn draw(canvas: &HtmlCanvasElement, size: CanvasSize, picture: &Picture<'_>) -> Option<Frame> {
    let context = prepare(canvas, size)?;
    let palette = Palette::read(canvas, &context)?;
    let frame = {
        context.set_font(&format!("{LABEL_PX}px {}", palette.font_family));
        let width_of = |label: &str| text_width_px(&context, label);
        Frame::new(
            size.width_px,
            size.height_px,
            picture.lines,
            picture.axis,
            width_of,
        )?
    };
    let area = CanvasBackend::with_canvas_object(canvas.clone())?.into_drawing_area();
    let pen = Pen {
        frame: &frame,
        palette: &palette,
        scale: size.scale,
    };
    // The canvas has failed for good when it refuses a line; the table of values is still there.
    pen.all(&area, picture).ok()?;
    Some(frame)
}

fn text_width_px(context: &CanvasRenderingContext2d, text: &str) -> f64 {
    context
        .measure_text(text)
        .map_or(0.0, |measured| measured.width())
}

struct Pen<'a> {
    frame: &'a Frame,
    palette: &'a Palette,
    scale: u32,
}

impl Pen<'_> {
    fn all(&self, area: &Area, picture: &Picture<'_>) -> Result<(), Failure> {
        self.grid(area)?;
        self.labels(area)?;
        if let Some(x) = picture
            .mark
            .filter(|x| (self.frame.x.min..=self.frame.x.max).contains(x))
        {
            self.mark(area, x)?;
        }
        let plot = area
            .clone()
            .apply_coord_spec(Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
                self.frame.x.min..self.frame.x.max,
                self.frame.y.min..self.frame.y.max,
                (
                    self.px(self.frame.left_px)..self.px(self.frame.right_px()),
                    // Upwards: plotters takes the range as it is given.
                    self.px(self.frame.bottom_px())..self.px(self.frame.top_px()),
                ),
            ));
        for line in picture.lines {
            let color = self.palette.series(line.color);
            if line.is_smoothed() {
                self.line(&plot, &line.raw, color.mix(FAINT).stroke_width(self.scale))?;
            }
            // 1.5 pixels, in pixels of the canvas.
            self.line(&plot, &line.smooth, color.stroke_width(self.scale * 3 / 2))?;
        }
        area.present()
    }

    /// Level lines are filled boxes of whole pixels, and therefore sharp.
    fn grid(&self, area: &Area) -> Result<(), Failure> {
        let (left, right) = (self.px(self.frame.left_px), self.px(self.frame.width_px));
        for y in &self.frame.y_ticks.positions {
            let top = self.px(self.frame.px_from_y(*y).round());
            let corners = [(left, top), (right, top + self.whole(1))];
            area.draw(&Rectangle::new(corners, self.palette.grid.filled()))?;
        }
        Ok(())
    }

    fn labels(&self, area: &Area) -> Result<(), Failure> {
        let style = |h_pos, v_pos| {
            TextStyle::from((self.palette.font_family.as_str(), LABEL_PX * self.scale))
                .color(&self.palette.text)
                .pos(Pos::new(h_pos, v_pos))
        };
        let beside = style(HPos::Right, VPos::Center);
        for (y, label) in self
            .frame
            .y_ticks
            .positions
            .iter()
            .zip(&self.frame.y_ticks.labels)
        {
            let at = (
                self.px(self.frame.left_px - 6.0),
                self.px(self.frame.px_from_y(*y).round()),
            );
            area.draw(&Text::new(label.as_str(), at, beside.clone()))?;
        }
        let below = style(HPos::Center, VPos::Bottom);
        for (x, label) in self
            .frame
            .x_ticks
            .positions
            .iter()
            .zip(&self.frame.x_ticks.labels)
        {
            let at = (
                self.px(self.frame.px_from_x(*x)),
                self.px(self.frame.height_px - 2.0),
            );
            area.draw(&Text::new(label.as_str(), at, below.clone()))?;
        }
        Ok(())
    }

    /// An upright line of dashes with a dot on top, which no gridline has.
    fn mark(&self, area: &Area, x: f64) -> Result<(), Failure> {
        let at = self.px(self.frame.px_from_x(x).round());
        let (mut top, bottom) = (self.px(self.frame.top_px()), self.px(self.frame.bottom_px()));
        let color = self.palette.mark;
        area.draw(&Circle::new((at, top), self.scale * 5 / 2, color.filled()))?;
        while top < bottom {
            let end = (top + self.whole(3)).min(bottom);
            area.draw(&Rectangle::new(
                [(at, top), (at + self.whole(1), end)],
                color.filled(),
            ))?;
            top += self.whole(6);
        }
        Ok(())
    }

    fn line(&self, plot: &Plane, points: &[Point], style: ShapeStyle) -> Result<(), Failure> {
        let buckets = usize::try_from(self.px(self.frame.right_px() - self.frame.left_px)).unwrap_or(1);
        for stretch in stretches(&decimated(points, self.frame.x, buckets)) {
            if let [point] = stretch {
                let dot = Circle::new((point.x, point.y), self.scale * 3 / 2, style.filled());
                plot.draw(&dot)?;
            } else {
                let path: Vec<(f64, f64)> = stretch.iter().map(|point| (point.x, point.y)).collect();
                plot.draw(&PathElement::new(path, style))?;
            }
        }
        Ok(())
    }

    /// Pixels of the canvas from CSS pixels.
    #[allow(clippy::cast_possible_truncation, reason = "the size of a canvas")]
    fn px(&self, css_px: f64) -> i32 {
        (css_px * f64::from(self.scale)).round() as i32
    }

    fn whole(&self, css_px: i32) -> i32 {
        css_px * i32::try_from(self.scale).unwrap_or(1)
    }
}
