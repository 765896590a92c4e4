"""Files through the public API: listed, downloaded through the source and through a registry, checked; references too."""

import pytest
from asking import TOLD, needs_new_sdk, refused

pytestmark = needs_new_sdk

LOG = """
import json, os, pathlib
import wandb

with wandb.init(project="store") as run:
    artifact = wandb.Artifact("set", type="dataset")
    for name in ("one.txt", "deep/two.txt", "deep/three.txt"):
        with artifact.new_file(name, mode="w") as file:
            file.write(name)
    logged = run.log_artifact(artifact).wait()
    run.link_artifact(logged, "wandb-registry-dataset/set")

    folder = pathlib.Path("outside")
    (folder / "inner").mkdir(parents=True)
    for name in ("a.txt", "inner/b.txt"):
        (folder / name).write_text("outside " + name)
    pointing = wandb.Artifact("pointing", type="dataset")
    pointing.add_reference(folder.resolve().as_uri())
    pointing.add_reference(os.environ["WANDB_BASE_URL"] + "/healthz", name="web")
    pointing.add_reference(logged.get_entry("one.txt").ref_url(), name="of-another.txt")
    pointing = run.log_artifact(pointing).wait()
    run.link_artifact(pointing, "wandb-registry-dataset/pointing")
    nowhere = wandb.Artifact("nowhere", type="dataset")
    nowhere.add_reference("shelf://nowhere/key", name="remote")
    nowhere = run.log_artifact(nowhere).wait()
    single = wandb.Artifact("single", type="dataset")
    with single.new_file("only.txt", mode="w") as file:
        file.write("only")
    run.log_artifact(single).wait()
print(json.dumps(str(folder.resolve())))
"""

READING = TOLD + """
def read(folder):
    found = sorted(path for path in pathlib.Path(folder).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_text() for path in found}
"""

# What skips the cache comes last and takes one file at a time: the SDK keeps the path of such a download for all that follow, also for those
# of its other threads, and then writes files over each other.
READ = READING + """
source, linked = api.artifact("my-team/store/set:v0"), api.artifact("my-org/wandb-registry-dataset/set:v0")
for name, version in (("source", source), ("linked", linked)):
    facts["download " + name] = read(version.download(root="got/" + name))
    files = version.files(per_page=2)
    facts["files " + name] = [len(files), [[file.name, file.size, bool(file.md5), file.mimetype, file.storage_path.startswith("wandb_artifacts/")] for file in files]]
    facts["some files " + name] = [file.name for file in version.files(names=["one.txt", "none.txt"])]
    facts["file " + name] = version.files(names=["one.txt"])[0].download(root="file/" + name).read()
facts["prefix"] = read(source.download(root="prefix", path_prefix="deep/"))
facts["verified"] = source.verify("got/source")
pathlib.Path("got/source/one.txt").write_text("changed")
facts["not verified"] = told(lambda: source.verify("got/source"))
pathlib.Path("checked").mkdir()
pathlib.Path("checked/stray.txt").write_text("stray")
facts["checkout"] = read(source.checkout(root="checked"))
single = api.artifact("my-team/store/single:v0")
facts["single"] = pathlib.Path(single.file(root="single")).read_text()
facts["not single"] = told(lambda: source.file(root="many"))
facts["no entry"] = told(lambda: source.get_entry("none.txt"))
facts["manifest"] = sorted(source.manifest.entries)
for name, version in (("source", source), ("linked", linked)):
    facts["entry " + name] = pathlib.Path(version.get_entry("deep/two.txt").download(root="entry/" + name, skip_cache=True)).read_text()
facts["parts"] = read(single.download(root="parts", multipart=True, skip_cache=True))

print(json.dumps(facts))
"""

# In a process of its own: once told to skip its cache, the SDK mixes up references.
READ_REFERENCES = READING + """
for name, path in (("source", "my-team/store/pointing:v0"), ("linked", "my-org/wandb-registry-dataset/pointing:v0")):
    pointing = api.artifact(path)
    facts["references " + name] = read(pointing.download(root="references/" + name))
    facts["reference files " + name] = [[file.name, file.path_uri, file.storage_path] for file in pointing.files()]
facts["targets"] = {entry.path: entry.ref for entry in pointing.manifest.entries.values()}
facts["counted"] = [pointing.file_count, pointing.size > 0]
facts["nowhere"] = told(lambda: api.artifact("my-team/store/nowhere:v0").download(root="nowhere"))
print(json.dumps(facts))
"""

FILES = {"one.txt": "one.txt", "deep/two.txt": "deep/two.txt", "deep/three.txt": "deep/three.txt"}


@pytest.fixture(scope="module")
def outside(ada):
    return ada.done(LOG).facts


@pytest.fixture(scope="module")
def facts(server, make_person, outside):
    return make_person(server.key).done(READ).facts


@pytest.fixture(scope="module")
def references(server, make_person, outside):
    return make_person(server.key).done(READ_REFERENCES).facts


@pytest.mark.parametrize("through", ["source", "linked"])
def test_files_come_whole_through_the_source_and_through_a_registry(facts, through):
    assert facts[f"download {through}"] == FILES
    assert facts[f"entry {through}"] == "deep/two.txt"
    assert facts[f"file {through}"] == "one.txt"


@pytest.mark.parametrize("through", ["source", "linked"])
def test_files_are_listed_page_by_page_with_their_facts(facts, through):
    total, files = facts[f"files {through}"]
    assert total == 3
    assert files == [[name, len(name), True, "text/plain", True] for name in ("deep/three.txt", "deep/two.txt", "one.txt")]
    assert facts[f"some files {through}"] == ["one.txt"]


def test_a_part_of_the_files_and_files_in_parts_come(facts):
    assert facts["prefix"] == {name: text for name, text in FILES.items() if name.startswith("deep/")}
    assert facts["parts"] == {"only.txt": "only"}


def test_a_changed_file_is_noticed_and_a_checkout_leaves_nothing_else(facts):
    assert facts["verified"] is None
    assert refused(facts["not verified"], "Digest mismatch")
    assert facts["checkout"] == FILES


def test_a_single_file_is_had_at_once(facts):
    assert facts["single"] == "only"
    assert refused(facts["not single"], "more than one file")
    assert refused(facts["no entry"], "Path not contained in artifact")
    assert facts["manifest"] == sorted(FILES)


@pytest.mark.parametrize("through", ["source", "linked"])
def test_references_are_downloaded_from_where_they_point(server, references, outside, through):
    assert references[f"references {through}"] == {
        "a.txt": "outside a.txt",
        "inner/b.txt": "outside inner/b.txt",
        "of-another.txt": "one.txt",
        "web": "ok\n",
    }
    listed = {name: (uri, path) for name, uri, path in references[f"reference files {through}"]}
    assert sorted(listed) == ["a.txt", "inner/b.txt", "of-another.txt", "web"]
    assert listed["a.txt"] == (f"file://{outside}/a.txt", None)
    assert listed["web"] == (f"{server.url}/healthz", None)
    assert listed["of-another.txt"][0].startswith("wandb-artifact://")


def test_references_count_and_say_where_they_point(server, references, outside):
    assert references["counted"] == [4, True]
    targets = references["targets"]
    assert (targets["a.txt"], targets["web"]) == (f"file://{outside}/a.txt", f"{server.url}/healthz")


def test_a_reference_of_a_scheme_that_nobody_knows_is_told(references):
    assert refused(references["nowhere"])


def test_nothing_failed_on_the_way(server, facts, references):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
