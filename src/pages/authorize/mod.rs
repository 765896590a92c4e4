//! API keys: make one, see it once, and the ones there are. `wandb login` opens this page.

mod key_list;
mod new_key;

use leptos::prelude::*;
use stylers_macro::style_sheet;

use super::load::Loader;
use crate::api;
use crate::components::PageHeading;
use crate::ui::CodeBlock;
use crate::ui::code_block::CodeLanguage;
use key_list::KeyList;
use new_key::NewKey;

/// My API keys.
#[component]
pub fn AuthorizePage() -> impl IntoView {
    let class = style_sheet!("./src/pages/authorize/authorize.css");
    let keys = Loader::new(Signal::derive(|| ()), |()| api::session::api_keys());
    let reload = keys.retry();
    view! { class=class,
        <div class="title-row"><PageHeading text="API keys" /></div>
        <p class="lede">
            "A key lets a script or the command line act as you. It is shown once, when it is made; the server keeps only a fingerprint of it."
        </p>
        <div class="columns">
            <div class="column">
                <NewKey on_made=reload />
                <KeyList keys />
            </div>
            <div class="column"><LogInLines /></div>
        </div>
    }
}

/// The lines that point the SDK here and log it in.
#[component]
fn LogInLines() -> impl IntoView {
    let origin = window().location().origin().unwrap_or_default();
    let lines = format!("export WANDB_BASE_URL={origin}\nwandb login --host={origin}");
    view! {
        <section class="stack">
            <h2>"Use it"</h2>
            <CodeBlock label="Lines that log in" code=lines language=CodeLanguage::Shell />
            <p class="small muted">"Paste the key when the command asks for it. Scripts without a terminal read it from the environment variable " <code>"WANDB_API_KEY"</code> "."</p>
        </section>
    }
}
