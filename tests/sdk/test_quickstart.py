"""The script of the README, unchanged, and what the public API of the SDK then says about it."""

import base64
import hashlib
import re
from urllib.parse import quote

import pytest
import requests

LOOK = """
    import json, pathlib, sys
    import wandb

    api = wandb.Api()
    linked = api.artifact("wandb-registry-model/first-collection:latest")
    report = api.artifact("wandb-registry-model/reports:candidate")
    folder = pathlib.Path(linked.download(root="downloaded"))
    run = linked.logged_by()
    rows = list(run.scan_history())
    facts = {
        "linked": {
            "version": linked.version, "aliases": linked.aliases, "type": linked.type, "state": linked.state, "size": linked.size,
            "source": linked.source_qualified_name, "name": linked.qualified_name, "digest": linked.digest,
            "files": {file.name: file.size for file in linked.files()},
            "bytes": {path.name: path.read_text() for path in folder.iterdir()},
            "entry": pathlib.Path(linked.get_entry("my_model.txt").download(root="one")).read_text(),
            "used_by": [user.id for user in linked.used_by()],
        },
        "report": {
            "version": report.version, "aliases": report.aliases, "metadata": report.metadata, "description": report.description,
            "logged_by": report.logged_by().id, "used_by": [user.id for user in report.used_by()],
            "inputs": [used.name for used in report.logged_by().used_artifacts()],
        },
        "run": {
            "id": run.id, "state": run.state, "last_step": run.lastHistoryStep,
            "outputs": [made.name for made in run.logged_artifacts()],
            "files": sorted(file.name for file in run.files()),
            "summary": {name: run.summary[name] for name in ("loss", "accuracy", "_step")},
            "scanned": [[row["_step"], row["loss"], row["accuracy"]] for row in rows],
            "history": [[row["_step"], row["loss"]] for row in run.history(samples=500, pandas=False)],
            "sampled": [[row["_step"], row["loss"]] for row in run.history(keys=["loss"], samples=500, pandas=False)],
            "one_key": [row["accuracy"] for row in run.scan_history(keys=["accuracy"])],
        },
        "types": [kind.name for kind in api.artifact_types(f"{run.entity}/{run.project}")],
        "collections": sorted(found.name for found in api.artifact_type("model", f"{run.entity}/{run.project}").collections()),
        "exists": [api.artifact_exists("wandb-registry-model/first-collection:v0"), api.artifact_exists("wandb-registry-model/first-collection:v1")],
    }
    if hasattr(api, "registries"):
        registries = api.registries(organization="my-org")
        found = api.registries(organization="my-org", filter={"name": "model"})
        facts["registries"] = sorted(registry.name for registry in registries)
        facts["registry_collections"] = sorted(collection.name for collection in found.collections())
        facts["registry_versions"] = sorted(version.name for version in found.versions())
    print(json.dumps(facts))
"""


@pytest.fixture(scope="module")
def first(ada, examples):
    """The quickstart, as a newcomer runs it."""
    return ada.done(examples / "quickstart.py")


@pytest.fixture(scope="module")
def second(ada, examples, first):
    """A second run that uses what the first one linked, and logs and links something derived from it."""
    return ada.done(examples / "second_run.py")


@pytest.fixture(scope="module")
def facts(server, make_person, first, second):
    """What another machine of the same person, with an empty cache, reads through the public API."""
    return make_person(server.key).done(LOOK).facts


def test_the_quickstart_ends_without_a_warning(first):
    for word in ("WARNING", "ERROR", "Traceback", "deprecated"):
        assert word not in first.output, first.output


def test_the_second_run_ends_without_a_warning(second):
    for word in ("WARNING", "ERROR", "Traceback"):
        assert word not in second.output, second.output


def test_the_server_refuses_and_fails_nothing_of_it(server, facts):
    bad = [line for line in server.log().splitlines() if "status=4" in line or "status=5" in line or "ERROR" in line]
    assert bad == []


def test_the_linked_version_is_v0_and_latest(facts):
    linked = facts["linked"]
    assert (linked["version"], linked["type"], linked["state"]) == ("v0", "model", "COMMITTED")
    assert "latest" in linked["aliases"]
    assert linked["name"].split(":")[0] == "my-org/wandb-registry-model/first-collection"
    assert linked["source"] == "my-team/registry_quickstart/gemma-finetuned:v0"
    assert facts["exists"] == [True, False]


def test_the_downloaded_bytes_are_those_that_were_logged(ada, facts):
    logged = (ada.work / "my_model.txt").read_text()
    assert facts["linked"]["bytes"] == {"my_model.txt": logged}
    assert facts["linked"]["entry"] == logged
    assert facts["linked"]["files"] == {"my_model.txt": len(logged)}
    assert facts["linked"]["size"] == len(logged)


def test_the_digest_is_that_of_the_manifest(ada, facts):
    of_file = base64.b64encode(hashlib.md5((ada.work / "my_model.txt").read_bytes()).digest()).decode()
    manifest = f"wandb-artifact-manifest-v1\nmy_model.txt:{of_file}\n"
    assert facts["linked"]["digest"] == hashlib.md5(manifest.encode()).hexdigest()


def test_metadata_description_and_given_aliases_are_kept(facts):
    report = facts["report"]
    assert report["metadata"] == {"score": 0.95, "labels": ["good", "small"]}
    assert report["description"] == "How well the **first model** does."
    assert report["version"] == "v0"
    assert {"candidate", "latest"} <= set(report["aliases"])


def printed(finished, words):
    """The address that the SDK printed after these words."""
    return re.search(rf"{words} .*?(http\S+)", finished.stderr)[1]


def test_the_printed_addresses_are_those_of_run_and_project(server, second):
    run = second.facts["run"]
    assert run.startswith(f"{server.url}/my-team/registry_quickstart/runs/")
    assert printed(second, "View run") == run
    assert printed(second, "View project") == f"{server.url}/my-team/registry_quickstart"


def test_the_addresses_of_versions_have_the_forms_of_the_app(server, second, sdk_version):
    if sdk_version < (0, 20):
        pytest.skip("this SDK builds no addresses of versions")
    entity = server.ask('{ organization(name: "my-org") { orgEntity { name } } }')["organization"]["orgEntity"]["name"]
    assert second.facts["source"] == f"{server.url}/my-team/registry_quickstart/artifacts/model/gemma-report/v0"
    for told, collection in (("linked", "reports"), ("used", "first-collection")):
        path = quote(f"{entity}/wandb-registry-model/{collection}", safe="")
        assert second.facts[told] == f"{server.url}/orgs/my-org/registry/model?selectionPath={path}&view=membership&version=v0"


def test_the_server_answers_each_address_with_the_page_of_the_app(server, second):
    known = ("linked", "source", "used", "run")
    addresses = [second.facts[name] for name in known if second.facts[name]]
    for address in [*addresses, printed(second, "View project"), f"{server.url}/authorize?ref=models", f"{server.url}/settings"]:
        answer = requests.get(address, headers={"Accept": "text/html"}, timeout=30)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), (address, answer.text[:300])
        assert "<html" in answer.text


def test_lineage_goes_from_the_first_run_to_the_report(facts, second):
    second_run = second.facts["run"].rsplit("/", 1)[1]
    assert facts["linked"]["used_by"] == [second_run]
    assert facts["report"]["logged_by"] == second_run
    assert facts["report"]["used_by"] == []
    assert facts["report"]["inputs"] == ["gemma-finetuned:v0"]
    assert facts["run"]["outputs"] == ["gemma-finetuned:v0"]
    assert facts["run"]["id"] != second_run


def test_the_history_is_what_was_logged(facts):
    run = facts["run"]
    assert [step for step, _, _ in run["scanned"]] == list(range(200))
    assert [accuracy for _, _, accuracy in run["scanned"]] == [1 - 1 / (step + 2) for step in range(200)]
    for step, loss, _ in run["scanned"]:
        assert 1 / (step + 1) <= loss <= 1 / (step + 1) + 1 / 50
    whole = [[step, loss] for step, loss, _ in run["scanned"]]
    assert run["history"] == whole
    assert run["sampled"] == whole
    assert run["one_key"] == [accuracy for _, _, accuracy in run["scanned"]]
    assert run["last_step"] == 199


def test_the_summary_is_the_last_row(facts):
    step, loss, accuracy = facts["run"]["scanned"][-1]
    assert facts["run"]["summary"] == {"_step": step, "loss": loss, "accuracy": accuracy}
    assert facts["run"]["state"] == "finished"


def test_the_files_of_the_run_have_arrived(facts):
    assert {"config.yaml", "wandb-metadata.json", "wandb-summary.json", "requirements.txt", "output.log"} - set(facts["run"]["files"]) <= {
        # A script that prints nothing has no log.
        "output.log"
    }


def test_types_and_collections_are_listed(facts):
    assert facts["types"] == ["model"]
    assert facts["collections"] == ["gemma-finetuned", "gemma-report"]


def test_the_registry_lists_what_was_linked(facts):
    if "registries" not in facts:
        pytest.skip("this SDK has no registry search")
    assert facts["registries"] == ["dataset", "model"]
    assert facts["registry_collections"] == ["first-collection", "reports"]
    assert facts["registry_versions"] == ["first-collection:v0", "reports:v0"]


def test_running_the_script_again_makes_the_next_version(server, ada, examples, facts):
    ada.done(examples / "quickstart.py")
    places = {
        place["version"]: [alias["alias"] for alias in place["aliases"]]
        for place in server.versions()
        if place["collection"] == "first-collection"
    }
    assert places == {"v0": [], "v1": ["latest"]}
