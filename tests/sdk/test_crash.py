"""`kill -9` of the server at random moments of uploads: what was logged is there, whole, once; nothing else is."""

import hashlib
import json
import os
import pathlib
import random
import secrets
import select
import time

import pytest
from scripting import said

MOMENTS = 20
FILES = 4

# Logs and links an artifact for each line of the standard input, and says when it begins and when it is done.
LOG = """
import hashlib, json, pathlib, sys
import wandb

# The SDK waits at least two seconds between attempts by default; shorter waits only make the test shorter.
settings = wandb.Settings(x_graphql_retry_wait_min_seconds=0.2, x_file_transfer_retry_wait_min_seconds=0.2, x_file_stream_retry_wait_min_seconds=0.2)
with wandb.init(project="crashes", settings=settings) as run:
    print("ready", flush=True)
    for line in sys.stdin:
        name = line.strip()
        folder = pathlib.Path(name)
        folder.mkdir()
        for number in range(int(sys.argv[1])):
            # Ends of 1 MiB apart, so that no two files are alike and none is a multiple of a buffer.
            (folder / f"part-{number}.bin").write_bytes(hashlib.shake_128(f"{name} {number}".encode()).digest(400_000 + 7_919 * number))
        artifact = wandb.Artifact(name, type="model", metadata={"name": name})
        artifact.add_dir(str(folder))
        print("begin", flush=True)
        logged = run.log_artifact(artifact).wait(timeout=120)
        run.link_artifact(logged, "wandb-registry-model/crashes")
        run.log({"logged": int(name.split("-")[1])})
        print("done " + json.dumps([name, logged.version, logged.digest]), flush=True)
"""

READ = """
import hashlib, json, pathlib, sys
import wandb

api = wandb.Api()
found = {}
for name in sys.argv[1:]:
    artifact = api.artifact(f"my-team/crashes/{name}:latest")
    folder = pathlib.Path(artifact.download(root=f"got/{name}"))
    found[name] = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
runs = api.runs("my-team/crashes")
rows = [row["logged"] for row in runs[0].scan_history(keys=["logged"])]
print(json.dumps({"files": found, "runs": len(runs), "state": runs[0].state, "rows": rows}))
"""


@pytest.fixture(scope="module")
def seed():
    """The seed of the moments: VITRINE_SEED repeats an earlier test."""
    chosen = int(os.environ.get("VITRINE_SEED") or secrets.randbelow(2**32))
    print(f"VITRINE_SEED={chosen}")
    return chosen


class Lines:
    """The lines of a process, each awaited with a deadline."""

    def __init__(self, process):
        self.process, self.rest = process, b""

    def next(self, seconds):
        """The next line; nothing when none comes in time."""
        deadline = time.monotonic() + seconds
        while b"\n" not in self.rest:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                return None
            part = os.read(self.process.stdout.fileno(), 65536)
            assert part, f"the script ended\n{said(self.process)}"
            self.rest += part
        line, self.rest = self.rest.split(b"\n", 1)
        return line.decode()

    def expect(self, word):
        """The next line, which must begin with the word."""
        line = self.next(120)
        assert line is not None and line.startswith(word), (word, line)
        return line


def content(name, number):
    return hashlib.shake_128(f"{name} {number}".encode()).digest(400_000 + 7_919 * number)


def assert_only_whole_versions(server, begun):
    """Each version that can be seen is committed, has all its files, and belongs to an artifact that was logged."""
    size = sum(len(content("", number)) for number in range(FILES))
    for place in server.versions():
        artifact = place["artifact"]
        name = json.loads(artifact["metadata"])["name"]
        assert name in begun
        assert artifact["state"] == "COMMITTED", place
        assert (int(artifact["fileCount"]), int(artifact["size"])) == (FILES, size), place
        if place["project"] == "crashes":
            assert (place["collection"], place["version"]) == (name, "v0"), place


def crash_often(server, lines, process, chance):
    """Logs artifacts and kills the server in the middle, until that has happened often enough; gives what was logged."""
    logged, interrupted, seconds = [], 0, []
    while interrupted < MOMENTS:
        name = f"artifact-{len(logged)}"
        assert len(logged) < 4 * MOMENTS, "most artifacts were logged before the server was killed"
        process.stdin.write(f"{name}\n")
        process.stdin.flush()
        lines.expect("begin")
        start = time.monotonic()
        done = None
        # The first two show how long it takes when nothing happens.
        if len(seconds) >= 2:
            done = lines.next(chance.uniform(0, min(seconds)))
            interrupted += done is None
            server.kill()
            server.start()
            assert_only_whole_versions(server, [*logged, name])
        else:
            done = lines.expect("done")
            seconds.append(time.monotonic() - start)
        done = done or lines.expect("done")
        told, version, _digest = json.loads(done.removeprefix("done "))
        assert (told, version) == (name, "v0")
        logged.append(name)
        assert_only_whole_versions(server, logged)
    return logged


def test_a_killed_server_loses_nothing_and_shows_nothing_half_written(server, ada, make_person, seed, sdk_version):
    if sdk_version < (0, 31):
        pytest.skip("the SDK of today is enough here: the server does the same for both")
    process = ada.start(LOG, str(FILES), stdin=True)
    lines = Lines(process)
    lines.expect("ready")
    logged = crash_often(server, lines, process, random.Random(seed))
    process.stdin.close()
    assert process.wait(timeout=120) == 0, said(process)
    places = [(place["project"], place["collection"], place["version"]) for place in server.versions()]
    expected = [("crashes", name, "v0") for name in logged]
    expected += [("wandb-registry-model", "crashes", f"v{index}") for index in range(len(logged))]
    assert sorted(places) == sorted(expected)
    read = make_person(server.key).done(READ, *logged).facts
    for name in logged:
        wanted = {f"part-{number}.bin": hashlib.sha256(content(name, number)).hexdigest() for number in range(FILES)}
        assert read["files"][name] == wanted
    assert (read["runs"], read["state"]) == (1, "finished")
    assert read["rows"] == list(range(len(logged)))
    assert_nothing_is_left_behind(server.spool)


def assert_nothing_is_left_behind(spool: pathlib.Path):
    """After a start, no part of a broken upload stays on the disk."""
    folders = [path for path in spool.iterdir() if path.is_dir()]
    assert len(folders) == 1, "the folders of the killed servers are swept"
    assert [path.name for path in folders[0].iterdir()] == [".lock"]
