//! The closed list of what can happen.

use std::fmt;
use std::str::FromStr;

/// Who may read that an event happened, beside the admins of the organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Who may see the project or registry where it happened; admins alone for what happened in none.
    Place,
    /// Also whoever may see the version, through any place: it is a fact of the version.
    Version,
    /// Whoever did it: what a person keeps for themselves is nobody's activity.
    Personal,
}

/// A text that names no kind of event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a kind of event")]
pub struct UnknownKind(String);

macro_rules! kinds {
    ($($variant:ident $name:literal $audience:ident $label:literal,)*) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventKind {
            $(#[doc = concat!($label, ".")] $variant,)*
        }

        impl EventKind {
            /// All kinds: people first, then from the registry down to the run.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in the log and in exports; it never changes, because hashes cover it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The words people read, in sentence case.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// Who may read that it happened.
            pub const fn audience(self) -> Audience {
                match self { $(Self::$variant => Audience::$audience,)* }
            }
        }
    };
}

kinds! {
    OrganizationCreated "organization_created" Place "Made the organization",
    OrganizationChanged "organization_changed" Place "Changed the organization",
    OrgMemberSet "org_member_set" Place "Gave a role in the organization",
    OrgMemberRemoved "org_member_removed" Place "Removed from the organization",
    InvitationCreated "invitation_created" Place "Invited somebody",
    InvitationAccepted "invitation_accepted" Place "Accepted an invitation",
    InvitationWithdrawn "invitation_withdrawn" Place "Withdrew an invitation",
    UserCreated "user_created" Place "Made a person",
    UserChanged "user_changed" Place "Changed a person",
    UserDeactivated "user_deactivated" Place "Deactivated a person",
    UserReactivated "user_reactivated" Place "Reactivated a person",
    ServiceAccountCreated "service_account_created" Place "Made a service account",
    TeamCreated "team_created" Place "Made a team",
    TeamChanged "team_changed" Place "Changed a team",
    TeamDeleted "team_deleted" Place "Deleted a team",
    TeamMemberAdded "team_member_added" Place "Gave a role in a team",
    TeamMemberRoleChanged "team_member_role_changed" Place "Changed a role in a team",
    TeamMemberRemoved "team_member_removed" Place "Removed from a team",
    ApiKeyCreated "api_key_created" Place "Made an API key",
    ApiKeyRevoked "api_key_revoked" Place "Revoked an API key",
    SignInLinkCreated "sign_in_link_created" Place "Made a sign-in link",
    SignedIn "signed_in" Place "Signed in",
    SignedOut "signed_out" Place "Signed out",
    ProjectCreated "project_created" Place "Created the registry or project",
    ProjectChanged "project_changed" Place "Changed the registry or project",
    ProjectRenamed "project_renamed" Place "Renamed the registry or project",
    ProjectDeleted "project_deleted" Place "Deleted the registry or project",
    MembersAdded "members_added" Place "Added members",
    MemberRoleChanged "member_role_changed" Place "Changed a role",
    MemberRemoved "member_removed" Place "Removed a member",
    AliasProtected "alias_protected" Place "Protected an alias",
    AliasUnprotected "alias_unprotected" Place "Took the protection off an alias",
    CollectionCreated "collection_created" Place "Created a collection",
    CollectionDescribed "collection_described" Place "Described a collection",
    CollectionRenamed "collection_renamed" Place "Renamed a collection",
    CollectionTypeChanged "collection_type_changed" Place "Changed the type of a collection",
    CollectionTagAdded "collection_tag_added" Place "Tagged a collection",
    CollectionTagRemoved "collection_tag_removed" Place "Took a tag off a collection",
    CollectionDeleted "collection_deleted" Place "Deleted a collection",
    VersionLogged "version_logged" Version "Logged a version",
    VersionEdited "version_edited" Version "Edited a version",
    VersionTagAdded "version_tag_added" Version "Tagged a version",
    VersionTagRemoved "version_tag_removed" Version "Took a tag off a version",
    VersionDeleted "version_deleted" Version "Deleted a version",
    VersionExpired "version_expired" Version "A version reached its time to live",
    VersionUsed "version_used" Place "Used a version",
    VersionLinked "version_linked" Place "Linked a version",
    VersionUnlinked "version_unlinked" Place "Unlinked a version",
    AliasAdded "alias_added" Place "Put an alias on",
    AliasRemoved "alias_removed" Place "Took an alias off",
    RunCreated "run_created" Place "Started a run",
    RunChanged "run_changed" Place "Changed a run",
    RunFinished "run_finished" Place "A run ended",
    RunStateSet "run_state_set" Place "Set the state of a run",
    RunStopRequested "run_stop_requested" Place "Asked a run to stop",
    RunAlert "run_alert" Place "A run raised an alert",
    RunFilesDeleted "run_files_deleted" Place "Deleted files of a run",
    RunDeleted "run_deleted" Place "Deleted a run",
    RunRewound "run_rewound" Place "Rewound a run",
    RegistryStarred "registry_starred" Personal "Starred a registry",
    RegistryUnstarred "registry_unstarred" Personal "Took the star off a registry",
    SearchSaved "search_saved" Personal "Saved a search",
    SearchChanged "search_changed" Personal "Changed a saved search",
    SearchDeleted "search_deleted" Personal "Deleted a saved search",
    WatchStarted "watch_started" Personal "Began to watch",
    WatchEnded "watch_ended" Personal "Stopped watching",
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for EventKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|kind| kind.name() == text);
        found.ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_from_its_name_and_no_name_is_used_twice() {
        for kind in EventKind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
        }
        assert!("version_eaten".parse::<EventKind>().is_err());
    }

    #[test]
    fn what_a_person_keeps_for_themselves_is_nobodys_activity() {
        let personal: Vec<&str> = EventKind::ALL
            .iter()
            .filter(|kind| kind.audience() == Audience::Personal)
            .map(|kind| kind.name())
            .collect();
        assert_eq!(
            personal.join(" "),
            "registry_starred registry_unstarred search_saved search_changed search_deleted watch_started watch_ended"
        );
    }
}
