"""Collections through the public API: listed, described, tagged, renamed, retyped, deleted, both of sources and of links."""

import pytest
from asking import TOLD, needs_new_sdk, refused

pytestmark = needs_new_sdk

SCRIPT = TOLD + """
with wandb.init(project="shelf") as run:
    facts["run"] = run.id
    for number in range(3):
        run.log_artifact(made("rows", "dataset", "rows " + str(number))).wait()
    rows = api.artifact("my-team/shelf/rows:v2")
    run.link_artifact(rows, "wandb-registry-dataset/clean", aliases=["best"])
    run.link_artifact(api.artifact("my-team/shelf/rows:v0"), "wandb-registry-dataset/clean")
    run.link_artifact(rows, "wandb-registry-dataset/raw")
    run.log_artifact(made("net", "model", "net")).wait()

def seen(collection):
    return {
        "name": collection.name, "type": collection.type, "description": collection.description, "tags": sorted(collection.tags),
        "sequence": collection.is_sequence(), "aliases": sorted(collection.aliases), "entity": collection.entity, "project": collection.project,
    }

def portfolio(name):
    return api.artifact_collection("dataset", "my-org/wandb-registry-dataset/" + name)

def sequence(name, kind="dataset"):
    return api.artifact_collection(kind, "my-team/shelf/" + name)

facts["source"] = seen(sequence("rows"))
facts["linked"] = seen(portfolio("clean"))
facts["versions"] = [version.version for version in portfolio("clean").artifacts()]
facts["times"] = [bool(portfolio("clean").created_at), bool(portfolio("clean").updated_at)]
facts["absent"] = told(lambda: portfolio("nothing"))
facts["other type"] = told(lambda: api.artifact_collection("model", "my-org/wandb-registry-dataset/clean"))
facts["exists"] = [api.artifact_collection_exists("my-team/shelf/rows", "dataset"), api.artifact_collection_exists("my-team/shelf/nothing", "dataset")]
facts["by type"] = sorted(found.name for found in api.artifact_type("dataset", "my-team/shelf").collections())
facts["one of type"] = api.artifact_type("dataset", "my-team/shelf").collection("rows").name
facts["types"] = sorted(found.name for found in api.artifact_types("my-team/shelf"))
facts["of project"] = sorted(found.name for found in api.project("shelf", "my-team").collections())
facts["types of project"] = sorted(found.name for found in api.project("shelf", "my-team").artifacts_types())
facts["listed"] = sorted(found.name for found in api.artifact_collections("my-org/wandb-registry-dataset", "dataset"))
facts["of registry"] = [found.name for found in api.registry("dataset", "my-org").collections(order="name")]
facts["versions of registry"] = sorted(found.name for found in api.registry("dataset", "my-org").versions())
facts["versions of collections"] = sorted(found.name for found in api.registries("my-org").collections(filter={"name": "clean"}).versions())

clean = portfolio("clean")
clean.description = "Swept."
clean.tags = ["vision", "gold standard"]
clean.name = "cleaner"
clean.save()
facts["changed"] = seen(portfolio("cleaner"))
facts["old name"] = told(lambda: portfolio("clean"))
clean.tags = ["vision"]
clean.save()
facts["untagged"] = seen(portfolio("cleaner"))["tags"]
facts["tagged"] = [found.name for found in api.registries("my-org").collections(filter={"tag": "vision"})]

rows = sequence("rows")
rows.description = "As it came."
rows.tags = ["source"]
rows.save()
facts["source changed"] = seen(sequence("rows"))

taken = portfolio("raw")
taken.name = "cleaner"
facts["taken name"] = told(taken.save)
facts["odd name"] = told(lambda: setattr(portfolio("raw"), "name", "a/b"))
def set_type():
    portfolio("raw").type = "model"
facts["type of links"] = told(set_type)
linked = sequence("rows")
linked.type = "table"
facts["type of linked source"] = told(linked.save)
net = sequence("net", "model")
net.type = "network"
net.save()
facts["retyped"] = seen(sequence("net", "network"))["type"]
net = sequence("net", "network")
net.change_type("model")
facts["retyped back"] = seen(sequence("net", "model"))["type"]

raw = portfolio("raw")
raw.delete()
facts["deleted links"] = told(lambda: portfolio("raw"))
facts["deleted twice"] = told(raw.delete)
facts["source stays"] = api.artifact_exists("my-team/shelf/rows:v2")
sequence("net", "model").delete()
facts["deleted source"] = [api.artifact_exists("my-team/shelf/net:v0"), api.artifact_collection_exists("my-team/shelf/net", "model")]
sequence("rows").delete()
facts["links go with their source"] = [api.artifact_exists("my-org/wandb-registry-dataset/cleaner:v0"), [found.name for found in api.registry("dataset", "my-org").collections()]]
print(json.dumps(facts))
"""


@pytest.fixture(scope="module")
def facts(ada):
    return ada.done(SCRIPT).facts


def test_a_source_and_its_links_are_collections_of_their_own(facts):
    source, linked = facts["source"], facts["linked"]
    assert (source["sequence"], source["entity"], source["project"]) == (True, "my-team", "shelf")
    assert (linked["sequence"], linked["entity"], linked["project"]) == (False, "my-org", "wandb-registry-dataset")
    assert (source["type"], linked["type"]) == ("dataset", "dataset")
    assert (source["aliases"], linked["aliases"]) == (["latest"], ["best", "latest"])
    assert facts["versions"] == ["v1", "v0"]
    assert facts["times"] == [True, True]


def test_what_is_not_there_is_told(facts):
    assert refused(facts["absent"])
    assert refused(facts["other type"])
    assert facts["exists"] == [True, False]


def test_collections_are_listed_by_type_by_project_and_by_registry(facts):
    assert facts["by type"] == ["rows"]
    assert facts["one of type"] == "rows"
    run = f"run-{facts['run']}-"
    assert [name for name in facts["of project"] if not name.startswith(run)] == ["net", "rows"]
    assert {"dataset", "model"} <= set(facts["types"])
    assert facts["types of project"] == facts["types"]
    assert facts["listed"] == ["clean", "raw"]
    assert facts["of registry"] == ["clean", "raw"]
    assert facts["versions of registry"] == ["clean:v0", "clean:v1", "raw:v0"]
    assert facts["versions of collections"] == ["clean:v0", "clean:v1"]


def test_a_collection_is_renamed_described_and_tagged(facts):
    changed = facts["changed"]
    assert (changed["name"], changed["description"], changed["tags"]) == ("cleaner", "Swept.", ["gold standard", "vision"])
    assert changed["aliases"] == ["best", "latest"]
    assert refused(facts["old name"])
    assert facts["untagged"] == ["vision"]
    assert facts["tagged"] == ["cleaner"]
    source = facts["source changed"]
    assert (source["name"], source["description"], source["tags"]) == ("rows", "As it came.", ["source"])


def test_a_name_must_be_free_and_fit_into_a_path(facts):
    assert refused(facts["taken name"], "The name “cleaner” is taken")
    assert refused(facts["odd name"])


def test_only_a_source_without_links_gets_another_type(facts):
    assert refused(facts["type of links"], "Type can only be changed if the artifact collection is a sequence")
    assert refused(facts["type of linked source"], "(3 links)")
    assert (facts["retyped"], facts["retyped back"]) == ("network", "model")


def test_deleted_links_leave_the_source(facts):
    assert refused(facts["deleted links"])
    assert refused(facts["deleted twice"], "There is no such collection")
    assert facts["source stays"]


def test_a_deleted_source_takes_its_links_along(facts):
    assert facts["deleted source"] == [False, False]
    there, collections = facts["links go with their source"]
    assert (there, collections) == (False, ["cleaner"])


def test_nothing_failed_on_the_way(server, facts):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
