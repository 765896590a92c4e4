use super::*;
use crate::role::{OrgRole, RegistryRole};

fn standing(org_role: Option<OrgRole>, visibility: Visibility) -> Standing {
    Standing {
        org_role,
        visibility,
        organization_default: RegistryRole::RestrictedViewer,
        direct_role: None,
        team_roles: Vec::new(),
    }
}

fn team(name: &str, role: RegistryRole) -> TeamRole {
    TeamRole {
        team: name.to_owned(),
        role,
    }
}

fn optional<T: Copy>(all: &[T]) -> Vec<Option<T>> {
    std::iter::once(None)
        .chain(all.iter().copied().map(Some))
        .collect()
}

/// Every standing with at most two teams.
fn all_standings() -> Vec<Standing> {
    let roles = optional(&RegistryRole::ALL);
    let mut all = Vec::new();
    for org_role in optional(&OrgRole::ALL) {
        for visibility in [Visibility::Organization, Visibility::Restricted] {
            for organization_default in [RegistryRole::RestrictedViewer, RegistryRole::Viewer] {
                for &direct_role in &roles {
                    for &first in &roles {
                        for &second in &roles {
                            let first = first.map(|role| team("Risk", role));
                            let second = second.map(|role| team("Audit", role));
                            all.push(Standing {
                                org_role,
                                visibility,
                                organization_default,
                                direct_role,
                                team_roles: first.into_iter().chain(second).collect(),
                            });
                        }
                    }
                }
            }
        }
    }
    all
}

#[test]
fn the_role_in_effect_is_the_highest_of_all_in_every_standing() {
    let all = all_standings();
    assert_eq!(all.len(), 4 * 2 * 2 * 5 * 5 * 5);
    for person in all {
        let mut roles: Vec<RegistryRole> = person.direct_role.into_iter().collect();
        roles.extend(person.team_roles.iter().map(|entry| entry.role));
        if person.visibility == Visibility::Organization {
            roles.push(person.organization_default);
        }
        if person.org_role == Some(OrgRole::Admin) {
            roles.push(RegistryRole::Admin);
        }
        let expected = person.org_role.and(roles.into_iter().max());
        assert_eq!(
            effective_role(&person).map(|found| found.role),
            expected,
            "{person:?}"
        );
    }
}

#[test]
fn the_smallest_change_turns_every_no_and_each_of_its_steps_is_needed() {
    let mut turned = 0;
    for person in all_standings() {
        for capability in Capability::ALL {
            for subject in [Subject::You, Subject::Person("Ben"), Subject::Team("Risk")] {
                let decision = explain(&person, capability, subject);
                let steps = smallest_change(&person, capability, subject);
                assert_eq!(decision.is_allowed, steps.is_empty());
                assert_eq!(decision.is_allowed, decision.would_change.is_none());
                if steps.is_empty() {
                    continue;
                }
                let through = |steps: &[Change]| {
                    let after = steps
                        .iter()
                        .fold(person.clone(), |before, step| step.apply(&before));
                    decide(&after, capability).is_allowed
                };
                assert!(through(&steps), "{person:?} {capability:?} {steps:?}");
                for left_out in 0..steps.len() {
                    let mut fewer = steps.clone();
                    fewer.remove(left_out);
                    assert!(!through(&fewer), "{person:?} {capability:?} {steps:?}");
                }
                turned += 1;
            }
        }
    }
    assert!(turned > 10_000, "{turned}");
}

#[test]
fn a_role_given_to_a_team_takes_the_place_of_its_last_one_and_leaves_other_teams_theirs() {
    let mut person = standing(Some(OrgRole::Member), Visibility::Restricted);
    person.team_roles = vec![
        team("Risk", RegistryRole::Admin),
        team("Audit", RegistryRole::Viewer),
    ];
    let lowered = Change::TeamRole(team("Risk", RegistryRole::RestrictedViewer)).apply(&person);
    let found = effective_role(&lowered).unwrap();
    assert_eq!(
        (found.role, found.source),
        (RegistryRole::Viewer, RoleSource::Team("Audit".to_owned()))
    );
    assert_eq!(lowered.team_roles.len(), 2);
}

#[test]
fn an_outsider_has_no_role_even_when_listed() {
    let mut outsider = standing(None, Visibility::Organization);
    outsider.direct_role = Some(RegistryRole::Admin);
    outsider.team_roles.push(team("x", RegistryRole::Admin));
    assert_eq!(effective_role(&outsider), None);
    for capability in Capability::ALL {
        let decision = decide(&outsider, capability);
        assert!(!decision.is_allowed);
        assert_eq!(decision.because, "You are not in the organization.");
        assert_eq!(
            decision.would_change.as_deref(),
            Some("An admin of the organization can take you in.")
        );
    }
}

#[test]
fn joining_is_not_enough_where_a_role_is_missing_too() {
    let outsider = standing(None, Visibility::Restricted);
    let decision = explain(&outsider, Capability::LinkVersion, Subject::Person("Ben"));
    assert_eq!(decision.because, "Ben is not in the organization.");
    assert_eq!(
        decision.would_change.as_deref(),
        Some("An admin of the organization can take Ben in. An admin of the registry can make Ben member.")
    );
}

#[test]
fn an_organization_admin_is_admin_of_a_restricted_registry() {
    let admin = standing(Some(OrgRole::Admin), Visibility::Restricted);
    let found = effective_role(&admin).unwrap();
    assert_eq!(
        (found.role, found.source),
        (RegistryRole::Admin, RoleSource::OrganizationAdmin)
    );
    assert_eq!(
        decide(&admin, Capability::DeleteRegistry).because,
        "Admin as an organization admin."
    );
}

#[test]
fn visibility_gives_organization_members_the_default_role_only() {
    let mut open = standing(Some(OrgRole::Member), Visibility::Organization);
    assert_eq!(
        effective_role(&open).unwrap().role,
        RegistryRole::RestrictedViewer
    );
    open.organization_default = RegistryRole::Viewer;
    let found = effective_role(&open).unwrap();
    assert_eq!(
        (found.role, found.source),
        (RegistryRole::Viewer, RoleSource::Visibility)
    );
    let closed = standing(Some(OrgRole::Member), Visibility::Restricted);
    assert_eq!(effective_role(&closed), None);
    assert_eq!(
        decide(&closed, Capability::SeeRegistry).because,
        "You have no role here."
    );
}

#[test]
fn of_rules_that_give_the_same_role_the_most_specific_one_is_named() {
    let mut person = standing(Some(OrgRole::Admin), Visibility::Organization);
    let mut sources = Vec::new();
    person.organization_default = RegistryRole::Viewer;
    person.direct_role = Some(RegistryRole::Admin);
    person.team_roles.push(team("Risk", RegistryRole::Admin));
    sources.push(effective_role(&person).unwrap().source);
    person.org_role = Some(OrgRole::Member);
    sources.push(effective_role(&person).unwrap().source);
    person.direct_role = None;
    sources.push(effective_role(&person).unwrap().source);
    person.team_roles.clear();
    sources.push(effective_role(&person).unwrap().source);
    let words: Vec<String> = sources.iter().map(RoleSource::words).collect();
    assert_eq!(
        words,
        [
            "organization admin",
            "direct",
            "team Risk",
            "organization visibility"
        ]
    );
}

#[test]
fn capabilities_follow_the_role_table() {
    // One row a capability: restricted viewer, viewer, member, admin.
    use Capability as C;
    const NO: bool = false;
    const YES: bool = true;
    let table = [
        (C::SeeRegistry, [YES, YES, YES, YES]),
        (C::ReadFiles, [NO, YES, YES, YES]),
        (C::CreateCollection, [NO, NO, YES, YES]),
        (C::RenameCollection, [NO, NO, YES, YES]),
        (C::LinkVersion, [NO, NO, YES, YES]),
        (C::UnlinkVersion, [NO, NO, YES, YES]),
        (C::EditDescription, [NO, NO, YES, YES]),
        (C::EditTags, [NO, NO, YES, YES]),
        (C::MoveAlias, [NO, NO, YES, YES]),
        (C::DeleteCollection, [NO, NO, YES, YES]),
        (C::ManageAutomations, [NO, NO, YES, YES]),
        (C::AskForPromotion, [NO, NO, YES, YES]),
        (C::RenameRegistry, [NO, NO, NO, YES]),
        (C::EditRegistry, [NO, NO, NO, YES]),
        (C::ChangeAcceptedTypes, [NO, NO, NO, YES]),
        (C::ChangeVisibility, [NO, NO, NO, YES]),
        (C::ManageMembers, [NO, NO, NO, YES]),
        (C::ManageProtectedAliases, [NO, NO, NO, YES]),
        (C::PutProtectedAlias, [NO, NO, NO, YES]),
        (C::ApprovePromotion, [NO, NO, NO, YES]),
        (C::DeleteRegistry, [NO, NO, NO, YES]),
    ];
    assert_eq!(table.map(|(capability, _)| capability), Capability::ALL);
    for (capability, row) in table {
        let found = RegistryRole::ALL.map(|role| {
            let mut person = standing(Some(OrgRole::Member), Visibility::Restricted);
            person.direct_role = Some(role);
            decide(&person, capability).is_allowed
        });
        assert_eq!(found, row, "{capability:?}");
    }
}

#[test]
fn a_no_says_what_is_needed_what_one_is_and_what_would_help() {
    let mut person = standing(Some(OrgRole::Member), Visibility::Organization);
    person
        .team_roles
        .push(team("Risk analytics", RegistryRole::Viewer));
    let decision = decide(&person, Capability::LinkVersion);
    assert_eq!(
        decision.because,
        "Needs member. You are viewer through team Risk analytics."
    );
    assert_eq!(
        decision.would_change.as_deref(),
        Some("An admin of the registry can make you member.")
    );
    let decision = explain(&person, Capability::DeleteRegistry, Subject::Person("Ben"));
    assert_eq!(
        decision.because,
        "Needs admin. Ben is viewer through team Risk analytics."
    );
    assert_eq!(
        decision.would_change.as_deref(),
        Some("An admin of the registry can make Ben admin.")
    );
}

#[test]
fn a_team_is_spoken_of_as_a_team() {
    let mut of_team = standing(Some(OrgRole::Viewer), Visibility::Restricted);
    let decision = explain(&of_team, Capability::SeeRegistry, Subject::Team("Risk"));
    assert_eq!(decision.because, "Team Risk has no role here.");
    assert_eq!(
        decision.would_change.as_deref(),
        Some("An admin of the registry can add team Risk.")
    );
    of_team.team_roles.push(team("Risk", RegistryRole::Viewer));
    let decision = explain(&of_team, Capability::LinkVersion, Subject::Team("Risk"));
    assert_eq!(
        decision.because,
        "Needs member. Team Risk is viewer through team Risk."
    );
    assert_eq!(
        decision.would_change.as_deref(),
        Some("An admin of the registry can make team Risk member.")
    );
}

#[test]
fn a_person_without_a_role_is_to_be_added() {
    let nobody = standing(Some(OrgRole::Member), Visibility::Restricted);
    let person = explain(&nobody, Capability::SeeRegistry, Subject::Person("Ben"));
    assert_eq!(person.because, "Ben has no role here.");
    assert_eq!(
        person.would_change.as_deref(),
        Some("An admin of the registry can add Ben.")
    );
    let more = decide(&nobody, Capability::ReadFiles);
    assert_eq!(
        more.would_change.as_deref(),
        Some("An admin of the registry can make you viewer.")
    );
}

#[test]
fn a_yes_says_which_rule_gave_it() {
    let mut person = standing(Some(OrgRole::Member), Visibility::Organization);
    let because = |person: &Standing| decide(person, Capability::SeeRegistry).because;
    assert_eq!(
        because(&person),
        "Restricted viewer because the registry is visible to the organization."
    );
    person.direct_role = Some(RegistryRole::Member);
    assert_eq!(because(&person), "Member by a direct role.");
}

#[test]
fn organization_capabilities_follow_the_role() {
    use OrgCapability as C;
    let table = [
        (C::SeeOrganization, [false, true, true, true]),
        (C::CreateRegistry, [false, false, true, true]),
        (C::CreateTeam, [false, false, false, true]),
        (C::ManageOrganization, [false, false, false, true]),
        (C::ReadAuditLog, [false, false, false, true]),
    ];
    assert_eq!(table.map(|(capability, _)| capability), OrgCapability::ALL);
    let roles = optional(&OrgRole::ALL);
    for (capability, row) in table {
        for (role, expected) in roles.iter().zip(row) {
            let decision = decide_in_organization(*role, capability);
            assert_eq!(decision.is_allowed, expected, "{capability:?} {role:?}");
            assert_eq!(decision.would_change.is_none(), expected);
            if capability == C::CreateRegistry {
                assert_eq!(may_create_registry(*role), expected);
            }
        }
    }
    let refused = decide_in_organization(Some(OrgRole::Viewer), C::CreateRegistry);
    assert_eq!(
        refused.because,
        "Needs member of the organization. You are viewer."
    );
    assert_eq!(
        refused.would_change.as_deref(),
        Some("An admin of the organization can make you member.")
    );
    let outside = decide_in_organization(None, C::SeeOrganization);
    assert_eq!(outside.because, "You are not in the organization.");
    assert_eq!(
        decide_in_organization(Some(OrgRole::Admin), C::ReadAuditLog).because,
        "Admin of the organization."
    );
}

#[test]
fn projects_are_read_by_readers_and_written_by_writers() {
    use ProjectCapability as C;
    let table = [
        (C::See, [false, true, true]),
        (C::ReadFiles, [false, true, true]),
        (C::Log, [false, false, true]),
    ];
    assert_eq!(table.map(|(capability, _)| capability), ProjectCapability::ALL);
    let rights = [ProjectRight::None, ProjectRight::Read, ProjectRight::Write];
    for (capability, row) in table {
        for (right, expected) in rights.into_iter().zip(row) {
            let decision = decide_in_project(right, "risk", capability);
            assert_eq!(decision.is_allowed, expected, "{capability:?} {right:?}");
            assert_eq!(decision.would_change.is_none(), expected);
        }
    }
    let refused = decide_in_project(ProjectRight::Read, "risk", C::Log);
    assert_eq!(
        refused.because,
        "You may read the projects of risk, not write to them."
    );
    assert_eq!(
        refused.would_change.as_deref(),
        Some("An admin of risk can make you a member.")
    );
    assert_eq!(
        Capability::ALL
            .map(ProjectCapability::from)
            .map(|capability| match capability {
                C::See => 1,
                C::ReadFiles => 2,
                C::Log => 3,
            }),
        [1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]
    );
}

#[test]
fn every_capability_has_words_of_its_own() {
    let mut labels: Vec<&str> = Capability::ALL.map(Capability::label).into();
    labels.extend(OrgCapability::ALL.map(OrgCapability::label));
    let count = labels.len();
    labels.sort_unstable();
    labels.dedup();
    assert_eq!(labels.len(), count);
    assert!(labels.iter().all(|label| label.len() > 5));
}

#[test]
fn visibility_reads_the_words_of_the_api() {
    for visibility in [Visibility::Organization, Visibility::Restricted] {
        assert_eq!(
            Visibility::from_api_access(visibility.api_access()),
            Some(visibility)
        );
    }
    for open in ["PRIVATE", "USER_READ", "USER_WRITE"] {
        assert_eq!(Visibility::from_api_access(open), Some(Visibility::Organization));
    }
    assert_eq!(Visibility::from_api_access("PUBLIC"), None);
    assert_eq!(Visibility::Organization.label(), "Organization");
    assert_eq!(Visibility::Restricted.label(), "Restricted");
}
