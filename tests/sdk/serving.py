"""The real server, on a temporary folder and a free port of this machine."""

import functools
import json
import os
import pathlib
import re
import secrets
import signal
import subprocess
import threading
import urllib.parse

import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
READY = "Vitrine is ready: "

# The places that hold collections, and what a person with all rights can see of each of them: one question a place, as a server
# answers no document whose pages multiply without end.
HOLDERS = """
query Holders($org: String!, $team: String!) {
  organization(name: $org) { registries(first: 200) { edges { node { name entityName registry { members { id directRole } } } } } }
  models(entityName: $team, first: 200) { edges { node { name entityName } } }
}
"""
HELD = """
query Held($entity: String!, $name: String!, $after: String) {
  project(entityName: $entity, name: $name) { artifactCollections(first: 100, after: $after) { pageInfo { hasNextPage endCursor } edges { node {
    __typename
    name
    description
    defaultArtifactType { name }
    tags { edges { node { name } } }
    versionCount
    artifactMemberships(first: 100) { edges { node {
      version
      aliases { alias }
      artifact {
        id state digest description metadata size fileCount tags { name } aliases { alias }
        usedBy(first: 10) { edges { node { name } } }
      }
    } } }
  } } } }
}
"""


def binary() -> pathlib.Path:
    """The program to test: as `cargo xtask test` names it, else what cargo built last for this checkout."""
    for name in ("VITRINE_BINARY", "VITRINE_BIN"):
        if os.environ.get(name):
            return pathlib.Path(os.environ[name]).resolve()
    for profile in ("debug", "release"):
        found = ROOT / "target" / profile / "vitrine"
        if found.exists():
            return found
    raise FileNotFoundError("no vitrine binary: run `cargo xtask build`, or set VITRINE_BINARY")


def storage() -> dict[str, str]:
    """Settings for a database and a prefix of a server's own, where the environment names servers for them; else it keeps files."""
    name, settings = f"vitrine_sdk_{secrets.token_hex(8)}", {}
    if database := os.environ.get("VITRINE_TEST_POSTGRES"):
        settings["VITRINE_DATABASE_URL"] = f"{database}/{name}"
    if bucket := os.environ.get("VITRINE_TEST_S3"):
        place, _, endpoint = bucket.partition("?")
        settings["VITRINE_BLOB_URL"] = f"{place}/{name}?{endpoint}"
    return settings


class Server:
    """One server; it can be killed and started again on the same folder and port."""

    org = "my-org"
    team = "my-team"

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.data_dir = folder / "data"
        self.key = secrets.token_hex(20)
        self.url = None
        self._environment = {**os.environ, **storage()}
        self._log = folder / "server.log"
        self._process = None

    def start(self):
        """Starts the server, the first time on a free port, later on the same one, and waits until it says that it is ready."""
        listen = self.url.removeprefix("http://") if self.url else "127.0.0.1:0"
        environment = {**self._environment, "VITRINE_ADMIN_USER": "ada", "VITRINE_ADMIN_KEY": self.key}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [binary(), "serve", "--data-dir", self.data_dir, "--listen", listen],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        for line in self._process.stdout:
            if READY in line:
                self.url = line.split(READY)[1].strip()
                threading.Thread(target=self._process.stdout.read, daemon=True).start()
                return self
        raise RuntimeError(f"the server ended before it was ready ({self._process.wait()})\n{self.log()}")

    def kill(self):
        """Ends the server as a power cut would: SIGKILL, no last words."""
        self._end(signal.SIGKILL)

    def stop(self):
        """Ends the server as an operator would; fails when it does not end by itself."""
        if self._process is not None and self._process.poll() is None:
            self._end(signal.SIGTERM)

    def _end(self, how):
        self._process.send_signal(how)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise

    def log(self) -> str:
        """What the server wrote to its log."""
        return self._log.read_text(errors="replace")

    @property
    def spool(self) -> pathlib.Path:
        """Where uploads arrive before they are whole."""
        is_bucket = "VITRINE_BLOB_URL" in self._environment
        return self.data_dir / "spool" if is_bucket else self.data_dir / "blobs" / "staging"

    def blobs(self) -> list[tuple[str, bytes]]:
        """The name and the content of everything stored, from the folder or the bucket."""
        address = self._environment.get("VITRINE_BLOB_URL")
        if not address:
            folder = self.data_dir / "blobs" / "sha256"
            return [(path.name, path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
        parts = urllib.parse.urlsplit(address)
        endpoint = urllib.parse.parse_qs(parts.query)["endpoint"][0]
        # moto looks into the credentials for the service that is meant, and takes any signature.
        signed = "AWS4-HMAC-SHA256 Credential=vitrine/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
        read = functools.partial(requests.get, headers={"Authorization": signed}, timeout=30)
        listed = read(f"{endpoint}/{parts.netloc}?list-type=2&max-keys=1000&prefix={parts.path.lstrip('/')}/")
        keys = re.findall(r"<Key>([^<]+)</Key>", listed.text)
        return [(key.rpartition("/")[2], read(f"{endpoint}/{parts.netloc}/{key}").content) for key in keys]

    def command(self, *words: str) -> dict:
        """Runs an administration command beside the server; gives the JSON that it prints."""
        done = subprocess.run(
            [binary(), *words, "--json", "--data-dir", self.data_dir],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=self._environment,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def post(self, query: str, variables: dict | None = None, key: str | None = None) -> requests.Response:
        """Sends a GraphQL request as the SDK does."""
        body = {"query": query, "variables": variables or {}, "operationName": ""}
        return requests.post(f"{self.url}/graphql", json=body, auth=("api", key or self.key), timeout=30)

    def ask(self, query: str, variables: dict | None = None, key: str | None = None) -> dict:
        """Sends a GraphQL request that must be answered without an error."""
        answer = self.post(query, variables, key)
        body = answer.json()
        assert answer.status_code == 200 and not body.get("errors"), (answer.status_code, body)
        return body["data"]

    def visible(self) -> list[dict]:
        """Everything that can be seen of collections and versions: equal before and after what changes nothing."""
        seen = self.ask(HOLDERS, {"org": self.org, "team": self.team})
        holders = [edge["node"] for edge in seen["organization"]["registries"]["edges"] + seen["models"]["edges"]]
        for holder in holders:
            holder["collections"], page = [], {"hasNextPage": True, "endCursor": None}
            while page["hasNextPage"]:
                asked = {"entity": holder["entityName"], "name": holder["name"], "after": page["endCursor"]}
                found = self.ask(HELD, asked)["project"]["artifactCollections"]
                page = found["pageInfo"]
                holder["collections"] += [edge["node"] for edge in found["edges"]]
        return holders

    def versions(self) -> list[dict]:
        """All places of all versions, each with the names of its project and collection."""
        return [
            {"project": holder["name"], "collection": collection["name"], **place["node"]}
            for holder in self.visible()
            for collection in holder["collections"]
            for place in collection["artifactMemberships"]["edges"]
        ]
