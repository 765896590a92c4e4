//! Filters, orders, sizes and cursors that cannot be: each is a 400 with a sentence that says what to do.

use serde_json::{Value, json};

use super::{VERSIONS, linked};
use crate::server::{ADMIN_KEY, Server};

const COLLECTIONS: &str = "query($filters: JSONString, $order: String, $first: Int, $after: String) { project(entityName: \"my-org\", \
     name: \"wandb-registry-model\") { artifactCollections(filters: $filters, order: $order, first: $first, after: $after) { \
     edges { node { name } } } } }";
const REGISTRIES: &str = "query($filters: JSONString, $order: String, $first: Int, $after: String) { organization(name: \"my-org\") { \
     orgEntity { projects(filters: $filters, order: $order, first: $first, after: $after) { edges { node { name } } } } } }";
const EVERYWHERE: &str = "query($filters: JSONString, $order: String, $first: Int, $after: String) { organization(name: \"my-org\") { \
     orgEntity { artifactMemberships(filters: $filters, order: $order, first: $first, after: $after) { edges { node { id } } } } } }";

const ALL: [&str; 4] = [VERSIONS, COLLECTIONS, REGISTRIES, EVERYWHERE];
const OF_VERSIONS: [&str; 2] = [VERSIONS, EVERYWHERE];

/// The documents, what they are asked with, and what the sentence says.
type Case = (&'static [&'static str], Value, &'static str);

fn bad_filters() -> Vec<Case> {
    let filter = |filter: Value| json!({ "filters": filter.to_string() });
    vec![
        (&ALL, json!({ "filters": "{" }), "The filter is not JSON"),
        (
            &ALL,
            json!({ "filters": "[1]" }),
            "The filter has a list where an object is needed",
        ),
        (
            &ALL,
            filter(json!({ "name": { "$near": 1 } })),
            "“$near” is not an operator of filters.",
        ),
        (
            &ALL,
            filter(json!({ "$xor": [] })),
            "“$xor” is not an operator of filters.",
        ),
        (
            &ALL,
            filter(json!({ "colour": 1 })),
            "have no field “colour” to filter by; use ",
        ),
        (
            &ALL,
            filter(json!({ "created_at": { "$gt": "soon" } })),
            "“soon” is none.",
        ),
        (
            &ALL,
            filter(json!({ "created_at": { "$gt": 12 } })),
            "written as a text.",
        ),
        (
            &ALL,
            filter(json!({ "id": { "$in": 3 } })),
            "The filter has a number where a list is needed",
        ),
        (
            &ALL,
            filter(json!({ "id": [3] })),
            "for a list of choices use $in",
        ),
        (
            &ALL,
            filter(json!({ "description": { "$regex": "(" } })),
            "The pattern “(” cannot be used",
        ),
        (
            &ALL,
            filter(json!({ "description": { "$regex": "(((a{99}){99}){99}){99}" } })),
            "it is too big; write a smaller one.",
        ),
        (
            &ALL,
            filter(json!({ "id": { "$in": vec![1; 2_000] } })),
            "The filter has more than 1000 conditions and values",
        ),
        (
            &OF_VERSIONS,
            filter(json!({ "$or": vec![json!({ "alias": { "$regex": "a" } }); 21] })),
            "join some of them with | in one.",
        ),
        (
            &OF_VERSIONS,
            filter(json!({ "metadata.a": { "b": 1 } })),
            "for a part of an object name its key.",
        ),
    ]
}

fn bad_pages() -> Vec<Case> {
    vec![
        (
            &ALL,
            json!({ "after": "garbage!" }),
            "This cursor is not one of ours; start from the first page.",
        ),
        (
            &ALL,
            json!({ "after": "WzEsMl0" }),
            "This cursor is of another list or another order; start from the first page.",
        ),
        (&ALL, json!({ "first": -1 }), "“first” must be from 0 to "),
        (&ALL, json!({ "first": 10_001 }), "“first” must be from 0 to "),
        (&ALL, json!({ "first": 1_000_000 }), "Ask for less at once."),
        (
            &[VERSIONS],
            json!({ "order": "colour" }),
            "Cannot order versions by “colour”; use version_index, ",
        ),
        (
            &[COLLECTIONS, REGISTRIES],
            json!({ "order": "-colour" }),
            "Cannot order by “colour”; use name, created_at or updated_at.",
        ),
        (
            &[EVERYWHERE],
            json!({ "order": "name" }),
            "Cannot order versions by “name”; use version_index, linked_at, ",
        ),
    ]
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_with_what_to_do() {
    let server = Server::start();
    linked(
        &server,
        "r",
        &json!({ "metadata": {}, "config": {}, "summary": {} }),
    )
    .await;
    for (queries, variables, expected) in bad_filters().into_iter().chain(bad_pages()) {
        for query in queries {
            let (status, code, sentence) = server.refusal(ADMIN_KEY, query, variables.clone()).await;
            assert_eq!(status, 400, "{variables} {query}: {code} {sentence}");
            assert!(sentence.contains(expected), "{variables}: {sentence}");
        }
    }
}

#[tokio::test]
async fn a_cursor_of_another_order_or_with_other_values_is_refused() {
    let server = Server::start();
    for index in 0..3 {
        let facts = json!({ "metadata": { "a": index }, "config": {}, "summary": {} });
        linked(&server, &format!("r{index}"), &facts).await;
    }
    let page = super::versions(&server, json!({ "first": 1 })).await;
    let after = page.next.unwrap();
    for order in ["+version_index", "-metadata.a"] {
        let variables = json!({ "after": after, "order": order });
        assert_eq!(
            server.refusal(ADMIN_KEY, VERSIONS, variables).await.0,
            400,
            "{order}"
        );
    }
    let forged = |text: &str| {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
    };
    for text in [
        r#"["versions -version_index"]"#,
        r#"["versions -version_index","2","x"]"#,
        r#"["versions -metadata.a",9,1,1]"#,
        r#"["versions -metadata.a",0,"x",1]"#,
        r#"["versions -metadata.a",0]"#,
    ] {
        let order = if text.contains("metadata") {
            "-metadata.a"
        } else {
            "-version_index"
        };
        let variables = json!({ "after": forged(text), "order": order });
        let (status, _, sentence) = server.refusal(ADMIN_KEY, VERSIONS, variables).await;
        assert_eq!(
            (status, sentence.ends_with("start from the first page.")),
            (400, true),
            "{text}: {sentence}"
        );
    }
}
