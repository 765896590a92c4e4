//! The Metadata tab: what the maker of the version wrote into it, as a tree and as JSON.

mod node;
mod tree;

use std::sync::Arc;

use domain::url_state::{MetadataState, MetadataView};
use leptos::prelude::*;
use serde_json::Value;
use stylers_macro::style_sheet;

use super::subject::Subject;
use crate::state::navigation::Navigation;
use crate::ui::code_block::CodeLanguage;
use crate::ui::{Button, CodeBlock, EmptyState, IconName, SearchInput, Segmented};

use node::Level;
use tree::found_paths;

/// The lines that write metadata.
const EXAMPLE: &str =
    "artifact = wandb.Artifact(\"my-artifact\", type=\"model\", metadata={\"learning_rate\": 0.001})";

/// The Metadata tab.
#[component]
pub fn MetadataTab(
    /// The version.
    subject: Arc<Subject>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/metadata/tab.css");
    if subject.artifact.metadata.is_empty() {
        return view! {
            <EmptyState icon=IconName::FileText title="No metadata" words="Whoever logs a version can write into it:">
                <CodeBlock code=EXAMPLE label="Lines that write metadata" />
            </EmptyState>
        }
        .into_any();
    }
    let value = subject.artifact.metadata.0.clone();
    let navigation = Navigation::of_app();
    let query = navigation.query();
    let state = Memo::new(move |_| query.with(MetadataState::read));
    let set = move |state: MetadataState, commit| navigation.set_query(&state.query(), commit);
    let view = Memo::new(move |_| state.with(|state| state.view));
    let search = Memo::new(move |_| state.with(|state| state.search.clone()));
    let shown = move || match view.get() {
        MetadataView::Raw => view! { <Raw value=value.clone() /> }.into_any(),
        MetadataView::Tree => view! { <Tree value=value.clone() search scope=class /> }.into_any(),
    };
    let search_for = move |search| {
        set(
            MetadataState {
                search,
                ..state.get_untracked()
            },
            false,
        );
    };
    view! { class=class,
        <div class="toolbar">
            <SearchInput label="Find keys and values" value=search on_input=search_for is_large=true />
            <Segmented
                label="How the metadata is shown"
                choices=vec![(MetadataView::Tree, "Tree"), (MetadataView::Raw, "JSON")]
                chosen=view
                on_choose=move |view| set(MetadataState { view, ..state.get_untracked() }, true)
            />
        </div>
        {shown}
    }
    .into_any()
}

#[component]
fn Tree(value: Value, search: Memo<String>, scope: &'static str) -> impl IntoView {
    let navigation = Navigation::of_app();
    move || {
        let wanted = search.get();
        let found = (!wanted.is_empty()).then(|| Arc::new(found_paths(&value, &wanted)));
        if found.as_ref().is_some_and(|found| found.is_empty()) {
            let clear = move |()| navigation.set_query(&MetadataState::default().query(), false);
            let words = format!("No key or value has “{wanted}” in it.");
            return view! {
                <EmptyState icon=IconName::Filter title="Nothing matches" words>
                    <Button on_press=clear>"Clear the search"</Button>
                </EmptyState>
            }
            .into_any();
        }
        view! { class=scope,
            <div class="tree"><Level value=value.clone() path=String::new() depth=0 found scope /></div>
        }
        .into_any()
    }
}

#[component]
fn Raw(value: Value) -> impl IntoView {
    let code = serde_json::to_string_pretty(&value).unwrap_or_else(|_| value.to_string());
    view! { <CodeBlock code language=CodeLanguage::Plain label="Metadata as JSON" /> }
}
