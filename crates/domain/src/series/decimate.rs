//! Thinning of a series to what a screen can show.

use super::{Extent, Point};

/// At most four points per bucket of `x_range` (first, least, greatest, last), in order, so that the drawn line covers
/// the same pixels when a bucket is one pixel wide (M4: Jugel et al., VLDB 2014).
///
/// A gap ends a stretch and is kept as one point. Points outside of `x_range` fall into the outermost buckets.
pub fn decimated(points: &[Point], x_range: Extent, bucket_count: usize) -> Vec<Point> {
    let buckets = bucket_count.max(1);
    if points.len() <= buckets.saturating_mul(4) {
        return points.to_vec();
    }
    let mut out = Vec::with_capacity(buckets * 4);
    let mut open: Option<(usize, Bucket)> = None;
    for point in points {
        if !point.y.is_finite() {
            if let Some((_, bucket)) = open.take() {
                bucket.write(&mut out);
                out.push(Point {
                    x: point.x,
                    y: f64::NAN,
                });
            }
            continue;
        }
        let index = bucket_of(point.x, x_range, buckets);
        match &mut open {
            Some((current, bucket)) if *current == index => bucket.take(*point),
            _ => {
                if let Some((_, bucket)) = open.take() {
                    bucket.write(&mut out);
                }
                open = Some((index, Bucket::new(*point)));
            }
        }
    }
    if let Some((_, bucket)) = open {
        bucket.write(&mut out);
    }
    out
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "the fraction is clamped, and a screen has far fewer than 2^52 pixels"
)]
fn bucket_of(x: f64, x_range: Extent, buckets: usize) -> usize {
    let fraction = x_range.fraction_of(x).clamp(0.0, 1.0);
    ((fraction * buckets as f64) as usize).min(buckets - 1)
}

struct Bucket {
    first: Point,
    last: Point,
    least: (usize, Point),
    greatest: (usize, Point),
    count: usize,
}

impl Bucket {
    fn new(point: Point) -> Self {
        Self {
            first: point,
            last: point,
            least: (0, point),
            greatest: (0, point),
            count: 1,
        }
    }

    fn take(&mut self, point: Point) {
        if point.y < self.least.1.y {
            self.least = (self.count, point);
        }
        if point.y > self.greatest.1.y {
            self.greatest = (self.count, point);
        }
        self.last = point;
        self.count += 1;
    }

    fn write(self, out: &mut Vec<Point>) {
        let (low, high) = if self.least.0 <= self.greatest.0 {
            (self.least, self.greatest)
        } else {
            (self.greatest, self.least)
        };
        out.push(self.first);
        let mut written = 0;
        for (index, point) in [low, high, (self.count - 1, self.last)] {
            if index > written {
                out.push(point);
                written = index;
            }
        }
    }
}
