//! Just enough reading of HTML for the one page that we write ourselves.

/// A start tag in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The whole tag, from `<` to `>`.
    pub text: &'a str,
    /// Where it starts in the page, in bytes.
    pub start: usize,
}

impl Tag<'_> {
    /// Where the tag ends in the page, in bytes.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Its name in lower case.
    pub fn name(&self) -> String {
        let name = self.text[1..]
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .next();
        name.unwrap_or_default().to_ascii_lowercase()
    }

    /// The names and values of its attributes; a value may be empty.
    pub fn attributes(&self) -> Vec<(String, String)> {
        let mut rest = self.text[1 + self.name().len()..]
            .trim_end_matches('>')
            .trim_end_matches('/');
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            let end = rest
                .find(|letter: char| letter == '=' || letter.is_whitespace())
                .unwrap_or(rest.len());
            if end == 0 {
                return attributes;
            }
            let name = rest[..end].to_ascii_lowercase();
            rest = rest[end..].trim_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                (value, rest) = value_and_rest(after.trim_start());
            }
            attributes.push((name, value.to_owned()));
        }
    }

    /// The value of one attribute.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.attributes()
            .into_iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value)
    }
}

fn value_and_rest(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// All start tags of the page, in order. Comments and the content of scripts and styles are passed over.
pub fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = page[at..].find('<') {
        let start = at + found;
        let rest = &page[start..];
        if rest.starts_with("<!--") {
            at = start + rest.find("-->").map_or(rest.len(), |end| end + 3);
            continue;
        }
        let end = start + tag_length(rest);
        at = end;
        if rest[1..].starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let tag = Tag {
                text: &page[start..end],
                start,
            };
            if matches!(tag.name().as_str(), "script" | "style") {
                at = end + content(page, &tag).len();
            }
            tags.push(tag);
        }
    }
    tags
}

/// What stands between a tag and the end tag of the same name.
pub fn content<'a>(page: &'a str, tag: &Tag) -> &'a str {
    let rest = &page[tag.end()..];
    let end = rest
        .to_ascii_lowercase()
        .find(&format!("</{}", tag.name()))
        .unwrap_or(rest.len());
    &rest[..end]
}

/// The length of a tag up to its `>`, which does not count inside quotes.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (index, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return index + 1,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_with_any_quotes() {
        let page = r#"<!-- <b> --><link rel="a b" href='/x>y' crossorigin data-n=4 /><p>"#;
        let tags = tags(page);
        assert_eq!(tags.iter().map(Tag::name).collect::<Vec<_>>(), ["link", "p"]);
        assert_eq!(tags[0].attribute("rel").as_deref(), Some("a b"));
        assert_eq!(tags[0].attribute("href").as_deref(), Some("/x>y"));
        assert_eq!(tags[0].attribute("crossorigin").as_deref(), Some(""));
        assert_eq!(tags[0].attribute("data-n").as_deref(), Some("4"));
    }

    #[test]
    fn what_looks_like_a_tag_inside_a_script_is_none() {
        let page = "<script>if (a<b) { c(\"<i>\") }</script><u>";
        let tags = tags(page);
        assert_eq!(tags.iter().map(Tag::name).collect::<Vec<_>>(), ["script", "u"]);
        assert_eq!(content(page, &tags[0]), "if (a<b) { c(\"<i>\") }");
    }
}
