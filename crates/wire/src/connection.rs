use serde_json::Value;

use crate::FromJson;
use crate::from_json::{field, field_or_default, object};

/// One page of a list in the manner of Relay. Nodes that the server answers with `null` are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection<T> {
    /// The nodes, each with its cursor.
    pub edges: Vec<Edge<T>>,
    /// Where the next page starts; absent where the document does not ask for it.
    pub page_info: PageInfo,
    /// How many there are in all pages; absent where the document does not ask for it.
    pub total_count: Option<u64>,
}

impl<T> Default for Connection<T> {
    fn default() -> Self {
        Self {
            edges: Vec::new(),
            page_info: PageInfo::default(),
            total_count: None,
        }
    }
}

impl<T> Connection<T> {
    /// The nodes of the page, in order.
    pub fn into_nodes(self) -> Vec<T> {
        self.edges.into_iter().map(|edge| edge.node).collect()
    }

    /// The nodes of the page, in order.
    pub fn nodes(&self) -> impl Iterator<Item = &T> {
        self.edges.iter().map(|edge| &edge.node)
    }
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge<T> {
    /// The entry.
    pub node: T,
    /// Continues the list behind this entry; absent where the document does not ask for it.
    pub cursor: Option<String>,
}

/// Where a page of a list ends.
#[derive(Debug, Clone, PartialEq, Eq, Default, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct PageInfo {
    /// Whether there is more.
    pub has_next_page: bool,
    /// Continues the list behind this page.
    #[serde(default)]
    pub end_cursor: Option<String>,
}

impl<T: FromJson> FromJson for Connection<T> {
    fn from_json(value: Value) -> Option<Self> {
        let mut members = object(value)?;
        let edges: Vec<Value> = field(&mut members, "edges")?;
        let mut whole_edges = Vec::with_capacity(edges.len());
        for edge in edges {
            let mut edge = object(edge)?;
            if let Some(node) = field::<Option<T>>(&mut edge, "node")? {
                whole_edges.push(Edge {
                    node,
                    cursor: field(&mut edge, "cursor")?,
                });
            }
        }
        let page_info = field_or_default(&mut members, "pageInfo")?;
        Some(Self {
            edges: whole_edges,
            page_info,
            total_count: field(&mut members, "totalCount")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_nodes_are_left_out_and_absent_parts_are_empty() {
        let text = r#"{"edges":[{"node":1,"cursor":"a"},{"node":null},{"node":3}]}"#;
        let page: Connection<i32> = Connection::from_json(serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!(page.nodes().copied().collect::<Vec<_>>(), [1, 3]);
        assert_eq!(page.edges[0].cursor.as_deref(), Some("a"));
        assert_eq!((page.page_info.has_next_page, page.total_count), (false, None));
    }

    #[test]
    fn paging_is_read() {
        let text = r#"{"totalCount":9,"pageInfo":{"hasNextPage":true,"endCursor":"z"},"edges":[]}"#;
        let page: Connection<i32> = Connection::from_json(serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!(page.total_count, Some(9));
        assert_eq!(
            page.page_info,
            PageInfo {
                has_next_page: true,
                end_cursor: Some("z".into())
            }
        );
    }
}
