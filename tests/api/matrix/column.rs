//! What each principal gets, written by hand from the role table of the product; nothing here asks `domain::permission`.

/// What a request is answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 200, and there is something.
    Yes,
    /// 200, and nothing: `null`, as for what does not exist.
    Nothing,
    /// 401 `UNAUTHENTICATED`.
    Unauthenticated,
    /// 403 `FORBIDDEN`.
    Forbidden,
    /// 404 `NOT_FOUND`.
    Absent,
    /// 400 `BAD_REQUEST`, whoever asks.
    Bad,
    /// Allowed, and not asked here: it would take away what the other cells ask for. `tests/api/life.rs` and `people.rs` do it.
    ElsewhereAllowed,
}

impl Outcome {
    /// The outcome of a letter of a column.
    pub fn of(letter: char) -> Self {
        match letter {
            'Y' => Self::Yes,
            'X' => Self::Nothing,
            'U' => Self::Unauthenticated,
            'F' => Self::Forbidden,
            'N' => Self::Absent,
            'B' => Self::Bad,
            '-' => Self::ElsewhereAllowed,
            other => panic!("{other} is no outcome"),
        }
    }

    /// Status and error code.
    pub const fn status_and_code(self) -> (u16, &'static str) {
        match self {
            Self::Yes | Self::Nothing | Self::ElsewhereAllowed => (200, ""),
            Self::Unauthenticated => (401, "UNAUTHENTICATED"),
            Self::Forbidden => (403, "FORBIDDEN"),
            Self::Absent => (404, "NOT_FOUND"),
            Self::Bad => (400, "BAD_REQUEST"),
        }
    }
}

/// One letter for each principal, in the order of `Principal::ALL`:
///
/// ```text
/// a o  v m a  r v m a  v m  s  k d
/// n u  organi registry team  e  e e
/// o t  zation direct role    r  y l
/// ```
///
/// anonymous, outsider; organization viewer, member, admin; restricted viewer, viewer, member, admin of the registry; viewer and member
/// through a team; service account (member); revoked key, deleted user.
pub type Column = &'static str;

/// Everybody, known or not.
pub const PUBLIC: Column = "YYYYYYYYYYYYUU";
/// Everybody who is signed in, about themselves.
pub const SELF: Column = "UYYYYYYYYYYYUU";
/// Who sees the registry: answered with nothing to others.
pub const SEE: Column = "UXYYYYYYYYYYUU";
/// Who sees the registry: answered as absent to others.
pub const SEE_OR_ABSENT: Column = "UNYYYYYYYYYYUU";
/// Who reads files: viewers and above. The registry is open to the organization, whose default role is restricted viewer.
pub const READ: Column = "UXFFYFYYYYYYUU";
/// The same, answered as absent to who does not see the registry.
pub const READ_OR_ABSENT: Column = "UNFFYFYYYYYYUU";
/// Who edits what is in the registry: members and admins.
pub const EDIT: Column = "UNFFYFFYYFYYUU";
/// Who manages the registry: its admins, among them those of the organization.
pub const MANAGE: Column = "UNFFYFFFYFFFUU";
/// Who creates registries: the organization's members and admins; the registry's people are viewers of the organization, the service account a member.
pub const CREATE_REGISTRY: Column = "UNFYYFFFFFFYUU";
/// Who manages the organization: its admins.
pub const MANAGE_ORGANIZATION: Column = "UNFFYFFFFFFFUU";
/// Who logs to the projects of the team `writers`: the principal in it. Organization admins read them.
pub const LOG: Column = "UNNNFNNNNNYNUU";
/// The same, where what is logged must be there already.
pub const LOG_ELSEWHERE: Column = "UNNNFNNNNN-NUU";
/// Who sees the projects of the team `writers`.
pub const SEE_PROJECT: Column = "UXXXYXXXXXYXUU";
/// Who manages the server: none of the principals.
pub const SERVER_ADMIN: Column = "UFFFFFFFFFFFUU";
