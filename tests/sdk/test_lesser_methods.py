"""Methods of the public API that few scripts call: each works, or says what it does not find."""

import pytest
from asking import TOLD, needs_new_sdk, refused

pytestmark = needs_new_sdk

SCRIPT = TOLD + """
with wandb.init(project="rest", id="one", config={"lr": 0.1}) as run:
    for step in range(3):
        run.log({"loss": step})
    for number in range(3):
        run.log_artifact(made("art", "model", "art " + str(number)), aliases=["a" + str(number)]).wait()
    run.log_artifact(made("other", "dataset", "other")).wait()
with wandb.init(project="rest", id="two", config={"lr": 0.2}) as run:
    run.use_artifact("art:v0")

one = api.run("my-team/rest/one")
one.load_full_data(force=True)
facts["full"] = one.summary_metrics["loss"]
facts["system"] = isinstance(one.system_metrics, dict)
facts["html"] = one.url in one.to_html()
facts["ids"] = [one.storage_id == one._attrs["id"], one.sweep_name, one.sweep]
lazy = api.runs("my-team/rest", order="+created_at", per_page=1)
next(lazy)
lazy.upgrade_to_full()
facts["upgraded"] = [[run.config["lr"] for run in runs] for runs in (lazy.objects, lazy)]
facts["exports"] = told(lambda: one.download_history_exports("exports"))
facts["no exports"] = told(lambda: one.download_history_exports("exports", require_complete_history=False).contains_live_data)

art = api.artifact("my-team/rest/art:v1")
facts["facts"] = [art.source_entity, art.source_project, art.source_name, bool(art.commit_hash), str(art.digest_algorithm), art.is_draft(), art.incremental, art.distributed_id]
facts["encoded"] = art.json_encode()["id"] == art.id
facts["entry"] = pathlib.Path(art.get_entry("a.txt").download(root="entry")).read_text()
facts["metrics of the maker"] = art.logged_by().summary["loss"]

def resumed(make):
    first = make(None)
    return [[next(first).name], [found.name for found in make(first.cursor)]]

facts["resumed"] = {
    "artifacts": resumed(lambda start: api.artifacts("model", "my-team/rest/art", per_page=1, start=start)),
    "collections": resumed(lambda start: api.artifact_collections("my-team/rest", "dataset", per_page=1, start=start)),
    "registries": resumed(lambda start: api.registries("my-org", order="name", per_page=1, start=start)),
}
facts["old names"] = [found.version for found in api.artifact_versions("model", "my-team/rest/art")]
facts["paths"] = [type(api.from_path(path)).__name__ for path in ("my-team/rest", "my-team/rest/one", "my-team/rest/runs/one")]
facts["wrong paths"] = [told(lambda: api.from_path("my-team/rest/runs/none")), told(lambda: api.from_path("a/b/c/d/e"))]
print(json.dumps(facts))
"""


@pytest.fixture(scope="module")
def facts(ada):
    return ada.done(SCRIPT).facts


def test_a_run_is_read_whole_and_shown(facts):
    assert facts["full"] == 2
    assert facts["system"] and facts["html"]
    assert facts["ids"] == [True, None, None]
    assert facts["upgraded"] == [[0.1], [0.1, 0.2]]


def test_history_is_exported_to_no_files_and_that_is_told(facts):
    assert refused(facts["exports"])
    assert facts["no exports"] == [True, True]


def test_a_version_knows_its_lesser_facts(facts):
    assert facts["facts"][:4] == ["my-team", "rest", "art:v1", True]
    assert facts["facts"][5:] == [False, False, None]
    assert facts["encoded"]
    assert (facts["entry"], facts["metrics of the maker"]) == ("art 1", 2)


def test_lists_go_on_where_they_were_left(facts):
    assert facts["resumed"]["artifacts"] == [["art:v2"], ["art:v1", "art:v0"]]
    assert facts["resumed"]["collections"] == [["other"], []]
    assert facts["resumed"]["registries"] == [["dataset"], ["model"]]
    assert facts["old names"] == ["v2", "v1", "v0"]


def test_paths_lead_to_projects_and_runs(facts):
    assert facts["paths"] == ["Project", "Run", "Run"]
    assert all(refused(answer) for answer in facts["wrong paths"])


def test_nothing_failed_on_the_way(server, facts):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
