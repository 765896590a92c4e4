"""What a session of the SDK leaves in the log: each change once, with who, what and from where, in a chain that is whole."""

LOG = """
query Log { organization(name: "my-org") { auditLog(first: 1000) { edges { node {
  actionType username via userAgent address subject before after
} } } } }
"""


def test_a_session_of_the_sdk_leaves_each_change_once(server, ada, examples):
    before = len(events(server))
    ada.done(examples / "quickstart.py")
    new = events(server)[before:]
    place = "my-team/registry_quickstart"
    linked = "my-org/wandb-registry-model/first-collection"
    expected = [
        ("project_created", place),
        ("run_created", place),
        ("collection_created", f"{place}/gemma-finetuned"),
        ("version_logged", f"{place}/gemma-finetuned:v0"),
        ("alias_added", f"{place}/gemma-finetuned:v0"),
        ("collection_created", linked),
        ("version_linked", f"{linked}:v0"),
        ("alias_added", f"{linked}:v0"),
        ("run_finished", place),
    ]
    found = [(event["actionType"], event["subject"]) for event in new]
    for one in expected:
        assert found.count(one) == 1, (one, found)
    # The SDK sends what it learns of a run (its program, its configuration) in several messages; its own job artifacts are versions too.
    others = {kind for kind, subject in found if (kind, subject) not in expected}
    assert others <= {"run_changed", "collection_created", "version_logged", "alias_added", "version_used"}, found
    for event in new:
        assert (event["username"], event["via"], event["address"]) == ("ada", "SDK", "127.0.0.1"), event
        assert event["userAgent"], event


def test_the_log_is_whole(server):
    chains = server.command("audit", "verify")
    assert [chain["name"] for chain in chains] == ["the server", "my-org"]
    assert all(chain["isWhole"] and chain["events"] > 0 for chain in chains), chains


def events(server) -> list[dict]:
    """The events of the organization, oldest first."""
    edges = server.ask(LOG)["organization"]["auditLog"]["edges"]
    return [edge["node"] for edge in reversed(edges)]
