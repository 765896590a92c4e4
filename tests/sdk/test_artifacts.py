"""Artifacts of every kind through the real SDK: what is logged comes back, and what is equal is not stored twice."""

import hashlib

import pytest

LOG = """
import json, os, pathlib
import wandb

FILES = {
    "plain.txt": "plain",
    "empty.bin": "",
    "nested/deep/er/file.txt": "nested",
    "ünïcode/日本語 – 100 %.txt": "names",
    "with space & more + #1?.txt": "odd",
}

def made(name, files, **facts):
    artifact = wandb.Artifact(name, type="dataset", **facts)
    for path, text in files.items():
        with artifact.new_file(path, mode="w") as file:
            file.write(text)
    return artifact

facts = {}
with wandb.init(project="artifacts") as run:
    many = run.log_artifact(made("many", FILES, metadata={"ünï": ["日本", None, 1.5]}, description="*First*"), aliases=["best", "mit-umlaut-ä"]).wait()
    facts["many"] = [many.version, sorted(many.aliases), many.metadata, many.description, many.digest]
    again = run.log_artifact(made("many", FILES), aliases=["again"]).wait()
    facts["again"] = [again.version, again.id == many.id, sorted(again.aliases)]
    other = run.log_artifact(made("many", {**FILES, "plain.txt": "changed"})).wait()
    facts["other"] = [other.version, sorted(other.aliases)]
    back = run.log_artifact(made("many", FILES)).wait()
    facts["back"] = [back.version, sorted(back.aliases)]

    draft = other.new_draft()
    draft.remove("empty.bin")
    with draft.new_file("added.txt", mode="w") as file:
        file.write("added")
    drafted = run.log_artifact(draft).wait()
    facts["drafted"] = [drafted.version, sorted(drafted.manifest.entries)]

    increment = wandb.Artifact("grown", type="dataset", incremental=False)
    with increment.new_file("a.txt", mode="w") as file:
        file.write("a")
    run.log_artifact(increment).wait()
    increment = wandb.Artifact("grown", type="dataset", incremental=True)
    with increment.new_file("b.txt", mode="w") as file:
        file.write("b")
    grown = run.log_artifact(increment).wait()
    facts["grown"] = [grown.version, sorted(grown.manifest.entries)]

    local = pathlib.Path("referenced.txt")
    local.write_text("referenced")
    references = wandb.Artifact("references", type="dataset")
    references.add_reference(local.resolve().as_uri())
    references.add_reference("shelf://nowhere/some/key", name="remote")
    references.add_reference(os.environ["WANDB_BASE_URL"] + "/healthz", name="web")
    with references.new_file("own.txt", mode="w") as file:
        file.write("own")
    references = run.log_artifact(references).wait()
    facts["references"] = {path: entry.ref for path, entry in references.manifest.entries.items()}

    pointing = wandb.Artifact("pointing", type="dataset")
    pointing.add_reference(many.get_entry("plain.txt").ref_url(), name="of-another.txt")
    pointing = run.log_artifact(pointing).wait()

    tagged = run.log_artifact(made("tagged", {"a": "b"})).wait()
    tagged.aliases.append("production")
    tagged.description = "now described"
    tagged.metadata["score"] = 0.5
    tagged.save()
    linked = run.link_artifact(tagged, "wandb-registry-dataset/tagged", aliases=["staging"])
    run.link_artifact(tagged, "wandb-registry-dataset/tagged", aliases=["twice"])
    run.link_artifact(tagged, "my-team/elsewhere/tagged")
    table = wandb.Table(columns=["step", "word"], data=[[number, "word " + str(number)] for number in range(50)])
    run.log({"table": table})
    facts["run"] = run.id
print(json.dumps(facts))
"""

READ = """
import json, pathlib, sys
import wandb

api = wandb.Api()

def read(name):
    folder = pathlib.Path(api.artifact(name).download(root="got/" + name.replace("/", "_").replace(":", "_")))
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}

facts = {"files": {name: read("my-team/artifacts/" + name) for name in ("many:v0", "many:best", "many:v1", "many:v2", "grown:v1")}}
references = api.artifact("my-team/artifacts/references:v0")
facts["own"] = pathlib.Path(references.get_entry("own.txt").download(root="own")).read_text()
facts["web"] = pathlib.Path(references.get_entry("web").download(root="web")).read_text()
facts["local"] = pathlib.Path(references.get_entry("referenced.txt").download(root="local")).read_text()
facts["pointing"] = pathlib.Path(api.artifact("my-team/artifacts/pointing:v0").get_entry("of-another.txt").download(root="pointing")).read_text()
tagged = api.artifact("wandb-registry-dataset/tagged:staging")
facts["tagged"] = [tagged.version, sorted(tagged.aliases), tagged.description, tagged.metadata]
facts["elsewhere"] = api.artifact("my-team/elsewhere/tagged:latest").version
run = api.run("my-team/artifacts/" + sys.argv[1])
facts["outputs"] = sorted(artifact.name for artifact in run.logged_artifacts())
table = [artifact for artifact in run.logged_artifacts() if artifact.type == "run_table"][0]
facts["table"] = len(table.get("table").data)
facts["summary"] = dict(run.summary["table"])["nrows"]
facts["verified"] = api.artifact("my-team/artifacts/many:v0").verify("got/my-team_artifacts_many_v0") is None
facts["versions"] = [artifact.version for artifact in api.artifacts("dataset", "my-team/artifacts/many")]
print(json.dumps(facts))
"""

FILES = {
    "plain.txt": "plain",
    "empty.bin": "",
    "nested/deep/er/file.txt": "nested",
    "ünïcode/日本語 – 100 %.txt": "names",
    "with space & more + #1?.txt": "odd",
}


@pytest.fixture(scope="module")
def logged(ada):
    return ada.done(LOG).facts


@pytest.fixture(scope="module")
def read(server, make_person, ada, logged):
    """What comes back on the same machine with an empty cache."""
    person = make_person(server.key)
    return person.done(READ, logged["run"]).facts


def test_names_metadata_and_aliases_come_back(logged):
    version, aliases, metadata, description, digest = logged["many"]
    assert (version, aliases) == ("v0", ["best", "latest", "mit-umlaut-ä"])
    assert metadata == {"ünï": ["日本", None, 1.5]}
    assert description == "*First*"
    assert len(digest) == 32


def test_files_with_any_name_come_back_byte_for_byte(read):
    assert read["files"]["many:v0"] == FILES
    assert read["files"]["many:best"] == FILES
    assert read["verified"]


def test_logging_equal_content_makes_no_version_and_adds_the_aliases(logged):
    version, is_same, aliases = logged["again"]
    assert (version, is_same) == ("v0", True)
    assert "again" in aliases


def test_logging_other_content_makes_the_next_version_and_moves_latest(logged, read):
    assert logged["other"] == ["v1", ["latest"]]
    assert read["files"]["many:v1"] == {**FILES, "plain.txt": "changed"}


def test_logging_old_content_again_points_latest_at_the_old_version(logged, read):
    version, aliases = logged["back"]
    assert version == "v0"
    assert "latest" in aliases
    assert sorted(read["versions"]) == ["v0", "v1", "v2"]


def test_a_draft_is_its_base_with_the_changes(logged, read):
    expected = {**FILES, "plain.txt": "changed", "added.txt": "added"}
    expected.pop("empty.bin")
    assert logged["drafted"] == ["v2", sorted(expected)]
    assert read["files"]["many:v2"] == expected


def test_an_increment_adds_to_the_version_before(logged, read):
    assert logged["grown"] == ["v1", ["a.txt", "b.txt"]]
    assert read["files"]["grown:v1"] == {"a.txt": "a", "b.txt": "b"}


def test_references_are_kept_as_references_beside_files(server, logged, read):
    references = logged["references"]
    assert references["own.txt"] is None
    assert references["remote"] == "shelf://nowhere/some/key"
    assert references["web"] == f"{server.url}/healthz"
    assert references["referenced.txt"].startswith("file://")
    assert (read["own"], read["local"], read["web"]) == ("own", "referenced", "ok\n")


def test_a_reference_to_another_artifact_downloads_its_file(read):
    assert read["pointing"] == "plain"


def test_linking_again_adds_aliases_and_no_version(server, read):
    version, aliases, description, metadata = read["tagged"]
    assert version == "v0"
    assert {"staging", "twice", "latest"} <= set(aliases)
    assert (description, metadata) == ("now described", {"score": 0.5})
    places = [place for place in server.versions() if place["project"] == "wandb-registry-dataset"]
    assert [place["version"] for place in places] == ["v0"]


def test_a_link_into_a_project_that_is_no_registry_works(read):
    assert read["elsewhere"] == "v0"


def test_a_table_is_logged_with_its_rows(read):
    assert (read["table"], read["summary"]) == (50, 50)


def test_equal_bytes_are_stored_once(server, logged):
    blobs = server.blobs()
    hashes = [hashlib.sha256(content).hexdigest() for _, content in blobs]
    assert hashes == [name for name, _ in blobs]
    assert hashes.count(hashlib.sha256(b"nested").hexdigest()) == 1


def test_nothing_failed_on_the_way(server, read):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
