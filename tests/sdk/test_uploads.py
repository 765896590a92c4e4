"""The bytes on the wire: signed addresses, as the SDK gets them, and everything that may go wrong on the way to them."""

import base64
import hashlib
import http.client
import json
from urllib.parse import urlsplit

import pytest
import requests

CREATE = "mutation($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id state } } }"
MANIFEST = """
mutation($input: CreateArtifactManifestInput!) {
  createArtifactManifest(input: $input) { artifactManifest { id file { id uploadUrl uploadHeaders } } }
}
"""
FILES = """
mutation($input: CreateArtifactFilesInput!) {
  createArtifactFiles(input: $input) { files { edges { node { storagePath uploadUrl uploadHeaders artifact { id } } } } }
}
"""
COMMIT = "mutation($id: ID!) { commitArtifact(input: {artifactID: $id}) { artifact { id state versionIndex } } }"
BYTES = bytes(range(256)) * 1024


def md5(data: bytes) -> str:
    return base64.b64encode(hashlib.md5(data).digest()).decode()


class Upload:
    """A version on its way, with one file, announced as the SDK does it."""

    def __init__(self, server, name, data=BYTES):
        self.server, self.name, self.data = server, name, data
        self.place = {"entityName": server.team, "projectName": "uploads"}
        contents = {"data.bin": {"digest": md5(data), "size": len(data)}}
        listed = f"wandb-artifact-manifest-v1\ndata.bin:{md5(data)}\n"
        self.digest = hashlib.md5(listed.encode()).hexdigest()
        policy = {"storagePolicy": "wandb-storage-policy-v1", "storagePolicyConfig": {"storageLayout": "V2"}}
        self.manifest = json.dumps({"version": 1, **policy, "contents": contents}).encode()
        wanted = {"artifactTypeName": "model", "artifactCollectionName": name, "digest": self.digest, "clientID": f"client-of-{name}"}
        answer = server.ask(CREATE, {"input": {**self.place, **wanted}})
        self.id = answer["createArtifact"]["artifact"]["id"]
        self.announce_manifest("")

    def announce_manifest(self, digest):
        wanted = {"artifactID": self.id, "name": "wandb_manifest.json", "digest": digest, "type": "FULL"}
        answer = self.server.ask(MANIFEST, {"input": {**self.place, **wanted}})
        self.manifest_id = answer["createArtifactManifest"]["artifactManifest"]["id"]
        return answer["createArtifactManifest"]["artifactManifest"]["file"]

    def announce_file(self):
        wanted = {"artifactID": self.id, "artifactManifestID": self.manifest_id, "name": "data.bin", "md5": md5(self.data)}
        answer = self.server.ask(FILES, {"input": {"artifactFiles": [wanted], "storageLayout": "V2"}})
        return answer["createArtifactFiles"]["files"]["edges"][0]["node"]

    def send_manifest(self):
        file = self.announce_manifest(md5(self.manifest))
        assert "wandb_manifest.json" in file["uploadUrl"]
        return requests.put(file["uploadUrl"], data=self.manifest, timeout=30)

    def commit(self):
        return self.server.post(COMMIT, {"id": self.id})

    def is_visible(self):
        return any(place["collection"] == self.name for place in self.server.versions())

    def finish(self):
        """Sends everything that is still missing and commits."""
        node = self.announce_file()
        if node["uploadUrl"]:
            assert requests.put(node["uploadUrl"], data=self.data, timeout=30).status_code == 200
        assert self.send_manifest().status_code == 200
        answer = self.commit()
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]["commitArtifact"]["artifact"]


@pytest.fixture(scope="module", autouse=True)
def project(server):
    """The project that the uploads go to."""
    server.ask(
        "mutation($input: UpsertModelInput!) { upsertModel(input: $input) { inserted } }",
        {"input": {"entityName": server.team, "name": "uploads"}},
    )


def sentence(answer) -> str:
    """The one sentence of a refusal."""
    errors = answer.json()["errors"]
    assert len(errors) == 1, errors
    return errors[0]["message"]


def is_refused_and_unseen(upload):
    """Whether the version can be neither committed nor seen."""
    assert upload.send_manifest().status_code == 200
    answer = upload.commit()
    assert answer.status_code == 400, answer.text
    assert sentence(answer) == "The bytes of “data.bin” have not arrived; upload the file before the commit."
    return not upload.is_visible()


def test_an_upload_that_breaks_off_leaves_nothing_and_can_be_repeated(server):
    upload = Upload(server, "broken-off")
    address = urlsplit(upload.announce_file()["uploadUrl"])
    connection = http.client.HTTPConnection(address.netloc, timeout=30)
    connection.putrequest("PUT", f"{address.path}?{address.query}")
    connection.putheader("Content-Length", str(len(upload.data)))
    connection.endheaders()
    connection.send(upload.data[: len(upload.data) // 2])
    connection.close()
    assert is_refused_and_unseen(upload)
    assert upload.finish()["state"] == "COMMITTED"
    assert upload.is_visible()


def test_half_a_file_is_refused_with_a_sentence(server):
    upload = Upload(server, "half")
    answer = requests.put(upload.announce_file()["uploadUrl"], data=upload.data[:1000], timeout=30)
    assert answer.status_code == 400
    assert sentence(answer).startswith(f"The digest does not match: announced {md5(upload.data)}, received {md5(upload.data[:1000])};")
    assert is_refused_and_unseen(upload)


def test_other_bytes_than_announced_are_refused_with_a_sentence(server):
    upload = Upload(server, "other-bytes")
    other = bytes(len(upload.data))
    answer = requests.put(upload.announce_file()["uploadUrl"], data=other, timeout=30)
    assert answer.status_code == 400
    assert "the file changed while it was sent, log it again" in sentence(answer)
    assert is_refused_and_unseen(upload)


def test_a_manifest_that_is_not_the_announced_one_is_refused(server):
    upload = Upload(server, "other-manifest")
    requests.put(upload.announce_file()["uploadUrl"], data=upload.data, timeout=30)
    file = upload.announce_manifest(md5(upload.manifest))
    answer = requests.put(file["uploadUrl"], data=upload.manifest + b" ", timeout=30)
    assert answer.status_code == 400
    assert sentence(answer).startswith("The digest does not match")
    answer = upload.commit()
    assert (answer.status_code, upload.is_visible()) == (400, False)
    assert sentence(answer) == "The manifest of this version has not arrived; upload it before the commit."


def test_a_manifest_of_another_version_is_refused_at_the_commit(server):
    upload = Upload(server, "mixed-up")
    requests.put(upload.announce_file()["uploadUrl"], data=upload.data, timeout=30)
    upload.manifest = upload.manifest.replace(b"data.bin", b"evil.bin")
    assert upload.send_manifest().status_code == 200
    answer = upload.commit()
    assert (answer.status_code, upload.is_visible()) == (400, False)
    assert sentence(answer).startswith(f"The digest does not match: the version was announced as {upload.digest}")


def test_an_address_that_was_changed_is_refused(server):
    upload = Upload(server, "changed-address")
    url = upload.announce_file()["uploadUrl"]
    address = urlsplit(url)
    expires = address.query.split("expires=")[1].split("&")[0]
    other = Upload(server, "changed-address-2", BYTES[:100]).announce_file()["uploadUrl"]
    changed = {
        "without signature": url.split("?")[0],
        "with a signature that was changed": url[:-1] + ("0" if url[-1] != "0" else "1"),
        "with a signature that is none": url.split("signature=")[0] + "signature=xyz",
        "that has expired": url.replace(f"expires={expires}", "expires=1"),
        "that lasts longer": url.replace(f"expires={expires}", f"expires={expires}0"),
        "of another file with this signature": f"{other.split('?')[0]}?{address.query}",
    }
    for what, wrong in changed.items():
        answer = requests.put(wrong, data=upload.data, timeout=30)
        assert answer.status_code == 403, what
        assert sentence(answer) == "This address has expired or was changed; ask for a fresh one.", what
    # An address to send to is none to read from.
    assert requests.get(url, timeout=30).status_code in (403, 405)
    assert is_refused_and_unseen(upload)


def test_a_complete_upload_may_be_repeated(server):
    upload = Upload(server, "repeated")
    url = upload.announce_file()["uploadUrl"]
    for _ in range(3):
        assert requests.put(url, data=upload.data, timeout=30).status_code == 200
    assert upload.announce_file()["uploadUrl"] is None
    first = upload.finish()
    again = upload.commit().json()["data"]["commitArtifact"]["artifact"]
    assert (again, first["versionIndex"]) == (first, 0)
    assert len([place for place in server.versions() if place["collection"] == "repeated"]) == 1


def test_announcing_a_version_twice_gives_the_same_one(server):
    first, second = Upload(server, "announced-twice"), Upload(server, "announced-twice")
    assert first.id == second.id
    first.finish()
    assert second.commit().json()["data"]["commitArtifact"]["artifact"]["versionIndex"] == 0


def test_a_committed_version_takes_no_more_files(server):
    upload = Upload(server, "closed")
    url = upload.announce_file()["uploadUrl"]
    upload.finish()
    wanted = {"artifactID": upload.id, "name": "more.bin", "md5": md5(b"more")}
    answer = server.post(FILES, {"input": {"artifactFiles": [wanted], "storageLayout": "V2"}})
    assert answer.status_code == 400
    assert sentence(answer) == "This version is committed: its files cannot change. Log a new version."
    assert requests.put(url, data=bytes(10), timeout=30).status_code == 400


def test_paths_that_leave_the_version_are_refused(server):
    upload = Upload(server, "paths")
    for path in ("../a", "/etc/passwd", "a/../../b", "a//b", "a\\b", ""):
        wanted = {"artifactID": upload.id, "name": path, "md5": md5(b"x")}
        answer = server.post(FILES, {"input": {"artifactFiles": [wanted], "storageLayout": "V2"}})
        assert answer.status_code == 400, path
        assert "is no path inside an artifact" in sentence(answer), path
    assert not upload.is_visible()
