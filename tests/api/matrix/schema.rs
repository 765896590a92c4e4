//! The schema as the server prints it: types, fields, arguments.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// A field or an argument.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its arguments.
    pub arguments: Vec<Field>,
    /// The name of its type, without list and non-null marks.
    pub of_type: String,
    /// Its type as it is written.
    pub written: String,
    /// Whether it can be left out.
    pub is_optional: bool,
}

impl Field {
    fn new(name: &str, written: &str, arguments: Vec<Self>) -> Self {
        let (written, default) = written
            .split_once('=')
            .map_or((written, None), |(of, value)| (of, Some(value)));
        let written = written.split('@').next().unwrap_or_default().trim();
        Self {
            name: name.trim().to_owned(),
            arguments,
            of_type: written.trim_matches(|c| "[]!,".contains(c)).to_owned(),
            written: written.to_owned(),
            is_optional: default.is_some() || !written.ends_with('!'),
        }
    }
}

/// The types of the schema.
#[derive(Debug, Default)]
pub struct Sdl {
    /// Object types and interfaces with their fields.
    pub objects: BTreeMap<String, Vec<Field>>,
    /// Input types with their fields.
    pub inputs: BTreeMap<String, Vec<Field>>,
    /// Unions with their members, interfaces with the types that implement them.
    pub members: BTreeMap<String, Vec<String>>,
    /// Enumerations with their values.
    pub enums: BTreeMap<String, Vec<String>>,
}

impl Sdl {
    /// Asks the program for its schema.
    pub fn read() -> Self {
        let output = Command::new(env!("CARGO_BIN_EXE_vitrine"))
            .arg("schema")
            .output()
            .unwrap();
        Self::parse(&String::from_utf8(output.stdout).unwrap())
    }

    /// Reads what async-graphql prints: descriptions between `"""`, one field a line, arguments now and then on lines of their own.
    pub fn parse(text: &str) -> Self {
        let without_words: String = text
            .split("\"\"\"")
            .enumerate()
            .filter(|(index, _)| index % 2 == 0)
            .map(|(_, part)| part)
            .collect();
        let mut sdl = Self::default();
        for block in without_words.split("\n}") {
            let Some((head, body)) = block.split_once('{') else {
                continue;
            };
            let words: Vec<&str> = head
                .lines()
                .last()
                .unwrap_or_default()
                .split_whitespace()
                .collect();
            let [kind, name, rest @ ..] = words.as_slice() else {
                continue;
            };
            match *kind {
                "type" | "interface" => {
                    for of in rest.iter().skip(1).filter(|word| **word != "&") {
                        sdl.members
                            .entry((*of).to_owned())
                            .or_default()
                            .push((*name).to_owned());
                    }
                    sdl.objects.insert((*name).to_owned(), fields(body));
                }
                "input" => {
                    sdl.inputs.insert((*name).to_owned(), fields(body));
                }
                "enum" => {
                    let values = body.split_whitespace().map(str::to_owned).collect();
                    sdl.enums.insert((*name).to_owned(), values);
                }
                _ => {}
            }
        }
        for line in without_words.lines().filter(|line| line.starts_with("union ")) {
            let (name, members) = line.trim_start_matches("union ").split_once('=').unwrap();
            let members = members
                .split('|')
                .map(|member| member.trim().to_owned())
                .collect();
            sdl.members.insert(name.trim().to_owned(), members);
        }
        assert!(
            sdl.objects.len() > 30 && sdl.inputs.len() > 20,
            "the schema was not understood"
        );
        sdl
    }

    /// `Query.x` and `Mutation.x`.
    pub fn operations(&self) -> BTreeSet<String> {
        let of = |root: &str| -> Vec<String> {
            self.objects[root]
                .iter()
                .map(|field| format!("{root}.{}", field.name))
                .collect()
        };
        of("Query").into_iter().chain(of("Mutation")).collect()
    }

    /// Whether the type has fields to select.
    pub fn is_composite(&self, name: &str) -> bool {
        self.objects.contains_key(name) || self.members.contains_key(name)
    }

    /// The object types that a value of the type may have.
    pub fn concrete(&self, name: &str) -> Vec<String> {
        self.members
            .get(name)
            .cloned()
            .unwrap_or_else(|| vec![name.to_owned()])
    }
}

fn fields(body: &str) -> Vec<Field> {
    // Arguments on lines of their own are joined to the line of their field.
    let mut lines: Vec<String> = Vec::new();
    let mut depth = 0_i32;
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if depth > 0 {
            let last = lines.last_mut().unwrap();
            last.push(' ');
            last.push_str(line);
        } else {
            lines.push(line.to_owned());
        }
        let count = |c: char| i32::try_from(line.matches(c).count()).unwrap();
        depth += count('(') - count(')');
    }
    lines.iter().map(|line| field(line)).collect()
}

fn field(line: &str) -> Field {
    let (name, arguments, of_type) = match (line.find('('), line.rfind(')')) {
        (Some(open), Some(close)) if line.find(':').is_some_and(|colon| open < colon) => (
            &line[..open],
            &line[open + 1..close],
            line[close + 1..].trim_start_matches(':'),
        ),
        _ => {
            let (name, of_type) = line.split_once(':').unwrap_or((line, ""));
            (name, "", of_type)
        }
    };
    let arguments = arguments
        .split(',')
        .filter_map(|argument| argument.split_once(':'))
        .map(|(name, written)| Field::new(name, written, Vec::new()))
        .collect();
    Field::new(name, of_type, arguments)
}
