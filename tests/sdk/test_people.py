"""People through the public API: teams, invitations, service accounts, users, keys, organizations, projects."""

import pytest
from asking import TOLD, needs_new_sdk, refused

pytestmark = needs_new_sdk

SCRIPT = TOLD + """
def members(name):
    return [[member.username or member.email, member.pending, member.account_type, bool(member.admin)] for member in api.team(name).members]

viewer = api.viewer
facts["viewer"] = [viewer.username, viewer.teams, viewer.admin, api.default_entity]
facts["user"] = [api.user("ben").username, api.user("ben@example.org").username, api.user("nobody")]
facts["users"] = sorted(found.username for found in api.users("example.org"))
made_one = api.create_user("zoe@example.org")
facts["created"] = [made_one.username, made_one.email, made_one.admin]
facts["created again"] = told(lambda: api.create_user("zoe@example.org").username)
facts["no address"] = told(lambda: api.create_user("zoe").username)

team = api.create_team("green")
facts["team"] = [team.name, team.id == api.team("green").id, members("green")]
facts["team of another"] = [api.create_team("amber", admin_username="ben").name, members("amber")]
facts["invited"] = [team.invite("ben"), team.invite("cleo@example.org", admin=True), team.invite("ben"), team.invite("nobody"), team.invite("new@example.org")]
facts["after"] = members("green")
service = team.create_service_account("CI builds")
facts["service"] = [service.name, service.account_type, members("green")[-1][2]]
for member in api.team("green").members:
    if (member.username or member.email) in ("ben", "new@example.org"):
        facts["removed " + (member.username or member.email)] = [member.delete(), member.delete()]
facts["left"] = members("green")

before = viewer.api_keys
secret = viewer.generate_api_key("laptop")
fresh = wandb.Api().viewer
facts["keys"] = [len(fresh.api_keys) - len(before), fresh.api_keys[-1][-4:] == secret[-4:], len(fresh.api_keys[-1]), any(secret in name for name in fresh.api_keys)]
facts["key works"] = wandb.Api(api_key=secret).viewer.username
facts["revoked"] = [fresh.delete_api_key(fresh.api_keys[-1]), fresh.delete_api_key(fresh.api_keys[-1])]
facts["others keys"] = api.user("ben").api_keys

organization = api.organization("my-org")
facts["organization"] = [organization.name, organization.org_entity.name, organization.org_entity.entity_type, api.organization().name]
facts["no organization"] = told(lambda: api.organization("nowhere"))
api.create_project("made", "my-team")
api.create_project("made", "my-team")
facts["project"] = [api.project("made", "my-team").name, api.project("made", "my-team").url, api.project("made", "my-team").entity]
facts["reports"] = len(list(api.reports("my-team/made")))
facts["projects"] = [found.name for found in api.projects("my-team", per_page=1)]
facts["no project"] = told(lambda: api.create_project("a/b", "my-team"))
facts["foreign project"] = told(lambda: api.create_project("made", "nobody"))
print(json.dumps(facts))
"""

REVOKED = TOLD + """
facts["viewer"] = told(lambda: api.viewer.username)
print(json.dumps(facts))
"""

AS_MEMBER = TOLD + """
facts["invite"] = [api.team("green").invite("dan"), [member.username for member in api.team("green").members]]
facts["service"] = told(lambda: api.team("green").create_service_account("mine") is None)
facts["user"] = told(lambda: api.create_user("eve@example.org").username)
facts["leave"] = [member.delete() for member in api.team("amber").members if member.username == "ben"]
print(json.dumps(facts))
"""


@pytest.fixture(scope="module")
def keys(server):
    made = {}
    for name in ("ben", "cleo", "dan"):
        made[name] = server.command("user", "create", name, "--email", f"{name}@example.org")["key"]
        server.command("org", "add-member", "my-org", name, "member")
    return made


@pytest.fixture(scope="module")
def facts(ada, keys):
    return ada.done(SCRIPT).facts


def test_users_are_found_by_name_and_address(facts):
    assert facts["viewer"] == ["ada", ["my-team"], True, "my-team"]
    assert facts["user"] == ["ben", "ben", None]
    assert facts["users"] == ["ben", "cleo", "dan"]


def test_a_user_is_made_once(facts):
    assert facts["created"] == ["zoe", "zoe@example.org", False]
    assert refused(facts["created again"], "The name “zoe” is taken")
    assert refused(facts["no address"], "is not an e-mail address")


def test_a_team_is_made_with_its_admin(facts):
    assert facts["team"] == ["green", True, [["ada", False, "MEMBER", True]]]
    assert facts["team of another"] == ["amber", [["ben", False, "MEMBER", True]]]


def test_invitations_are_answered_at_once_or_wait(facts):
    assert facts["invited"] == [True, True, False, False, True]
    assert facts["after"] == [
        ["ada", False, "MEMBER", True],
        ["ben", False, "MEMBER", False],
        ["cleo", False, "MEMBER", True],
        ["new@example.org", True, "MEMBER", False],
    ]


def test_a_service_account_is_the_last_member_of_its_team(facts):
    assert facts["service"] == ["CI builds", "SERVICE", "SERVICE"]


def test_members_and_invitations_are_taken_out_once(facts):
    assert facts["removed ben"] == [True, False]
    assert facts["removed new@example.org"] == [True, False]
    names = [name for name, *_ in facts["left"]]
    assert names[:2] == ["ada", "cleo"] and len(names) == 3


def test_a_key_is_made_shown_by_its_end_and_revoked(facts, make_person, keys):
    assert facts["keys"] == [1, True, 5, False]
    assert facts["key works"] == "ada"
    assert facts["revoked"] == [True, False]
    assert facts["others keys"] == []


def test_a_revoked_key_is_nobodys(server, make_person, keys, facts):
    server.command("key", "revoke", "dan", "--all")
    assert make_person(keys["dan"]).run(REVOKED).code != 0


def test_the_organization_has_its_entity(facts):
    assert facts["organization"] == ["my-org", "my-org", "organization", "my-org"]
    assert refused(facts["no organization"], "nowhere")


def test_a_project_is_made_once(server, facts):
    assert facts["project"] == ["made", f"{server.url}/my-team/made/workspace", "my-team"]
    assert facts["projects"] == ["made"]
    assert facts["reports"] == 0
    assert refused(facts["no project"])
    assert refused(facts["foreign project"])


def test_a_member_manages_nobody_and_may_leave(facts, make_person, keys):
    seen = make_person(keys["ben"]).done(AS_MEMBER).facts
    invited, names = seen["invite"]
    assert not invited and "dan" not in names
    assert seen["service"] == [True, True]
    assert refused(seen["user"], "Only administrators of this server")
    assert seen["leave"] == [True]


def test_nothing_failed_on_the_way(server, facts):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
