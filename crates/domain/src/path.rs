//! Paths of files inside of a version or a run: where a client writes them, they must stay inside of the folder that it chose.

/// The greatest number of bytes of a path.
pub const PATH_BYTES_MAX: usize = 4_096;
/// The greatest number of bytes of one part of a path, as file systems have it.
pub const PART_BYTES_MAX: usize = 255;

/// Why a path is refused, as the rest of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Nothing.
    #[error("it is empty")]
    Empty,
    /// Too long as a whole or in a part.
    #[error("it is too long: {PATH_BYTES_MAX} bytes are allowed, {PART_BYTES_MAX} in each part")]
    TooLong,
    /// `\\`, which parts paths on some systems.
    #[error("write “/” instead of “\\”")]
    Backslash,
    /// A character that is no part of a text.
    #[error("it has control characters")]
    Control,
    /// `C:`, which is absolute on some systems.
    #[error("it must be relative, without a drive")]
    Drive,
    /// Empty parts, `.` and `..`.
    #[error("it must be relative, without “..”, “.” and empty parts")]
    Part,
}

/// Checks that a path is relative and stays inside of its folder on every system.
///
/// # Errors
/// Says which rule the path breaks.
pub fn check_path(path: &str) -> Result<(), PathError> {
    if path.is_empty() {
        return Err(PathError::Empty);
    }
    if path.contains('\\') {
        return Err(PathError::Backslash);
    }
    if path.chars().any(char::is_control) {
        return Err(PathError::Control);
    }
    if path.len() > PATH_BYTES_MAX || path.split('/').any(|part| part.len() > PART_BYTES_MAX) {
        return Err(PathError::TooLong);
    }
    if path
        .split('/')
        .any(|part| matches!(part.trim_end(), "" | "." | ".."))
    {
        return Err(PathError::Part);
    }
    let mut letters = path.chars();
    let is_drive =
        letters.next().is_some_and(|first| first.is_ascii_alphabetic()) && letters.next() == Some(':');
    if is_drive {
        return Err(PathError::Drive);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_stay_inside_pass() {
        let long = "x".repeat(PART_BYTES_MAX);
        let deep = vec!["abcdefg"; 512].join("/");
        assert_eq!(deep.len(), PATH_BYTES_MAX - 1);
        for good in [
            "a", "a/b.txt", "ä/…", "a..b", "...", "..a", "a b", "~", "1:2", "ab:c", "a/C:", ".hidden",
            "%2e%2e/a", &long, &deep,
        ] {
            assert_eq!(check_path(good), Ok(()), "{good:?}");
        }
    }

    #[test]
    fn paths_that_leave_are_refused() {
        let long = "x".repeat(PART_BYTES_MAX + 1);
        let deep = vec!["abcdefg"; 513].join("/");
        let cases = [
            ("", PathError::Empty),
            ("/a", PathError::Part),
            ("//a", PathError::Part),
            ("a/", PathError::Part),
            ("a//b", PathError::Part),
            ("..", PathError::Part),
            ("../a", PathError::Part),
            ("a/..", PathError::Part),
            ("a/../b", PathError::Part),
            (".", PathError::Part),
            ("./a", PathError::Part),
            (".. /a", PathError::Part),
            (" ", PathError::Part),
            ("a\\b", PathError::Backslash),
            ("..\\a", PathError::Backslash),
            ("C:/a", PathError::Drive),
            ("c:a", PathError::Drive),
            ("C:", PathError::Drive),
            ("a\0b", PathError::Control),
            ("a\nb", PathError::Control),
            ("a\u{85}b", PathError::Control),
            (&long, PathError::TooLong),
            (&deep, PathError::TooLong),
        ];
        for (bad, reason) in cases {
            assert_eq!(check_path(bad), Err(reason), "{bad:?}");
        }
    }
}
