//! The public API, as any program would use it.

use anyhow::{Context as _, bail};
use reqwest::header::CONTENT_TYPE;
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Map, Value, json};

/// A connection to a server.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    server: String,
}

/// An API key, and with it whoever it belongs to.
#[derive(Clone)]
pub struct Key(pub String);

/// One change of several that are sent together.
pub struct Change {
    /// The name of the mutation.
    pub mutation: &'static str,
    /// The type of its input.
    pub input_type: &'static str,
    /// What is asked of its answer.
    pub selection: &'static str,
    /// Its input.
    pub input: Value,
}

impl Client {
    /// A client for the server at that address.
    pub fn new(server: &str) -> Self {
        Self {
            http: reqwest::Client::new(),
            server: server.trim_end_matches('/').to_owned(),
        }
    }

    /// Asks or changes something; returns `data`. `doing` says what it is for, as `making the team payments`.
    ///
    /// # Errors
    /// When the server is not there or refuses: what was being done, and the server's own words.
    pub async fn graphql(
        &self,
        key: &Key,
        query: &str,
        variables: Value,
        doing: &str,
    ) -> anyhow::Result<Value> {
        let body = json!({ "query": query, "variables": variables });
        let request = self
            .http
            .post(format!("{}/graphql", self.server))
            .basic_auth("api", Some(&key.0))
            .json(&body);
        let mut answer = self.send(request, doing).await?;
        Ok(answer["data"].take())
    }

    /// Sends several changes in one request, which the server carries out one after the other; returns their answers in order.
    ///
    /// # Errors
    /// As [`Self::graphql`]; changes before the one that was refused have been made.
    pub async fn change_all(
        &self,
        key: &Key,
        changes: Vec<Change>,
        doing: &str,
    ) -> anyhow::Result<Vec<Value>> {
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let (mut parameters, mut fields, mut variables) = (Vec::new(), Vec::new(), Map::new());
        for (
            index,
            Change {
                mutation,
                input_type,
                selection,
                input,
            },
        ) in changes.into_iter().enumerate()
        {
            parameters.push(format!("$i{index}: {input_type}!"));
            fields.push(format!(
                "r{index}: {mutation}(input: $i{index}) {{ {selection} }}"
            ));
            variables.insert(format!("i{index}"), input);
        }
        let query = format!("mutation ({}) {{ {} }}", parameters.join(", "), fields.join(" "));
        let mut data = self.graphql(key, &query, Value::Object(variables), doing).await?;
        Ok((0..fields.len())
            .map(|index| data[format!("r{index}")].take())
            .collect())
    }

    /// Sends one change.
    ///
    /// # Errors
    /// As [`Self::graphql`].
    pub async fn change(&self, key: &Key, change: Change, doing: &str) -> anyhow::Result<Value> {
        let mut answers = self.change_all(key, vec![change], doing).await?;
        Ok(answers.pop().unwrap_or(Value::Null))
    }

    /// Sends what a running program sends.
    ///
    /// # Errors
    /// As [`Self::graphql`].
    pub async fn stream(&self, key: &Key, run: [&str; 3], body: &Value, doing: &str) -> anyhow::Result<()> {
        let [entity, project, name] = run.map(crate::blobs::signed_url::encode_segment);
        let url = format!("{}/files/{entity}/{project}/{name}/file_stream", self.server);
        self.send(
            self.http.post(url).basic_auth("api", Some(&key.0)).json(body),
            doing,
        )
        .await
        .map(|_| ())
    }

    /// Sends bytes to an address that the server has signed.
    ///
    /// # Errors
    /// As [`Self::graphql`].
    pub async fn upload(&self, url: &str, bytes: Vec<u8>, doing: &str) -> anyhow::Result<()> {
        let request = self
            .http
            .put(url)
            .header(CONTENT_TYPE, "application/octet-stream")
            .body(bytes);
        self.send(request, doing).await.map(|_| ())
    }

    async fn send(&self, request: RequestBuilder, doing: &str) -> anyhow::Result<Value> {
        let unreachable = || {
            format!(
                "{doing}: cannot talk to {}; start it with `vitrine serve`, or name it with --server",
                self.server
            )
        };
        let response = request.send().await.with_context(unreachable)?;
        let status = response.status();
        let text = response.text().await.with_context(unreachable)?;
        let answer: Value = if text.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&text).with_context(|| {
                format!(
                    "{doing}: {} answered {status} with what is not JSON; is it Vitrine?",
                    self.server
                )
            })?
        };
        if let Some(errors) = answer["errors"].as_array().filter(|errors| !errors.is_empty()) {
            let words: Vec<&str> = errors
                .iter()
                .filter_map(|error| error["message"].as_str())
                .collect();
            bail!("{doing}: the server answered {status}: {}", words.join(" "));
        }
        if status != StatusCode::OK {
            bail!("{doing}: the server answered {status}");
        }
        Ok(answer)
    }
}
