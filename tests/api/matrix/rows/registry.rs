//! Rows of changes of registries and of what is in them.

use serde_json::{Value, json};

use super::{Prepare, Row, prepared_or};
use crate::matrix::cell::Ask;
use crate::matrix::column::{CREATE_REGISTRY, EDIT, LOG, MANAGE, SEE_OR_ABSENT};
use crate::matrix::target::Target;

fn link(t: &Target, collection: &str, alias: Option<&str>) -> Ask {
    let aliases: Vec<Value> = alias
        .iter()
        .map(|alias| json!({ "artifactCollectionName": collection, "alias": alias }))
        .collect();
    Ask::mutation(
        "linkArtifact",
        "LinkArtifactInput",
        json!({ "artifactID": t.artifact, "artifactPortfolioName": collection, "entityName": t.org, "projectName": t.registry,
            "aliases": aliases }),
        "versionIndex artifactMembership { artifactCollection { id } }",
    )
}

fn unlink(t: &Target, collection_id: &str) -> Ask {
    Ask::mutation(
        "unlinkArtifact",
        "UnlinkArtifactInput",
        json!({ "artifactID": t.artifact, "artifactPortfolioID": collection_id }),
        "success",
    )
}

fn delete_collection(id: &str) -> Ask {
    Ask::mutation(
        "deleteArtifactPortfolio",
        "DeleteArtifactPortfolioInput",
        json!({ "artifactPortfolioID": id }),
        "artifactCollection { id }",
    )
}

const LINKED: &str = "/linkArtifact/artifactMembership/artifactCollection/id";

fn aliases(field: &str, input_type: &str, t: &Target, collection: &str, alias: &str) -> Ask {
    Ask::mutation(
        field,
        input_type,
        json!({ "artifactID": t.artifact, "aliases": [{ "entityName": t.org, "projectName": t.registry,
            "artifactCollectionName": collection, "alias": alias }] }),
        "success",
    )
}

fn tags(field: &str, input_type: &str, t: &Target, selection: &str) -> Ask {
    Ask::mutation(
        field,
        input_type,
        json!({ "entityName": t.org, "projectName": t.registry, "artifactCollectionName": t.collection,
            "tags": [{ "tagName": "matrix" }] }),
        selection,
    )
}

#[expect(clippy::too_many_lines, reason = "one row an operation")]
pub fn rows() -> Vec<Row> {
    vec![
        Row::new("Mutation.linkArtifact", EDIT, |t, n, _| {
            link(t, &format!("linked-{n}"), None)
        }),
        Row::new(
            "Mutation.linkArtifact (with a protected alias)",
            MANAGE,
            |t, n, _| link(t, &format!("guarded-{n}"), Some("production")),
        ),
        Row::new("Mutation.unlinkArtifact", EDIT, |t, _, made| {
            unlink(t, &prepared_or(made, LINKED, &t.collection_id))
        })
        .prepared(Prepare::Admin(|t, n| link(t, &format!("unlink-{n}"), None))),
        Row::new(
            "Mutation.unlinkArtifact (with a protected alias)",
            MANAGE,
            |t, _, made| unlink(t, &prepared_or(made, LINKED, &t.guarded_id)),
        )
        .prepared(Prepare::Admin(|t, n| {
            link(t, &format!("unlink-{n}"), Some("production"))
        })),
        Row::new("Mutation.addAliases", EDIT, |t, n, _| {
            aliases(
                "addAliases",
                "AddAliasesInput",
                t,
                &t.collection,
                &format!("alias-{n}"),
            )
        }),
        Row::new("Mutation.addAliases (protected)", MANAGE, |t, _, _| {
            aliases("addAliases", "AddAliasesInput", t, &t.collection, "production")
        }),
        Row::new("Mutation.deleteAliases", EDIT, |t, n, made| {
            let alias = if made.is_null() {
                "candidate".to_owned()
            } else {
                format!("gone-{n}")
            };
            aliases("deleteAliases", "DeleteAliasesInput", t, &t.collection, &alias)
        })
        .prepared(Prepare::Admin(|t, n| {
            aliases(
                "addAliases",
                "AddAliasesInput",
                t,
                &t.collection,
                &format!("gone-{n}"),
            )
        })),
        Row::new("Mutation.deleteAliases (protected)", MANAGE, |t, n, made| {
            let collection = if made.is_null() {
                t.guarded.clone()
            } else {
                format!("off-{n}")
            };
            aliases(
                "deleteAliases",
                "DeleteAliasesInput",
                t,
                &collection,
                "production",
            )
        })
        .prepared(Prepare::Admin(|t, n| {
            link(t, &format!("off-{n}"), Some("production"))
        })),
        Row::new(
            "Mutation.createArtifactCollectionTagAssignments",
            EDIT,
            |t, _, _| {
                tags(
                    "createArtifactCollectionTagAssignments",
                    "CreateArtifactCollectionTagAssignmentsInput",
                    t,
                    "tags { name }",
                )
            },
        ),
        Row::new(
            "Mutation.deleteArtifactCollectionTagAssignments",
            EDIT,
            |t, _, _| {
                tags(
                    "deleteArtifactCollectionTagAssignments",
                    "DeleteArtifactCollectionTagAssignmentsInput",
                    t,
                    "success",
                )
            },
        ),
        Row::new("Mutation.updateArtifactPortfolio", EDIT, |t, n, _| {
            Ask::mutation(
                "updateArtifactPortfolio",
                "UpdateArtifactPortfolioInput",
                json!({ "artifactPortfolioID": t.collection_id, "description": format!("words {n}") }),
                "artifactCollection { id }",
            )
        }),
        Row::new(
            "Mutation.upsertModel (a new registry)",
            CREATE_REGISTRY,
            |t, n, _| {
                let name = format!("wandb-registry-new-{n}");
                let input = json!({ "entityName": t.org, "name": name, "access": "RESTRICTED" });
                Ask::mutation("upsertModel", "UpsertModelInput", input, "inserted")
            },
        )
        .not_compared(),
        Row::new(
            "Mutation.upsertModel (a new project of a team)",
            LOG,
            |t, n, _| {
                let input = json!({ "entityName": t.team, "name": format!("project-{n}") });
                Ask::mutation("upsertModel", "UpsertModelInput", input, "inserted")
            },
        )
        .not_compared(),
        Row::new("Mutation.upsertModel (a registry by name)", MANAGE, |t, n, _| {
            let input =
                json!({ "entityName": t.org, "name": t.registry, "description": format!("words {n}") });
            Ask::mutation("upsertModel", "UpsertModelInput", input, "inserted")
        })
        .not_compared(),
        Row::new("Mutation.upsertModel (a registry by id)", MANAGE, |t, n, _| {
            let input = json!({ "id": t.registry_id, "description": format!("words {n}") });
            Ask::mutation("upsertModel", "UpsertModelInput", input, "inserted")
        }),
        Row::new("Mutation.starRegistry", SEE_OR_ABSENT, |t, _, _| {
            let input = json!({ "projectID": t.registry_id, "isStarred": true });
            Ask::mutation("starRegistry", "StarRegistryInput", input, "project { id }")
        }),
        Row::new("Mutation.protectAlias", MANAGE, |t, n, _| {
            let input = json!({ "projectID": t.registry_id, "alias": format!("guard-{n}") });
            Ask::mutation("protectAlias", "ProtectAliasInput", input, "project { id }")
        }),
        Row::new("Mutation.createProjectMembers", MANAGE, |t, _, _| {
            let input =
                json!({ "projectId": t.registry_id, "userIds": [t.user_id], "teamIds": [t.listed_team_id] });
            Ask::mutation(
                "createProjectMembers",
                "CreateProjectMembersInput",
                input,
                "success",
            )
        }),
        Row::new("Mutation.updateProjectMember", MANAGE, |t, _, _| {
            let input =
                json!({ "projectId": t.registry_id, "userId": t.user_id, "userProjectRole": "member" });
            Ask::mutation(
                "updateProjectMember",
                "UpdateProjectMemberInput",
                input,
                "success",
            )
        }),
        Row::new("Mutation.updateProjectTeamMember", MANAGE, |t, _, _| {
            let input = json!({ "projectId": t.registry_id, "teamId": t.listed_team_id, "teamProjectRole": "member" });
            Ask::mutation(
                "updateProjectTeamMember",
                "UpdateProjectTeamMemberInput",
                input,
                "success",
            )
        }),
        Row::new("Mutation.deleteProjectMembers", MANAGE, |t, _, _| {
            let input = json!({ "projectId": t.registry_id, "userIds": [], "teamIds": [] });
            Ask::mutation(
                "deleteProjectMembers",
                "DeleteProjectMembersInput",
                input,
                "success",
            )
        }),
        Row::new("Mutation.deleteArtifactPortfolio", EDIT, |t, _, made| {
            let id = prepared_or(made, LINKED, &t.collection_id);
            delete_collection(&id)
        })
        .prepared(Prepare::Admin(|t, n| link(t, &format!("doomed-{n}"), None))),
        Row::new(
            "Mutation.deleteArtifactPortfolio (with a protected alias)",
            MANAGE,
            |t, _, made| {
                let id = prepared_or(made, LINKED, &t.guarded_id);
                delete_collection(&id)
            },
        )
        .prepared(Prepare::Admin(|t, n| {
            link(t, &format!("doomed-{n}"), Some("production"))
        })),
        // To the name that it has: nothing changes for the cells after it.
        Row::new("Mutation.renameProject", MANAGE, |t, _, _| {
            let input =
                json!({ "entityName": t.org, "oldProjectName": t.registry, "newProjectName": t.registry });
            Ask::mutation("renameProject", "RenameProjectInput", input, "inserted")
        }),
        Row::new("Mutation.deleteModel", "UNFF-FFF-FFFUU", |t, _, _| {
            let input = json!({ "id": t.registry_id });
            Ask::mutation("deleteModel", "DeleteModelInput", input, "success")
        }),
    ]
}
