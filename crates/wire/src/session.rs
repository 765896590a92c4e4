//! Who is signed in, and their API keys.

use serde::Serialize;

use crate::{Connection, Document, FromJson};

/// Who is signed in; `viewer` is null for nobody.
#[derive(Debug)]
pub struct Session;

impl Document for Session {
    const TEXT: &'static str = "query Session {
  viewer {
    id name username email admin photoUrl
    organizations { id name myRole mayCreateRegistry orgEntity { name } }
  }
}";
    type Variables = NoVariables;
    type Data = SessionData;
}

/// The variables of a document without any.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct NoVariables {}

/// The answer to [`Session`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct SessionData {
    /// Who is signed in.
    pub viewer: Option<Viewer>,
}

/// The person who is signed in.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct Viewer {
    /// The opaque id.
    pub id: String,
    /// The display name.
    pub name: String,
    /// The sign-in name.
    pub username: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Whether this person administers the whole server.
    pub admin: Option<bool>,
    /// A picture.
    pub photo_url: Option<String>,
    /// The organizations the person is in.
    pub organizations: Vec<ViewerOrganization>,
}

/// An organization as its member sees it.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct ViewerOrganization {
    /// The opaque id.
    pub id: String,
    /// The display name, as in addresses.
    pub name: String,
    /// `admin`, `member` or `viewer`.
    pub my_role: Option<String>,
    /// Whether the person may create registries here.
    pub may_create_registry: bool,
    /// The API's name for the organization.
    pub org_entity: Option<EntityName>,
}

/// The name of an entity.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct EntityName {
    /// The name.
    pub name: String,
}

/// The API keys of the person who is signed in, without their secrets.
#[derive(Debug)]
pub struct ApiKeys;

impl Document for ApiKeys {
    const TEXT: &'static str = "query ApiKeys {
  viewer { id apiKeys { edges { node { id name description } } } }
}";
    type Variables = NoVariables;
    type Data = ApiKeysData;
}

/// The answer to [`ApiKeys`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct ApiKeysData {
    /// Who is signed in.
    pub viewer: Option<KeyOwner>,
}

/// The owner of API keys.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct KeyOwner {
    /// The keys.
    pub api_keys: Option<Connection<ApiKey>>,
}

/// An API key.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct ApiKey {
    /// The opaque id.
    pub id: String,
    /// A shortened form of the key; right after [`GenerateApiKey`], and only then, the secret itself.
    pub name: String,
    /// What its owner wrote about it.
    pub description: Option<String>,
}

/// Makes an API key.
#[derive(Debug)]
pub struct GenerateApiKey;

impl Document for GenerateApiKey {
    const TEXT: &'static str = "mutation GenerateApiKey($description: String) {
  generateApiKey(input: { description: $description }) { apiKey { id name description } }
}";
    type Variables = GenerateApiKeyVariables;
    type Data = GenerateApiKeyData;
}

/// The variables of [`GenerateApiKey`].
#[derive(Debug, Clone, Serialize)]
pub struct GenerateApiKeyVariables {
    /// What the key is for.
    pub description: Option<String>,
}

/// The answer to [`GenerateApiKey`].
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct GenerateApiKeyData {
    /// What came of it.
    pub generate_api_key: Option<GeneratedApiKey>,
}

/// What came of [`GenerateApiKey`].
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct GeneratedApiKey {
    /// The key; its secret is in `name`.
    pub api_key: Option<ApiKey>,
}
