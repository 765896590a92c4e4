use proptest::prelude::*;

use super::*;

fn name() -> impl Strategy<Value = String> {
    // Whatever a name may hold, and what breaks naive encoding; a name never is only dots or empty.
    "[a-zA-Z0-9 _%+&=?#/é漢-][a-zA-Z0-9 ._%+&=?#/é漢-]{0,20}"
}

fn entity() -> impl Strategy<Value = String> {
    name().prop_filter("reserved", |name| {
        !["orgs", "settings", "signin", "authorize", "registry"].contains(&name.as_str())
    })
}

fn tab() -> impl Strategy<Value = VersionTab> {
    proptest::sample::select(VersionTab::ALL.to_vec())
}

fn route() -> impl Strategy<Value = Route> {
    let registry = || (name(), name()).prop_map(|(org, registry)| RegistryAddress { org, registry });
    let version = (registry(), name(), name())
        .prop_map(|(at, collection, version)| at.collection(&collection).version(&version));
    let source = (entity(), name(), name(), name(), name()).prop_map(
        |(entity, project, artifact_type, artifact, version)| SourceVersionAddress {
            entity,
            project,
            artifact_type,
            artifact,
            version,
        },
    );
    prop_oneof![
        proptest::sample::select(vec![
            Route::Landing,
            Route::SignIn,
            Route::Authorize,
            Route::Settings
        ]),
        registry().prop_map(Route::Registry),
        registry().prop_map(|at| Route::RegistrySettings(at, SettingsSection::General)),
        registry().prop_map(|at| Route::RegistrySettings(at, SettingsSection::Members)),
        (registry(), name()).prop_map(|(at, collection)| Route::Collection(at.collection(&collection))),
        (version, tab()).prop_map(|(at, tab)| Route::Version(at, tab)),
        (entity(), name()).prop_map(|(entity, project)| Route::Project(ProjectAddress { entity, project })),
        (entity(), name(), name()).prop_map(|(entity, project, run)| Route::Run(RunAddress {
            entity,
            project,
            run
        })),
        (source, tab()).prop_map(|(at, tab)| Route::SourceVersion(at, tab)),
    ]
}

proptest! {
    #[test]
    fn reading_what_was_printed_gives_the_same_route(route in route()) {
        prop_assert_eq!(route.to_string().parse::<Route>(), Ok(route));
    }

    #[test]
    fn no_address_makes_the_reader_panic(address in "[/a-z%?&=#é.]{0,60}") {
        let _ = address.parse::<Route>();
    }
}

fn read(address: &str) -> Route {
    address.parse().expect("an address of a page")
}

#[test]
fn the_root_is_the_landing_page() {
    assert_eq!(read("/"), Route::Landing);
    assert_eq!(read("/registry/"), Route::Landing);
}

#[test]
fn the_link_that_the_sdk_prints_for_a_registry_version_opens_the_version() {
    let link = "/orgs/Northwind%20AI/registry/model?selectionPath=northwind-org%2Fwandb-registry-model%2Ffirst-collection&view=membership&version=v3";
    assert_eq!(
        read(link).to_string(),
        "/orgs/Northwind%20AI/registry/model/c/first-collection/v3"
    );
}

#[test]
fn the_sdk_link_without_a_version_opens_the_collection() {
    let link =
        "/orgs/acme/registry/model?selectionPath=acme-org%2Fwandb-registry-model%2Fgemma&view=membership";
    assert_eq!(read(link).to_string(), "/orgs/acme/registry/model/c/gemma");
}

#[test]
fn the_legacy_model_link_opens_the_source_version() {
    let link = "/acme/registry/model?selectionPath=acme%2Fmodel-registry%2Fgemma&view=membership&version=v1";
    assert_eq!(
        read(link).to_string(),
        "/acme/model-registry/artifacts/model/gemma/v1"
    );
}

#[test]
fn the_workspace_of_a_project_is_the_project() {
    assert_eq!(
        read("/team/quickstart/workspace?jupyter=true").to_string(),
        "/team/quickstart"
    );
}

#[test]
fn a_page_of_a_run_that_we_do_not_have_opens_the_run() {
    assert_eq!(
        read("/team/quickstart/runs/abc12345/overview").to_string(),
        "/team/quickstart/runs/abc12345"
    );
}

#[test]
fn an_unknown_tab_is_no_address() {
    assert_eq!(
        "/orgs/a/registry/b/c/d/v1/nothing".parse::<Route>(),
        Err(NoSuchAddress)
    );
    assert_eq!("/orgs/a".parse::<Route>(), Err(NoSuchAddress));
    assert_eq!("/%FF/x".parse::<Route>(), Err(NoSuchAddress));
}
