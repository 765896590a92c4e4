//! Rows of announcing, committing, using and describing versions.

use serde_json::json;

use super::Row;
use crate::matrix::cell::Ask;
use crate::matrix::column::{Column, EDIT, LOG};

/// As [`LOG`]; whoever may would take the version away from the other cells.
const LOG_ELSEWHERE: Column = "UNNNFNNNNN-NUU";

const MD5: &str = "XUFAKrxLKna5cZ2REBfFkg==";

pub fn rows() -> Vec<Row> {
    vec![
        Row::new("Mutation.createArtifact", LOG, |t, n, _| {
            Ask::mutation(
                "createArtifact",
                "CreateArtifactInput",
                json!({ "entityName": t.team, "projectName": t.project, "runName": t.run, "artifactTypeName": "model",
                    "artifactCollectionName": format!("made-{n}"), "digest": "d41d8cd98f00b204e9800998ecf8427e" }),
                "artifact { id }",
            )
        }),
        Row::new("Mutation.commitArtifact", LOG, |t, _, _| {
            let input = json!({ "artifactID": t.logged });
            Ask::mutation("commitArtifact", "CommitArtifactInput", input, "artifact { id }")
        }),
        Row::new(
            "Mutation.commitArtifact (pending)",
            "UNNNFNNNNNBNUU",
            |t, _, _| {
                let input = json!({ "artifactID": t.pending });
                Ask::mutation("commitArtifact", "CommitArtifactInput", input, "artifact { id }")
            },
        ),
        // Needs the right to read the files, and to log to the project of the run.
        Row::new("Mutation.useArtifact", "UNFFFFNNNNYNUU", |t, _, _| {
            Ask::mutation(
                "useArtifact",
                "UseArtifactInput",
                json!({ "entityName": t.team, "projectName": t.project, "runName": t.run, "artifactID": t.artifact,
                    "artifactEntityName": t.org, "artifactProjectName": t.registry }),
                "artifact { id }",
            )
        }),
        Row::new("Mutation.updateArtifact", EDIT, |t, n, _| {
            let input = json!({ "artifactID": t.artifact, "description": format!("words {n}") });
            Ask::mutation("updateArtifact", "UpdateArtifactInput", input, "artifact { id }")
        }),
        Row::new("Mutation.updateArtifact (tags)", EDIT, |t, n, _| {
            let input = json!({ "artifactID": t.artifact, "tagsToAdd": [{ "tagName": format!("tag-{n}") }] });
            Ask::mutation("updateArtifact", "UpdateArtifactInput", input, "artifact { id }")
        }),
        Row::new("Mutation.createArtifactManifest", LOG, |t, _, _| {
            Ask::mutation(
                "createArtifactManifest",
                "CreateArtifactManifestInput",
                json!({ "artifactID": t.pending, "name": "wandb_manifest.json", "digest": MD5, "entityName": t.team,
                    "projectName": t.project }),
                "artifactManifest { id file { uploadUrl } }",
            )
        }),
        Row::new("Mutation.updateArtifactManifest", LOG, |t, _, _| {
            let input = json!({ "artifactManifestID": t.manifest_id, "digest": MD5 });
            Ask::mutation(
                "updateArtifactManifest",
                "UpdateArtifactManifestInput",
                input,
                "artifactManifest { id file { uploadUrl } }",
            )
        }),
        Row::new("Mutation.createArtifactFiles", LOG, |t, n, _| {
            let spec = json!({ "artifactID": t.pending, "name": format!("file-{n}"), "md5": MD5 });
            Ask::mutation(
                "createArtifactFiles",
                "CreateArtifactFilesInput",
                json!({ "artifactFiles": [spec] }),
                "files { edges { node { uploadUrl } } }",
            )
        }),
        Row::new("Mutation.updateArtifactSequence", LOG, |t, n, _| {
            let input = json!({ "artifactSequenceID": t.sequence_id, "description": format!("words {n}") });
            Ask::mutation(
                "updateArtifactSequence",
                "UpdateArtifactSequenceInput",
                input,
                "artifactCollection { id }",
            )
        }),
        Row::new("Mutation.deleteArtifact", LOG_ELSEWHERE, |t, _, _| {
            let input = json!({ "artifactID": t.logged, "deleteAliases": true });
            Ask::mutation("deleteArtifact", "DeleteArtifactInput", input, "artifact { id }")
        }),
        Row::new("Mutation.deleteArtifactSequence", LOG_ELSEWHERE, |t, _, _| {
            let input = json!({ "artifactSequenceID": t.sequence_id });
            Ask::mutation(
                "deleteArtifactSequence",
                "DeleteArtifactSequenceInput",
                input,
                "artifactCollection { id }",
            )
        }),
        Row::new("Mutation.moveArtifactSequence", LOG_ELSEWHERE, |t, _, _| {
            let input =
                json!({ "artifactSequenceID": t.sequence_id, "destinationArtifactTypeName": "dataset" });
            Ask::mutation(
                "moveArtifactSequence",
                "MoveArtifactSequenceInput",
                input,
                "artifactCollection { id }",
            )
        }),
    ]
}
