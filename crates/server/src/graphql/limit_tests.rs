use super::*;

fn check(text: &str) -> Result<(), String> {
    check_with(text, &Variables::default())
}

fn check_with(text: &str, variables: &Variables) -> Result<(), String> {
    check_text(text).map_err(|fault| fault.to_string())?;
    let document = async_graphql::parser::parse_query(text).map_err(|cause| cause.to_string())?;
    check_document(&document, variables).map_err(|fault| fault.to_string())
}

#[test]
fn brackets_are_counted_outside_of_texts_and_comments() {
    assert_eq!(deepest_bracket("{ a(b: [1]) { c } }"), 3);
    assert_eq!(deepest_bracket("{ a(b: \"[[[{{{\") } # ((((((\n"), 2);
    assert_eq!(deepest_bracket("{ a(b: \"\\\"[[[\") }"), 2);
    assert_eq!(
        deepest_bracket("{ a(b: \"\"\" [[ \" [[ \\\"\"\" [[[ \"\"\") { c } }"),
        2
    );
    assert_eq!(deepest_bracket("{ a(b: \"open [[[[\n) }"), 2);
    assert_eq!(deepest_bracket("}}}{"), 1);
    assert_eq!(deepest_bracket("ä { ö } #"), 1);
}

#[test]
fn the_deepest_nesting_passes_and_one_more_is_refused() {
    let nested = |depth: usize| format!("{}a{}", "{ a ".repeat(depth), " }".repeat(depth));
    assert!(check_text(&nested(BRACKETS_MAX)).is_ok());
    let refused = check_text(&nested(BRACKETS_MAX + 1)).unwrap_err().to_string();
    assert_eq!(
        refused,
        "The document is too large: the nesting of its brackets, 65, is above the limit of 64. Ask for less at once."
    );
    assert!(check_text(&"[".repeat(200_000)).is_err());
}

#[test]
fn the_longest_text_passes_and_one_byte_more_is_refused() {
    assert!(check_text(&" ".repeat(TEXT_BYTES_MAX)).is_ok());
    assert!(check_text(&" ".repeat(TEXT_BYTES_MAX + 1)).is_err());
}

#[test]
fn fields_aliases_and_directives_are_counted_to_the_limit() {
    let of = |part: &str, count: u64| format!("{{ {} }}", part.repeat(usize::try_from(count).unwrap()));
    assert_eq!(check(&of("a ", FIELDS_MAX)), Ok(()));
    assert!(
        check(&of("a ", FIELDS_MAX + 1))
            .unwrap_err()
            .contains("fields, 2001")
    );
    assert_eq!(check(&of("b: a ", ALIASES_MAX)), Ok(()));
    assert!(
        check(&of("b: a ", ALIASES_MAX + 1))
            .unwrap_err()
            .contains("aliases, 251")
    );
    let directives = |count: u64| {
        format!(
            "{{ a {} }}",
            "@skip(if: false) ".repeat(usize::try_from(count).unwrap())
        )
    };
    assert_eq!(check(&directives(DIRECTIVES_MAX)), Ok(()));
    assert!(
        check(&directives(DIRECTIVES_MAX + 1))
            .unwrap_err()
            .contains("directives, 201")
    );
}

#[test]
fn directives_count_wherever_they_stand() {
    let many = "@include(if: true) ".repeat(67);
    let text = format!("query {many} {{ ... {many} {{ a }} ...F {many} }} fragment F on T {{ b }}");
    assert!(check(&text).unwrap_err().contains("directives, 201"));
}

#[test]
fn a_fragment_bomb_is_weighed_without_going_off() {
    use std::fmt::Write as _;
    let mut text = String::from("{ ...F0 }");
    for level in 0..60 {
        write!(text, " fragment F{level} on T {{ ...F{0} ...F{0} }}", level + 1).unwrap();
    }
    text.push_str(" fragment F60 on T { a }");
    assert!(check(&text).unwrap_err().contains("fields, 1152921504606846976"));
}

#[test]
fn fragments_in_a_circle_are_refused() {
    let circle = "{ ...A } fragment A on T { ...B } fragment B on T { a ...A }";
    assert!(check(circle).unwrap_err().contains("contains itself"));
    let unused = "{ a } fragment A on T { ...A }";
    assert!(check(unused).unwrap_err().contains("“A” contains itself"));
    assert_eq!(check("{ ...A ...A } fragment A on T { a }"), Ok(()));
    assert_eq!(check("{ ...Unknown }"), Ok(()));
}

#[test]
fn definitions_are_counted() {
    let fragments = |count: usize| {
        let all: Vec<String> = (0..count)
            .map(|n| format!("fragment F{n} on T {{ a }}"))
            .collect();
        format!("{{ a }} {}", all.join(" "))
    };
    assert_eq!(check(&fragments(DEFINITIONS_MAX - 1)), Ok(()));
    assert!(
        check(&fragments(DEFINITIONS_MAX))
            .unwrap_err()
            .contains("operations and fragments, 101")
    );
}

#[test]
fn pages_within_pages_multiply() {
    assert_eq!(check("{ a(first: 999999) { b } }"), Ok(()));
    assert!(
        check("{ a(first: 1000000) { b } }")
            .unwrap_err()
            .contains("1000001")
    );
    assert!(check("{ a(last: 10000) { b(limit: 10000) { c } } }").is_err());
    let default = "{ a { edges { b { edges { c { edges { d { edges { e } } } } } } } } }";
    // 1 + 50 × (1 + (1 + 50 × (1 + (1 + 50 × (1 + (1 + 50 × 2))))))
    assert!(
        check(default)
            .unwrap_err()
            .contains("cost by page sizes, 12755101"),
        "{:?}",
        check(default)
    );
    assert_eq!(check("{ a { b { c { d { e } } } } }"), Ok(()));
    assert_eq!(
        check("{ a(first: 0) { b } c(first: -1) { d } e(first: null) { f } }"),
        Ok(())
    );
}

#[test]
fn a_page_size_in_a_variable_counts_as_much() {
    let text = "query($n: Int) { a(first: $n) { b } }";
    let variables = |n: u64| Variables::from_json(serde_json::json!({ "n": n }));
    assert_eq!(check_with(text, &variables(10)), Ok(()));
    assert!(check_with(text, &variables(1_000_000)).is_err());
    assert_eq!(check(text), Ok(()));
}

#[test]
fn edges_inside_of_a_fragment_make_a_page_too() {
    let text = "{ a { ...E } } fragment E on T { edges { node { b } } }";
    let document = async_graphql::parser::parse_query(text).unwrap();
    let mut scales = Scales {
        document: &document,
        variables: &Variables::default(),
        fragments: BTreeMap::new(),
    };
    let (_, operation) = document.operations.iter().next().unwrap();
    let found = scales.selection(&operation.node.selection_set.node).unwrap();
    assert_eq!(found.cost, 1 + 50 * 3);
}
