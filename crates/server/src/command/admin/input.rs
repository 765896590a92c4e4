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
}
