//! A version that is loaded: its header and the tab that is open.

use std::sync::Arc;

use leptos::prelude::*;

use super::files::FilesTab;
use super::header::VersionHeader;
use super::lineage::LineageTab;
use super::metadata::MetadataTab;
use super::metrics::MetricsTab;
use super::overview::OverviewTab;
use super::subject::Subject;
use super::usage::UsageTab;
use crate::routes::VersionTab;

/// A version that is loaded.
#[component]
pub fn VersionBody(
    /// The version.
    subject: Arc<Subject>,
    /// The tab that is open.
    tab: Signal<VersionTab>,
) -> impl IntoView {
    let header = view! { <VersionHeader subject=subject.clone() tab /> };
    let open = Memo::new(move |_| tab.get());
    let part = move || {
        let subject = subject.clone();
        match open.get() {
            VersionTab::Overview => view! { <OverviewTab subject /> }.into_any(),
            VersionTab::Metrics => view! { <MetricsTab subject /> }.into_any(),
            VersionTab::Metadata => view! { <MetadataTab subject /> }.into_any(),
            VersionTab::Files => view! { <FilesTab subject /> }.into_any(),
            VersionTab::Usage => view! { <UsageTab subject /> }.into_any(),
            VersionTab::Lineage => {
                view! { <LineageTab artifact_id=subject.artifact.id.clone() /> }.into_any()
            }
        }
    };
    view! {
        {header}
        {part}
    }
}
