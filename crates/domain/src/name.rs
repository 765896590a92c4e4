//! Names that become part of paths, and the sentences that refuse bad ones.

/// Why a name is refused, as a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing but spaces.
    #[error("{what} must not be empty")]
    Empty {
        /// What is named, such as `A collection name`.
        what: &'static str,
    },
    /// Too many characters.
    #[error("{what} has {found} characters; at most {limit} are allowed")]
    TooLong {
        /// What is named.
        what: &'static str,
        /// The number of characters found.
        found: usize,
        /// The number of characters allowed.
        limit: usize,
    },
    /// A character that would break a path.
    #[error("{what} must not contain “{}”: names become part of paths", .character.escape_default())]
    ForbiddenCharacter {
        /// What is named.
        what: &'static str,
        /// The first character that is refused.
        character: char,
    },
    /// Spaces at an end, a name of dots, a reserved form.
    #[error("{what} {reason}")]
    Form {
        /// What is named.
        what: &'static str,
        /// What is wrong, as the rest of the sentence.
        reason: &'static str,
    },
}

/// The prefix that makes a project of the org entity a registry.
pub const REGISTRY_PREFIX: &str = "wandb-registry-";

/// The greatest number of characters of a project, collection or alias name.
pub const NAME_CHARS_MAX: usize = 128;

fn check(what: &'static str, name: &str, limit: usize, forbidden: &[char]) -> Result<(), NameError> {
    if name.trim().is_empty() {
        return Err(NameError::Empty { what });
    }
    let found = name.chars().count();
    if found > limit {
        return Err(NameError::TooLong { what, found, limit });
    }
    if let Some(character) = name.chars().find(|c| forbidden.contains(c) || c.is_control()) {
        return Err(NameError::ForbiddenCharacter { what, character });
    }
    if name.trim() != name {
        return Err(NameError::Form {
            what,
            reason: "must not begin or end with a space",
        });
    }
    if matches!(name, "." | "..") {
        return Err(NameError::Form {
            what,
            reason: "must not be “.” or “..”",
        });
    }
    Ok(())
}

const PROJECT_FORBIDDEN: [char; 9] = ['/', '\\', '#', '?', '%', ':', '\r', '\n', '\0'];

/// Checks the name of a project.
///
/// # Errors
/// Says which rule the name breaks.
pub fn check_project(name: &str) -> Result<(), NameError> {
    check("A project name", name, NAME_CHARS_MAX, &PROJECT_FORBIDDEN)
}

/// Checks the id of a run, which is its name in addresses.
///
/// # Errors
/// Says which rule the id breaks.
pub fn check_run(name: &str) -> Result<(), NameError> {
    check("A run id", name, NAME_CHARS_MAX, &PROJECT_FORBIDDEN)
}

/// Checks the name of a registry, without its prefix; with the prefix it must be a project name.
///
/// # Errors
/// Says which rule the name breaks.
pub fn check_registry(name: &str) -> Result<(), NameError> {
    check(
        "A registry name",
        name,
        NAME_CHARS_MAX - REGISTRY_PREFIX.len(),
        &PROJECT_FORBIDDEN,
    )
}

/// Checks the name of a collection.
///
/// # Errors
/// Says which rule the name breaks.
pub fn check_collection(name: &str) -> Result<(), NameError> {
    check("A collection name", name, NAME_CHARS_MAX, &['/', '\\', ':'])
}

/// Checks the name of an artifact type.
///
/// # Errors
/// Says which rule the name breaks.
pub fn check_artifact_type(name: &str) -> Result<(), NameError> {
    check("An artifact type", name, NAME_CHARS_MAX, &['/', '\\', ':'])
}

/// Checks an alias that a person gives. `latest` is the server's; `v` and digits are versions.
///
/// # Errors
/// Says which rule the alias breaks.
pub fn check_alias(alias: &str) -> Result<(), NameError> {
    check("An alias", alias, NAME_CHARS_MAX, &['/', ':'])?;
    if version_index(alias).is_some() {
        return Err(NameError::Form {
            what: "An alias",
            reason: "must not look like a version (v0, v1, …)",
        });
    }
    Ok(())
}

/// Checks an alias that is to be protected. `latest` cannot be: the server moves it whenever a member links a version, so its protection
/// would either stop all linking or hold nothing. What looks like a version is no alias.
///
/// # Errors
/// Says which rule the alias breaks.
pub fn check_protected_alias(alias: &str) -> Result<(), NameError> {
    check_alias(alias)?;
    if alias == "latest" {
        return Err(NameError::Form {
            what: "“latest”",
            reason: "cannot be protected: it moves by itself to every version that is linked; protect another alias, such as “production”",
        });
    }
    Ok(())
}

/// Checks the name of a saved search and takes the spaces off its ends.
///
/// # Errors
/// Says which rule the name breaks.
pub fn check_saved_search(name: &str) -> Result<&str, NameError> {
    let name = name.trim();
    check("The name of a saved search", name, NAME_CHARS_MAX, &[]).map(|()| name)
}

/// Checks a tag: words of letters, digits, `-` and `_`, separated by spaces.
///
/// # Errors
/// Says which rule the tag breaks.
pub fn check_tag(tag: &str) -> Result<(), NameError> {
    check("A tag", tag, NAME_CHARS_MAX, &[])?;
    if let Some(character) = tag
        .chars()
        .find(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')))
    {
        return Err(NameError::ForbiddenCharacter {
            what: "A tag",
            character,
        });
    }
    Ok(())
}

/// Checks the name of a person, team or organization as part of a path.
///
/// # Errors
/// Says which rule the name breaks.
pub fn check_entity(name: &str) -> Result<(), NameError> {
    check(
        "A name",
        name,
        64,
        &['/', '\\', '#', '?', '%', ':', '@', '&', '"', '<', '>'],
    )
}

/// Reads `v12` as 12; `None` for anything else, `v01` included.
pub fn version_index(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('v')?;
    let is_plain = digits.chars().all(|c| c.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    if is_plain { digits.parse().ok() } else { None }
}

/// The name of a registry inside its project name, if it is one.
pub fn registry_of_project(project: &str) -> Option<&str> {
    project
        .strip_prefix(REGISTRY_PREFIX)
        .filter(|name| !name.is_empty())
}

/// The title people read: core registries have titles of their own.
pub fn registry_title(name: &str) -> &str {
    match name {
        "model" => "Models",
        "dataset" => "Datasets",
        other => other,
    }
}

/// Splits `collection:alias`; without an alias it is `latest`.
pub fn split_version_name(name: &str) -> (&str, &str) {
    match name.rsplit_once(':') {
        Some((collection, "")) => (collection, "latest"),
        Some((collection, reference)) => (collection, reference),
        None => (name, "latest"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_in_a_registry_name_is_refused_with_its_reason() {
        let error = check_registry("Credit/Risk").unwrap_err().to_string();
        assert_eq!(
            error,
            "A registry name must not contain “/”: names become part of paths"
        );
    }

    #[test]
    fn a_name_that_is_too_long_says_by_how_much() {
        let error = check_collection(&"x".repeat(129)).unwrap_err().to_string();
        assert_eq!(
            error,
            "A collection name has 129 characters; at most 128 are allowed"
        );
        assert_eq!(check_collection(&"é".repeat(128)), Ok(()));
    }

    #[test]
    fn an_alias_that_looks_like_a_version_is_refused() {
        assert!(check_alias("v3").is_err());
        assert_eq!(check_alias("v3-final"), Ok(()));
        assert!(check_alias("a:b").is_err());
    }

    #[test]
    fn an_alias_that_moves_by_itself_cannot_be_protected() {
        assert_eq!(check_protected_alias("production"), Ok(()));
        assert!(check_protected_alias("v3").is_err());
        let error = check_protected_alias("latest").unwrap_err().to_string();
        assert!(
            error.starts_with("“latest” cannot be protected: it moves by itself"),
            "{error}"
        );
    }

    #[test]
    fn the_name_of_a_saved_search_loses_its_outer_spaces() {
        assert_eq!(check_saved_search(" Fast models "), Ok("Fast models"));
        assert!(check_saved_search("  ").is_err());
        assert!(check_saved_search("a\nb").is_err());
    }

    #[test]
    fn versions_are_read_without_leading_zeros() {
        assert_eq!(version_index("v0"), Some(0));
        assert_eq!(version_index("v120"), Some(120));
        for bad in ["v", "v01", "v-1", "latest", "V1", "v1a"] {
            assert_eq!(version_index(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_version_name_without_alias_means_latest() {
        assert_eq!(split_version_name("c"), ("c", "latest"));
        assert_eq!(split_version_name("c:v2"), ("c", "v2"));
    }

    #[test]
    fn tags_take_words_and_refuse_the_rest() {
        assert_eq!(check_tag("2026-q3 final_1"), Ok(()));
        assert!(check_tag("a,b").is_err());
        assert!(check_tag(" a").is_err());
    }
}
