//! The exact lines that link a version into this registry.

use domain::permission::Capability;
use leptos::prelude::*;
use wire::registry::RegistryFacts;

use crate::ui::CodeBlock;

/// The lines, and what keeps the viewer from using them.
#[component]
pub(super) fn LinkLines(
    /// The registry.
    facts: RegistryFacts,
    /// Its full name, `wandb-registry-…`.
    project_name: String,
) -> impl IntoView {
    // An empty registry shows the lines already.
    (facts.collection_count > 0).then(|| {
        let refusal = facts
            .my_access
            .decision(Capability::LinkVersion)
            .filter(|decision| !decision.is_allowed);
        let refusal = refusal.map(|decision| {
            let change = decision.would_change.clone().unwrap_or_default();
            view! { <p class="small muted">{format!("{} {change}", decision.because)}</p> }
        });
        view! {
            <section class="lines-section">
                <h2>"Link a version into this registry"</h2>
                {refusal}
                <CodeBlock label="Lines that link a version" code=link_lines(&facts, &project_name) />
            </section>
        }
    })
}

/// A script that logs an artifact and links it; the type is one that the registry takes.
pub(super) fn link_lines(facts: &RegistryFacts, project_name: &str) -> String {
    let artifact_type = facts.accepted_types.first().map_or("model", String::as_str);
    format!(
        r#"import wandb

with wandb.init(project="my-project") as run:
    logged = run.log_artifact("./my-file.txt", name="my-{artifact_type}", type="{artifact_type}")
    run.link_artifact(logged, target_path="{project_name}/my-collection")"#
    )
}
