"""A version through the public API: what is known of it, what may change, how it ends."""

import time

import pytest
from asking import TOLD, needs_new_sdk, refused

pytestmark = needs_new_sdk

SCRIPT = TOLD + """
import datetime

with wandb.init(project="desk", job_type="train") as run:
    facts["run"] = run.id
    run.log({"loss": 1})
    for number in range(4):
        run.log_artifact(made("net", "model", "net " + str(number), metadata={"number": number}), aliases=["n" + str(number)], tags=["odd"] if number % 2 else None).wait()
    link = run.link_artifact(api.artifact("my-team/desk/net:v3"), "wandb-registry-model/ready", aliases=["staging"])
with wandb.init(project="desk", job_type="eval") as run:
    facts["user"] = run.id
    run.use_artifact("wandb-registry-model/ready:staging")

net, ready = api.artifact("my-team/desk/net:v3"), api.artifact("wandb-registry-model/ready:v0")
facts["source"] = [net.name, net.qualified_name, net.is_link, net.source_qualified_name, net.type, net.version, net.entity, net.project, net.state]
facts["link"] = [ready.name, ready.qualified_name, ready.is_link, ready.source_qualified_name, ready.source_version, ready.version, ready.state]
facts["same"] = [ready.id == net.id, ready.digest == net.digest, ready.size, ready.file_count, ready.history_step, bool(ready.linked_at), bool(net.created_at)]
facts["links"] = [found.qualified_name for found in net.linked_artifacts]
facts["back"] = [ready.source_artifact.qualified_name, ready.collection.name, ready.source_collection.name]
facts["url"] = [net.url, ready.url]
facts["people"] = [net.logged_by().id, [found.id for found in net.used_by()], [found.id for found in ready.used_by()]]
facts["aliases"] = [sorted(net.aliases), sorted(ready.aliases)]

net.description, net.metadata["score"], net.tags = "Good.", 0.5, ["gold", "odd"]
net.aliases.append("best")
net.save()
# A link that was loaded before would write the metadata that it knew.
ready = api.artifact("wandb-registry-model/ready:v0")
ready.aliases = ["production"]
ready.save()
net, ready = api.artifact("my-team/desk/net:v3"), api.artifact("my-org/wandb-registry-model/ready:production")
facts["changed"] = [net.description, net.metadata, sorted(net.tags), sorted(net.aliases), sorted(ready.aliases)]
net.tags = ["gold"]
net.aliases.remove("n3")
net.save()
facts["fewer"] = [sorted(api.artifact("my-team/desk/net:best").tags), sorted(api.artifact("my-team/desk/net:best").aliases)]
facts["by tags"] = [
    sorted(found.version for found in api.artifacts("model", "my-team/desk/net", tags="odd")),
    sorted(found.version for found in api.artifacts("model", "my-team/desk/net", tags=["gold"])),
    [found.version for found in api.artifacts("model", "my-team/desk/net", order="version_index")],
    [found.version for found in api.artifacts("model", "my-team/desk/net", per_page=1)],
]
def tag(name):
    version = api.artifact("my-team/desk/net:v0")
    version.tags = [name]
    version.save()
facts["wrong tag"] = told(lambda: tag("a:b"))
facts["exists"] = [api.artifact_exists("my-team/desk/net:v0"), api.artifact_exists("my-team/desk/net:v9"), api.artifact_exists("my-team/desk/none:v0")]
facts["absent"] = [told(lambda: api.artifact("my-team/desk/net:v9")), told(lambda: api.artifact("my-team/nowhere/net:v0"))]

def ttl(value):
    version = api.artifact("my-team/desk/net:v0")
    version.ttl = value
    version.save()
    return api.artifact("my-team/desk/net:v0").ttl
facts["ttl"] = [ttl(datetime.timedelta(days=2)).total_seconds(), ttl(None), ttl(datetime.timedelta(seconds=90)).total_seconds(), ttl(wandb.ArtifactTTL.INHERIT)]
facts["ttl of link"] = told(lambda: setattr(ready, "ttl", None))
facts["ttl of nothing"] = told(lambda: ttl(datetime.timedelta(0)))
short = made("short", "model", "short")
short.ttl = datetime.timedelta(seconds=1)
with wandb.init(project="desk") as run:
    facts["logged ttl"] = run.log_artifact(short).wait().ttl.total_seconds()
    draft = api.artifact("my-team/desk/net:v3").new_draft()
    with draft.new_file("b.txt", mode="w") as file:
        file.write("b")
    facts["draft"] = sorted(run.log_artifact(draft).wait().manifest.entries)

facts["delete with aliases"] = told(lambda: api.artifact("my-team/desk/net:v1").delete())
bare = api.artifact("my-team/desk/net:v1")
bare.aliases = []
bare.save()
bare.delete()
api.artifact("my-team/desk/net:v2").delete(delete_aliases=True)
facts["left"] = [found.version for found in api.artifacts("model", "my-team/desk/net")]
facts["delete twice"] = told(bare.delete)
facts["unlink source"] = told(net.unlink)
ready.unlink()
facts["unlinked"] = [api.artifact_exists("my-org/wandb-registry-model/ready:v0"), api.artifact_exists("my-team/desk/net:v3")]
again = api.artifact("my-team/desk/net:v3").link("wandb-registry-model/ready")
facts["linked again"] = [again.version, sorted(again.aliases)]
api.artifact("wandb-registry-model/ready:v1").delete()
facts["deleted link"] = [api.artifact_exists("my-org/wandb-registry-model/ready:v1"), api.artifact_exists("my-team/desk/net:v3")]
newest = api.artifact("my-team/desk/net:latest")
facts["latest"] = newest.version
newest.delete(delete_aliases=True)
facts["latest moves"] = api.artifact("my-team/desk/net:latest").version
facts["unrun"] = made("loose", "model", "loose").save(project="desk") is None
facts["drafted link"] = made("direct", "model", "direct").link("wandb-registry-model/direct").version
print(json.dumps(facts))
"""


@pytest.fixture(scope="module")
def facts(ada):
    return ada.done(SCRIPT).facts


def test_a_version_knows_its_source_and_its_links(server, facts):
    source = "my-team/desk/net:v3"
    assert facts["source"] == ["net:v3", source, False, source, "model", "v3", "my-team", "desk", "COMMITTED"]
    link = "my-org/wandb-registry-model/ready:v0"
    assert facts["link"] == ["ready:v0", link, True, source, "v3", "v0", "COMMITTED"]
    assert facts["same"] == [True, True, 5, 1, 0, True, True]
    assert facts["links"] == [link]
    assert facts["back"] == [source, "ready", "net"]
    path = "my-org%2Fwandb-registry-model%2Fready"
    assert facts["url"] == [
        f"{server.url}/my-team/desk/artifacts/model/net/v3",
        f"{server.url}/orgs/my-org/registry/model?selectionPath={path}&view=membership&version=v0",
    ]


def test_a_version_knows_who_logged_and_who_used_it(facts):
    assert facts["people"] == [facts["run"], [facts["user"]], [facts["user"]]]


def test_aliases_tags_description_and_metadata_change(facts):
    assert facts["aliases"] == [["latest", "n3"], ["latest", "staging"]]
    description, metadata, tags, aliases, of_link = facts["changed"]
    assert (description, metadata, tags) == ("Good.", {"number": 3, "score": 0.5}, ["gold", "odd"])
    assert (aliases, of_link) == (["best", "latest", "n3"], ["production"])
    assert facts["fewer"] == [["gold"], ["best", "latest"]]
    assert refused(facts["wrong tag"], "Invalid tag")


def test_versions_are_listed_by_tag_and_in_order(facts):
    newest_first = ["v3", "v2", "v1", "v0"]
    assert facts["by tags"] == [["v1"], ["v3"], newest_first[::-1], newest_first]
    assert facts["exists"] == [True, False, False]
    assert all(refused(answer) for answer in facts["absent"])


def test_a_time_to_live_is_given_taken_and_inherited(server, facts):
    assert facts["ttl"] == [172_800, None, 90, None]
    assert refused(facts["ttl of link"], "Cannot set TTL for link artifact")
    assert refused(facts["ttl of nothing"], "has to be positive")
    assert facts["logged ttl"] == 1
    # Its second may not be over yet, and the server may have deleted it by itself: the command is asked until it is gone.
    deadline = time.monotonic() + 30
    while "short" in {version["collection"] for version in server.versions()}:
        assert time.monotonic() < deadline, "a version outlives its time to live"
        server.command("expire")


def test_a_draft_grows_out_of_a_version(facts):
    assert facts["draft"] == ["a.txt", "b.txt"]


def test_a_version_with_aliases_is_deleted_only_with_them(facts):
    assert refused(facts["delete with aliases"], "This version has the alias “n1”", "delete_aliases=True")
    assert facts["left"] == ["v4", "v3", "v0"]
    assert refused(facts["delete twice"])


def test_unlinking_leaves_the_source_and_linking_again_gives_a_new_place(facts):
    assert refused(facts["unlink source"], "use 'Artifact.delete' instead")
    assert facts["unlinked"] == [False, True]
    assert facts["linked again"] == ["v1", ["latest"]]
    assert facts["deleted link"] == [False, True]


def test_latest_moves_to_the_newest_version_that_is_left(facts):
    assert (facts["latest"], facts["latest moves"]) == ("v4", "v3")


def test_a_version_is_saved_and_linked_without_a_run(facts):
    assert facts["unrun"]
    assert facts["drafted link"] == "v0"


def test_nothing_failed_on_the_way(server, facts):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
