//! Numbers, sizes, times and digests as people read them. Locale is fixed (English); the present is an argument.

mod column;
mod digest;
mod instant;
mod number;
mod size;
mod span;

pub use column::ColumnFormat;
pub use digest::{middle_shortened, short_digest};
pub use instant::{Instant, relative_time};
pub use number::{count, count_of, exact_number, fixed, metric, number_with_significant_digits};
pub use size::bytes;
pub use span::duration;
