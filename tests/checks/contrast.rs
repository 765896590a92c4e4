//! Contrast of the token pairs in use, in every theme: text 4.5:1, controls and chart colours 3:1 (WCAG 2.2, 1.4.3
//! and 1.4.11).

use std::collections::BTreeMap;

use crate::sources::{root, without_block_comments};

type Tokens = BTreeMap<String, [f64; 3]>;

/// The themes of the sheet by selector, in order. A block that sets some of the colours (as one for more contrast
/// does) takes the others from the block before it with the same selector, or from the first.
fn themes(sheet: &str) -> Vec<(String, Tokens)> {
    let text = without_block_comments(sheet);
    let mut themes: Vec<(String, Tokens)> = Vec::new();
    for block in text.split(":root").skip(1) {
        let Some((selector, rest)) = block.split_once('{') else {
            continue;
        };
        let body = rest.split('}').next().unwrap_or_default();
        let own: Tokens = body.split(';').filter_map(token).collect();
        if own.is_empty() {
            continue;
        }
        let theme = format!(":root{}", selector.trim());
        let base = themes
            .iter()
            .rfind(|(name, _)| *name == theme)
            .or_else(|| themes.first());
        let mut tokens = base.map(|(_, tokens)| tokens.clone()).unwrap_or_default();
        tokens.extend(own);
        themes.push((theme, tokens));
    }
    themes
}

/// `--fg: #191d26` as a name and red, green, blue from 0 to 1.
fn token(declaration: &str) -> Option<(String, [f64; 3])> {
    let (name, value) = declaration.trim().strip_prefix("--")?.split_once(':')?;
    let digits = value
        .trim()
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let channel = |shift: u32| f64::from((number >> shift) & 0xff) / 255.0;
    Some((name.trim().to_owned(), [channel(16), channel(8), channel(0)]))
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |value: f64| {
        if value <= 0.03928 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Foreground, background and the least contrast between them.
fn pairs() -> Vec<(String, String, f64)> {
    let mut pairs = Vec::new();
    let mut add =
        |front: &str, back: &str, least: f64| pairs.push((front.to_owned(), back.to_owned(), least));
    for front in ["fg", "fg-muted", "fg-subtle"] {
        for back in [
            "bg-canvas",
            "bg-subtle",
            "bg-muted",
            "bg-hover",
            "bg-selected",
            "bg-overlay",
        ] {
            add(front, back, 4.5);
        }
    }
    for back in ["bg-canvas", "bg-subtle", "bg-selected"] {
        add("accent-fg", back, 4.5);
    }
    for back in ["accent", "accent-hover", "danger"] {
        add("fg-on-solid", back, 4.5);
    }
    for front in ["tag-fg", "danger-fg", "success-fg", "warning-fg"] {
        add(front, "bg-canvas", 4.5);
    }
    for kind in [
        "alias",
        "protected",
        "artifact",
        "run",
        "danger",
        "warning",
        "success",
    ] {
        add(&format!("{kind}-fg"), &format!("{kind}-bg"), 4.5);
    }
    for front in ["border-control", "focus"] {
        add(front, "bg-canvas", 3.0);
    }
    for series in 1..=10 {
        add(&format!("c{series}"), "bg-canvas", 3.0);
    }
    pairs
}

fn too_weak(sheet: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (theme, tokens) in themes(sheet) {
        for (front, back, least) in pairs() {
            match (tokens.get(&front), tokens.get(&back)) {
                (Some(one), Some(other)) => {
                    let has = contrast(*one, *other);
                    if has < least {
                        found.push(format!(
                            "{theme}: {front} on {back} has {has:.2}:1, needs {least}:1"
                        ));
                    }
                }
                _ => found.push(format!("{theme}: {front} or {back} is not a #rrggbb token")),
            }
        }
    }
    found
}

#[test]
fn every_pair_has_enough_contrast_in_every_theme() {
    let sheet = std::fs::read_to_string(root().join("style/tokens.css")).unwrap();
    let themes = themes(&sheet);
    assert!(
        themes.len() >= 2,
        "light and dark are expected, found {}",
        themes.len()
    );
    let found = too_weak(&sheet);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    // The control: text in the colour of its ground.
    let background = sheet
        .split("--bg-canvas:")
        .nth(1)
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .trim();
    let foreground = sheet
        .split("--fg-muted:")
        .nth(1)
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .trim();
    assert!(!too_weak(&sheet.replace(foreground, background)).is_empty());
}

#[test]
fn black_on_white_is_twenty_one_to_one() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
}
