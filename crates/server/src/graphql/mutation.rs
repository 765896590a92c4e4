//! What can be changed, by noun.

pub mod account;
pub mod alias;
pub mod artifact;
pub mod artifact_upload;
pub mod collection;
pub mod collection_life;
mod hold;
pub mod invite;
pub mod link;
pub mod member;
mod org_event;
pub mod org_member;
pub mod personal;
pub mod project_life;
pub mod protected_alias;
pub mod registry;
pub mod run;
pub mod service_account;
pub mod user;
pub mod version_life;

use async_graphql::{MergedObject, SimpleObject};

/// The root of changes.
#[derive(MergedObject, Default)]
pub struct Mutation(
    artifact::ArtifactMutation,
    artifact_upload::ArtifactUploadMutation,
    link::LinkMutation,
    alias::AliasMutation,
    version_life::VersionLifeMutation,
    collection::CollectionMutation,
    collection_life::CollectionLifeMutation,
    registry::RegistryMutation,
    project_life::ProjectLifeMutation,
    member::MemberMutation,
    user::UserMutation,
    account::AccountMutation,
    personal::PersonalMutation,
    protected_alias::ProtectedAliasMutation,
    invite::InviteMutation,
    org_member::OrgMemberMutation,
    service_account::ServiceAccountMutation,
    run::RunMutation,
);

/// The answer of a change that returns nothing else.
#[derive(SimpleObject)]
pub struct SuccessPayload {
    /// Whether something changed.
    pub success: bool,
    /// What the client sent along.
    pub client_mutation_id: Option<String>,
}

impl SuccessPayload {
    /// A success.
    pub fn done() -> Self {
        Self {
            success: true,
            client_mutation_id: None,
        }
    }
}
