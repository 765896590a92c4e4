//! What can be changed, by noun.

pub mod account;
pub mod alias;
pub mod artifact;
pub mod artifact_upload;
pub mod collection;
pub mod link;
pub mod member;
pub mod personal;
pub mod protected_alias;
pub mod registry;
pub mod run;
pub mod user;

use async_graphql::{MergedObject, SimpleObject};

/// The root of changes.
#[derive(MergedObject, Default)]
pub struct Mutation(
    artifact::ArtifactMutation,
    artifact_upload::ArtifactUploadMutation,
    link::LinkMutation,
    alias::AliasMutation,
    collection::CollectionMutation,
    registry::RegistryMutation,
    member::MemberMutation,
    user::UserMutation,
    account::AccountMutation,
    personal::PersonalMutation,
    protected_alias::ProtectedAliasMutation,
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
