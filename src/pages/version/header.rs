//! The top of the page: which version it is, its aliases and tags, the way to its neighbours, and the tabs.

use std::sync::Arc;

use domain::format::count;
use domain::keys::Keys;
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::subject::Subject;
use crate::components::{AliasBadges, PageHeading, TagBadge};
use crate::routes::VersionTab;
use crate::state::commands::{Command, Commands};
use crate::ui::{Icon, IconName, Tab, Tabs};

/// The top of the page.
#[component]
pub fn VersionHeader(
    /// The version.
    subject: Arc<Subject>,
    /// The tab that is open.
    tab: Signal<VersionTab>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/header.css");
    let heading = format!("{} {}", subject.name.collection, subject.membership.version);
    let aliases = subject.membership.aliases.clone();
    let tag_badges = subject
        .artifact
        .tags
        .iter()
        .map(|tag| view! { <TagBadge tag=tag.name.clone() /> })
        .collect_view();
    let tabs = {
        let subject = subject.clone();
        Signal::derive(move || tabs(&subject, tab.get()))
    };
    offer_commands(Arc::clone(&subject), tab);
    view! { class=class,
        <div class="title-row">
            <PageHeading text=heading />
            <AliasBadges aliases />
            <span class="tags">{tag_badges}</span>
            <span class="grow"></span>
            <Neighbours subject tab scope=class />
        </div>
        <Tabs label="Version" tabs />
    }
}

/// The parts of the page and the versions beside it, for the palette.
fn offer_commands(subject: Arc<Subject>, tab: Signal<VersionTab>) {
    Commands::of_app().offer(move || {
        let open = tab.get();
        let parts = VersionTab::ALL.into_iter().filter(|tab| *tab != open);
        let part = |tab: VersionTab| Command::go(tab.label(), IconName::Tag, subject.origin.route(tab));
        let beside = |version: &Option<String>, words: &str, icon, key| {
            let version = version.as_ref()?;
            let to = subject.origin.at(version).route(open);
            Some(Command::go(format!("{words}, {version}"), icon, to).with_keys(Keys::One(key)))
        };
        let membership = &subject.membership;
        let before = beside(
            &membership.previous_version,
            "Previous version",
            IconName::ChevronLeft,
            'p',
        );
        let after = beside(
            &membership.next_version,
            "Next version",
            IconName::ChevronRight,
            'n',
        );
        parts.map(part).chain(before).chain(after).collect()
    });
}

fn tabs(subject: &Subject, open: VersionTab) -> Vec<Tab> {
    let file_count = count(i64::try_from(subject.artifact.file_count).unwrap_or(i64::MAX));
    let metric_count = subject.run().map_or(0, |run| run.summary_metrics.numbers().len());
    let tab = |tab: VersionTab| Tab {
        label: tab.label().to_owned(),
        href: subject.origin.route(tab).to_string(),
        count: match tab {
            VersionTab::Files => Some(file_count.clone()),
            VersionTab::Metrics => (metric_count > 0).then(|| metric_count.to_string()),
            VersionTab::Overview | VersionTab::Metadata | VersionTab::Usage | VersionTab::Lineage => None,
        },
        is_current: tab == open,
    };
    VersionTab::ALL.into_iter().map(tab).collect()
}

/// Links to the versions before and after; the tab stays.
#[component]
fn Neighbours(subject: Arc<Subject>, tab: Signal<VersionTab>, scope: &'static str) -> impl IntoView {
    let neighbour = |version: &Option<String>, side: Side| {
        version.clone().map(|version| {
            let there = subject.origin.at(&version);
            view! { <Neighbour href=Signal::derive(move || there.route(tab.get()).to_string()) version side scope /> }
        })
    };
    let membership = &subject.membership;
    let before = neighbour(&membership.previous_version, Side::Before);
    let after = neighbour(&membership.next_version, Side::After);
    view! { class=scope, <nav class="neighbours" aria-label="Other versions">{before} {after}</nav> }
}

/// On which side of the version a neighbour is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

#[component]
fn Neighbour(href: Signal<String>, version: String, side: Side, scope: &'static str) -> impl IntoView {
    let label = match side {
        Side::Before => format!("Previous version, {version}"),
        Side::After => format!("Next version, {version}"),
    };
    let (before, after) = match side {
        Side::Before => (Some(view! { <Icon name=IconName::ChevronLeft /> }), None),
        Side::After => (None, Some(view! { <Icon name=IconName::ChevronRight /> })),
    };
    view! { class=scope,
        <a class="neighbour mono" href=move || href.get() aria-label=label>
            {before} {version} {after}
        </a>
    }
}
