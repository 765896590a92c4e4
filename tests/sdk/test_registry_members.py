"""The members of a registry through the public API: users and teams, by object and by id, with every role."""

import pytest
from asking import TOLD, needs_new_sdk, refused

pytestmark = needs_new_sdk

SCRIPT = TOLD + """
import base64

registry = api.create_registry(name="guarded", visibility="restricted", organization="my-org")

def users():
    return sorted([member.user.username, member.role] for member in registry.user_members())

def teams():
    return sorted([member.team.name, member.role] for member in registry.team_members())

ben, cleo, dan, otto = (api.user(name) for name in ("ben", "cleo", "dan", "otto"))
blue, red = api.team("blue"), api.team("red")
facts["first"] = [users(), teams()]
registry.add_members(ben, blue, cleo.id, red.id)
facts["added"] = [users(), teams()]
registry.add_members(ben)
facts["added twice"] = users()
facts["kinds"] = sorted(member.kind.name for member in registry.members())
facts["ids"] = sorted(member.user.id for member in registry.user_members()) == sorted([ben.id, cleo.id, api.viewer.id])

facts["roles"] = []
for role in ("admin", "member", "viewer", "restricted_viewer"):
    registry.update_member(ben, role=role)
    registry.update_member(blue, role=role)
    facts["roles"].append([dict(users())["ben"], dict(teams())["blue"]])
facts["wrong role"] = told(lambda: registry.update_member(ben, role="owner"))
facts["after wrong role"] = [dict(users())["ben"], dict(teams())["blue"]]

theirs, nobody, nothing = (base64.b64encode(text.encode()).decode() for text in (f"Entity:{sys.argv[1]}", "User:999999", "Entity:999999"))
facts["before outsiders"] = [users(), teams()]
facts["outsiders"] = {
    "person": [told(lambda: registry.add_members(dan, otto)), told(lambda: registry.update_member(otto, role="admin")), told(lambda: registry.remove_members(ben, otto))],
    "no person": [told(lambda: registry.add_members(dan, nobody)), told(lambda: registry.update_member(nobody, role="admin")), told(lambda: registry.remove_members(ben, nobody))],
    "team": [told(lambda: registry.add_members(dan, theirs)), told(lambda: registry.update_member(theirs, role="admin")), told(lambda: registry.remove_members(ben, theirs))],
    "no team": [told(lambda: registry.add_members(dan, nothing)), told(lambda: registry.update_member(nothing, role="admin")), told(lambda: registry.remove_members(ben, nothing))],
}
facts["after outsiders"] = [users(), teams()]
registry.remove_members(ben, red)
facts["removed"] = [users(), teams()]
registry.remove_members(ben)
registry.remove_members(cleo.id, blue.id)
facts["removed twice"] = [users(), teams()]
facts["unlisted role"] = told(lambda: registry.update_member(ben, role="viewer"))
registry.add_members(cleo)
print(json.dumps(facts))
"""

AS_VIEWER = TOLD + """
registry = api.registry("guarded", "my-org")
facts["sees"] = sorted(member.user.username for member in registry.user_members())
cleo = api.viewer
facts["promote"] = told(lambda: registry.update_member(cleo, role="admin"))
facts["add"] = told(lambda: registry.add_members(api.user("ben")))
facts["remove"] = told(lambda: registry.remove_members(api.user("ada")))
facts["delete"] = told(registry.delete)
registry.description = "mine"
facts["describe"] = told(registry.save)
print(json.dumps(facts))
"""

AS_STRANGER = TOLD + """
facts["load"] = told(lambda: api.registry("guarded", "my-org"))
facts["listed"] = [found.name for found in api.registries("my-org")]
print(json.dumps(facts))
"""


@pytest.fixture(scope="module")
def people(server, make_person):
    keys = {}
    server.command("org", "create", "other")
    for name in ("ben", "cleo", "dan", "otto"):
        keys[name] = server.command("user", "create", name, "--email", f"{name}@example.org")["key"]
        server.command("org", "add-member", "other" if name == "otto" else "my-org", name, "member")
    server.command("team", "create", "blue", "--org", "my-org", "--member", "ada:admin")
    server.command("team", "create", "red", "--org", "my-org", "--member", "ada:admin")
    return {name: make_person(key) for name, key in keys.items()}


@pytest.fixture(scope="module")
def facts(server, ada, people):
    theirs = server.command("team", "create", "theirs", "--org", "other", "--member", "otto:admin")
    return ada.done(SCRIPT, str(theirs["id"])).facts


def test_who_makes_a_registry_is_its_admin(facts):
    assert facts["first"] == [[["ada", "admin"]], []]


def test_users_and_teams_are_added_once_by_object_and_by_id(facts):
    users = [["ada", "admin"], ["ben", "viewer"], ["cleo", "viewer"]]
    assert facts["added"] == [users, [["blue", "viewer"], ["red", "viewer"]]]
    assert facts["added twice"] == users
    assert facts["kinds"] == ["ENTITY", "ENTITY", "USER", "USER", "USER"]
    assert facts["ids"]


def test_each_role_is_given_and_read_back(facts):
    assert facts["roles"] == [[role, role] for role in ("admin", "member", "viewer", "restricted_viewer")]


def test_a_role_that_is_none_changes_nothing(facts):
    assert refused(facts["wrong role"], "“owner” is not a role")
    assert facts["after wrong role"] == ["restricted_viewer", "restricted_viewer"]


@pytest.mark.parametrize("what", ["person", "team"])
def test_only_people_and_teams_of_the_organization_are_members(facts, what):
    wanted = {
        "person": ["not in the organization “my-org”", "nothing was changed", "admin of the organization can add them"],
        "team": ["not of the organization “my-org”", "nothing was changed", "Make a team of the organization"],
    }[what]
    for outside, absent in zip(facts["outsiders"][what], facts["outsiders"][f"no {what}"], strict=True):
        assert refused(outside, *wanted)
        assert outside == absent, "what is elsewhere answers as what is nowhere"
    assert facts["before outsiders"] == facts["after outsiders"]
    assert ["ben", "restricted_viewer"] in facts["after outsiders"][0]
    assert "dan" not in dict(facts["after outsiders"][0])


def test_removing_is_final_and_twice_is_once(facts):
    assert facts["removed"] == [[["ada", "admin"], ["cleo", "viewer"]], [["blue", "restricted_viewer"]]]
    assert facts["removed twice"] == [[["ada", "admin"]], []]
    assert refused(facts["unlisted role"], "not listed in the registry")


def test_a_viewer_sees_the_members_and_changes_nothing(facts, people):
    seen = people["cleo"].done(AS_VIEWER).facts
    assert seen["sees"] == ["ada", "cleo"]
    for what in ("promote", "add", "remove", "delete", "describe"):
        assert refused(seen[what], "Needs admin"), what


def test_who_is_not_listed_does_not_see_it(facts, people):
    seen = people["ben"].done(AS_STRANGER).facts
    assert refused(seen["load"], "Failed to load registry 'guarded'")
    assert seen["listed"] == ["dataset", "model"]


def test_nothing_failed_on_the_way(server, facts):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
