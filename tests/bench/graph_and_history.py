"""The lineage of 10,000 nodes in one query, and the charts of a run of 1,000,000 lines in one request: times, statements, bytes.

    VITRINE_BINARY=target/release/vitrine python tests/bench/graph_and_history.py [--lines N] [--only graph|history]

It starts the program on a temporary folder and prints its figures beside their budgets; it fails when one is exceeded.
"""

import argparse
import base64
import http.client
import json
import math
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

KEY = "0123456789abcdef0123456789abcdef01234567"
SEED = 42
VERSIONS = 5_000
FLOWS = 20_000
METRICS = 10
LINES_PER_MESSAGE = 2_000


class Server:
    """A running server; it is stopped at the end of a `with`."""

    def __init__(self, folder, counts_statements=False):
        self.statements = 0
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VITRINE_")}
        environment["VITRINE_LOG"] = "warn,sqlx=debug" if counts_statements else "warn"
        arguments = ["serve", "--listen", "127.0.0.1:0", "--data-dir", folder, "--admin-user", "ada", "--admin-key", KEY]
        self.process = subprocess.Popen(
            [os.environ["VITRINE_BINARY"], *arguments],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        self.reader = threading.Thread(target=self._read_log, daemon=True)
        self.reader.start()
        for line in self.process.stdout:
            if found := re.match(r"Vitrine is ready: http://([\d.]+):(\d+)", line):
                self.connection = http.client.HTTPConnection(found[1], int(found[2]))
                break
        else:
            raise SystemExit("The server ended before it was ready.")

    def _read_log(self):
        for line in self.process.stderr:
            self.statements += "sqlx::query" in line

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()
        self.process.terminate()
        self.process.wait()
        self.reader.join()

    def post(self, path, body):
        """Status and raw bytes; the connection is kept, as clients do."""
        headers = {
            "Authorization": "Basic " + base64.b64encode(f"api:{KEY}".encode()).decode(),
            "Content-Type": "application/json",
        }
        self.connection.request("POST", path, body, headers)
        response = self.connection.getresponse()
        return response.status, response.read()

    def ask(self, query, **variables):
        status, raw = self.post("/graphql", json.dumps({"query": query, "variables": variables}))
        answer = json.loads(raw)
        if status != 200 or "errors" in answer:
            raise SystemExit(f"{status}: {raw[:500]}")
        return answer["data"], len(raw)


def median_ms(act, times=5):
    """Runs it some times after one that does not count."""
    act()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1e3)
    return sorted(taken)[times // 2]


class Table:
    """Figures and their budgets."""

    def __init__(self):
        self.is_good = True

    def row(self, figure, value, budget=None, unit=""):
        verdict = ""
        if budget is not None:
            is_kept = value <= budget
            self.is_good &= is_kept
            verdict = f"budget {budget:,}{unit} {'✓' if is_kept else '✗'}"
        print(f"{figure:<76} {value:>12,.1f}{unit:<4} {verdict}", flush=True)


def seed_graph(database):
    """Versions and runs in a long strip: a run logs one version and uses some that came shortly before."""
    random.seed(SEED)
    with sqlite3.connect(database) as db:
        (user,) = db.execute("SELECT id FROM account WHERE username = 'ada'").fetchone()
        (entity,) = db.execute("SELECT id FROM entity WHERE name = 'my-team'").fetchone()
        project = db.execute(
            "INSERT INTO project (entity_id, name, created_at, updated_at) VALUES (?, 'graph', 0, 0) RETURNING id", (entity,)
        ).fetchone()[0]
        sequence = db.execute(
            "INSERT INTO collection (project_id, kind, name, type_name, created_at, updated_at) "
            "VALUES (?, 'sequence', 'weights', 'model', 0, 0) RETURNING id", (project,)
        ).fetchone()[0]
        inputs = {(run, run - 1) for run in range(1, VERSIONS)}
        while len(inputs) < FLOWS - VERSIONS:
            run = random.randrange(1, VERSIONS)
            inputs.add((run, max(0, run - 1 - int(random.expovariate(1 / 50)))))
        runs = [(project, f"run-{at}", f"run {at}", user) for at in range(VERSIONS)]
        db.executemany(
            "INSERT INTO run (project_id, name, display_name, state, user_id, created_at, heartbeat_at) VALUES (?, ?, ?, 'finished', ?, 0, 0)",
            runs,
        )
        first_run = db.execute("SELECT MIN(id) FROM run WHERE project_id = ?", (project,)).fetchone()[0]
        db.executemany(
            "INSERT INTO artifact (sequence_id, state, version_index, digest, commit_hash, run_id, user_id, created_at, updated_at) "
            "VALUES (?, 'COMMITTED', ?, ?, ?, ?, ?, 0, 0)",
            [(sequence, at, f"{at:032x}", f"{at:020x}", first_run + at, user) for at in range(VERSIONS)],
        )
        first = db.execute("SELECT MIN(id) FROM artifact WHERE sequence_id = ?", (sequence,)).fetchone()[0]
        db.executemany(
            "INSERT INTO membership (collection_id, artifact_id, version_index, linked_by, created_at) VALUES (?, ?, ?, ?, 0)",
            [(sequence, first + at, at, user) for at in range(VERSIONS)],
        )
        db.executemany(
            "INSERT INTO run_output (run_id, artifact_id, created_at) VALUES (?, ?, 0)",
            [(first_run + at, first + at) for at in range(VERSIONS)],
        )
        db.executemany(
            "INSERT INTO run_input (run_id, artifact_id, created_at) VALUES (?, ?, 0)",
            [(first_run + run, first + version) for run, version in sorted(inputs)],
        )
        db.commit()
    return base64.b64encode(f"Artifact:{first + VERSIONS // 2}".encode()).decode()


LIGHT = "id kind title subtitle isFocus hop hiddenUpstream hiddenDownstream"
WITH_DETAILS = LIGHT + """ artifact { id versionIndex size fileCount digest createdAt aliases { alias } artifactType { name }
    artifactSequence { name project { name entity { name } } }
    artifactMemberships(first: 3) { edges { node { version artifactCollection { name project { name registry { name organization { name } } } } } } } }
  run { id name displayName state jobType createdAt heartbeatAt user { id name username } project { name entity { name } } }"""


def lineage(fields):
    return f"""query($id: ID!, $up: Int!, $down: Int!, $extended: Boolean!) {{ artifact(id: $id) {{
        lineage(hopsUp: $up, hopsDown: $down, extended: $extended, limit: 10000) {{ hitLimit edges {{ from to }} nodes {{ {fields} }} }} }} }}"""


DAG = """query($id: ID!) { artifact(id: $id) { artifactLineageDag(limit: 10000, filterGeneratedArtifacts: true) { hitLimit
    artifacts { artifactNodeID entityName projectName artifactTypeName artifactSequenceName artifactCommitHash versionIndex }
    runs { runNodeID entityName projectName runName displayName jobType } edges { edgeID artifactNodeID runNodeID direction } } } }"""


def graph(table):
    with tempfile.TemporaryDirectory() as folder:
        with Server(folder):
            pass
        focus = seed_graph(next(Path(folder).rglob("*.db")))
        near = {"id": focus, "up": 4, "down": 4, "extended": False}
        whole = {"id": focus, "up": 1000, "down": 1000, "extended": True}
        questions = [
            ("4 hops each way", lineage(LIGHT), near, 40),
            ("everything connected", lineage(LIGHT), whole, 400),
            ("everything, with all that the app shows of a node", lineage(WITH_DETAILS), whole, 200),
            ("artifactLineageDag", DAG, {"id": focus}, 400),
        ]
        with Server(folder) as server:
            times = [median_ms(lambda q=query, v=variables: server.ask(q, **v), 3) for _, query, variables, _ in questions]
        with Server(folder, counts_statements=True) as server:
            for (name, query, variables, statements_max), taken in zip(questions, times):
                before = server.statements
                data, size = server.ask(query, **variables)
                time.sleep(0.5)  # The log of this request has to arrive.
                statements = server.statements - before
                found = data["artifact"].get("lineage") or data["artifact"]["artifactLineageDag"]
                nodes = len(found["nodes"]) if "nodes" in found else len(found["artifacts"]) + len(found["runs"])
                if variables is not near and (nodes, len(found["edges"]), found["hitLimit"]) != (2 * VERSIONS, FLOWS, False):
                    raise SystemExit(f"{name}: {nodes} nodes, {len(found['edges'])} edges, hitLimit {found['hitLimit']}")
                print(f"lineage, {name}: {nodes:,} nodes, {len(found['edges']):,} edges, {size / 1e3:,.0f} kB")
                table.row("  time (median)", taken, unit=" ms")
                table.row("  SQL statements", statements, statements_max)


def line_of(at):
    """A line as the SDK writes it: metrics that fall with noise, and one peak in the whole run."""
    noise = random.random
    row = {"_step": at, "_timestamp": 1.76e9 + at * 0.05, "_runtime": at * 0.05}
    for metric in range(METRICS):
        row[f"train/metric_{metric}"] = math.exp(-at / 3e5) + 0.1 * noise()
    if at == 654_321:
        row["train/metric_3"] = 1000.5
    return json.dumps(row)


def history(table, lines):
    random.seed(SEED)
    upsert = """mutation { upsertBucket(input: { entityName: "my-team", modelName: "long", name: "r", state: "running" }) { inserted } }"""
    curves = """query($keys: [String!]!, $axis: HistoryAxis!, $from: Float, $to: Float, $most: Int!) { project(entityName: "my-team", name: "long") { run(name: "r") {
        historyLineCount historyCurves(keys: $keys, axis: $axis, from: $from, to: $to, samplesMax: $most) { key steps places values } } } }"""
    keys = [f"train/metric_{metric}" for metric in range(METRICS)]
    with tempfile.TemporaryDirectory() as folder, Server(folder) as server:
        server.ask(upsert)
        taken = 0.0
        sent = 0
        for offset in range(0, lines, LINES_PER_MESSAGE):
            content = [line_of(at) for at in range(offset, min(offset + LINES_PER_MESSAGE, lines))]
            body = json.dumps({"files": {"wandb-history.jsonl": {"offset": offset, "content": content}}})
            sent += len(body)
            start = time.perf_counter()
            status, raw = server.post("/files/my-team/long/r/file_stream", body)
            taken += time.perf_counter() - start
            if status != 200:
                raise SystemExit(f"{status}: {raw[:500]}")
        size = sum(path.stat().st_size for path in Path(folder).rglob("*.db*"))
        print(f"history: {lines:,} lines of {METRICS} metrics, {sent / 1e6:,.0f} MB sent in messages of {LINES_PER_MESSAGE:,}")
        table.row("  lines taken in each second", lines / taken)
        table.row("  database", size / 1e6, unit=" MB")
        if "historyCurves" not in server.ask("""{ __type(name: "Run") { fields { name } } }""")[0].__repr__():
            return
        views = [
            ("all of it", "STEP", None, None, 8_000),
            ("all of it over time", "TIME", None, None, 5_000),
            ("a tenth of it", "STEP", lines * 0.6, lines * 0.7, 8_000),
            ("a hundredth of it", "STEP", lines * 0.6, lines * 0.61, 8_000),
        ]
        for name, axis, start, end, most in views:
            variables = {"keys": keys, "axis": axis, "from": start, "to": end, "most": most}
            data, size = server.ask(curves, **variables)
            run = data["project"]["run"]
            found = {curve["key"]: curve["values"] for curve in run["historyCurves"]}
            if run["historyLineCount"] != lines or any(len(values) < 100 for values in found.values()):
                raise SystemExit(f"{name}: too little came back")
            if lines > 654_321 and start is None and max(found["train/metric_3"]) != 1000.5:
                raise SystemExit(f"{name}: the peak is lost")
            samples = sum(len(values) for values in found.values())
            print(f"charts of {name}: {samples:,} samples of {len(found)} metrics, one request")
            table.row("  time (median)", median_ms(lambda v=variables: server.ask(curves, **v)), unit=" ms")
            table.row("  bytes of the answer", size / 1e3, 200, " kB")
        exact = """query($specs: [JSONString!]!) { project(entityName: "my-team", name: "long") { run(name: "r") { sampledHistory(specs: $specs) } } }"""
        page = json.dumps({"keys": ["_step", keys[0]], "minStep": lines // 2, "maxStep": lines // 2 + 999, "samples": 1_000})
        data, _ = server.ask(exact, specs=[page])
        if len(data["project"]["run"]["sampledHistory"][0]) != 1_000:
            raise SystemExit("A page of exact rows is not whole.")
        table.row("a page of 1,000 exact rows from the middle: time (median)", median_ms(lambda: server.ask(exact, specs=[page])), unit=" ms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["graph", "history"])
    arguments = parser.parse_args()
    print(f"seed {SEED}")
    table = Table()
    if arguments.only != "history":
        graph(table)
    if arguments.only != "graph":
        history(table, arguments.lines)
    sys.exit(0 if table.is_good else "A budget is exceeded.")


if __name__ == "__main__":
    main()
