//! The lines of edges.

use std::fmt::Write as _;

/// An edge as corner points; between them it runs level out of one and level into the next.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EdgeRoute {
    /// From the source's side to the target's; empty for a loop.
    pub points: Vec<(f64, f64)>,
}

impl EdgeRoute {
    /// The `d` of an SVG path: cubic Béziers, and straight lines where the edge runs level anyway.
    pub fn svg_path(&self) -> String {
        let mut out = String::new();
        let mut previous: Option<(f64, f64)> = None;
        for &(x, y) in &self.points {
            let _ = match previous {
                None => write!(out, "M{},{}", tenth(x), tenth(y)),
                Some((_, last_y)) if (last_y - y).abs() < 0.05 => write!(out, "H{}", tenth(x)),
                Some((last_x, last_y)) => {
                    let middle = tenth(last_x.midpoint(x));
                    write!(
                        out,
                        "C{middle},{} {middle},{} {},{}",
                        tenth(last_y),
                        tenth(y),
                        tenth(x),
                        tenth(y)
                    )
                }
            };
            previous = Some((x, y));
        }
        out
    }
}

/// A tenth of a pixel is as fine as any screen shows, and keeps the text short.
fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}
