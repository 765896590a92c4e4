use std::collections::BTreeSet;

use super::people::{PEOPLE, REGISTRIES, TEAMS};
use super::*;

#[test]
fn the_same_seed_gives_the_same_plan_and_another_one_another() {
    let plan = Plan::draw(1);
    assert_eq!(plan, Plan::draw(1));
    assert_ne!(plan, Plan::draw(2));
}

#[test]
fn a_history_is_the_same_whenever_it_is_written() {
    let plan = Plan::draw(1);
    for sequence in plan.sequences() {
        let family = sequence.entry.family;
        let run = &sequence.versions[sequence.versions.len() - 1].run;
        let lines = run.history(family, 1_000.0);
        assert_eq!(lines, run.history(family, 1_000.0));
        assert_eq!(lines.len(), usize::try_from(run.steps).unwrap());
        let last: Map<String, Value> = serde_json::from_str(&lines[lines.len() - 1]).unwrap();
        for curve in family.curves() {
            assert_eq!(
                last[curve.key], run.summary[curve.key],
                "{} of {}",
                curve.key, sequence.entry.name
            );
        }
    }
}

#[test]
fn the_organization_has_the_size_that_was_promised() {
    let plan = Plan::draw(1);
    assert_eq!(
        (TEAMS.len(), PEOPLE.len(), REGISTRIES.len(), plan.linked().count()),
        (3, 10, 5, 40)
    );
    for sequence in plan.linked() {
        let count = sequence.versions.len();
        assert!(if sequence.entry.name == "fraud-detector" {
            count == 1_000
        } else {
            (1..=12).contains(&count)
        });
    }
    let roles: BTreeSet<&str> = REGISTRIES
        .iter()
        .flat_map(|registry| registry.people)
        .map(|(_, role)| *role)
        .collect();
    assert!(roles.is_superset(&BTreeSet::from([
        "restricted_viewer",
        "viewer",
        "member",
        "admin"
    ])));
    let org_roles: BTreeSet<&str> = PEOPLE.iter().map(|person| person.org_role).collect();
    assert_eq!(org_roles, BTreeSet::from(["admin", "member", "viewer"]));
}

#[test]
fn every_input_is_of_a_level_before() {
    let plan = Plan::draw(1);
    assert_eq!(plan.levels.len(), 4);
    for (level, sequences) in plan.levels.iter().enumerate() {
        for sequence in sequences {
            let inputs = sequence.entry.inputs;
            assert_eq!(inputs.is_empty(), level == 0, "{}", sequence.entry.name);
            for version in &sequence.versions {
                assert_eq!(version.inputs.len(), inputs.len());
                for (name, index) in &version.inputs {
                    let used = plan.levels[..level]
                        .iter()
                        .flatten()
                        .find(|found| found.entry.name == *name)
                        .unwrap();
                    assert!(*index < used.versions.len());
                }
            }
        }
    }
}

#[test]
fn versions_of_one_artifact_differ_and_names_are_legal() {
    let plan = Plan::draw(1);
    let mut runs = BTreeSet::new();
    for sequence in plan.sequences() {
        domain::name::check_collection(sequence.entry.name).unwrap();
        for tag in sequence.entry.tags.iter().chain(&words::VERSION_TAGS) {
            domain::name::check_tag(tag).unwrap();
        }
        let mut contents = BTreeSet::new();
        for version in &sequence.versions {
            assert!(
                runs.insert(version.run.name.clone()),
                "two runs are called {}",
                version.run.name
            );
            let digests: Vec<(String, String)> = version
                .files
                .iter()
                .map(|file| (file.path.clone(), file.digest()))
                .collect();
            assert!(
                contents.insert(digests),
                "{} v{} was there before",
                sequence.entry.name,
                version.index
            );
        }
    }
}
