//! What the derive has to know of a struct or an enum, read from its tokens.

use proc_macro::{Delimiter, Group, TokenStream, TokenTree};

/// A struct or an enum.
pub(crate) struct Item {
    pub(crate) name: String,
    /// Its one type parameter.
    pub(crate) parameter: Option<String>,
    pub(crate) is_camel_case: bool,
    pub(crate) is_screaming: bool,
    pub(crate) body: Body,
}

/// What is between the braces.
pub(crate) enum Body {
    /// Named fields.
    Struct(Vec<Field>),
    /// Variants without a value.
    Names(Vec<String>),
    /// The name of the tag, and variants with a value each.
    Tagged(String, Vec<String>),
}

/// A field of a struct.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) has_default: bool,
}

/// Reads an item.
///
/// # Errors
/// Says what the derive cannot read.
pub(crate) fn parse(input: TokenStream) -> Result<Item, String> {
    let tokens = input.into_iter().collect::<Vec<_>>();
    let attributes = serde_words(&tokens);
    let at = tokens
        .iter()
        .position(|token| matches!(token.to_string().as_str(), "struct" | "enum"))
        .ok_or("FromJson reads structs and enums")?;
    let is_struct = tokens[at].to_string() == "struct";
    let name = tokens.get(at + 1).map(ToString::to_string).ok_or("no name")?;
    let has_parameter = tokens.get(at + 2).is_some_and(|token| token.to_string() == "<");
    let parameter = has_parameter
        .then(|| tokens.get(at + 3).map(ToString::to_string))
        .flatten();
    let group = tokens[at..]
        .iter()
        .find_map(braces)
        .ok_or("FromJson reads named fields")?;
    let parts = split_at_commas(group.stream());
    let body = if is_struct {
        Body::Struct(parts.iter().filter_map(|part| field(part)).collect())
    } else {
        let names = parts
            .iter()
            .filter_map(|part| name_behind_attributes(part))
            .collect();
        match attributes
            .split_once("tag = \"")
            .and_then(|(_, rest)| rest.split_once('"'))
        {
            Some((tag, _)) => Body::Tagged(tag.to_owned(), names),
            None => Body::Names(names),
        }
    };
    Ok(Item {
        name,
        parameter,
        is_camel_case: attributes.contains("\"camelCase\""),
        is_screaming: attributes.contains("\"SCREAMING_SNAKE_CASE\""),
        body,
    })
}

fn braces(token: &TokenTree) -> Option<&Group> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
        _ => None,
    }
}

fn field(part: &[TokenTree]) -> Option<Field> {
    let colon = part.iter().position(|token| token.to_string() == ":")?;
    let name = part.get(colon.checked_sub(1)?)?.to_string();
    Some(Field {
        name,
        has_default: serde_words(part).contains("default"),
    })
}

/// The first word that is neither an attribute nor a part of one.
fn name_behind_attributes(part: &[TokenTree]) -> Option<String> {
    part.iter().find_map(|token| match token {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    })
}

/// What stands in all `#[serde(…)]` before the item or the field.
fn serde_words(tokens: &[TokenTree]) -> String {
    let groups = tokens.iter().filter_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            Some(group.stream().to_string())
        }
        _ => None,
    });
    groups
        .filter(|words| words.starts_with("serde"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The parts between commas; a comma inside of `<…>` separates nothing.
fn split_at_commas(stream: TokenStream) -> Vec<Vec<TokenTree>> {
    let (mut parts, mut depth) = (vec![Vec::new()], 0_usize);
    for token in stream {
        let text = token.to_string();
        match text.as_str() {
            "<" => depth += 1,
            ">" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                parts.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(token);
        }
    }
    parts
}
