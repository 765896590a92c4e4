//! What the commands take.

use clap::Subcommand;
use domain::role::OrgRole;

/// Organizations.
#[derive(Debug, Subcommand)]
pub enum OrgCommand {
    /// Make an organization with its core registries.
    Create {
        /// Its name.
        name: String,
        /// Leave out the registries `model` and `dataset`.
        #[arg(long)]
        without_core_registries: bool,
    },
    /// Add a person, or change the role of one who is in.
    AddMember {
        /// The organization.
        org: String,
        /// The person.
        user: String,
        /// admin, member or viewer.
        role: OrgRole,
    },
    /// Take a person out, with the teams and registry roles of the organization.
    RemoveMember {
        /// The organization.
        org: String,
        /// The person.
        user: String,
    },
    /// List the people with their roles.
    Members {
        /// The organization.
        org: String,
    },
}

/// People and service accounts.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make a person with an API key, which is printed once.
    Create {
        /// The name in paths.
        name: String,
        /// The e-mail address.
        #[arg(long)]
        email: String,
        /// The API key; without it, a fresh one is made.
        #[arg(long)]
        key: Option<String>,
        /// Give the instance-wide rights of an administrator.
        #[arg(long)]
        admin: bool,
    },
    /// List everybody, deactivated people too.
    List,
    /// Close an account: its keys are revoked and its sessions ended; what it made stays.
    Deactivate {
        /// The person or service account.
        name: String,
    },
    /// Open an account again; keys that were revoked stay revoked.
    Reactivate {
        /// The person or service account.
        name: String,
    },
}

/// Service accounts.
#[derive(Debug, Subcommand)]
pub enum ServiceAccountCommand {
    /// Make a service account with an API key, which is printed once.
    Create {
        /// The name in paths.
        name: String,
        /// The team that it works in; it becomes a member of the organization too.
        #[arg(long)]
        team: String,
        /// What it is for.
        #[arg(long)]
        description: Option<String>,
    },
}

/// Teams.
#[derive(Debug, Subcommand)]
pub enum TeamCommand {
    /// Make a team of an organization.
    Create {
        /// Its name.
        name: String,
        /// The organization.
        #[arg(long)]
        org: String,
        /// A person and a role, as USER:ROLE; may be given again. Roles: admin, member, viewer.
        #[arg(long = "member", value_name = "USER:ROLE", num_args = 1..)]
        members: Vec<String>,
    },
    /// Add a person of the organization, or change the role of one who is in.
    AddMember {
        /// The team.
        team: String,
        /// The person.
        user: String,
        /// admin, member or viewer.
        #[arg(default_value = "member")]
        role: String,
    },
    /// Take a person out.
    RemoveMember {
        /// The team.
        team: String,
        /// The person.
        user: String,
    },
}

/// API keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make an API key, which is printed once.
    Create {
        /// The person.
        user: String,
        /// What it is for.
        #[arg(long)]
        description: Option<String>,
    },
    /// List the keys of a person: ids and last four characters.
    List {
        /// The person.
        user: String,
    },
    /// Revoke a key of a person, or all of them.
    Revoke {
        /// The person.
        user: String,
        /// The id of the key, as `vitrine key list` shows it.
        #[arg(required_unless_present = "all")]
        id: Option<i64>,
        /// Revoke every key of the person.
        #[arg(long, conflicts_with = "id")]
        all: bool,
    },
}
