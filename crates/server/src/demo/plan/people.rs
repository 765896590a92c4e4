//! Who is in the organization, and what each may do where.

/// A person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// The name in paths.
    pub username: &'static str,
    /// The name people read.
    pub name: &'static str,
    /// The role in the organization: `admin`, `member` or `viewer`.
    pub org_role: &'static str,
    /// The registries that the person has starred.
    pub stars: &'static [&'static str],
}

/// A team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Team {
    /// Its name.
    pub name: &'static str,
    /// Its first admin.
    pub admin: &'static str,
    /// The others, each with a role.
    pub members: &'static [(&'static str, &'static str)],
    /// Those who log runs to its projects.
    pub loggers: &'static [&'static str],
}

/// A registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registry {
    /// Its name, without prefix.
    pub name: &'static str,
    /// Who creates it if it is not there from the start; admin of it in any case.
    pub steward: &'static str,
    /// What it is for; core registries have a description of their own.
    pub description: &'static str,
    /// `PRIVATE` (visible to the organization) or `RESTRICTED`.
    pub access: &'static str,
    /// The artifact types that it accepts.
    pub types: &'static [&'static str],
    /// The name of its icon.
    pub icon: &'static str,
    /// The colour of its icon.
    pub color: &'static str,
    /// Whether it comes with the organization.
    pub is_core: bool,
    /// The teams that are listed, each with a role.
    pub teams: &'static [(&'static str, &'static str)],
    /// The people that are listed, each with a role.
    pub people: &'static [(&'static str, &'static str)],
    /// The alias that only admins move.
    pub protected_alias: &'static str,
    /// Aliases that members move.
    pub aliases: &'static [&'static str],
}

const fn person(
    username: &'static str,
    name: &'static str,
    org_role: &'static str,
    stars: &'static [&'static str],
) -> Person {
    Person {
        username,
        name,
        org_role,
        stars,
    }
}

/// The ten people.
pub const PEOPLE: [Person; 10] = [
    person(
        "ines",
        "Ines Marchetti",
        "admin",
        &["model", "Credit risk", "Speech"],
    ),
    person("jon", "Jon Aldous", "member", &["Credit risk", "model"]),
    person("dario", "Dario Okafor", "member", &["model", "dataset"]),
    person("mei", "Mei Tanaka", "member", &["Vision"]),
    person("lena", "Lena Fischer", "member", &["dataset"]),
    person("amara", "Amara Diallo", "member", &["Speech"]),
    person("tomas", "Tomás Rivera", "member", &["Vision", "model"]),
    person("priya", "Priya Nair", "member", &["Credit risk"]),
    person("kasper", "Kasper Lindqvist", "member", &[]),
    person("sofia", "Sofia Novak", "viewer", &["Credit risk"]),
];

/// The three teams.
pub const TEAMS: [Team; 3] = [
    Team {
        name: "payments",
        admin: "ines",
        members: &[("dario", "member"), ("lena", "member"), ("mei", "viewer")],
        loggers: &["dario", "lena", "ines", "dario"],
    },
    Team {
        name: "model-risk",
        admin: "jon",
        members: &[("priya", "member")],
        loggers: &["priya", "jon", "priya"],
    },
    Team {
        name: "perception",
        admin: "amara",
        members: &[("tomas", "member"), ("mei", "member")],
        loggers: &["amara", "tomas", "mei"],
    },
];

/// The five registries.
pub const REGISTRIES: [Registry; 5] = [
    Registry {
        name: "model",
        steward: "ines",
        description: "",
        access: "PRIVATE",
        types: &["model"],
        icon: "box",
        color: "indigo",
        is_core: true,
        teams: &[
            ("payments", "member"),
            ("model-risk", "member"),
            ("perception", "member"),
        ],
        people: &[("ines", "admin"), ("sofia", "viewer")],
        protected_alias: "production",
        aliases: &["staging", "canary", "fallback"],
    },
    Registry {
        name: "dataset",
        steward: "lena",
        description: "",
        access: "PRIVATE",
        types: &["dataset"],
        icon: "database",
        color: "teal",
        is_core: true,
        teams: &[
            ("payments", "member"),
            ("model-risk", "member"),
            ("perception", "member"),
        ],
        people: &[("lena", "admin"), ("kasper", "viewer")],
        protected_alias: "approved",
        aliases: &["candidate"],
    },
    Registry {
        name: "Credit risk",
        steward: "jon",
        description: "Scorecards and PD models under model-risk review. Nothing goes live without two approvals.",
        access: "RESTRICTED",
        types: &["model", "dataset"],
        icon: "landmark",
        color: "amber",
        is_core: false,
        teams: &[("model-risk", "member")],
        people: &[
            ("ines", "admin"),
            ("dario", "viewer"),
            ("priya", "viewer"),
            ("mei", "restricted_viewer"),
            ("sofia", "viewer"),
        ],
        protected_alias: "champion",
        aliases: &["challenger"],
    },
    Registry {
        name: "Speech",
        steward: "amara",
        description: "Recognition and diarization for the call centre, eleven languages.",
        access: "PRIVATE",
        types: &["model", "dataset", "tokenizer"],
        icon: "mic",
        color: "rose",
        is_core: false,
        teams: &[("perception", "member")],
        people: &[("kasper", "viewer")],
        protected_alias: "production",
        aliases: &["staging"],
    },
    Registry {
        name: "Vision",
        steward: "tomas",
        description: "Detection and OCR models for claims.",
        access: "PRIVATE",
        types: &["model", "dataset"],
        icon: "image",
        color: "green",
        is_core: false,
        teams: &[("perception", "member"), ("payments", "viewer")],
        people: &[("kasper", "member")],
        protected_alias: "production",
        aliases: &["staging", "fallback"],
    },
];

/// The team of that name.
pub fn team(name: &str) -> Option<&'static Team> {
    TEAMS.iter().find(|team| team.name == name)
}

/// The registry of that name.
pub fn registry(name: &str) -> Option<&'static Registry> {
    REGISTRIES.iter().find(|registry| registry.name == name)
}
