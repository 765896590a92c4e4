//! Filters, orders and counts as requests name them.

use async_graphql::Context;
use domain::filter::Filter;

use super::scalar::JsonString;
use crate::fault::{Answer, Fault};
use crate::store::search::{Direction, Noun, typed};

/// Reads a filter of the API.
///
/// # Errors
/// `BadRequest` that says what is wrong with it.
pub fn read_filter(filters: Option<&JsonString>) -> Answer<Filter> {
    let text = filters.map_or("", |text| text.0.as_str());
    Filter::parse(text).map_err(|refusal| Fault::BadRequest(format!("{refusal}.")))
}

/// Reads a filter of registries, collections or versions.
///
/// # Errors
/// `BadRequest` that says what is wrong with it.
pub fn read_typed_filter(filters: Option<&JsonString>, noun: Noun) -> Answer<Filter> {
    typed(read_filter(filters)?, noun)
}

/// An order text: the field, and the direction that its sign says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order<'a> {
    /// The name of the field.
    pub field: &'a str,
    /// Which way.
    pub direction: Direction,
}

/// Splits an order text into field and direction: `name`, `+name` and `-name`; `otherwise` stands for none.
pub fn read_order<'a>(order: Option<&'a str>, otherwise: &'a str) -> Order<'a> {
    let text = order
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .unwrap_or(otherwise);
    match text.strip_prefix('-') {
        Some(field) => Order {
            field,
            direction: Direction::Descending,
        },
        None => Order {
            field: text.strip_prefix('+').unwrap_or(text),
            direction: Direction::Ascending,
        },
    }
}

/// What a cursor of that order carries: the list, the sign, and the one name of the field.
pub fn order_name(list: &str, direction: Direction, field: &str) -> String {
    let sign = match direction {
        Direction::Ascending => '+',
        Direction::Descending => '-',
    };
    format!("{list} {sign}{field}")
}

/// Whether the answer is to say how many there are; counting costs more than a page, so it is done for those who ask.
pub fn wants_total(ctx: &Context<'_>) -> bool {
    ctx.look_ahead().field("totalCount").exists()
}
