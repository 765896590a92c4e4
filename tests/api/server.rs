//! Starts the program and speaks to it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::storage::Storage;

/// The key of the first admin.
pub const ADMIN_KEY: &str = "0123456789abcdef0123456789abcdef01234567";

/// A running server on storage of its own; both go when it is dropped.
pub struct Server {
    child: Child,
    storage: Arc<Storage>,
    /// The address, without trailing slash.
    pub url: String,
    /// The lines printed before and with the address.
    pub greeting: Vec<String>,
    client: Client,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    for name in [
        "VITRINE_ADMIN_KEY",
        "VITRINE_ADMIN_USER",
        "VITRINE_PUBLIC_URL",
        "VITRINE_LISTEN",
    ] {
        command.env_remove(name);
    }
    command
}

impl Server {
    /// A fresh server whose first admin is `ada` with [`ADMIN_KEY`].
    pub fn start() -> Self {
        Self::start_with(&["--admin-user", "ada", "--admin-key", ADMIN_KEY])
    }

    /// A fresh server with more arguments.
    pub fn start_with(arguments: &[&str]) -> Self {
        Self::start_on(Arc::new(Storage::new()), arguments)
    }

    /// One more process on the storage of this one.
    pub fn start_another(&self) -> Self {
        Self::start_on(self.storage.clone(), &[])
    }

    /// The bytes of uploads to this storage that have not come to their end.
    pub fn spooled_bytes(&self) -> u64 {
        self.storage.spooled_bytes()
    }

    /// A server on storage that may have been filled before.
    pub fn start_on(storage: Arc<Storage>, arguments: &[&str]) -> Self {
        Self::start_logging(storage, arguments, "off")
    }

    /// A fresh server on a file, which a test may look into, that logs what the filter lets pass.
    pub fn start_in_a_folder(arguments: &[&str], filter: &str) -> Self {
        Self::start_logging(Arc::new(Storage::in_a_folder()), arguments, filter)
    }

    fn start_logging(storage: Arc<Storage>, arguments: &[&str], filter: &str) -> Self {
        let log = std::fs::File::create(storage.folder.path().join("stderr.log")).unwrap();
        let mut command = program();
        storage.tell(&mut command);
        let mut child = command
            .env("VITRINE_LOG", filter)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut greeting = Vec::new();
        let url = loop {
            let line = lines
                .next()
                .expect("the server ended before it was ready")
                .unwrap();
            greeting.push(line.clone());
            if let Some(url) = line.strip_prefix("Vitrine is ready: ") {
                break url.to_owned();
            }
        };
        Self {
            child,
            storage,
            url,
            greeting,
            client: Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
        }
    }

    /// Everything that was logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.storage.folder.path().join("stderr.log")).unwrap()
    }

    /// The data folder.
    pub fn data_folder(&self) -> &std::path::Path {
        self.storage.folder.path()
    }

    /// The file of the database.
    pub fn database_file(&self) -> std::path::PathBuf {
        self.storage.folder.path().join("vitrine.db")
    }

    /// Runs a command of the administrator beside the server: whether it worked, and what it printed.
    pub fn command(&self, arguments: &[&str]) -> (bool, String) {
        Self::command_on(&self.storage, arguments)
    }

    /// The same without a server.
    pub fn command_on(storage: &Storage, arguments: &[&str]) -> (bool, String) {
        let mut command = program();
        storage.tell(&mut command);
        let output = command.args(arguments).output().unwrap();
        let text = if output.status.success() {
            output.stdout
        } else {
            output.stderr
        };
        (output.status.success(), String::from_utf8(text).unwrap())
    }

    /// The same, for a command that works, with `--json`.
    pub fn facts(&self, arguments: &[&str]) -> Value {
        let mut with_json = arguments.to_vec();
        with_json.push("--json");
        let (is_good, text) = self.command(&with_json);
        assert!(is_good, "{arguments:?}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// A person with a key, in the organization with a role, or outside it.
    pub fn person(&self, name: &str, org_role: Option<&str>) -> String {
        let made = self.facts(&["user", "create", name, "--email", &format!("{name}@example.org")]);
        if let Some(role) = org_role {
            self.facts(&["org", "add-member", "my-org", name, role]);
        }
        made["key"].as_str().unwrap().to_owned()
    }

    /// Carries out SQL beside the server, as somebody would who has got hold of the database; the number of rows changed.
    pub async fn sql(&self, statement: &'static str) -> u64 {
        use sqlx::{Connection as _, Executor as _};
        sqlx::any::install_default_drivers();
        let url = self.storage.database_url();
        let mut connection = sqlx::AnyConnection::connect(&url).await.unwrap();
        if url.starts_with("sqlite:") {
            connection.execute("PRAGMA busy_timeout=15000").await.unwrap();
        }
        let done = connection.execute(statement).await.unwrap();
        connection.close().await.unwrap();
        done.rows_affected()
    }

    /// A request to a path of the server.
    pub fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}{path}", self.url))
    }

    /// A POST to a path of the server.
    pub fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(format!("{}{path}", self.url))
    }

    /// A PUT to an absolute address.
    pub fn put(&self, url: &str) -> RequestBuilder {
        self.client.put(url)
    }

    /// A DELETE to a path of the server.
    pub fn delete(&self, path: &str) -> RequestBuilder {
        self.client.delete(format!("{}{path}", self.url))
    }

    /// Status and body of a GraphQL request with a key.
    pub async fn ask(&self, key: &str, query: &str, variables: Value) -> (u16, Value) {
        let body = json!({ "query": query, "variables": variables });
        let response = self
            .post("/graphql")
            .basic_auth("api", Some(key))
            .json(&body)
            .send()
            .await
            .unwrap();
        status_and_json(response).await
    }

    /// The data of a GraphQL request that works.
    pub async fn data(&self, key: &str, query: &str, variables: Value) -> Value {
        let (status, body) = self.ask(key, query, variables).await;
        assert_eq!((status, &body["errors"]), (200, &Value::Null), "{query}: {body}");
        body["data"].clone()
    }

    /// Status, code and sentence of a GraphQL request that is refused.
    pub async fn refusal(&self, key: &str, query: &str, variables: Value) -> (u16, String, String) {
        let (status, body) = self.ask(key, query, variables).await;
        let error = &body["errors"][0];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (
            status,
            text(&error["extensions"]["code"]),
            text(&error["message"]),
        )
    }
}

/// Status and JSON body of an answer.
pub async fn status_and_json(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}
