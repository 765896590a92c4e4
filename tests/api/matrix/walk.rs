//! Walks the schema: from each guarded object that a principal reaches, through every field, to the next object and one further,
//! and looks for canaries. New fields are walked without being told.

use futures::StreamExt as _;
use serde_json::json;

use super::border::{argument_values, is_guarded, roots};
use super::cell::{Ask, Credential};
use super::principal::Principal;
use super::schema::{Field, Sdl};
use super::world::World;

/// Those who see different things; what each may do with them is the matrix's.
const WALKERS: [Principal; 6] = [
    Principal::Outsider,
    Principal::OrgViewer,
    Principal::OrgAdmin,
    Principal::RestrictedViewer,
    Principal::RegistryAdmin,
    Principal::TeamMember,
];

/// The arguments that a field must have, each way that is tried.
fn calls(of_type: &str, field: &Field, world: &World) -> Vec<String> {
    let mut calls = vec![Vec::new()];
    for argument in &field.arguments {
        let name = &argument.name;
        let values = argument_values(of_type, &field.name, name, &argument.of_type, world);
        if values.is_empty() {
            if argument.is_optional {
                continue;
            }
            panic!(
                "say in argument_values of border.rs what to try for {of_type}.{}({name}:)",
                field.name
            );
        }
        calls = calls
            .into_iter()
            .flat_map(|call: Vec<String>| {
                values.iter().map(move |value| {
                    let mut longer = call.clone();
                    longer.push(format!("{name}: {value}"));
                    longer
                })
            })
            .collect();
    }
    let texts = calls.into_iter().map(|call| {
        let arguments = if call.is_empty() {
            String::new()
        } else {
            format!("({})", call.join(", "))
        };
        format!("{}{arguments}", field.name)
    });
    texts.collect()
}

/// How many objects further a query goes.
const OBJECTS: usize = 1;
/// The greatest number of fields of a query that is not parted; the server takes 2,000.
const FIELDS_MAX: usize = 1_500;

/// A share of the fields of the first object, so that a query stays below the limit of the server.
#[derive(Clone, Copy)]
struct Part {
    index: usize,
    of: usize,
}

/// The selections of a type: one, or as many parts as the limit needs.
fn selections(sdl: &Sdl, world: &World, of_type: &str) -> Vec<String> {
    let parts = |of: usize| -> Vec<String> {
        let all = (0..of).map(|index| selection(sdl, world, of_type, OBJECTS, Part { index, of }));
        all.collect()
    };
    let count = |text: &String| {
        text.split_whitespace()
            .filter(|word| !word.contains(['{', '}']))
            .count()
    };
    (1..12)
        .map(parts)
        .find(|parts| parts.iter().all(|part| count(part) < FIELDS_MAX))
        .unwrap_or_else(|| panic!("{of_type} has too many fields for one query"))
}

/// What is selected of a type: its plain fields and, that many objects further, theirs.
fn selection(sdl: &Sdl, world: &World, of_type: &str, objects: usize, part: Part) -> String {
    let mut parts = vec!["__typename".to_owned()];
    for concrete in sdl.concrete(of_type) {
        let mut fields = Vec::new();
        let all = sdl.objects.get(&concrete).into_iter().flatten().enumerate();
        let is_parted = objects == OBJECTS && is_guarded(&concrete);
        for (_, field) in all.filter(|(index, _)| !is_parted || index % part.of == part.index) {
            let calls = calls(&concrete, field, world);
            if !sdl.is_composite(&field.of_type) {
                fields.push(calls[0].clone());
                continue;
            }
            // Pages, edges and values belong to the object that they hang on; a guarded object is a step.
            let further = if is_guarded(&field.of_type) {
                objects.checked_sub(1)
            } else {
                Some(objects)
            };
            if let Some(further) = further {
                for (index, call) in calls.iter().enumerate() {
                    let inner = selection(sdl, world, &field.of_type, further, part);
                    let alias = if index == 0 {
                        String::new()
                    } else {
                        format!("{}_{index}: ", field.name)
                    };
                    fields.push(format!("{alias}{call} {{ {inner} }}"));
                }
            }
        }
        if concrete == of_type {
            parts.extend(fields);
        } else {
            parts.push(format!("... on {concrete} {{ {} }}", fields.join(" ")));
        }
    }
    parts.join(" ")
}

/// One query for each field of each guarded type, from each root that leads to it.
pub fn queries(sdl: &Sdl, world: &World) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (of_type, prefix, suffix) in roots(world) {
        for field in &sdl.objects[of_type] {
            for call in calls(of_type, field, world) {
                let inners = if sdl.is_composite(&field.of_type) {
                    let all = selections(sdl, world, &field.of_type).into_iter();
                    all.map(|inner| format!("{{ {inner} }}")).collect()
                } else {
                    vec![String::new()]
                };
                for inner in inners {
                    found.push((
                        format!("{of_type}.{call}"),
                        format!("{{ {prefix} ... on {of_type} {{ {call} {inner} }} {suffix} }}"),
                    ));
                }
            }
        }
    }
    found
}

/// Asks all of them as every principal; the number of queries asked and the leaks found.
pub async fn walk(world: &World, sdl: &Sdl) -> (usize, Vec<String>) {
    let queries = queries(sdl, world);
    let mut asks = Vec::new();
    for principal in WALKERS {
        for (name, query) in &queries {
            asks.push((principal, name, query));
        }
    }
    let answers = asks.iter().map(|(principal, name, query)| async move {
        let ask = Ask::query(query, json!({}));
        let (status, body) = world.send(*principal, Credential::Key, &ask).await;
        let mut wrong: Vec<String> = world
            .canaries
            .hidden_from(*principal)
            .filter(|canary| body.contains(*canary))
            .map(|canary| format!("{name} shows {canary} to {principal:?}"))
            .collect();
        // A query that the server does not understand would find nothing for ever.
        if !matches!(status, 200 | 401 | 403 | 404) {
            wrong.push(format!(
                "{name} as {principal:?}: {status} {}",
                &body[..body.len().min(300)]
            ));
        }
        wrong
    });
    let wrong: Vec<Vec<String>> = futures::stream::iter(answers).buffered(12).collect().await;
    (asks.len(), wrong.into_iter().flatten().collect())
}
