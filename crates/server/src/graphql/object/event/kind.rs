//! Kinds of events and ways to reach the server, as the API names them.

use async_graphql::Enum;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "EventKind", remote = "domain::event::EventKind")]
#[expect(missing_docs, reason = "`domain::event::EventKind` says what they are")]
pub enum ApiEventKind {
    OrganizationCreated,
    OrganizationChanged,
    OrgMemberSet,
    OrgMemberRemoved,
    InvitationCreated,
    InvitationAccepted,
    InvitationWithdrawn,
    UserCreated,
    UserChanged,
    UserDeactivated,
    UserReactivated,
    ServiceAccountCreated,
    TeamCreated,
    TeamChanged,
    TeamDeleted,
    TeamMemberAdded,
    TeamMemberRoleChanged,
    TeamMemberRemoved,
    ApiKeyCreated,
    ApiKeyRevoked,
    SignInLinkCreated,
    SignedIn,
    SignedOut,
    ProjectCreated,
    ProjectChanged,
    ProjectRenamed,
    ProjectDeleted,
    MembersAdded,
    MemberRoleChanged,
    MemberRemoved,
    AliasProtected,
    AliasUnprotected,
    CollectionCreated,
    CollectionDescribed,
    CollectionRenamed,
    CollectionTypeChanged,
    CollectionTagAdded,
    CollectionTagRemoved,
    CollectionDeleted,
    VersionLogged,
    VersionEdited,
    VersionTagAdded,
    VersionTagRemoved,
    VersionDeleted,
    VersionExpired,
    VersionUsed,
    VersionLinked,
    VersionUnlinked,
    AliasAdded,
    AliasRemoved,
    RunCreated,
    RunChanged,
    RunFinished,
    RunStateSet,
    RunStopRequested,
    RunAlert,
    RunFilesDeleted,
    RunDeleted,
    RunRewound,
    RegistryStarred,
    RegistryUnstarred,
    SearchSaved,
    SearchChanged,
    SearchDeleted,
    WatchStarted,
    WatchEnded,
}

/// How a change reached the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "EventVia", remote = "domain::event::Via")]
pub enum ApiVia {
    /// With an API key: the SDK, a script, a machine.
    Sdk,
    /// From a browser.
    Browser,
    /// A command on the machine that holds the data.
    Command,
    /// The server itself.
    Server,
    /// Recorded before this was.
    Unknown,
}
