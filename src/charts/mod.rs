//! Charts of series that `domain` computed, drawn by plotters on a canvas.

mod axis;
mod bars;
mod canvas;
mod cursor;
mod data_table;
mod draw;
mod frame;
mod hover;
mod line;
mod line_chart;
mod palette;
mod summary;
mod tip;

pub use axis::{ChartAxis, step_in_words};
pub use bars::{Bar, Bars};
pub use cursor::Cursor;
pub use line::Line;
pub use line_chart::LineChart;
pub use palette::ThemeChanges;
