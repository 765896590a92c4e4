//! Elements that know the nouns of Vitrine: they take data and never fetch.

pub mod api_error_panel;
pub mod badges;
pub mod exact_time;
pub mod markdown;
pub mod no_permission_panel;
pub mod page_heading;
pub mod person_name;
pub mod registry_icon;
pub mod role_chip;
pub mod source_link;
pub mod star_button;
pub mod time_ago;
pub mod toast_region;

pub use api_error_panel::{ApiErrorPanel, NotFoundPanel};
pub use badges::{AliasBadge, AliasBadges, TagBadge, TypeBadge, VersionBadge};
pub use exact_time::ExactTime;
pub use markdown::SafeHtml;
pub use no_permission_panel::NoPermissionPanel;
pub use page_heading::PageHeading;
pub use person_name::PersonName;
pub use registry_icon::RegistryIcon;
pub use role_chip::RoleChip;
pub use source_link::{RunBadge, RunLink, SourceLink, run_address};
pub use star_button::StarButton;
pub use time_ago::TimeAgo;
pub use toast_region::ToastRegion;
