//! One cell: a row, a principal, a credential.

use futures::StreamExt as _;
use serde_json::Value;

use super::column::Outcome;
use super::principal::Principal;
use super::rows::{Prepare, Row};
use super::target::Target;
use super::world::World;
use crate::server::ADMIN_KEY;

/// Requests under way at once.
const AT_ONCE: usize = 12;

/// How the principal shows who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// By API key.
    Key,
    /// By the cookie of a browser.
    Session,
}

/// A request.
#[derive(Debug, Clone)]
pub enum Ask {
    /// A GraphQL document with variables.
    Graphql(String, Value),
    /// A method, a path, and a body.
    Http(&'static str, String, Option<Value>),
}

impl Ask {
    /// A query.
    pub fn query(query: &str, variables: Value) -> Self {
        Self::Graphql(query.to_owned(), variables)
    }

    /// A mutation that takes an input.
    pub fn mutation(field: &str, input_type: &str, input: Value, selection: &str) -> Self {
        let query = format!("mutation($input: {input_type}!) {{ {field}(input: $input) {{ {selection} }} }}");
        Self::Graphql(
            query,
            Value::Object([("input".to_owned(), input)].into_iter().collect()),
        )
    }
}

/// A cell.
pub struct Cell<'a> {
    /// What is asked.
    pub row: &'a Row,
    /// Who asks.
    pub principal: Principal,
    /// How they show who they are.
    pub credential: Credential,
    /// Unique for each cell.
    pub n: usize,
}

/// All cells of the rows.
pub fn cells(rows: &[Row]) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    for row in rows {
        for principal in Principal::ALL {
            for credential in [Credential::Key, Credential::Session] {
                if credential == Credential::Key || !row.is_by_key_only {
                    let n = cells.len();
                    cells.push(Cell {
                        row,
                        principal,
                        credential,
                        n,
                    });
                }
            }
        }
    }
    // What succeeds only once, and takes away what the other cells ask for.
    cells.retain(|cell| cell.expected() != Outcome::ElsewhereAllowed);
    cells
}

impl Cell<'_> {
    /// What the table says. A session whose key or user is gone is nobody's.
    pub fn expected(&self) -> Outcome {
        let column = match self.credential {
            Credential::Key => self.row.column,
            Credential::Session => self.row.session_column.unwrap_or(self.row.column),
        };
        let is_nobody = self.credential == Credential::Session && self.principal.is_dead();
        let index = if is_nobody { 0 } else { self.principal.index() };
        Outcome::of(
            column
                .chars()
                .nth(index)
                .expect("a column has a letter for each principal"),
        )
    }

    fn name(&self) -> String {
        format!("{} × {:?} × {:?}", self.row.name, self.principal, self.credential)
    }

    async fn wrong(&self, world: &World) -> Vec<String> {
        let expected = self.expected();
        let prepared = match (expected, self.row.prepare) {
            (Outcome::Yes, Prepare::Admin(ask)) => world.done(ADMIN_KEY, &ask(&world.real, self.n)).await,
            (Outcome::Yes, Prepare::Logger(ask)) => {
                world
                    .done(world.key(Principal::TeamMember), &ask(&world.real, self.n))
                    .await
            }
            (Outcome::Yes, Prepare::Asker(ask)) => {
                world
                    .done(world.key(self.principal), &ask(&world.real, self.n))
                    .await
            }
            _ => Value::Null,
        };
        let ask = (self.row.ask)(&world.real, self.n, &prepared);
        let (status, body) = world.send(self.principal, self.credential, &ask).await;
        let found = outcome(status, &body, self.row.at);
        let mut wrong = Vec::new();
        if found != Some(expected) {
            let short: String = body.chars().take(300).collect();
            wrong.push(format!(
                "{}: expected {expected:?}, got {status} {short}",
                self.name()
            ));
        }
        for canary in world.canaries.hidden_from(self.principal) {
            if body.contains(canary) {
                wrong.push(format!("{}: the answer leaks {canary}", self.name()));
            }
        }
        wrong
    }
}

/// What an answer amounts to; `None` for what the matrix has no word for.
fn outcome(status: u16, body: &str, at: &str) -> Option<Outcome> {
    let json: Value = serde_json::from_str(body).unwrap_or(Value::Null);
    if (200..300).contains(&status) {
        let Some(data) = json.get("data").and_then(Value::as_object) else {
            return Some(Outcome::Yes);
        };
        if json.get("errors").is_some() {
            return None;
        }
        let value = if at.is_empty() {
            data.values().next()
        } else {
            json["data"].pointer(at)
        };
        let is_there = value.is_some_and(|value| !value.is_null());
        return Some(if is_there { Outcome::Yes } else { Outcome::Nothing });
    }
    let code = json["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_default();
    let has_sentence = json["errors"][0]["message"]
        .as_str()
        .is_some_and(|text| text.len() > 10);
    let refusals = [
        Outcome::Unauthenticated,
        Outcome::Forbidden,
        Outcome::Absent,
        Outcome::Bad,
    ];
    refusals
        .into_iter()
        .find(|outcome| outcome.status_and_code() == (status, code) && has_sentence)
}

impl World {
    /// Asks all cells, several at once; the wrong ones in words.
    pub async fn check(&self, cells: &[&Cell<'_>]) -> Vec<String> {
        let checks = cells.iter().map(|cell| cell.wrong(self));
        let wrong: Vec<Vec<String>> = futures::stream::iter(checks).buffered(AT_ONCE).collect().await;
        wrong.into_iter().flatten().collect()
    }

    /// Asks each row for what is hidden and for what is absent; the answers must be the same but for the names that were asked for.
    pub async fn compare_hidden_with_absent(&self, rows: &[Row]) -> (usize, Vec<String>) {
        let mut compared = 0;
        let mut different = Vec::new();
        for row in rows.iter().filter(|row| row.is_compared) {
            for principal in Principal::ALL {
                // Organization admins see everything of the organization.
                if principal == Principal::OrgAdmin {
                    continue;
                }
                for credential in [Credential::Key, Credential::Session] {
                    let answer = async |target: &Target| {
                        let ask = (row.ask)(target, 0, &Value::Null);
                        let (status, body) = self.send(principal, credential, &ask).await;
                        (status, target.anonymous(&body))
                    };
                    let (hidden, absent) = (answer(&self.hidden).await, answer(&self.absent).await);
                    compared += 1;
                    if hidden != absent {
                        different.push(format!(
                            "{} × {principal:?}:\n  {hidden:?}\n  {absent:?}",
                            row.name
                        ));
                    }
                }
            }
        }
        (compared, different)
    }
}
