//! People, teams, registries and who may do what in them.

use serde_json::{Value, json};

use super::Site;
use crate::demo::client::{Change, Key};
use crate::demo::plan::people::{PEOPLE, Person, REGISTRIES, Registry, TEAMS, Team};
use crate::demo::progress::Progress;

/// The text at that place of an answer.
pub fn text(answer: &Value, pointer: &str) -> anyhow::Result<String> {
    let found = answer.pointer(pointer).and_then(Value::as_str);
    found
        .map(str::to_owned)
        .ok_or_else(|| anyhow::anyhow!("the server's answer has nothing at {pointer}: {answer}"))
}

/// Makes the people and the teams.
pub async fn make(site: &mut Site<'_>) -> anyhow::Result<()> {
    let progress = Progress::of("People and teams", PEOPLE.len() + TEAMS.len());
    for person in &PEOPLE {
        let (id, key) = make_person(site, person).await?;
        site.ids.insert(person.username, id);
        site.keys.insert(person.username, key);
        progress.add(1);
    }
    for team in &TEAMS {
        let id = make_team(site, team).await?;
        site.ids.insert(team.name, id);
        progress.add(1);
    }
    Ok(())
}

async fn make_person(site: &Site<'_>, person: &Person) -> anyhow::Result<(String, Key)> {
    let username = person.username;
    let doing = format!("making the person {}", person.name);
    let create = Change {
        mutation: "createUser",
        input_type: "CreateUserInput",
        selection: "user { id } apiKey { name }",
        input: json!({ "email": format!("{username}@northwind.example"), "username": username, "name": person.name }),
    };
    let answer = site.client.change(site.admin, create, &doing).await?;
    let join = Change {
        mutation: "addUserToOrganization",
        input_type: "AddUserToOrganizationInput",
        selection: "success",
        input: json!({
            "userName": username, "userOrgRole": person.org_role, "organizationId": site.place.organization_id
        }),
    };
    site.client.change(site.admin, join, &doing).await?;
    Ok((text(&answer, "/user/id")?, Key(text(&answer, "/apiKey/name")?)))
}

async fn make_team(site: &Site<'_>, team: &Team) -> anyhow::Result<String> {
    let doing = format!("making the team {}", team.name);
    let create = Change {
        mutation: "createTeam",
        input_type: "CreateTeamInput",
        selection: "entity { id }",
        input: json!({
            "teamName": team.name, "teamAdminUserName": team.admin, "organizationName": site.place.organization
        }),
    };
    let answer = site.client.change(site.admin, create, &doing).await?;
    let members = team.members.iter().map(|(username, role)| Change {
        mutation: "addTeamMember",
        input_type: "AddTeamMemberInput",
        selection: "success",
        input: json!({ "entityName": team.name, "username": username, "role": role }),
    });
    site.client
        .change_all(site.key(team.admin)?, members.collect(), &doing)
        .await?;
    text(&answer, "/entity/id")
}

/// Makes the registries that are not there from the start, and lists who belongs to each.
pub async fn make_registries(site: &mut Site<'_>) -> anyhow::Result<()> {
    let progress = Progress::of("Registries", REGISTRIES.len());
    for registry in &REGISTRIES {
        let id = make_registry(site, registry).await?;
        site.registries.insert(registry.name, id);
        progress.add(1);
    }
    Ok(())
}

async fn make_registry(site: &Site<'_>, registry: &Registry) -> anyhow::Result<String> {
    let doing = format!("making the registry {}", registry.name);
    // Nobody is listed in a core registry yet, so its first members are added by the admin of the organization.
    let key = if registry.is_core {
        site.admin
    } else {
        site.key(registry.steward)?
    };
    let id = if registry.is_core {
        let query = "query ($org: String!, $name: String!) { organization(name: $org) { registry(name: $name) { id } } }";
        let variables = json!({ "org": site.place.organization, "name": registry.name });
        text(
            &site.client.graphql(key, query, variables, &doing).await?,
            "/organization/registry/id",
        )?
    } else {
        let types: Vec<Value> = registry
            .types
            .iter()
            .map(|name| json!({ "name": name }))
            .collect();
        let create = Change {
            mutation: "upsertModel",
            input_type: "UpsertModelInput",
            selection: "project { id }",
            input: json!({
                "name": format!("wandb-registry-{}", registry.name),
                "entityName": site.place.entity,
                "description": registry.description,
                "access": registry.access,
                "allowAllArtifactTypesInRegistry": false,
                "artifactTypes": types,
                "icon": { "name": registry.icon, "color": registry.color },
            }),
        };
        text(&site.client.change(key, create, &doing).await?, "/project/id")?
    };
    site.client
        .change_all(key, members(site, registry, &id), &doing)
        .await?;
    Ok(id)
}

/// Lists people and teams, gives each their role, and protects the alias.
fn members(site: &Site<'_>, registry: &Registry, project_id: &str) -> Vec<Change> {
    let ids = |listed: &[(&'static str, &'static str)]| -> Vec<&String> {
        listed.iter().filter_map(|(name, _)| site.ids.get(name)).collect()
    };
    let mut changes = vec![Change {
        mutation: "createProjectMembers",
        input_type: "CreateProjectMembersInput",
        selection: "success",
        input: json!({ "projectId": project_id, "userIds": ids(registry.people), "teamIds": ids(registry.teams) }),
    }];
    changes.extend(registry.people.iter().map(|(name, role)| Change {
        mutation: "updateProjectMember",
        input_type: "UpdateProjectMemberInput",
        selection: "success",
        input: json!({ "projectId": project_id, "userId": site.ids.get(name), "userProjectRole": role }),
    }));
    changes.extend(registry.teams.iter().map(|(name, role)| Change {
        mutation: "updateProjectTeamMember",
        input_type: "UpdateProjectTeamMemberInput",
        selection: "success",
        input: json!({ "projectId": project_id, "teamId": site.ids.get(name), "teamProjectRole": role }),
    }));
    changes.push(Change {
        mutation: "protectAlias",
        input_type: "ProtectAliasInput",
        selection: "project { id }",
        input: json!({ "projectID": project_id, "alias": registry.protected_alias }),
    });
    changes
}

/// Stars what each person likes; the admin who asked for the demo likes what the first person does.
pub async fn star(site: &Site<'_>, progress: &Progress) -> anyhow::Result<()> {
    let starring = |registries: &[&'static str]| -> Vec<Change> {
        let change = |name: &&'static str| Change {
            mutation: "starRegistry",
            input_type: "StarRegistryInput",
            selection: "project { id }",
            input: json!({ "projectID": site.registries.get(name), "isStarred": true }),
        };
        registries.iter().map(change).collect()
    };
    site.client
        .change_all(site.admin, starring(PEOPLE[0].stars), "starring registries")
        .await?;
    for person in &PEOPLE {
        let doing = format!("starring registries as {}", person.name);
        site.client
            .change_all(site.key(person.username)?, starring(person.stars), &doing)
            .await?;
        progress.add(person.stars.len());
    }
    Ok(())
}
