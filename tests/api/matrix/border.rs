//! Which types are guarded, how one gets to an object of each, and the rule of every field that leads to one.

use super::schema::Sdl;
use super::world::World;

/// Objects that are somebody's: whether they may be seen depends on who asks.
const GUARDED: &[&str] = &[
    "Artifact",
    "ArtifactAlias",
    "ArtifactAliasAction",
    "ArtifactCollection",
    "ArtifactCollectionMembership",
    "ArtifactCreator",
    "ArtifactManifest",
    "ArtifactPortfolio",
    "ArtifactSequence",
    "ArtifactType",
    "Entity",
    "Event",
    "File",
    "LineageGraph",
    "Organization",
    "Project",
    "ProtectedAlias",
    "RegistryFacts",
    "Run",
    "User",
    "Watch",
];

/// Parts of the object that they hang on: pages, edges, values.
const VALUES: &[&str] = &[
    "AdvancedRegistryFeatures",
    "ApiKey",
    "ArtifactLineageDag",
    "ArtifactLineageDagArtifact",
    "ArtifactLineageDagEdge",
    "ArtifactLineageDagRun",
    "CapabilityDecision",
    "ClientIDMapping",
    "FeatureFlag",
    "HistoryCurve",
    "Invite",
    "LineageEdge",
    "LineageNode",
    "LocalVersionInfo",
    "LogLine",
    "Member",
    "OrganizationMember",
    "PageInfo",
    "ParquetHistory",
    "ProjectIcon",
    "ProjectMember",
    "ProjectTeamMember",
    "RegistryAccess",
    "RegistryMember",
    "Role",
    "SavedSearch",
    "ServerFeature",
    "ServerInfo",
    "Tag",
    "UploadMultipartUrls",
    "UploadUrlPart",
    "VersionKey",
    "View",
];

/// What keeps a field from showing what may not be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// It is part of the object, or on the same side: who sees the one sees the other.
    Same,
    /// What may not be seen is null, or left out of the list and of the count.
    Filtered,
    /// The thing is shown as far as it is part of a version that was linked; what leads on from it is filtered.
    Shallow,
}

/// The fields that lead to a guarded object, each with its rule.
const BORDERS: &[(&str, Rule)] = &[
    ("Artifact.aliases", Rule::Filtered),
    ("Artifact.artifactActions", Rule::Filtered),
    ("Artifact.artifactMemberships", Rule::Filtered),
    ("Artifact.artifactSequence", Rule::Shallow),
    ("Artifact.artifactType", Rule::Shallow),
    ("Artifact.createdBy", Rule::Shallow),
    ("Artifact.currentManifest", Rule::Same),
    ("Artifact.files", Rule::Same),
    ("Artifact.filesByManifestEntries", Rule::Same),
    ("Artifact.lineage", Rule::Filtered),
    ("Artifact.usedBy", Rule::Filtered),
    ("ArtifactAlias.artifactCollection", Rule::Same),
    ("ArtifactAliasAction.artifactCollection", Rule::Same),
    ("ArtifactAliasAction.sourceArtifact", Rule::Filtered),
    ("ArtifactAliasAction.targetArtifact", Rule::Filtered),
    ("ArtifactAliasAction.user", Rule::Shallow),
    ("ArtifactCollection.aliasActionHistory", Rule::Filtered),
    ("ArtifactCollection.aliases", Rule::Filtered),
    ("ArtifactCollection.artifactCollectionActions", Rule::Filtered),
    ("ArtifactCollection.artifactMembership", Rule::Filtered),
    ("ArtifactCollection.artifactMemberships", Rule::Filtered),
    ("ArtifactCollection.artifacts", Rule::Filtered),
    ("ArtifactCollection.createdBy", Rule::Shallow),
    ("ArtifactCollection.defaultArtifactType", Rule::Shallow),
    ("ArtifactCollection.myWatch", Rule::Same),
    ("ArtifactCollection.newestMembership", Rule::Filtered),
    ("ArtifactCollection.project", Rule::Filtered),
    ("ArtifactCollectionMembership.aliases", Rule::Same),
    ("ArtifactCollectionMembership.artifact", Rule::Same),
    ("ArtifactCollectionMembership.artifactCollection", Rule::Same),
    ("ArtifactCollectionMembership.files", Rule::Same),
    ("ArtifactCollectionMembership.linkedBy", Rule::Shallow),
    ("ArtifactManifest.file", Rule::Same),
    ("ArtifactSequence.latestArtifact", Rule::Filtered),
    ("ArtifactType.artifact", Rule::Filtered),
    ("ArtifactType.artifactCollection", Rule::Filtered),
    ("ArtifactType.artifactCollections", Rule::Filtered),
    ("ArtifactType.artifactSequence", Rule::Filtered),
    ("Entity.artifactCollections", Rule::Filtered),
    ("Entity.artifactMemberships", Rule::Filtered),
    ("Entity.organization", Rule::Filtered),
    ("Entity.project", Rule::Filtered),
    ("Entity.projects", Rule::Filtered),
    ("Entity.user", Rule::Filtered),
    ("Event.artifact", Rule::Filtered),
    ("Event.artifactCollection", Rule::Filtered),
    ("Event.project", Rule::Filtered),
    ("Event.user", Rule::Shallow),
    ("File.artifact", Rule::Filtered),
    ("Invite.entity", Rule::Same),
    ("Invite.fromUser", Rule::Same),
    ("Invite.toUser", Rule::Same),
    ("LineageNode.artifact", Rule::Filtered),
    ("LineageNode.run", Rule::Filtered),
    ("Organization.auditLog", Rule::Same),
    ("Organization.orgEntity", Rule::Same),
    ("Organization.registries", Rule::Filtered),
    ("Organization.registry", Rule::Filtered),
    ("Organization.teams", Rule::Same),
    ("OrganizationMember.user", Rule::Same),
    ("Project.artifact", Rule::Same),
    ("Project.artifactCollection", Rule::Same),
    ("Project.artifactCollectionMembership", Rule::Same),
    ("Project.artifactCollections", Rule::Same),
    ("Project.artifactType", Rule::Same),
    ("Project.artifactTypes", Rule::Same),
    ("Project.bucket", Rule::Same),
    ("Project.entity", Rule::Same),
    ("Project.events", Rule::Same),
    ("Project.registry", Rule::Same),
    ("Project.run", Rule::Same),
    ("Project.runs", Rule::Same),
    ("Project.user", Rule::Shallow),
    ("ProjectTeamMember.team", Rule::Same),
    ("ProtectedAlias.holders", Rule::Same),
    ("RegistryFacts.myWatch", Rule::Same),
    ("RegistryFacts.organization", Rule::Same),
    ("RegistryFacts.owner", Rule::Shallow),
    ("RegistryFacts.protectedAliasHolders", Rule::Same),
    ("RegistryFacts.recentLinks", Rule::Same),
    ("Run.files", Rule::Filtered),
    ("Run.inputArtifacts", Rule::Filtered),
    ("Run.lineage", Rule::Filtered),
    ("Run.outputArtifacts", Rule::Filtered),
    ("Run.project", Rule::Filtered),
    ("Run.user", Rule::Shallow),
    ("User.organizations", Rule::Filtered),
    ("User.starredRegistries", Rule::Filtered),
    ("User.teams", Rule::Filtered),
    ("User.userEntity", Rule::Filtered),
    ("User.watches", Rule::Filtered),
    ("View.user", Rule::Shallow),
    ("Watch.artifactCollection", Rule::Filtered),
    ("Watch.changes", Rule::Filtered),
    ("Watch.project", Rule::Filtered),
];

/// Whether an object of the type is somebody's.
pub fn is_guarded(of_type: &str) -> bool {
    GUARDED.contains(&of_type)
}

/// The type that a page holds, or the type itself.
fn held<'a>(sdl: &'a Sdl, of_type: &'a str) -> &'a str {
    let field = |of_type: &str, name: &str| {
        let fields = sdl.objects.get(of_type)?;
        fields.iter().find(|field| field.name == name)
    };
    if !of_type.ends_with("Connection") {
        return of_type;
    }
    field(of_type, "edges")
        .and_then(|edges| field(&edges.of_type, "node"))
        .map_or(of_type, |node| &node.of_type)
}

/// Every type is sorted, every guarded type has a root, every field that leads to a guarded object has a rule.
pub fn check(sdl: &Sdl) {
    let is_plumbing = |name: &str| {
        ["Connection", "Edge", "Payload"]
            .iter()
            .any(|end| name.ends_with(end))
            && name != "LineageEdge"
            || matches!(name, "Query" | "Mutation")
    };
    let types: Vec<&String> = sdl.objects.keys().chain(sdl.members.keys()).collect();
    let sorted = |name: &str| is_guarded(name) || VALUES.contains(&name) || is_plumbing(name);
    let unsorted: Vec<&&String> = types.iter().filter(|name| !sorted(name)).collect();
    assert!(
        unsorted.is_empty(),
        "add to GUARDED or VALUES in tests/api/matrix/border.rs: {unsorted:?}"
    );
    let mut missing = Vec::new();
    let mut leads = Vec::new();
    for (of_type, fields) in sdl.objects.iter().filter(|(name, _)| !is_plumbing(name)) {
        // The rules of an interface are those of the types that implement it.
        let interface = sdl
            .members
            .iter()
            .find(|(name, types)| sdl.objects.contains_key(*name) && types.contains(of_type));
        for field in fields
            .iter()
            .filter(|field| is_guarded(held(sdl, &field.of_type)))
        {
            let of = interface
                .filter(|(name, _)| sdl.objects[*name].iter().any(|shared| shared.name == field.name))
                .map_or(of_type, |(name, _)| name);
            let name = format!("{of}.{}", field.name);
            if !BORDERS.iter().any(|(known, _)| *known == name) {
                missing.push(name.clone());
            }
            leads.push(name);
        }
    }
    assert!(
        missing.is_empty(),
        "no rule in BORDERS of tests/api/matrix/border.rs: {missing:?}"
    );
    let gone: Vec<&str> = BORDERS
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !leads.iter().any(|lead| lead == name))
        .collect();
    assert!(gone.is_empty(), "rules of fields that are no more: {gone:?}");
    let count = |rule: Rule| BORDERS.iter().filter(|(_, found)| *found == rule).count();
    println!(
        "borders: {} fields ({} same side, {} filtered, {} shallow)",
        BORDERS.len(),
        count(Rule::Same),
        count(Rule::Filtered),
        count(Rule::Shallow)
    );
}

/// How to get to an object of each guarded type: the type, and what stands before and after the fields of it in a query.
pub fn roots(world: &World) -> Vec<(&'static str, String, &'static str)> {
    let t = &world.real;
    let project = format!("project(entityName: \"{}\", name: \"{}\") {{", t.org, t.registry);
    let work = format!("project(entityName: \"{}\", name: \"{}\") {{", t.team, t.project);
    let artifact = format!("artifact(id: \"{}\") {{", t.artifact);
    let collection = format!("artifactCollection(id: \"{}\") {{", t.collection_id);
    let member = format!(
        "{project} artifactCollectionMembership(name: \"{}:v0\") {{",
        t.collection
    );
    vec![
        ("Project", project.clone(), "}"),
        ("Project", work, "}"),
        ("RegistryFacts", format!("{project} registry {{"), "} }"),
        ("Artifact", artifact.clone(), "}"),
        ("Artifact", format!("{member} artifact {{"), "} } }"),
        ("ArtifactPortfolio", collection.clone(), "}"),
        (
            "ArtifactSequence",
            format!("{artifact} artifactSequence {{"),
            "} }",
        ),
        ("ArtifactType", format!("{artifact} artifactType {{"), "} }"),
        (
            "ArtifactType",
            format!("{collection} defaultArtifactType {{"),
            "} }",
        ),
        ("ArtifactCollectionMembership", member.clone(), "} }"),
        ("ArtifactAlias", format!("{member} aliases {{"), "} } }"),
        (
            "Event",
            format!("{collection} artifactCollectionActions(first: 3) {{ edges {{ node {{"),
            "} } } }",
        ),
        (
            "Event",
            format!("{artifact} artifactActions(first: 9) {{ edges {{ node {{"),
            "} } } }",
        ),
        (
            "ArtifactAliasAction",
            format!("{collection} aliasActionHistory(first: 3) {{ edges {{ node {{"),
            "} } } }",
        ),
        (
            "ProtectedAlias",
            format!("{project} registry {{ protectedAliasHolders {{"),
            "} } }",
        ),
        ("Watch", "viewer { watches {".to_owned(), "} }"),
        (
            "ArtifactManifest",
            format!("{artifact} currentManifest {{"),
            "} }",
        ),
        ("File", format!("{member} files {{ edges {{ node {{"), "} } } } }"),
        (
            "LineageGraph",
            format!("{artifact} lineage(hopsUp: 3, hopsDown: 3) {{"),
            "} }",
        ),
        ("Run", format!("{artifact} createdBy {{ ... on Run {{"), "} } }"),
        ("User", format!("{member} linkedBy {{"), "} } }"),
        ("User", "viewer {".to_owned(), "}"),
        ("User", "users(query: \"o\") { edges { node {".to_owned(), "} } }"),
        ("Entity", "viewer { userEntity {".to_owned(), "} }"),
        ("Entity", format!("entity(name: \"{}\") {{", t.org), "}"),
        ("Entity", "entity(name: \"my-team\") {".to_owned(), "}"),
        ("Entity", "entity(name: \"other-team\") {".to_owned(), "}"),
        (
            "Organization",
            format!("organization(name: \"{}\") {{", t.org),
            "}",
        ),
        (
            "Organization",
            "organization(name: \"other-org\") {".to_owned(),
            "}",
        ),
    ]
}

/// The values that the walk tries for an argument: what is there, and what is hidden.
pub fn argument_values(
    of_type: &str,
    field: &str,
    argument: &str,
    argument_type: &str,
    world: &World,
) -> Vec<String> {
    let (real, hidden) = (&world.real, &world.hidden);
    let quoted = |texts: &[&str]| texts.iter().map(|text| format!("\"{text}\"")).collect();
    let place = format!("{}:v0", real.collection);
    match (of_type, field, argument) {
        ("Organization", "registry", "name") => quoted(&["risk", "vault", "theirs"]),
        (_, "run" | "bucket", "name") => quoted(&["shown", "CANARY-run"]),
        (_, "project", "name") => quoted(&[&real.registry, &hidden.registry, "quickstart"]),
        (_, "artifactCollectionMembership" | "artifact", "name") => {
            quoted(&[&place, "gemma:v1", "gemma:v0", "secret:v0", "hush:v0"])
        }
        (_, "artifactCollection" | "artifactSequence", "name") => {
            quoted(&[&real.collection, "gemma", "secret", "hush"])
        }
        (_, "artifactType", "name") => quoted(&["model"]),
        (_, _, "aliasName") => quoted(&["v0", "v1", "latest"]),
        (_, _, "specs") => vec!["[\"{\\\"keys\\\": [\\\"loss\\\"], \\\"samples\\\": 5}\"]".to_owned()],
        (_, "filesByManifestEntries", "storageLayout") => quoted(&["V2"]),
        (_, "filesByManifestEntries", "manifestVersion") => quoted(&["1"]),
        (_, "artifactLineageDag", "limit") => vec!["50".to_owned()],
        (_, _, "filterGeneratedArtifacts") => vec!["false".to_owned()],
        (_, _, "keys" | "liveKeys") => vec!["[\"loss\"]".to_owned()],
        (_, _, "fields") => vec!["[\"metadata.k\"]".to_owned()],
        (_, _, "first") if argument_type == "Int" => vec!["3".to_owned()],
        _ => Vec::new(),
    }
}
