//! Ids by which one element names another.

use std::cell::Cell;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

/// An id that no other element of the document has; the stem says what it is for.
pub fn unique_id(stem: &str) -> String {
    let number = NEXT.get();
    NEXT.set(number.wrapping_add(1));
    format!("{stem}-{number}")
}
