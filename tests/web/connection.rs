//! What is said about the way to the server, and about its version.

use leptos::prelude::*;
use vitrine_app::api::client::Contact;
use vitrine_app::state::app_version::AppVersion;
use vitrine_app::state::connection::{Connection, Reach};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_request_without_an_answer_is_noticed_and_the_next_answer_too() {
    let owner = Owner::new();
    owner.with(|| {
        let connection = Connection::of_app();
        assert_eq!(connection.reach(), Reach::Answered);
        connection.hear(&Contact::Silence);
        assert_eq!(connection.reach(), Reach::Silent);
        connection.hear(&Contact::Answered { build: None });
        assert_eq!(connection.reach(), Reach::Answered);
    });
}

#[wasm_bindgen_test]
fn another_build_of_the_server_is_noticed_and_stays_so() {
    let owner = Owner::new();
    owner.with(|| {
        for own in [Some("00ff".to_owned()), None] {
            let version = AppVersion::of_build(own);
            version.hear("00ff");
            assert!(!version.is_outdated());
            version.hear("11ee");
            version.hear("00ff");
            assert!(version.is_outdated());
        }
    });
}
