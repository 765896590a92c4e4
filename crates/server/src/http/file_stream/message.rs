//! The body of a message of a run.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::fault::{Answer, Fault};
use crate::store::run_line::lenient_json::{object, standard, step_of};
use crate::store::run_line::{LineStream, NewLine};

#[derive(Debug, Default, Deserialize)]
struct Body {
    #[serde(default)]
    files: Option<BTreeMap<String, Lines>>,
    #[serde(default)]
    complete: Option<bool>,
    #[serde(default)]
    exitcode: Option<i64>,
    #[serde(default)]
    preempting: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct Lines {
    #[serde(default)]
    offset: i64,
    content: Vec<String>,
}

/// The greatest number of lines of a stream.
const LINES_MAX: i64 = 1_000_000_000;

/// A message, read and checked.
#[derive(Debug, Default, PartialEq)]
pub struct Message {
    /// Lines for the streams.
    pub chunks: Vec<Chunk>,
    /// The summary, a JSON object.
    pub summary: Option<String>,
    /// The exit code of a program that has ended.
    pub exit_code: Option<i64>,
    /// Whether the machine is about to be taken away.
    pub is_preempting: bool,
}

/// Lines for one stream.
#[derive(Debug, PartialEq)]
pub struct Chunk {
    /// The stream.
    pub stream: LineStream,
    /// The index of the first line.
    pub offset: i64,
    /// The lines.
    pub lines: Vec<NewLine>,
    /// The same lines as objects, for the history.
    pub rows: Vec<Map<String, Value>>,
}

impl Message {
    /// Reads a body. An empty one is a heartbeat. Files of other names are left alone: newer clients may send more.
    ///
    /// # Errors
    /// `BadRequest` that says what is wrong with it.
    pub fn parse(bytes: &[u8]) -> Answer<Self> {
        let body: Body = if bytes.is_empty() {
            Body::default()
        } else {
            serde_json::from_slice(bytes).map_err(|cause| {
                Fault::BadRequest(format!("The message is not the JSON of a file stream: {cause}."))
            })?
        };
        let offsets = body.files.iter().flatten().map(|(_, lines)| lines.offset);
        if let Some(offset) = offsets.max().filter(|offset| *offset > LINES_MAX) {
            return Err(Fault::BadRequest(format!(
                "The line {offset} is beyond the limit of {LINES_MAX} lines of a run; log less often."
            )));
        }
        let is_complete = body.complete.unwrap_or(false);
        let mut message = Self {
            exit_code: is_complete.then(|| body.exitcode.unwrap_or(0)),
            is_preempting: body.preempting.unwrap_or(false),
            ..Self::default()
        };
        for (name, lines) in body.files.unwrap_or_default() {
            match name.as_str() {
                "wandb-history.jsonl" => message
                    .chunks
                    .push(Chunk::of_objects(LineStream::History, &lines)),
                "wandb-events.jsonl" => message.chunks.push(Chunk::of_objects(LineStream::Events, &lines)),
                "output.log" => message.chunks.push(Chunk::of_texts(lines)),
                // Only the newest summary counts.
                "wandb-summary.json" => {
                    message.summary = lines
                        .content
                        .last()
                        .and_then(|text| object(text))
                        .map(|map| Value::Object(map).to_string());
                }
                _ => {}
            }
        }
        Ok(message)
    }
}

impl Chunk {
    /// A line that is no object is kept as an empty one, so that the indexes of the others hold.
    fn of_objects(stream: LineStream, sent: &Lines) -> Self {
        let (mut lines, mut rows) = (Vec::new(), Vec::new());
        for text in &sent.content {
            let parsed = object(text);
            let content = if parsed.is_some() {
                standard(text.trim_end()).into_owned()
            } else {
                "{}".to_owned()
            };
            let row = parsed.unwrap_or_default();
            let step = if stream == LineStream::History {
                step_of(&row)
            } else {
                None
            };
            lines.push(NewLine { step, content });
            rows.push(row);
        }
        Self {
            stream,
            offset: sent.offset.max(0),
            lines,
            rows,
        }
    }

    fn of_texts(sent: Lines) -> Self {
        // A null character ends texts in some databases.
        let clean = |text: String| text.trim_end_matches(['\n', '\r']).replace('\0', "\u{fffd}");
        let line = |text: String| NewLine {
            step: None,
            content: clean(text),
        };
        let lines = sent.content.into_iter().map(line).collect();
        Self {
            stream: LineStream::Log,
            offset: sent.offset.max(0),
            lines,
            rows: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> Message {
        Message::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn nothing_is_a_heartbeat() {
        assert_eq!(message("{}"), Message::default());
        assert_eq!(message(""), Message::default());
    }

    #[test]
    fn history_lines_know_their_step_and_lose_bare_words() {
        let found = message(
            r#"{"files":{"wandb-history.jsonl":{"offset":3,"content":["{\"_step\":7,\"loss\":NaN}","no json"]}}}"#,
        );
        let chunk = &found.chunks[0];
        assert_eq!((chunk.stream, chunk.offset), (LineStream::History, 3));
        assert_eq!(
            chunk.lines[0],
            NewLine {
                step: Some(7),
                content: r#"{"_step":7,"loss":"NaN"}"#.to_owned()
            }
        );
        assert_eq!(
            chunk.lines[1],
            NewLine {
                step: None,
                content: "{}".to_owned()
            }
        );
    }

    #[test]
    fn only_the_last_summary_counts() {
        let found =
            message(r#"{"files":{"wandb-summary.json":{"offset":0,"content":["{\"a\":1}","{\"a\":2}"]}}}"#);
        assert_eq!(found.summary.as_deref(), Some(r#"{"a":2}"#));
    }

    #[test]
    fn the_end_of_a_run_has_an_exit_code() {
        assert_eq!(message(r#"{"complete":true,"exitcode":3}"#).exit_code, Some(3));
        assert_eq!(message(r#"{"complete":false,"exitcode":3}"#).exit_code, None);
    }

    #[test]
    fn what_is_no_message_is_refused_with_its_reason() {
        let refusal = Message::parse(b"{\"files\":[]}").unwrap_err();
        assert_eq!(refusal.code(), "BAD_REQUEST");
        assert!(
            refusal
                .to_string()
                .starts_with("The message is not the JSON of a file stream:"),
            "{refusal}"
        );
    }
}
