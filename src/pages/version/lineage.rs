//! The Lineage tab of a version: the runs and versions it came from and went into.

mod details;
mod loader;
mod model;
mod outline;
mod page_state;
mod toolbar;

use domain::url_state::LineageView;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::ApiError;

use crate::components::ApiErrorPanel;
use crate::graph::GraphPlane;
use crate::pages::load::Asked;
use crate::ui::{EmptyState, IconName, SkeletonRows};

use details::Details;
use loader::Loader;
use model::Model;
use outline::Outline;
use page_state::PageState;
use toolbar::Toolbar;

/// The lineage of a version.
#[component]
pub fn LineageTab(
    /// The global id of its artifact.
    #[prop(into)]
    artifact_id: Signal<String>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/lineage.css");
    let state = PageState::of_address();
    let loader = Loader::new();
    let attempt = RwSignal::new(0_u32);
    let (hops, opened) = (
        state.part(|state| (state.up, state.down)),
        state.part(|state| state.opened.clone()),
    );
    let answer = Asked::new(move || {
        attempt.track();
        loader.model(artifact_id.get(), hops.get(), opened.get())
    });
    let retry = Callback::new(move |()| attempt.update(|attempt| *attempt += 1));
    let tab = move |answer| view! { <Answer answer state retry /> };
    let waiting = || view! { <SkeletonRows rows=8 /> };
    view! { class=class, <div class="bleed">{answer.view(waiting, tab)}</div> }
}

/// What the server said about the lineage.
#[component]
fn Answer(answer: Result<Option<Model>, ApiError>, state: PageState, retry: Callback<()>) -> impl IntoView {
    match answer {
        Ok(Some(model)) => view! { <Loaded model state /> }.into_any(),
        Ok(None) => {
            let words = "The version was deleted, or you have no role that lets you see it.";
            view! { <EmptyState icon=IconName::Share2 title="No lineage to show" words /> }.into_any()
        }
        Err(error) => {
            view! { <ApiErrorPanel title="Could not load the lineage" error on_retry=retry /> }.into_any()
        }
    }
}

/// A lineage that is loaded.
#[component]
fn Loaded(model: Model, state: PageState) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/lineage_canvas.css");
    let view_kind = state.part(|state| state.view);
    let selected = state.part(|state| state.selected.clone());
    let model = StoredValue::new(model);
    let found = Memo::new(move |_| {
        let search = state.part(|state| state.search.clone()).get();
        (!search.trim().is_empty()).then(|| model.with_value(|model| model.found(&search)))
    });
    let drawing = move || match view_kind.get() {
        LineageView::Graph => {
            let scene = model.with_value(Model::scene);
            view! {
                <GraphPlane
                    scene
                    selected
                    found
                    on_select=move |id| state.toggle_selected(id)
                    on_open=move |id| state.open(id)
                />
            }
            .into_any()
        }
        LineageView::Outline => view! { <Outline model found state /> }.into_any(),
    };
    let panel = move || {
        let node = selected
            .get()
            .and_then(|id| model.with_value(|model| model.index_of(&id)))?;
        Some(view! { <Details model node state /> })
    };
    view! { class=class,
        <Toolbar model found state />
        <div class="canvas">
            {drawing}
            {panel}
        </div>
    }
}
