//! Rows of people, teams, organizations and keys.

use serde_json::json;

use super::{Prepare, Row, prepared_or};
use crate::matrix::cell::Ask;
use crate::matrix::column::{MANAGE_ORGANIZATION, SELF, SERVER_ADMIN};

#[expect(clippy::too_many_lines, reason = "one row an operation")]
pub fn rows() -> Vec<Row> {
    vec![
        Row::new("Mutation.generateApiKey", SELF, |_, _, _| {
            Ask::mutation(
                "generateApiKey",
                "GenerateApiKeyInput",
                json!({}),
                "apiKey { id }",
            )
        })
        .not_compared(),
        Row::new("Mutation.deleteApiKey", SELF, |_, _, made| {
            let key = prepared_or(made, "/generateApiKey/apiKey/id", "QXBpS2V5OjE=");
            Ask::mutation(
                "deleteApiKey",
                "DeleteApiKeyInput",
                json!({ "id": key }),
                "success",
            )
        })
        .prepared(Prepare::Asker(|_, _| {
            Ask::mutation(
                "generateApiKey",
                "GenerateApiKeyInput",
                json!({}),
                "apiKey { id }",
            )
        }))
        .not_compared(),
        // The first admin's key, which exists and is somebody else's.
        Row::new(
            "Mutation.deleteApiKey (of somebody else)",
            "UNNNNNNNNNNNUU",
            |_, _, _| {
                Ask::mutation(
                    "deleteApiKey",
                    "DeleteApiKeyInput",
                    json!({ "id": "QXBpS2V5OjE=" }),
                    "success",
                )
            },
        )
        .not_compared(),
        Row::new("Mutation.updateUser", SELF, |_, n, _| {
            let input = json!({ "name": format!("Name {n}") });
            Ask::mutation("updateUser", "UpdateUserInput", input, "user { id }")
        })
        .not_compared(),
        Row::new("Mutation.createUser", SERVER_ADMIN, |_, n, _| {
            let input = json!({ "email": format!("made-{n}@example.org") });
            Ask::mutation("createUser", "CreateUserInput", input, "user { id }")
        })
        .not_compared(),
        Row::new("Mutation.createTeam", MANAGE_ORGANIZATION, |t, n, _| {
            let input = json!({ "teamName": format!("team-{n}"), "organizationName": t.org });
            Ask::mutation("createTeam", "CreateTeamInput", input, "entity { id }")
        })
        .not_compared(),
        Row::new("Mutation.addTeamMember", MANAGE_ORGANIZATION, |t, _, _| {
            let input = json!({ "entityName": t.team, "username": "listed", "role": "viewer" });
            Ask::mutation("addTeamMember", "AddTeamMemberInput", input, "success")
        })
        .not_compared(),
        Row::new(
            "Mutation.addUserToOrganization",
            MANAGE_ORGANIZATION,
            |t, _, _| {
                let input =
                    json!({ "organizationId": t.org_id, "userName": "listed", "userOrgRole": "member" });
                Ask::mutation(
                    "addUserToOrganization",
                    "AddUserToOrganizationInput",
                    input,
                    "success",
                )
            },
        )
        .not_compared(),
        Row::new("Mutation.createInvite", MANAGE_ORGANIZATION, |t, n, _| {
            let input = json!({ "entityName": t.team, "email": format!("invited-{n}@example.org") });
            Ask::mutation(
                "createInvite",
                "CreateInviteInput",
                input,
                "success invite { id }",
            )
        })
        .not_compared(),
        Row::new("Mutation.deleteInvite", MANAGE_ORGANIZATION, |t, _, made| {
            let id = prepared_or(made, "/createInvite/invite/id", "SW52aXRlOjE=");
            let input = json!({ "id": id, "entityName": t.team });
            Ask::mutation("deleteInvite", "DeleteInviteInput", input, "success")
        })
        .prepared(Prepare::Admin(|t, n| {
            let input = json!({ "entityName": t.team, "email": format!("withdrawn-{n}@example.org") });
            Ask::mutation(
                "createInvite",
                "CreateInviteInput",
                input,
                "success invite { id }",
            )
        }))
        .not_compared(),
        Row::new(
            "Mutation.removeUserFromOrganization",
            "UNFF-FFFFFFFUU",
            |t, _, _| {
                let input = json!({ "organizationId": t.org_id, "userName": "listed" });
                Ask::mutation(
                    "removeUserFromOrganization",
                    "RemoveUserFromOrganizationInput",
                    input,
                    "success",
                )
            },
        )
        .not_compared(),
        Row::new(
            "Mutation.updateOrganizationUser",
            MANAGE_ORGANIZATION,
            |t, _, _| {
                let input =
                    json!({ "organizationId": t.org_id, "userName": "listed", "userOrgRole": "member" });
                Ask::mutation(
                    "updateOrganizationUser",
                    "UpdateOrganizationUserInput",
                    input,
                    "success",
                )
            },
        )
        .not_compared(),
        Row::new("Mutation.updateMember", "UNFF-FFFFFFFUU", |t, _, _| {
            let input = json!({ "entityName": t.team, "user": t.user_id, "role": "member" });
            Ask::mutation("updateMember", "UpdateMemberInput", input, "member { id }")
        })
        .not_compared(),
        Row::new("Mutation.createServiceAccount", MANAGE_ORGANIZATION, |t, n, _| {
            let input = json!({ "entityName": t.team, "description": format!("bot {n}") });
            Ask::mutation(
                "createServiceAccount",
                "CreateServiceAccountInput",
                input,
                "user { id }",
            )
        })
        .not_compared(),
    ]
}
