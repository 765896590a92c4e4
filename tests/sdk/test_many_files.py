"""A version of many files: few questions tell where they are, whether the SDK itself or its core downloads them."""

import json

import pytest
from asking import TOLD, needs_new_sdk

pytestmark = needs_new_sdk

# `tests/api/manifest_entries.rs` asks for a thousand; here each is sent by the SDK and kept for good, which takes a disk its time.
COUNT = 300

LOG = TOLD + """
with wandb.init(project="many") as run:
    artifact = wandb.Artifact("many", type="dataset")
    for number in range(int(sys.argv[1])):
        with artifact.new_file("d" + str(number % 10) + "/" + str(number) + ".txt", mode="w") as file:
            file.write(str(number))
    run.link_artifact(run.log_artifact(artifact).wait(), "wandb-registry-dataset/many")
print(json.dumps(None))
"""

READ = TOLD + """
def read(folder):
    found = sorted(path for path in pathlib.Path(folder).rglob("*") if path.is_file())
    return [len(found), sorted(int(path.read_text()) for path in found) == list(range(int(sys.argv[1])))]

version = api.artifact("my-org/wandb-registry-dataset/many:v0")
print("ready", flush=True)
sys.stdin.readline()
facts["sdk"] = read(version.download(root="sdk"))
print(json.dumps(facts))
"""

CORE = TOLD + """
def read(folder):
    found = sorted(path for path in pathlib.Path(folder).rglob("*") if path.is_file())
    return [len(found), sorted(int(path.read_text()) for path in found) == list(range(int(sys.argv[1])))]

with wandb.init(project="many") as run:
    version = run.use_artifact("many:v0")
    print("ready", flush=True)
    sys.stdin.readline()
    handle = run._interface.deliver_download_artifact(version.id, "core", False, True, "")
    answer = handle.wait_or(timeout=120).response.download_artifact_response
    print("done", flush=True)
    sys.stdin.readline()
    facts["core"] = [answer.error_message, *read("core")]
print(json.dumps(facts))
"""


def questions(server):
    """How many requests to the API the server has answered."""
    return sum("/graphql" in line and "answered" in line for line in server.log().splitlines())


@pytest.fixture(scope="module")
def logged(ada):
    ada.done(LOG, str(COUNT))


def step(process, word):
    """Reads on until the script says a word."""
    for line in process.stdout:
        if line.strip() == word:
            return
    raise AssertionError(f"the script ended before it said {word}: {process.stderr_path.read_text()}")


def go_on(process):
    process.stdin.write("\n")
    process.stdin.flush()


def test_the_sdk_downloads_many_files_with_few_questions(server, make_person, logged):
    process = make_person(server.key).start(READ, str(COUNT), stdin=True)
    step(process, "ready")
    before = questions(server)
    go_on(process)
    facts = json.loads(process.communicate(timeout=150)[0].strip().splitlines()[-1])
    assert facts["sdk"] == [COUNT, True]
    assert 1 <= questions(server) - before <= 4


def test_the_core_asks_once_for_all_entries_of_the_manifest(server, make_person, logged):
    process = make_person(server.key).start(CORE, str(COUNT), stdin=True)
    step(process, "ready")
    before = questions(server)
    go_on(process)
    step(process, "done")
    # The manifest, the entries, and what the run itself may ask meanwhile.
    assert 2 <= questions(server) - before <= 6
    go_on(process)
    facts = json.loads(process.communicate(timeout=150)[0].strip().splitlines()[-1])
    assert facts["core"] == ["", COUNT, True]


def test_nothing_failed_on_the_way(server, logged):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
