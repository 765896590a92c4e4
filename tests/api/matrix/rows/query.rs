//! Rows of `Query`, and of object fields that have a rule of their own.

use serde_json::json;

use super::Row;
use crate::matrix::cell::Ask;
use crate::matrix::column::{PUBLIC, READ, SEE, SEE_PROJECT, SELF};

pub fn rows() -> Vec<Row> {
    vec![
        Row::new("Query.viewer", "XYYYYYYYYYYYUU", |_, _, _| {
            Ask::query("{ viewer { id username email } }", json!({}))
        })
        .not_compared(),
        Row::new("Query.serverInfo", PUBLIC, |_, _, _| {
            Ask::query("{ serverInfo { features { name } } }", json!({}))
        })
        .not_compared(),
        Row::new("Query.users", SELF, |_, _, _| {
            Ask::query("{ users(query: \"e\") { edges { node { username email } } } }", json!({}))
        })
        .not_compared(),
        Row::new("Query.entity", SEE, |t, _, _| {
            Ask::query(
                "query($n: String) { entity(name: $n) { id projects { edges { node { name description } } } } }",
                json!({ "n": t.org }),
            )
        })
        .not_compared(),
        Row::new("Query.organization", SEE, |t, _, _| {
            Ask::query(
                "query($n: String) { organization(name: $n) { id registries { edges { node { name description } } } } }",
                json!({ "n": t.org }),
            )
        })
        .not_compared(),
        Row::new("Query.organization (a registry)", SEE, |t, _, _| {
            Ask::query(
                "query($o: String, $r: String!) { organization(name: $o) { registry(name: $r) { id registry { members { name } } } } }",
                json!({ "o": t.org, "r": t.registry.replace("wandb-registry-", "") }),
            )
        })
        .at("/organization/registry"),
        Row::new("Query.project", SEE, |t, _, _| {
            Ask::query(
                "query($e: String, $p: String) { project(entityName: $e, name: $p) { id description \
                 artifactCollections { edges { node { name description artifactMemberships { edges { node { artifact { digest metadata } } } } } } } } }",
                json!({ "e": t.org, "p": t.registry }),
            )
        }),
        Row::new("Query.project (files through the registry)", READ, |t, _, _| {
            Ask::query(
                "query($e: String, $p: String, $c: String!) { project(entityName: $e, name: $p) { \
                 artifactCollectionMembership(name: $c) { files { edges { node { directUrl } } } } } }",
                json!({ "e": t.org, "p": t.registry, "c": format!("{}:v0", t.collection) }),
            )
        })
        .at("/project/artifactCollectionMembership/files/edges/0/node/directUrl"),
        Row::new("Query.project (of a team)", SEE_PROJECT, |t, _, _| {
            Ask::query(
                "query($e: String, $p: String) { project(entityName: $e, name: $p) { id runs { edges { node { name config } } } } }",
                json!({ "e": t.team, "p": t.project }),
            )
        }),
        Row::new("Query.project (a run)", SEE_PROJECT, |t, _, _| {
            Ask::query(
                "query($e: String, $p: String, $r: String!) { project(entityName: $e, name: $p) { run(name: $r) { id config files { edges { node { url } } } } } }",
                json!({ "e": t.team, "p": t.project, "r": t.run }),
            )
        })
        .at("/project/run"),
        Row::new("Query.model", SEE, |t, _, _| {
            Ask::query(
                "query($e: String, $p: String) { model(entityName: $e, name: $p) { id } }",
                json!({ "e": t.org, "p": t.registry }),
            )
        }),
        Row::new("Query.models", SEE, |t, _, _| {
            Ask::query(
                "query($e: String) { models(entityName: $e) { edges { node { name description } } } }",
                json!({ "e": t.org }),
            )
        })
        .not_compared(),
        Row::new("Query.artifact", SEE, |t, _, _| {
            Ask::query(
                "query($id: ID!) { artifact(id: $id) { digest metadata description aliases { alias } \
                 artifactMemberships { edges { node { artifactCollection { name } } } } usedBy { edges { node { name } } } } }",
                json!({ "id": t.artifact }),
            )
        }),
        Row::new("Query.artifactCollection", SEE, |t, _, _| {
            Ask::query(
                "query($id: ID!) { artifactCollection(id: $id) { name description project { name } } }",
                json!({ "id": t.collection_id }),
            )
        }),
        Row::new("Query.clientIDMapping", SEE, |t, _, _| {
            Ask::query(
                "query($id: ID!) { clientIDMapping(clientID: $id) { serverID } }",
                json!({ "id": t.client_id }),
            )
        }),
    ]
}
