//! Nothing rewrites the log: no SQL of ours changes or removes an event.

use crate::sources::{Source, below};

const REWRITING: [&str; 6] = [
    "update event",
    "delete from event",
    "replace into event",
    "truncate event",
    "truncate table event",
    "drop table event",
];

/// The one file that adds events.
const WRITER: &str = "crates/server/src/store/event/chain.rs";

/// The names of tables that begin like the log's and are not the log.
fn names_another_table(rest: &str) -> bool {
    rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_')
}

fn rewriting(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let text = source
            .text
            .to_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let adding = (source.path != WRITER).then_some("insert into event");
        for statement in REWRITING.into_iter().chain(adding) {
            let is_there = text
                .match_indices(statement)
                .any(|(index, _)| !names_another_table(&text[index + statement.len()..]));
            if is_there {
                found.push(format!("{}: {statement}", source.path));
            }
        }
    }
    found
}

#[test]
fn no_source_rewrites_the_log() {
    let sources = below("crates/server", &["rs", "sql"]);
    assert!(
        sources.iter().any(|source| source.path == WRITER),
        "the writer of the log is not where it was"
    );
    let found = rewriting(&sources);
    assert!(found.is_empty(), "the log is written once:\n{}", found.join("\n"));
}

#[test]
fn a_planted_rewriting_is_found() {
    let planted = |text: &str| Source {
        path: "crates/server/src/store/planted.rs".to_owned(),
        text: text.to_owned(),
    };
    for bad in [
        "UPDATE event SET kind = 'x'",
        "DELETE\n    FROM event WHERE id = 1",
        "INSERT INTO event (id) VALUES (1)",
        "drop table event;",
    ] {
        assert_eq!(rewriting(&[planted(bad)]).len(), 1, "{bad}");
    }
    let other = planted(
        "DELETE FROM event_before_chain WHERE id <= $1; INSERT INTO event_chain (chain_id) VALUES (1)",
    );
    assert!(rewriting(&[other]).is_empty());
}
