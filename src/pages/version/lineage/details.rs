//! What is known about one node, beside the graph.

use std::collections::BTreeSet;

use domain::format::{bytes, count_of, short_digest};
use domain::lineage::{Graph, NodeSize, Reach, downstream, upstream};
use domain::route::{Route, VersionTab};
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::lineage::{LineageArtifact, LineageNode, LineageNodeKind, LineageRun};

use super::model::Model;
use super::outline::{KindBadge, NodeLink};
use super::page_state::PageState;
use crate::components::{AliasBadge, PersonName, TimeAgo};
use crate::ui::{CopyButton, IconButton, IconName};

/// Reaching needs no sizes.
const NO_SIZE: NodeSize = NodeSize {
    width: 0.0,
    height: 0.0,
};
/// How many neighbours are named.
const NAMED: usize = 8;

fn scope() -> &'static str {
    let class = style_sheet!("./src/pages/version/lineage/details.css");
    class
}

/// The details of a node.
#[component]
pub fn Details(model: StoredValue<Model>, node: usize, state: PageState) -> impl IntoView {
    let class = scope();
    let known = model.with_value(|model| model.node(node).cloned())?;
    let graph = model.with_value(|model| Graph::new(vec![NO_SIZE; model.nodes().len()], model.edges()));
    let (title, label) = (known.title.clone(), format!("Details of {}", known.title));
    let facts = match (known.artifact.clone(), known.run.clone()) {
        (Some(artifact), _) => view! { <VersionFacts artifact /> }.into_any(),
        (_, Some(run)) => view! { <RunFacts run /> }.into_any(),
        (None, None) => ().into_any(),
    };
    Some(view! { class=class,
        <aside class="panel" aria-label=label>
            <div class="head">
                <KindBadge node=known.clone() />
                <h2 class="title">{title}</h2>
                <IconButton icon=IconName::X label="Close details" on_press=move |()| state.close() />
            </div>
            <p class="kind">{known.subtitle.clone()}</p>
            <Acts node=known />
            {facts}
            <Neighbours words="Upstream" reach=upstream(&graph, node) node model />
            <Neighbours words="Downstream" reach=downstream(&graph, node) node model />
        </aside>
    })
}

/// Where one can go from here.
#[component]
fn Acts(node: LineageNode) -> impl IntoView {
    let class = scope();
    let open = match (&node.artifact, &node.run) {
        (Some(artifact), _) => artifact.route(),
        (_, Some(run)) => run.route(),
        (None, None) => None,
    };
    let focus = open
        .clone()
        .filter(|_| !node.is_focus)
        .and_then(|route| match route {
            Route::Version(address, _) => Some(Route::Version(address, VersionTab::Lineage)),
            Route::SourceVersion(address, _) => Some(Route::SourceVersion(address, VersionTab::Lineage)),
            _ => None,
        });
    let link = |words: &'static str| move |route: Route| view! { class=class, <a class="act" href=route.to_string()>{words}</a> };
    view! { class=class, <div class="acts">{open.map(link("Open"))} {focus.map(link("Focus here"))}</div> }
}

/// What a version is.
#[component]
fn VersionFacts(artifact: LineageArtifact) -> impl IntoView {
    let class = scope();
    let size = format!(
        "{}, {}",
        bytes(artifact.size),
        count_of(artifact.file_count, "file", "files")
    );
    // The same name may be an alias in several collections.
    let names: BTreeSet<&str> = artifact.aliases.iter().map(|one| one.alias.as_str()).collect();
    let aliases = names
        .into_iter()
        .map(|name| view! { <AliasBadge alias=name.to_owned() /> })
        .collect_view();
    let places = artifact.artifact_memberships.nodes().filter_map(|membership| {
        let route = membership.route()?;
        let words = format!(
            "{} {}",
            membership.artifact_collection.as_ref()?.name,
            membership.version
        );
        Some(view! { class=class, <a class="place" href=route.to_string()>{words}</a> })
    });
    let places = places.collect::<Vec<_>>();
    let has_places = !places.is_empty();
    view! { class=class,
        <section class="part">
            <h3 class="heading">"Facts"</h3>
            <dl class="facts">
                <dt>"Created"</dt>
                <dd><TimeAgo at=artifact.created_at.clone() /></dd>
                <dt>"Size"</dt>
                <dd>{size}</dd>
                <dt>"Digest"</dt>
                <dd class="digest">
                    <span class="mono">{short_digest(&artifact.digest)}</span>
                    <CopyButton text=artifact.digest.clone() label="Copy digest" />
                </dd>
                {(!artifact.aliases.is_empty()).then(|| view! { class=class, <dt>"Aliases"</dt><dd class="wrap">{aliases}</dd> })}
                {has_places.then(|| view! { class=class, <dt>"Linked in"</dt><dd class="wrap">{places}</dd> })}
            </dl>
        </section>
    }
}

/// What a run is.
#[component]
fn RunFacts(run: LineageRun) -> impl IntoView {
    let class = scope();
    let project = run
        .project
        .as_ref()
        .map(|project| format!("{}/{}", project.entity.name, project.name));
    let fact = |name: &'static str, value: Option<String>| {
        let value = value.filter(|value| !value.is_empty());
        value.map(|value| view! { class=class, <dt>{name}</dt><dd>{value}</dd> })
    };
    let by = run.user.clone().map(|person| {
        view! { class=class, <dt>"Started by"</dt><dd><PersonName person=Some(person) /></dd> }
    });
    view! { class=class,
        <section class="part">
            <h3 class="heading">"Facts"</h3>
            <dl class="facts">
                {fact("State", run.state.clone())}
                {fact("Job type", run.job_type.clone())}
                <dt>"Started"</dt>
                <dd><TimeAgo at=run.created_at.clone() /></dd>
                {by}
                {fact("Project", project)}
            </dl>
        </section>
    }
}

/// What lies on one side: how much in all, and the nearest by name.
#[component]
fn Neighbours(words: &'static str, reach: Reach, node: usize, model: StoredValue<Model>) -> impl IntoView {
    let class = scope();
    let others: Vec<LineageNode> = model.with_value(|model| {
        let all = model.nodes().zip(&reach.nodes).enumerate();
        all.filter(|(at, (_, belongs))| **belongs && *at != node)
            .map(|(_, (other, _))| other.clone())
            .collect()
    });
    let of_kind =
        |kind| i64::try_from(others.iter().filter(|other| other.kind == kind).count()).unwrap_or(i64::MAX);
    let counts = format!(
        "{}, {}",
        count_of(of_kind(LineageNodeKind::Run), "run", "runs"),
        count_of(of_kind(LineageNodeKind::Artifact), "version", "versions"),
    );
    let rest = others.len().saturating_sub(NAMED);
    let line = |node: LineageNode| {
        view! { class=class,
            <li class="other">
                <KindBadge node=node.clone() /> <NodeLink node=node.clone() /> <span class="kind">{node.subtitle}</span>
            </li>
        }
    };
    let lines = others.into_iter().take(NAMED).map(line).collect_view();
    view! { class=class,
        <section class="part">
            <h3 class="heading">{words} " " <span class="counts">{counts}</span></h3>
            <ul class="others">{lines}</ul>
            {(rest > 0).then(|| view! { class=class, <p class="counts">{format!("and {rest} more in the graph")}</p> })}
        </section>
    }
}
