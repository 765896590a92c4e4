//! What a request is about: the same set of things three times, so that one row asks for what is there, what is hidden, and what is not.

/// Names and ids.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// The owner of the registry: `my-org`.
    pub org: String,
    /// The project name of the registry, with prefix.
    pub registry: String,
    /// Its id.
    pub registry_id: String,
    /// A collection of it.
    pub collection: String,
    /// Its id.
    pub collection_id: String,
    /// A collection whose version holds the protected alias `production`.
    pub guarded: String,
    /// Its id.
    pub guarded_id: String,
    /// A version linked to the collection as `v0`, with the alias `candidate`.
    pub artifact: String,
    /// The Base64 id of the client that announced it.
    pub client_id: String,
    /// The hexadecimal MD5 of its file.
    pub md5_hex: String,
    /// The team that owns the project.
    pub team: String,
    /// A project that is no registry.
    pub project: String,
    /// A run of it.
    pub run: String,
    /// Its id.
    pub run_id: String,
    /// A file of the run.
    pub run_file_id: String,
    /// A version of the project that is being logged.
    pub pending: String,
    /// Its manifest.
    pub manifest_id: String,
    /// A version of the project that was committed.
    pub logged: String,
    /// The source artifact of both.
    pub sequence_id: String,
    /// A person.
    pub user_id: String,
    /// A team that is listed in the registry.
    pub listed_team_id: String,
    /// The organization's id.
    pub org_id: String,
}

impl Target {
    /// The text with everything that was named by the asker replaced, so that two answers can be compared.
    pub fn anonymous(&self, text: &str) -> String {
        let named = [
            (&self.registry, "REGISTRY"),
            (&self.registry_id, "REGISTRY-ID"),
            (&self.collection_id, "COLLECTION-ID"),
            (&self.collection, "COLLECTION"),
            (&self.guarded_id, "COLLECTION-ID"),
            (&self.guarded, "COLLECTION"),
            (&self.artifact, "ARTIFACT"),
            (&self.logged, "LOGGED"),
            (&self.client_id, "CLIENT"),
            (&self.md5_hex, "MD5"),
            (&self.project, "PROJECT"),
            (&self.run_id, "RUN-ID"),
            (&self.run, "RUN"),
            (&self.run_file_id, "FILE-ID"),
            (&self.pending, "PENDING"),
            (&self.manifest_id, "MANIFEST"),
            (&self.sequence_id, "SEQUENCE"),
        ];
        let mut text = text.to_owned();
        // The registry's name without its prefix is what some sentences say.
        let short = self.registry.replace("wandb-registry-", "");
        for (name, placeholder) in named {
            if !name.is_empty() {
                text = text.replace(name.as_str(), placeholder);
            }
        }
        text.replace(&short, "REGISTRY-SHORT")
    }
}
