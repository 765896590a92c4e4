//! Elements that know nothing of Vitrine: they take signals and text, and give events.

pub mod avatar;
pub mod badge;
pub mod button;
pub mod clipboard;
pub mod code_block;
pub mod copy_button;
pub mod dialog;
pub mod empty_state;
pub mod error_panel;
pub mod field;
mod floating;
pub mod icon;
pub mod menu;
pub mod roving;
pub mod search_input;
pub mod segmented;
pub mod skeleton;
pub mod sort_header;
pub mod tabs;
pub mod unique_id;

pub use avatar::Avatar;
pub use badge::{Badge, BadgeKind};
pub use button::{Button, ButtonKind, IconButton};
pub use code_block::CodeBlock;
pub use copy_button::CopyButton;
pub use dialog::{Dialog, DialogKind};
pub use empty_state::EmptyState;
pub use error_panel::ErrorPanel;
pub use field::{Field, Select, SelectOption, TextArea};
pub use icon::{Icon, IconName, IconSize};
pub use menu::{MenuButton, MenuButtonKind, MenuItem, MenuItemKind};
pub use search_input::SearchInput;
pub use segmented::Segmented;
pub use skeleton::{Skeleton, SkeletonRows};
pub use sort_header::{SortDirection, SortHeader};
pub use tabs::{Tab, Tabs};
