//! Reports and workspace views: none are kept here, and the SDK is told so.

use async_graphql::{ID, SimpleObject};

use crate::graphql::object::user::User;
use crate::graphql::page::PageInfo;
use crate::graphql::scalar::{DateTime, JsonString};

/// A report or a workspace view.
#[derive(SimpleObject)]
pub struct View {
    /// Its id.
    pub id: ID,
    /// Its name in addresses.
    pub name: Option<String>,
    /// The name people read.
    pub display_name: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// Who made it.
    pub user: Option<User>,
    /// What it shows.
    pub spec: Option<JsonString>,
    /// When it was made.
    pub created_at: DateTime,
    /// When it was changed.
    pub updated_at: DateTime,
}

/// One entry of `ViewConnection`.
#[derive(SimpleObject)]
pub struct ViewEdge {
    /// The position of the view.
    pub cursor: String,
    /// The view.
    pub node: View,
}

/// A page of views.
#[derive(SimpleObject)]
pub struct ViewConnection {
    /// Where the page stands.
    pub page_info: PageInfo,
    /// The views.
    pub edges: Vec<ViewEdge>,
}

impl ViewConnection {
    /// No views.
    pub fn none() -> Self {
        Self {
            page_info: PageInfo {
                has_next_page: false,
                end_cursor: None,
            },
            edges: Vec::new(),
        }
    }
}
