//! The facts of a version.

use std::sync::Arc;

use domain::format::{bytes, count_of, middle_shortened};
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::version::{Creator, OtherMembership};

use super::subject::{Origin, Subject};
use crate::components::{ExactTime, PersonName, RunBadge, SourceLink, TypeBadge};
use crate::routes::{Route, VersionAddress, VersionTab};
use crate::ui::CopyButton;

/// How wide a digest is shown.
const DIGEST_WIDTH: usize = 13;

/// The facts of a version, each with what it leads to.
#[component]
pub fn FactsCard(
    /// The version.
    subject: Arc<Subject>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/facts.css");
    let (artifact, full_name) = (subject.artifact.clone(), subject.name.full_name());
    let file_count = i64::try_from(artifact.file_count).unwrap_or(i64::MAX);
    let digest = middle_shortened(&artifact.digest, DIGEST_WIDTH);
    view! { class=class,
        <section class="box" aria-label="Facts">
            <h2 class="head">"Facts"</h2>
            <dl class="facts">
                <dt>"Full name"</dt>
                <dd class="copied">
                    <span class="mono ellipsis" title=full_name.clone()>{full_name.clone()}</span>
                    <CopyButton text=full_name label="Copy full name" />
                </dd>
                <dt>"Digest"</dt>
                <dd class="copied">
                    <span class="mono">{digest}</span> <CopyButton text=artifact.digest label="Copy digest" />
                </dd>
                <dt>"Size"</dt>
                <dd class="num">{bytes(artifact.size)} ", " {count_of(file_count, "file", "files")}</dd>
                <dt>"Type"</dt>
                <dd><TypeBadge artifact_type=artifact.artifact_type.name /></dd>
                <Provenance subject=subject.clone() />
                <AlsoIn subject />
            </dl>
        </section>
    }
}

/// When and by whom it was logged and linked, and where.
#[component]
fn Provenance(subject: Arc<Subject>) -> impl IntoView {
    let linked = matches!(subject.origin, Origin::Registry(_)).then(|| {
        let membership = subject.membership.clone();
        view! {
            <dt>"Linked"</dt>
            <dd class="wrap row"><ExactTime at=membership.created_at /> <PersonName person=membership.linked_by /></dd>
            <dt>"Source"</dt>
            <dd>
                <SourceLink
                    qualified_name=subject.artifact.qualified_name.clone()
                    artifact_type=subject.artifact.artifact_type.name.clone()
                />
            </dd>
        }
    });
    let maker = match subject.artifact.created_by.clone() {
        Some(Creator::Run(run)) => Some(view! { <dt>"Run"</dt> <dd><RunBadge run=*run /></dd> }.into_any()),
        Some(Creator::User(person)) => {
            Some(view! { <dt>"Made by"</dt> <dd><PersonName person=Some(person) /></dd> }.into_any())
        }
        None => None,
    };
    view! {
        <dt>"Logged"</dt>
        <dd><ExactTime at=subject.artifact.created_at.clone() /></dd>
        {linked}
        {maker}
    }
}

/// The other collections of registries that the version is in.
#[component]
fn AlsoIn(subject: Arc<Subject>) -> impl IntoView {
    let is_here = |place: &OtherMembership| place.id == subject.membership.id;
    let others = subject
        .artifact
        .artifact_memberships
        .nodes()
        .filter(|place| !is_here(place));
    let links: Vec<_> = others.filter_map(registry_link).collect();
    let is_there = !links.is_empty();
    is_there.then(|| {
        let link = |(words, href)| view! { <li><a class="link" href=href>{words}</a></li> };
        let links = links.into_iter().map(link).collect_view();
        view! { <dt>"Also in"</dt> <dd><ul>{links}</ul></dd> }
    })
}

fn registry_link(place: &OtherMembership) -> Option<(String, String)> {
    let collection = place.artifact_collection.as_ref()?;
    let registry = collection.project.as_ref()?.registry.as_ref()?;
    let address = VersionAddress {
        org: registry.organization.name.clone(),
        registry: registry.name.clone(),
        collection: collection.name.clone(),
        version: place.version.clone(),
    };
    let words = format!("{} / {} {}", registry.title, collection.name, place.version);
    Some((words, Route::Version(address, VersionTab::Overview).to_string()))
}
