//! The authorization matrix: every operation, asked by fourteen principals, by key and by session, over real HTTP.
//!
//! # How to add a row
//! A test here fails as soon as the schema or the router has an operation without a row. Then:
//!
//! 1. **A field of `Query` or `Mutation`**: add a [`Row`] to the file of `rows/` that fits. `name` is `Query.x` or `Mutation.x`
//!    (with words in parentheses behind it when one operation has several rows); `column` is what each principal gets, by
//!    hand from the role table of the product (see `column.rs`: most rows take one of its constants); `ask` builds the request from a
//!    [`Target`](target::Target), which exists three times: real, hidden, absent. What only exists to be changed once (a version to unlink) is
//!    made by `prepare`, for allowed cells only; `n` is unique for each cell.
//! 2. **A field of another object type that leads to a guarded object** (a project, a version, a person, …): add it to `border.rs`
//!    with the rule that keeps what may not be seen on the other side. The walk asks it with every principal and looks for canaries.
//! 3. **A new object type**: add it to `GUARDED` or `VALUES` in `border.rs`, and if it is guarded to `ROOTS`.
//! 4. **A route**: add it to `rows/route.rs`.
//!
//! What is checked of each cell: status, error code, that no canary of a hidden registry or of another organization is in the
//! answer, that a refused request changed no row of any table, and that a hidden object answers byte for byte like an absent one.

#![allow(
    clippy::similar_names,
    reason = "`world`, `wrong`, `words`, `work` and ids are what the matrix is about"
)]

mod border;
mod cell;
mod column;
mod principal;
mod rows;
pub mod schema;
mod snapshot;
mod target;
mod walk;
mod world;

use std::collections::BTreeSet;

use self::cell::{Credential, cells};
use self::column::Outcome;
use self::principal::Principal;
use self::rows::{Row, all_rows};
use self::schema::Sdl;
use self::snapshot::snapshot;
use self::world::World;

/// The operations that have a row.
fn operations(rows: &[Row]) -> BTreeSet<&str> {
    rows.iter()
        .map(|row| row.name.split(" (").next().unwrap())
        .collect()
}

#[test]
fn every_field_of_query_and_mutation_has_a_row() {
    let sdl = Sdl::read();
    let rows = all_rows();
    let known = operations(&rows);
    let all = sdl.operations();
    let missing: Vec<&String> = all.iter().filter(|name| !known.contains(name.as_str())).collect();
    assert!(
        missing.is_empty(),
        "no row in the authorization matrix; tests/api/matrix/mod.rs says how to add one: {missing:?}"
    );
    let gone: Vec<&&str> = known
        .iter()
        .filter(|name| name.starts_with("Query.") || name.starts_with("Mutation."))
        .filter(|name| !all.contains(**name))
        .collect();
    assert!(gone.is_empty(), "rows of operations that are no more: {gone:?}");
}

#[test]
fn every_route_of_the_router_has_a_row() {
    let rows = all_rows();
    let known = operations(&rows);
    let missing: Vec<String> = rows::route::of_router()
        .into_iter()
        .filter(|name| !known.contains(name.as_str()))
        .collect();
    assert!(
        missing.is_empty(),
        "no row in tests/api/matrix/rows/route.rs: {missing:?}"
    );
}

#[test]
fn every_object_field_that_leads_to_a_guarded_object_has_a_rule() {
    border::check(&Sdl::read());
}

#[test]
fn a_missing_row_is_found() {
    let mut rows = all_rows();
    rows.retain(|row| !row.name.starts_with("Mutation.linkArtifact"));
    assert!(!operations(&rows).contains("Mutation.linkArtifact"));
    assert!(Sdl::read().operations().contains("Mutation.linkArtifact"));
}

#[tokio::test]
async fn each_principal_gets_what_the_role_table_says_and_a_refusal_changes_nothing() {
    let world = World::make().await;
    let rows = all_rows();
    let all = cells(&rows);
    let (allowed, refused): (Vec<_>, Vec<_>) = all.iter().partition(|cell| cell.expected() == Outcome::Yes);
    assert!(allowed.len() > 100 && refused.len() > 500, "both kinds are there");

    let before = snapshot(&world.server).await;
    let mut wrong = world.check(&refused).await;
    let after = snapshot(&world.server).await;
    for (table, difference) in snapshot::differences(&before, &after) {
        wrong.push(format!(
            "refused requests changed the table {table}: {difference}"
        ));
    }
    wrong.extend(world.check(&allowed).await);

    println!(
        "authorization matrix: {} operations, {} rows, {} principals, {} cells ({} allowed, {} refused)",
        operations(&rows).len(),
        rows.len(),
        Principal::ALL.len(),
        all.len(),
        allowed.len(),
        refused.len()
    );
    assert!(
        wrong.is_empty(),
        "{} wrong cells:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[tokio::test]
async fn what_is_hidden_answers_byte_for_byte_like_what_is_absent() {
    let world = World::make().await;
    let rows = all_rows();
    let (compared, different) = world.compare_hidden_with_absent(&rows).await;
    println!("hidden against absent: {compared} pairs of answers compared");
    assert!(compared > 500, "{compared}");
    assert!(
        different.is_empty(),
        "{} differ:\n{}",
        different.len(),
        different.join("\n")
    );
}

#[tokio::test]
async fn no_field_leads_to_what_may_not_be_seen() {
    let world = World::make().await;
    let (asked, leaks) = walk::walk(&world, &Sdl::read()).await;
    println!("walk over the schema: {asked} queries");
    assert!(asked > 500, "{asked}");
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

#[tokio::test]
async fn the_canaries_are_there_for_those_who_may_see_them() {
    // The control: without it, a walk that finds nothing proves nothing.
    let world = World::make().await;
    let found = world.vault_as(Principal::OrgAdmin, Credential::Key).await;
    for canary in &world.canaries.vault {
        assert!(found.contains(canary.as_str()), "{canary} is missing in {found}");
    }
    let refused = world.vault_as(Principal::OrgMember, Credential::Key).await;
    assert!(
        !world
            .canaries
            .vault
            .iter()
            .any(|canary| refused.contains(canary.as_str()))
    );
}
