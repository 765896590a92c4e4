use serde::{Deserialize, Deserializer};

/// One page of a list in the manner of Relay. Nodes that the server answers with `null` are left out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "T: Deserialize<'de>"))]
pub struct Connection<T> {
    /// The nodes, each with its cursor.
    #[serde(deserialize_with = "whole_edges")]
    pub edges: Vec<Edge<T>>,
    /// Where the next page starts; absent where the document does not ask for it.
    #[serde(default)]
    pub page_info: PageInfo,
    /// How many there are in all pages; absent where the document does not ask for it.
    #[serde(default)]
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
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PageInfo {
    /// Whether there is more.
    pub has_next_page: bool,
    /// Continues the list behind this page.
    #[serde(default)]
    pub end_cursor: Option<String>,
}

#[derive(Deserialize)]
struct NullableEdge<T> {
    node: Option<T>,
    #[serde(default)]
    cursor: Option<String>,
}

fn whole_edges<'de, T: Deserialize<'de>, D: Deserializer<'de>>(input: D) -> Result<Vec<Edge<T>>, D::Error> {
    let edges = Vec::<NullableEdge<T>>::deserialize(input)?;
    Ok(edges
        .into_iter()
        .filter_map(|edge| {
            Some(Edge {
                node: edge.node?,
                cursor: edge.cursor,
            })
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_nodes_are_left_out_and_absent_parts_are_empty() {
        let text = r#"{"edges":[{"node":1,"cursor":"a"},{"node":null},{"node":3}]}"#;
        let page: Connection<i32> = serde_json::from_str(text).unwrap();
        assert_eq!(page.nodes().copied().collect::<Vec<_>>(), [1, 3]);
        assert_eq!(page.edges[0].cursor.as_deref(), Some("a"));
        assert_eq!((page.page_info.has_next_page, page.total_count), (false, None));
    }

    #[test]
    fn paging_is_read() {
        let text = r#"{"totalCount":9,"pageInfo":{"hasNextPage":true,"endCursor":"z"},"edges":[]}"#;
        let page: Connection<i32> = serde_json::from_str(text).unwrap();
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
