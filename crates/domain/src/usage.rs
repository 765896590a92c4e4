//! The lines that use a version or link one: in a run, with the public API, on the command line, over plain HTTP.

/// Where a version is, in the names of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionName {
    /// The team, person or org entity.
    pub entity: String,
    /// The project; of a registry with its prefix.
    pub project: String,
    /// The collection or artifact.
    pub collection: String,
    /// `v3` or an alias.
    pub version: String,
}

impl VersionName {
    /// The name that the SDK takes: `wandb-registry-model/fraud:v3` in a registry, `team/project/name:v3` elsewhere.
    pub fn full_name(&self) -> String {
        let Self {
            entity,
            project,
            collection,
            version,
        } = self;
        if crate::name::registry_of_project(project).is_some() {
            format!("{project}/{collection}:{version}")
        } else {
            format!("{entity}/{project}/{collection}:{version}")
        }
    }

    /// Reads `entity/project/collection:version`; `None` for anything else.
    pub fn parse(qualified: &str) -> Option<Self> {
        let (path, version) = qualified.rsplit_once(':')?;
        let mut parts = path.split('/');
        let (entity, project, collection) = (parts.next()?, parts.next()?, parts.next()?);
        let is_whole = [entity, project, collection, version]
            .iter()
            .all(|part| !part.is_empty());
        (is_whole && parts.next().is_none()).then(|| Self {
            entity: entity.to_owned(),
            project: project.to_owned(),
            collection: collection.to_owned(),
            version: version.to_owned(),
        })
    }

    /// The same version or another one of the collection, by `vN` or alias.
    #[must_use]
    pub fn at(&self, version: &str) -> Self {
        Self {
            version: version.to_owned(),
            ..self.clone()
        }
    }

    /// Python: use the version in a run, so that the lineage knows of it.
    pub fn in_a_run(&self) -> String {
        format!(
            "import wandb\n\nwith wandb.init(project=\"my-project\") as run:\n    path = run.use_artifact(\"{}\").download()",
            in_double_quotes(&self.full_name())
        )
    }

    /// Python: download the version without a run.
    pub fn with_the_api(&self) -> String {
        let name = in_double_quotes(&self.full_name());
        format!("import wandb\n\npath = wandb.Api().artifact(\"{name}\").download()")
    }

    /// Shell: download the version with the command that comes with the SDK.
    pub fn on_the_command_line(&self) -> String {
        let Self {
            entity,
            project,
            collection,
            version,
        } = self;
        format!(
            "wandb artifact get {}",
            in_shell(&format!("{entity}/{project}/{collection}:{version}"))
        )
    }

    /// Shell: ask for the files of the version with the addresses that they can be fetched from for a while.
    pub fn over_http(&self, origin: &str) -> String {
        let Self {
            entity,
            project,
            collection,
            version,
        } = self;
        let text = |text: &str| format!("\"{}\"", in_double_quotes(text));
        let query = format!(
            "{{ project(entityName: {}, name: {}) {{ artifactCollectionMembership(name: {}) {{ \
             files(first: 1000) {{ edges {{ node {{ name downloadUrl }} }} }} }} }} }}",
            text(entity),
            text(project),
            text(&format!("{collection}:{version}"))
        );
        let body = in_shell(&format!("{{\"query\": {}}}", text(&query)));
        let header = "--header 'Content-Type: application/json'";
        format!(
            "curl --user \"api:$WANDB_API_KEY\" {} \\\n  {header} \\\n  --data {body}",
            in_shell(&format!("{origin}/graphql"))
        )
    }
}

/// Python: log a file and link it into a collection of a registry.
pub fn link_into(registry: &str, collection: &str, artifact_type: &str) -> String {
    let target = in_double_quotes(&format!("wandb-registry-{registry}/{collection}"));
    let kind = in_double_quotes(artifact_type);
    format!(
        "import wandb\n\nwith wandb.init(project=\"my-project\") as run:\n    \
         artifact = run.log_artifact(\"./my_file\", name=\"my-artifact\", type=\"{kind}\")\n    \
         run.link_artifact(artifact, target_path=\"{target}\")"
    )
}

/// Python: log values and a file to a project.
pub fn log_to(entity: &str, project: &str) -> String {
    let (entity, project) = (in_double_quotes(entity), in_double_quotes(project));
    format!(
        "import wandb\n\nwith wandb.init(entity=\"{entity}\", project=\"{project}\") as run:\n    \
         run.log({{\"loss\": 0.25}})\n    \
         run.log_artifact(\"./my_file\", name=\"my-artifact\", type=\"model\")"
    )
}

/// What stands between double quotes, in Python, GraphQL and JSON alike.
fn in_double_quotes(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// One word of a shell.
fn in_shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_registry() -> VersionName {
        VersionName {
            entity: "acme-org".into(),
            project: "wandb-registry-model".into(),
            collection: "fraud".into(),
            version: "v3".into(),
        }
    }

    #[test]
    fn a_name_in_a_registry_goes_without_its_entity() {
        assert_eq!(in_registry().full_name(), "wandb-registry-model/fraud:v3");
        let source = VersionName {
            project: "train".into(),
            ..in_registry()
        };
        assert_eq!(source.full_name(), "acme-org/train/fraud:v3");
    }

    #[test]
    fn a_qualified_name_is_read_and_anything_else_is_not() {
        let source = VersionName {
            project: "train".into(),
            ..in_registry()
        };
        assert_eq!(VersionName::parse(&source.full_name()), Some(source));
        for text in ["", "a/b:v1", "a/b/c", "a/b/c/d:v1", "a//c:v1"] {
            assert_eq!(VersionName::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_lines_name_the_version() {
        let name = in_registry();
        assert!(
            name.in_a_run()
                .ends_with("    path = run.use_artifact(\"wandb-registry-model/fraud:v3\").download()")
        );
        assert!(
            name.with_the_api()
                .contains("Api().artifact(\"wandb-registry-model/fraud:v3\").download()")
        );
        assert_eq!(
            name.on_the_command_line(),
            "wandb artifact get 'acme-org/wandb-registry-model/fraud:v3'"
        );
        assert!(name.at("production").full_name().ends_with(":production"));
    }

    #[test]
    fn quotes_in_names_stay_inside_of_the_words() {
        let name = VersionName {
            collection: "it's \"new\"".into(),
            ..in_registry()
        };
        assert!(
            name.in_a_run()
                .contains(r#"wandb-registry-model/it's \"new\":v3""#)
        );
        assert!(name.on_the_command_line().ends_with(r#"/it'\''s "new":v3'"#));
        let body = name.over_http("http://localhost:8080");
        assert!(
            body.contains(r#"artifactCollectionMembership(name: \"it'\''s \\\"new\\\":v3\")"#),
            "{body}"
        );
    }

    #[test]
    fn an_empty_collection_names_the_lines_that_fill_it() {
        let lines = link_into("model", "fraud", "model");
        assert!(lines.contains("type=\"model\""));
        assert!(lines.ends_with("run.link_artifact(artifact, target_path=\"wandb-registry-model/fraud\")"));
    }
}
