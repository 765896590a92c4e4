use crate::FromJson;

/// A person as lists and facts name them. Asked for as `{ id name username }`.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct Person {
    /// The opaque id.
    pub id: String,
    /// The display name.
    pub name: String,
    /// The sign-in name.
    #[serde(default)]
    pub username: Option<String>,
}

impl Person {
    /// The name to show: the display name, or the sign-in name of a person without one.
    pub fn shown_name(&self) -> &str {
        if self.name.is_empty() {
            self.username.as_deref().unwrap_or_default()
        } else {
            &self.name
        }
    }
}
