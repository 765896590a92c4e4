//! Starts the app in the browser.

fn main() {
    vitrine_app::app::mount();
}
