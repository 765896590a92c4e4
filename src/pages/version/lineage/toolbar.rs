//! How the lineage is shown, how far it goes, and what is looked for in it.

use domain::format::count;
use domain::url_state::{Hops, LineageView};
use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::model::Model;
use super::page_state::PageState;
use crate::ui::{SearchInput, Segmented};

/// The controls above the graph.
#[component]
pub fn Toolbar(model: StoredValue<Model>, found: Memo<Option<Vec<bool>>>, state: PageState) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/lineage/toolbar.css");
    let views = vec![(LineageView::Graph, "Graph"), (LineageView::Outline, "Outline")];
    let all = model.with_value(|model| model.nodes().len());
    let hit_limit = model.with_value(|model| model.hit_limit);
    let number = |value: usize| count(i64::try_from(value).unwrap_or(i64::MAX));
    let shown = move || match found.get() {
        Some(found) => {
            format!(
                "{} of {} found",
                number(found.iter().filter(|is_found| **is_found).count()),
                number(all)
            )
        }
        None if hit_limit => format!("The first {} runs and versions", number(all)),
        None => format!("{} runs and versions", number(all)),
    };
    view! { class=class,
        <div class="tools">
            <Segmented
                label="Show as"
                choices=views
                chosen=state.part(|state| state.view)
                on_choose=move |view| state.show_as(view)
            />
            <HopsMenu words="up" hops=state.part(|state| state.up) on_choose=move |hops| state.look_up(hops) />
            <HopsMenu words="down" hops=state.part(|state| state.down) on_choose=move |hops| state.look_down(hops) />
            <SearchInput
                label="Find in lineage"
                value=state.part(|state| state.search.clone())
                on_input=move |text| state.search(text)
            />
            <span class="grow"></span>
            <span class="shown" role="status">{shown}</span>
        </div>
    }
}

/// A number of hops one way.
#[component]
fn HopsMenu(
    words: &'static str,
    #[prop(into)] hops: Signal<Hops>,
    #[prop(into)] on_choose: Callback<Hops>,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/version/lineage/hops_menu.css");
    let option = move |hops_count: u8| {
        let is_chosen = move || hops.get().count() == hops_count;
        view! { class=class,
            <option value=hops_count.to_string() selected=is_chosen>{format!("{hops_count} {words}")}</option>
        }
    };
    let choose = move |event: leptos::ev::Event| {
        on_choose.run(
            event_target_value(&event)
                .parse()
                .map_or_else(|_| Hops::default(), Hops::of),
        );
    };
    let label = if words == "up" {
        "Steps towards the sources"
    } else {
        "Steps towards the uses"
    };
    view! { class=class,
        <select
            class="hops"
            aria-label=label
            prop:value=move || hops.get().count().to_string()
            on:change=choose
        >
            {Hops::RANGE.map(option).collect_view()}
        </select>
    }
}
