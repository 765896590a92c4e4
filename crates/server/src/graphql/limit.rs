//! What a document may cost before it is carried out: bounded by its text, its shape, and the pages that it asks for.
//!
//! The schema bounds depth and complexity as well, but it follows each spread of a fragment on its own, which a document of twenty lines
//! can turn into a million fields; here each fragment is weighed once.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Name, Value, Variables};

use crate::fault::{Answer, Fault};

/// The longest document; the SDK's longest has 10,000 bytes.
const TEXT_BYTES_MAX: usize = 256 * 1024;
/// The deepest nesting of brackets, values included.
const BRACKETS_MAX: usize = 64;
/// The greatest number of operations and fragments of a document.
const DEFINITIONS_MAX: usize = 100;
/// The greatest number of fields, with every fragment spread out.
const FIELDS_MAX: u64 = 2_000;
/// The greatest number of renamed fields, with every fragment spread out.
const ALIASES_MAX: u64 = 250;
/// The greatest number of directives, with every fragment spread out.
const DIRECTIVES_MAX: u64 = 200;
/// The greatest number of fields that the answer may have, as far as page sizes tell.
const COST_MAX: u64 = 1_000_000;
/// The size of a page that does not say it.
const PAGE_DEFAULT: u64 = 50;

fn refuse(what: &str, found: impl std::fmt::Display, limit: impl std::fmt::Display) -> Fault {
    Fault::BadRequest(format!(
        "The document is too large: {what}, {found}, is above the limit of {limit}. Ask for less at once."
    ))
}

/// Checks the text of a document before it is parsed: the parser goes as deep as the brackets do.
///
/// # Errors
/// `BadRequest` that names the limit.
pub fn check_text(text: &str) -> Answer<()> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(refuse("its length in bytes", text.len(), TEXT_BYTES_MAX));
    }
    let deepest = deepest_bracket(text);
    if deepest > BRACKETS_MAX {
        return Err(refuse("the nesting of its brackets", deepest, BRACKETS_MAX));
    }
    Ok(())
}

/// The deepest nesting of brackets outside of texts and comments.
fn deepest_bracket(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '"' => text_length(rest),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            _ => {
                match letter {
                    '{' | '[' | '(' => depth += 1,
                    '}' | ']' | ')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                deepest = deepest.max(depth);
                letter.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    deepest
}

/// The number of bytes of the quoted text, or block of text, that begins here.
fn text_length(rest: &str) -> usize {
    if let Some(block) = rest.strip_prefix("\"\"\"") {
        let inner = block.replace("\\\"\"\"", "\\...");
        return inner.find("\"\"\"").map_or(rest.len(), |end| end + 6);
    }
    let mut is_escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            // A text ends with its line at the latest.
            '"' | '\n' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// What a selection amounts to with every fragment spread out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Weight {
    fields: u64,
    aliases: u64,
    directives: u64,
    cost: u64,
    has_edges: bool,
}

impl Weight {
    fn and(self, other: Self) -> Self {
        Self {
            fields: self.fields.saturating_add(other.fields),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            cost: self.cost.saturating_add(other.cost),
            has_edges: self.has_edges || other.has_edges,
        }
    }
}

/// Weighs a document; each fragment is looked at once.
struct Scales<'a> {
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    /// The weights of the fragments; none while one is being weighed.
    fragments: BTreeMap<&'a str, Option<Weight>>,
}

impl<'a> Scales<'a> {
    fn selection(&mut self, set: &'a SelectionSet) -> Answer<Weight> {
        let mut sum = Weight::default();
        for item in &set.items {
            let weight = match &item.node {
                Selection::Field(field) => self.field(&field.node)?,
                Selection::FragmentSpread(spread) => Weight {
                    directives: count(spread.node.directives.len()),
                    ..Weight::default()
                }
                .and(self.fragment(&spread.node.fragment_name.node)?),
                Selection::InlineFragment(inline) => Weight {
                    directives: count(inline.node.directives.len()),
                    ..Weight::default()
                }
                .and(self.selection(&inline.node.selection_set.node)?),
            };
            sum = sum.and(weight);
        }
        Ok(sum)
    }

    fn field(&mut self, field: &'a Field) -> Answer<Weight> {
        let inner = self.selection(&field.selection_set.node)?;
        let page = self
            .page_size(field)
            .unwrap_or(if inner.has_edges { PAGE_DEFAULT } else { 1 });
        Ok(Weight {
            fields: inner.fields.saturating_add(1),
            aliases: inner.aliases.saturating_add(u64::from(field.alias.is_some())),
            directives: inner.directives.saturating_add(count(field.directives.len())),
            cost: inner.cost.saturating_mul(page.max(1)).saturating_add(1),
            has_edges: field.name.node == "edges",
        })
    }

    /// The number of entries that the field asks for, where it says so.
    fn page_size(&self, field: &Field) -> Option<u64> {
        let sizes = field
            .arguments
            .iter()
            .filter(|(name, _)| matches!(name.node.as_str(), "first" | "last" | "limit"));
        let numbers = sizes.filter_map(|(_, value)| {
            let value = value.node.clone().into_const_with(|name| {
                let given = self.variables.get(&name).cloned();
                Ok::<_, std::convert::Infallible>(given.unwrap_or_default())
            });
            match value {
                Ok(Value::Number(number)) => number.as_u64(),
                _ => None,
            }
        });
        numbers.max()
    }

    fn fragment(&mut self, name: &'a Name) -> Answer<Weight> {
        match self.fragments.get(name.as_str()) {
            Some(Some(known)) => return Ok(*known),
            Some(None) => {
                return Err(Fault::BadRequest(format!(
                    "The fragment “{name}” contains itself; take the spread out that closes the circle."
                )));
            }
            None => {}
        }
        // One that is not there is refused where the document is validated.
        let Some(definition) = self.document.fragments.get(name) else {
            return Ok(Weight::default());
        };
        self.fragments.insert(name, None);
        let weight = self.selection(&definition.node.selection_set.node)?;
        self.fragments.insert(name, Some(weight));
        Ok(weight)
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Checks the shape of a document and the pages that it asks for.
///
/// # Errors
/// `BadRequest` that names the limit.
pub fn check_document(document: &ExecutableDocument, variables: &Variables) -> Answer<()> {
    let definitions = document.operations.iter().count() + document.fragments.len();
    if definitions > DEFINITIONS_MAX {
        return Err(refuse(
            "the number of its operations and fragments",
            definitions,
            DEFINITIONS_MAX,
        ));
    }
    let mut scales = Scales {
        document,
        variables,
        fragments: BTreeMap::new(),
    };
    // Fragments that nothing spreads are validated all the same.
    let names: BTreeSet<&Name> = document.fragments.keys().collect();
    for name in names {
        scales.fragment(name)?;
    }
    for (_, operation) in document.operations.iter() {
        let own = Weight {
            directives: count(operation.node.directives.len()),
            ..Weight::default()
        };
        let found = own.and(scales.selection(&operation.node.selection_set.node)?);
        let limits = [
            ("the number of its fields", found.fields, FIELDS_MAX),
            ("the number of its aliases", found.aliases, ALIASES_MAX),
            ("the number of its directives", found.directives, DIRECTIVES_MAX),
            ("its cost by page sizes", found.cost, COST_MAX),
        ];
        for (what, found, limit) in limits {
            if found > limit {
                return Err(refuse(what, found, limit));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "limit_tests.rs"]
mod tests;
