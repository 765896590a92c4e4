//! Reading data out of JSON, with as little code for each type as can be.
//!
//! The body is parsed once into a [`Value`]; a type then takes its parts out of it. serde's own derive would carry a
//! parser of its own for each of a hundred types into the app.

use domain::permission::{Capability, Visibility};
use domain::role::RegistryRole;
use serde::Deserialize;
use serde_json::{Map, Value};
pub use wire_derive::FromJson;

/// What can be taken out of JSON.
pub trait FromJson: Sized {
    /// Takes it out; `None` when the value has another shape.
    fn from_json(value: Value) -> Option<Self>;

    /// What an absent member means; `None` where it must not be absent.
    fn absent() -> Option<Self> {
        None
    }
}

/// The members of an object.
pub(crate) fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

/// Takes a member out of an object.
pub(crate) fn field<T: FromJson>(object: &mut Map<String, Value>, key: &str) -> Option<T> {
    match object.remove(key) {
        Some(value) => T::from_json(value),
        None => T::absent(),
    }
}

/// Takes a member out of an object; one that the document does not ask for has its default.
pub(crate) fn field_or_default<T: FromJson + Default>(
    object: &mut Map<String, Value>,
    key: &str,
) -> Option<T> {
    match object.remove(key) {
        Some(value) => T::from_json(value),
        None => Some(T::default()),
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: Value) -> Option<Self> {
        if value.is_null() {
            Some(None)
        } else {
            T::from_json(value).map(Some)
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: Value) -> Option<Self> {
        match value {
            Value::Array(items) => {
                // A plain loop: collecting into an option carries an adapter for each type into the app.
                let mut read = Self::with_capacity(items.len());
                for item in items {
                    read.push(T::from_json(item)?);
                }
                Some(read)
            }
            _ => None,
        }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(value: Value) -> Option<Self> {
        T::from_json(value).map(Self::new)
    }
}

impl FromJson for String {
    fn from_json(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

impl FromJson for Value {
    fn from_json(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl FromJson for () {
    fn from_json(_: Value) -> Option<Self> {
        Some(())
    }
}

/// Types that serde reads well from a value that is parsed already.
macro_rules! read_by_serde {
    ($($kind:ty),*) => {
        $(impl FromJson for $kind {
            fn from_json(value: Value) -> Option<Self> {
                Self::deserialize(value).ok()
            }
        })*
    };
}

read_by_serde!(
    bool,
    i32,
    i64,
    u32,
    u64,
    f64,
    Capability,
    RegistryRole,
    Visibility
);

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, FromJson)]
    #[serde(rename_all = "camelCase")]
    struct Facts {
        version_count: u64,
        is_core: bool,
        title: Option<String>,
        #[serde(default)]
        accepted_types: Vec<String>,
    }

    fn read(json: &str) -> Option<Facts> {
        Facts::from_json(serde_json::from_str(json).unwrap())
    }

    #[test]
    fn members_are_read_in_camel_case_and_absent_ones_are_none_or_default() {
        let whole =
            read(r#"{"versionCount":3,"isCore":true,"title":"Models","acceptedTypes":["model"],"other":[]}"#);
        let title = Some("Models".to_owned());
        let accepted_types = vec!["model".to_owned()];
        assert_eq!(
            whole,
            Some(Facts {
                version_count: 3,
                is_core: true,
                title,
                accepted_types
            })
        );
        let least = Facts {
            version_count: 0,
            is_core: false,
            title: None,
            accepted_types: vec![],
        };
        assert_eq!(read(r#"{"versionCount":0,"isCore":false}"#), Some(least));
    }

    #[test]
    fn another_shape_is_not_read() {
        for json in [
            "[]",
            "{}",
            r#"{"versionCount":"3","isCore":true}"#,
            r#"{"versionCount":-1,"isCore":true}"#,
        ] {
            assert_eq!(read(json), None, "{json}");
        }
        assert_eq!(
            read(r#"{"versionCount":1,"isCore":true,"acceptedTypes":null}"#),
            None
        );
    }

    #[derive(Debug, PartialEq, FromJson)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    enum Kind {
        User,
        ServiceAccount,
    }

    #[test]
    fn enums_are_read_by_their_word() {
        assert_eq!(Kind::from_json("USER".into()), Some(Kind::User));
        assert_eq!(
            Kind::from_json("SERVICE_ACCOUNT".into()),
            Some(Kind::ServiceAccount)
        );
        assert_eq!(Kind::from_json("user".into()), None);
        assert_eq!(
            RegistryRole::from_json("restricted_viewer".into()),
            Some(RegistryRole::RestrictedViewer)
        );
    }
}
