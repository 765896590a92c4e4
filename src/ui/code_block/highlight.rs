//! Just enough reading of short lines to colour them: strings, comments, keywords.

use super::CodeLanguage;

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Plain,
    Keyword,
    Text,
    Comment,
}

impl TokenKind {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Keyword => "keyword",
            Self::Text => "string",
            Self::Comment => "comment",
        }
    }
}

const PYTHON_KEYWORDS: [&str; 12] = [
    "import", "from", "with", "as", "for", "in", "def", "return", "None", "True", "False", "if",
];
const SHELL_KEYWORDS: [&str; 4] = ["export", "wandb", "curl", "pip"];

/// The pieces of some code; together they are the code.
pub(super) fn tokens(language: CodeLanguage, code: &str) -> Vec<(TokenKind, String)> {
    let keywords: &[&str] = match language {
        CodeLanguage::Python => &PYTHON_KEYWORDS,
        CodeLanguage::Shell => &SHELL_KEYWORDS,
        CodeLanguage::Plain => return vec![(TokenKind::Plain, code.to_owned())],
    };
    let mut found: Vec<(TokenKind, String)> = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = piece(rest, first, keywords);
        let (text, after) = rest.split_at(length);
        match found.last_mut() {
            Some((last, so_far)) if *last == kind => so_far.push_str(text),
            _ => found.push((kind, text.to_owned())),
        }
        rest = after;
    }
    found
}

fn piece(rest: &str, first: char, keywords: &[&str]) -> (TokenKind, usize) {
    if first == '#' {
        return (TokenKind::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if first == '"' || first == '\'' {
        let end = rest[1..].find([first, '\n']).map_or(rest.len(), |at| at + 2);
        return (TokenKind::Text, end);
    }
    if first.is_ascii_alphanumeric() || first == '_' {
        let end = rest
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .unwrap_or(rest.len());
        let kind = if keywords.contains(&&rest[..end]) {
            TokenKind::Keyword
        } else {
            TokenKind::Plain
        };
        return (kind, end);
    }
    (TokenKind::Plain, first.len_utf8())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn the_pieces_together_are_the_code() {
        let code = "import wandb  # é\nrun.link(\"a\", 'b')\nopen(\"x";
        let pieces = tokens(CodeLanguage::Python, code);
        assert_eq!(
            pieces.iter().map(|(_, text)| text.as_str()).collect::<String>(),
            code
        );
        assert_eq!(pieces[0], (TokenKind::Keyword, "import".to_owned()));
        assert!(pieces.contains(&(TokenKind::Text, "\"a\"".to_owned())));
        assert!(pieces.contains(&(TokenKind::Comment, "# é".to_owned())));
    }
}
