//! Rows of runs.

use serde_json::{Value, json};

use super::{Prepare, Row, prepared_or};
use crate::matrix::cell::Ask;
use crate::matrix::column::{LOG, LOG_ELSEWHERE};
use crate::matrix::target::Target;

fn upsert(t: &Target, name: &str) -> Ask {
    Ask::mutation(
        "upsertBucket",
        "UpsertBucketInput",
        json!({ "entityName": t.team, "modelName": t.project, "name": name, "state": "running" }),
        "bucket { id }",
    )
}

fn files(t: &Target, name: &str) -> Ask {
    Ask::mutation(
        "createRunFiles",
        "CreateRunFilesInput",
        of_run(t, &json!({ "files": [name] })),
        "files { id uploadUrl }",
    )
}

fn of_run(t: &Target, more: &Value) -> Value {
    let mut input = json!({ "entityName": t.team, "projectName": t.project, "runName": t.run });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

pub fn rows() -> Vec<Row> {
    vec![
        // A project that is not there is made, by those who may.
        Row::new("Mutation.upsertBucket", LOG, |t, n, _| {
            upsert(t, &format!("run-{n}"))
        })
        .not_compared(),
        Row::new("Mutation.upsertBucket (by id)", LOG, |t, n, _| {
            let input = json!({ "id": t.run_id, "notes": format!("words {n}") });
            Ask::mutation("upsertBucket", "UpsertBucketInput", input, "bucket { id }")
        }),
        Row::new("Mutation.updateRunState", LOG, |t, _, _| {
            let input = json!({ "id": t.run_id, "state": "running" });
            Ask::mutation("updateRunState", "UpdateRunStateInput", input, "success")
        }),
        Row::new("Mutation.stopRun", LOG, |t, _, made| {
            let input = json!({ "id": prepared_or(made, "/upsertBucket/bucket/id", &t.run_id) });
            Ask::mutation("stopRun", "StopRunInput", input, "success")
        })
        .prepared(Prepare::Logger(|t, n| upsert(t, &format!("stop-{n}")))),
        Row::new("Mutation.deleteRun", LOG, |t, _, made| {
            let input = json!({ "id": prepared_or(made, "/upsertBucket/bucket/id", &t.run_id) });
            Ask::mutation("deleteRun", "DeleteRunInput", input, "success")
        })
        .prepared(Prepare::Logger(|t, n| upsert(t, &format!("end-{n}")))),
        Row::new("Mutation.deleteRun (with its versions)", LOG, |t, _, made| {
            let id = prepared_or(made, "/upsertBucket/bucket/id", &t.run_id);
            let input = json!({ "id": id, "deleteArtifacts": true });
            Ask::mutation("deleteRun", "DeleteRunInput", input, "success")
        })
        .prepared(Prepare::Logger(|t, n| upsert(t, &format!("whole-end-{n}")))),
        // It takes a run with a history: `tests/api/rewind.rs` rewinds one.
        Row::new("Mutation.rewindRun", LOG_ELSEWHERE, |t, _, _| {
            let input = of_run(t, &json!({ "metricName": "_step", "metricValue": 0 }));
            Ask::mutation("rewindRun", "RewindRunInput", input, "rewoundRun { id }")
        }),
        Row::new("Mutation.createRunFiles", LOG, |t, n, _| {
            files(t, &format!("file-{n}.txt"))
        }),
        Row::new("Mutation.markRunFilesUploaded", LOG, |t, _, _| {
            let input = of_run(t, &json!({ "files": ["file.txt"] }));
            Ask::mutation(
                "markRunFilesUploaded",
                "MarkRunFilesUploadedInput",
                input,
                "success",
            )
        }),
        Row::new("Mutation.deleteFiles", LOG, |t, _, made| {
            let file = prepared_or(made, "/createRunFiles/files/0/id", &t.run_file_id);
            Ask::mutation(
                "deleteFiles",
                "DeleteFilesInput",
                json!({ "files": [file] }),
                "success",
            )
        })
        .prepared(Prepare::Logger(|t, n| files(t, &format!("gone-{n}.txt")))),
        Row::new("Mutation.notifyScriptableRunAlert", LOG, |t, _, _| {
            let input = of_run(t, &json!({ "title": "loss", "text": "it rises" }));
            Ask::mutation(
                "notifyScriptableRunAlert",
                "NotifyScriptableRunAlertInput",
                input,
                "success",
            )
        }),
    ]
}
