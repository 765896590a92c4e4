//! Random versions and random filters.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::clock::rfc3339;

const WORDS: [&str; 7] = ["", "a", "b", "ab", "Ab", "ä%_", "v1"];

/// What a version is made of.
#[derive(Debug, Clone)]
pub struct Made {
    pub metadata: Value,
    pub config: Value,
    pub summary: Value,
    pub description: Option<String>,
    pub aliases: Vec<String>,
    pub tags: Vec<String>,
    pub size: i64,
}

pub fn word() -> impl Strategy<Value = String> {
    prop::sample::select(&WORDS[..]).prop_map(str::to_owned)
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3_i64..4).prop_map(Value::from),
        prop::sample::select(vec![0.5, -1.5, 1e300, 2.0]).prop_map(Value::from),
        word().prop_map(Value::from),
    ]
}

fn json_value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map(prop::sample::select(vec!["x", "y"]), inner, 0..3)
                .prop_map(|map| json!(map)),
        ]
    })
}

fn object() -> impl Strategy<Value = Value> {
    prop::collection::btree_map(prop::sample::select(vec!["x", "y", "x.y"]), json_value(), 0..3)
        .prop_map(|map| json!(map))
}

pub fn labels() -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set(prop::sample::select(vec!["a", "ab", "b2", "c"]), 0..3)
        .prop_map(|set| set.into_iter().map(str::to_owned).collect())
}

pub fn made() -> impl Strategy<Value = Made> {
    let description = prop::option::of(word());
    (
        object(),
        object(),
        object(),
        description,
        labels(),
        labels(),
        0_i64..5,
    )
        .prop_map(
            |(metadata, config, summary, description, aliases, tags, size)| Made {
                metadata,
                config,
                summary,
                description,
                aliases,
                tags,
                size,
            },
        )
}

fn wanted() -> BoxedStrategy<Value> {
    prop_oneof![
        4 => scalar(),
        1 => (0_i64..12).prop_map(|index| json!(format!("v{index}"))),
    ]
    .boxed()
}

fn test_of(is_time: bool) -> BoxedStrategy<Value> {
    let value = if is_time {
        prop_oneof![
            (0_i64..14).prop_map(|index| json!(rfc3339(index * 1_000_000))),
            Just(json!("1970-01-01")),
            Just(Value::Null),
        ]
        .boxed()
    } else {
        wanted()
    };
    let list = prop::collection::vec(value.clone(), 0..3);
    let sign = prop::sample::select(vec!["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"]);
    let many = prop::sample::select(vec!["$in", "$nin", "$all"]);
    let pattern = prop::sample::select(vec![
        "^a",
        "b$",
        "(?i)AB",
        "[0-9]",
        "v1?$",
        "^$",
        ".",
        "T00:00:0[1-5]",
    ]);
    let leaf = prop_oneof![
        2 => value.clone(),
        4 => (sign, value).prop_map(|(sign, value)| json!({ sign: value })),
        2 => (many, list).prop_map(|(sign, values)| json!({ sign: values })),
        1 => any::<bool>().prop_map(|is| json!({ "$exists": is })),
        1 => (0_u64..3).prop_map(|size| json!({ "$size": size })),
        2 => pattern.prop_map(|pattern| json!({ "$regex": pattern })),
        2 => word().prop_map(|part| json!({ "$contains": part })),
    ];
    leaf.prop_recursive(1, 2, 1, |inner| {
        inner.prop_map(|test| match test {
            Value::Object(_) => json!({ "$not": test }),
            plain => json!({ "$not": { "$eq": plain } }),
        })
    })
    .boxed()
}

pub fn filter_of(fields: &'static [&'static str]) -> BoxedStrategy<Value> {
    let field = prop::sample::select(fields).prop_flat_map(|field| {
        let is_time = field.ends_with("_at");
        test_of(is_time).prop_map(move |test| json!({ field: test }))
    });
    field
        .prop_recursive(3, 8, 3, |inner| {
            let group = prop::sample::select(vec!["$and", "$or", "$nor"]);
            prop_oneof![
                (group, prop::collection::vec(inner.clone(), 0..4))
                    .prop_map(|(group, parts)| json!({ group: parts })),
                inner.prop_map(|part| json!({ "$not": part })),
            ]
        })
        .boxed()
}

pub const VERSION_FIELDS: [&str; 18] = [
    "version",
    "id",
    "state",
    "alias",
    "tag",
    "created_at",
    "updated_at",
    "artifact_created_at",
    "artifact_size",
    "file_count",
    "digest",
    "description",
    "metadata.x",
    "metadata.x.y",
    "config.x",
    "config.y.value",
    "summary.x",
    "summary_metrics.y",
];

pub const PROJECT_FIELDS: [&str; 6] = [
    "name",
    "id",
    "entity_id",
    "description",
    "created_at",
    "updated_at",
];

pub const COLLECTION_FIELDS: [&str; 7] = [
    "name",
    "artifact_collection_id",
    "type",
    "tag",
    "description",
    "created_at",
    "updated_at",
];
