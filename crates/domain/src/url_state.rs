//! What a page keeps behind the `?` of its address. Defaults are not written; what cannot be read is a default.

mod collection;
mod key_list;
mod lineage;
mod metrics;
mod project;
mod table;
mod version;

pub use collection::{CollectionState, CollectionTab, ROWS_PER_PAGE, SortKey, SortOrder};
pub use lineage::{Hops, LineageState, LineageView};
pub use metrics::{MetricsState, Smoothing, XAxis};
pub use project::{ProjectState, ProjectTab};
pub use table::{TableKey, TableSort, TableState};
pub use version::{FilesState, MetadataState, MetadataView};

/// The value of a text field: `None` for an empty one.
fn written(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Implements `FromStr` that cannot fail by the type's own `read`, and `Display` by its `query`.
macro_rules! address_state {
    ($state:ty) => {
        impl std::str::FromStr for $state {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::read(&crate::url_query::Query::parse(text)))
            }
        }

        impl std::fmt::Display for $state {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.query().fmt(f)
            }
        }

        impl $state {
            /// Reads the state from what stands behind the `?`.
            pub fn parse(text: &str) -> Self {
                Self::read(&crate::url_query::Query::parse(text))
            }
        }
    };
}

use address_state;
