//! Documents from the schema, with values that are wrong in every way.

use serde_json::{Map, Value, json};

use super::random::Random;
use crate::matrix::schema::{Field, Sdl};

/// A value that hardly any field expects.
fn hostile(random: &mut Random) -> Value {
    match random.below(18) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(i64::MAX),
        3 => json!(i64::MIN),
        4 => json!(u64::MAX),
        5 => json!(1e308),
        6 => json!(-0.5),
        7 => json!(""),
        8 => json!("x".repeat(100_000)),
        9 => json!("\u{0}\u{1}\u{7f}"),
        10 => json!("../../../etc/passwd"),
        11 => json!("💩\u{202e}\u{fffd}'\";DROP TABLE account;--%_\\"),
        12 => json!([]),
        13 => json!({}),
        14 => json!([[[[[[[[[[1]]]]]]]]]]),
        15 => json!({ "$regex": "(a+)+$", "$or": [{ "$and": null }] }),
        16 => json!("QXJ0aWZhY3Q6OTIyMzM3MjAzNjg1NDc3NTgwOA=="),
        _ => json!("{\"$and\": [{\"$or\": [{\"name\": {\"$in\": 1}}]}]}"),
    }
}

/// A value of the type that may well be accepted.
fn fitting(sdl: &Sdl, of_type: &str, random: &mut Random, depth: usize) -> Value {
    if let Some(fields) = sdl.inputs.get(of_type) {
        let mut object = Map::new();
        for field in fields {
            if depth < 4 && !random.one_in(3) {
                object.insert(field.name.clone(), value(sdl, field, random, depth + 1));
            }
        }
        return Value::Object(object);
    }
    if let Some(values) = sdl.enums.get(of_type) {
        return json!(random.of(values));
    }
    match of_type {
        "Int" | "Int64" | "Duration" => json!(random.below(20)),
        "Boolean" => json!(random.one_in(2)),
        "ID" => json!(random.of(&[
            "QXJ0aWZhY3Q6MQ==",
            "UHJvamVjdDox",
            "QXJ0aWZhY3RDb2xsZWN0aW9uOjE=",
            "UnVuOjE=",
            "VXNlcjox"
        ])),
        "JSONString" => json!(random.of(&["{}", "{\"name\": \"c\"}", "[1, 2]", "null", "not JSON"])),
        "DateTime" => json!("2026-01-01T00:00:00Z"),
        _ => json!(random.of(&[
            "my-org",
            "my-team",
            "quickstart",
            "wandb-registry-model",
            "c",
            "gemma",
            "v0",
            "model",
            "admin"
        ])),
    }
}

fn value(sdl: &Sdl, field: &Field, random: &mut Random, depth: usize) -> Value {
    if random.one_in(5) {
        return hostile(random);
    }
    let mut one = || fitting(sdl, &field.of_type, random, depth);
    if field.written.starts_with('[') {
        json!([one(), one()])
    } else {
        one()
    }
}

/// A document that asks one operation, and its variables.
pub fn make(sdl: &Sdl, operation: &str, random: &mut Random) -> (String, Value) {
    let (root, name) = operation.split_once('.').unwrap();
    let field = sdl.objects[root].iter().find(|field| field.name == name).unwrap();
    let mut literals = Vec::new();
    let mut variables = Map::new();
    let mut declared = Vec::new();
    for argument in &field.arguments {
        if argument.is_optional && random.one_in(3) {
            continue;
        }
        let name = &argument.name;
        declared.push(format!("${name}: {}", argument.written));
        literals.push(format!("{name}: ${name}"));
        variables.insert(name.clone(), value(sdl, argument, random, 0));
    }
    let declared = if declared.is_empty() {
        String::new()
    } else {
        format!("({})", declared.join(", "))
    };
    let arguments = if literals.is_empty() {
        String::new()
    } else {
        format!("({})", literals.join(", "))
    };
    let selection = if sdl.is_composite(&field.of_type) {
        "{ __typename }"
    } else {
        ""
    };
    let kind = root.to_lowercase();
    (
        format!("{kind}{declared} {{ {name}{arguments} {selection} }}"),
        Value::Object(variables),
    )
}

/// The value with one of its parts replaced by something hostile.
pub fn twisted(whole: &Value, random: &mut Random) -> Value {
    if random.one_in(5) {
        return hostile(random);
    }
    match whole {
        Value::Object(map) if !map.is_empty() => {
            let names: Vec<&String> = map.keys().collect();
            let chosen = (*random.of(&names)).clone();
            let mut changed = map.clone();
            changed.insert(chosen.clone(), twisted(&map[&chosen], random));
            Value::Object(changed)
        }
        Value::Array(list) if !list.is_empty() => {
            let at = random.below(list.len());
            let mut changed = list.clone();
            changed[at] = twisted(&list[at], random);
            Value::Array(changed)
        }
        _ => hostile(random),
    }
}
