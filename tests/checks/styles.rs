//! The traps of the style generator (see ARCHITECTURE.md) and the rule that colours exist as tokens only.

use std::collections::BTreeMap;

use crate::sources::{Source, below, without_block_comments, without_line_comments};

/// The generator derives the scope class from this number alone, so two sheets of one length share their class.
fn scope_seed(sheet: &Source) -> usize {
    sheet
        .text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .count()
}

fn sheets_of_one_length(sheets: &[Source]) -> Vec<String> {
    let mut by_length: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for sheet in sheets {
        by_length.entry(scope_seed(sheet)).or_default().push(&sheet.path);
    }
    let shared = by_length.into_iter().filter(|(_, paths)| paths.len() > 1);
    shared
        .map(|(length, paths)| format!("{length} non-blank characters: {}", paths.join(", ")))
        .collect()
}

/// Sheets that are not collected exactly once, and collections that the generator does not see.
fn wrongly_collected(sheets: &[Source], code: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for source in code {
        let text = without_line_comments(&source.text);
        for line in text.lines().filter(|line| line.contains("style_sheet!(")) {
            let Some(path) = line.split('"').nth(1) else {
                found.push(format!(
                    "{}: write the path of the sheet in the same line",
                    source.path
                ));
                continue;
            };
            *uses.entry(path.trim_start_matches("./").to_owned()).or_default() += 1;
            // A top-level function's statements are indented once; the generator looks nowhere else.
            if !line.starts_with("    let ") || line.starts_with("     ") {
                found.push(format!(
                    "{}: `{}` must start a top-level function",
                    source.path,
                    line.trim()
                ));
            }
        }
    }
    for sheet in sheets {
        let count = uses.remove(&sheet.path).unwrap_or(0);
        if count != 1 {
            found.push(format!("{} is collected {count} times", sheet.path));
        }
    }
    found.extend(
        uses.into_keys()
            .map(|path| format!("{path} is collected and does not exist")),
    );
    found
}

/// Selectors with blanks around a combinator, which the generator scopes wrongly.
fn spaced_combinators(sheet: &Source) -> Vec<String> {
    let text = without_block_comments(&sheet.text);
    let selectors = text.split(['{', '}']).filter(|part| !part.contains(';'));
    let is_selector = |part: &&str| !part.trim_start().starts_with('@');
    let is_spaced = |part: &&str| {
        [" >", "> ", " + ", " ~", "~ "]
            .iter()
            .any(|combinator| part.trim().contains(combinator))
    };
    selectors
        .filter(is_selector)
        .filter(is_spaced)
        .map(|part| {
            format!(
                "{}: `{}`: write the combinator without blanks",
                sheet.path,
                part.trim()
            )
        })
        .collect()
}

const COLOUR_FUNCTIONS: [&str; 8] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklch("];
const COLOUR_NAMES: [&str; 14] = [
    "white", "black", "red", "green", "blue", "gray", "grey", "yellow", "orange", "purple", "pink", "silver",
    "indigo", "teal",
];

fn literal_colours(sheet: &Source) -> Vec<String> {
    let text = without_block_comments(&sheet.text);
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        // Only what stands after a colon inside braces is a value; a selector may hold `#id` or `.red`.
        for declaration in line
            .split(['{', '}', ';'])
            .filter(|part| !part.trim_start().starts_with(['.', '&']))
        {
            let Some((_, value)) = declaration.split_once(':') else {
                continue;
            };
            let words = || value.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'));
            let is_named = words().any(|word| COLOUR_NAMES.contains(&word));
            let is_computed = COLOUR_FUNCTIONS.iter().any(|name| value.contains(name));
            if is_named || is_computed || has_hex_colour(value) {
                found.push(format!(
                    "{}:{}: `{}`: use a token",
                    sheet.path,
                    index + 1,
                    declaration.trim()
                ));
            }
        }
    }
    found
}

fn has_hex_colour(value: &str) -> bool {
    value.split('#').skip(1).any(|rest| {
        let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
        let is_whole = !rest
            .chars()
            .nth(digits)
            .is_some_and(|next| next.is_alphanumeric() || next == '-');
        is_whole && matches!(digits, 3 | 4 | 6 | 8)
    })
}

/// Rust strings that are a colour: the app reads colours from the tokens too.
fn colours_in_code(source: &Source) -> Vec<String> {
    let text = without_line_comments(&source.text);
    let strings = text.lines().flat_map(|line| line.split('"').skip(1).step_by(2));
    strings
        .filter(|string| string.starts_with('#') && has_hex_colour(string))
        .map(|string| format!("{}: \"{string}\": use a token", source.path))
        .collect()
}

fn planted(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn no_two_sheets_share_a_scope_class() {
    let found = sheets_of_one_length(&below("src", &["css"]));
    assert!(
        found.is_empty(),
        "add or take away a character:\n{}",
        found.join("\n")
    );
    let same = [
        planted("a.css", ".a { top: 0 }"),
        planted("b.css", ".b{left:0}\n"),
        planted("c.css", ".c{top:0}"),
    ];
    assert_eq!(
        sheets_of_one_length(&same),
        ["9 non-blank characters: a.css, c.css"]
    );
}

#[test]
fn each_sheet_is_collected_exactly_once() {
    let found = wrongly_collected(&below("src", &["css"]), &below("src", &["rs"]));
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    let sheets = [planted("src/a.css", ""), planted("src/b.css", "")];
    let code = [
        planted(
            "src/a.rs",
            "fn a() {\n    let class = style_sheet!(\"./src/a.css\");\n}",
        ),
        planted(
            "src/c.rs",
            "fn c() {\n    if x {\n        let class = style_sheet!(\"./src/c.css\");\n    }\n}",
        ),
    ];
    let found = wrongly_collected(&sheets, &code);
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn combinators_are_written_without_blanks() {
    let found: Vec<String> = below("src", &["css"])
        .iter()
        .flat_map(spaced_combinators)
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    for text in [
        ".a > .b { top: 0 }",
        ".a>.b { top: 0 }\n.a + .b { top: 0 }",
        ".a ~ .b{}",
    ] {
        assert_eq!(spaced_combinators(&planted("x.css", text)).len(), 1, "{text}");
    }
    let fine = ".a>.b { width: calc(1px + 2px); }\n@media (width > 600px) { .c { top: 0 } }";
    assert!(spaced_combinators(&planted("x.css", fine)).is_empty());
}

#[test]
fn every_colour_is_a_token() {
    let mut sheets = below("src", &["css"]);
    sheets.extend(
        below("style", &["css"])
            .into_iter()
            .filter(|sheet| sheet.path != "style/tokens.css"),
    );
    let mut found: Vec<String> = sheets.iter().flat_map(literal_colours).collect();
    found.extend(below("src", &["rs"]).iter().flat_map(colours_in_code));
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    for text in [
        ".a { color: #fff; }",
        ".a{border:1px solid red}",
        ".a {\n  background: rgb(0 0 0 / 5%);\n}",
    ] {
        assert_eq!(literal_colours(&planted("x.css", text)).len(), 1, "{text}");
    }
    assert!(
        literal_colours(&planted(
            "x.css",
            ".red:hover { color: var(--red-fg); white-space: pre }"
        ))
        .is_empty()
    );
    assert_eq!(
        colours_in_code(&planted("x.rs", "let c = \"#4950d4\"; let d = \"#main\";")).len(),
        1
    );
}
