"""A run through the public API: what it logged and used, its history, its files, its end."""

import pytest
from asking import TOLD, needs_new_sdk, refused

pytestmark = needs_new_sdk

SCRIPT = TOLD + """
with wandb.init(project="bench", id="first", name="First", config={"lr": 0.1, "deep": {"x": 1}}, tags=["a"], group="g", job_type="train", notes="Why.") as run:
    for step in range(30):
        run.log({"loss": 1 / (step + 1), "acc": step})
    run.summary["best"] = 7
    run.log_artifact(made("out", "model", "out")).wait()
    print("a line of the console")
with wandb.init(project="bench", id="second") as run:
    run.use_artifact("out:v0")
    run.log({"acc": 3})

first, second = api.run("my-team/bench/first"), api.run("my-team/bench/second")
facts["facts"] = [first.id, first.name, first.state, first.entity, first.project, first.group, first.job_type, first.notes, first.tags, first.path, first.user.username]
facts["config"] = [json.loads(json.dumps(first.config)), first.rawconfig["lr"], "lr" in first.json_config]
facts["summary"] = [first.summary["best"], first.summary_metrics["acc"], round(first.summary["loss"], 4)]
facts["last step"] = first.lastHistoryStep
facts["scan"] = [[row["_step"] for row in first.scan_history(page_size=7)], [row["acc"] for row in first.scan_history(keys=["acc"], page_size=7)]]
facts["page"] = [row["acc"] for row in first.scan_history(min_step=5, max_step=8)]
facts["history"] = [[row["acc"] for row in first.history(samples=100, pandas=False)], len(first.history(samples=10, keys=["acc"], pandas=False)) <= 12]
facts["beta scan"] = [row["acc"] for row in first.beta_scan_history(keys=["acc"])]
facts["histories"] = sorted([row["run_id"], row["acc"]] for row in api.runs("my-team/bench", order="+created_at").histories(samples=2, keys=["acc"], format="default") if row["acc"] == 3)
facts["artifacts"] = [[found.name for found in first.logged_artifacts() if found.type == "model"], [found.name for found in second.used_artifacts()], len(first.used_artifacts())]
facts["urls"] = first.url
facts["metadata"] = first.metadata["program"] == sys.argv[0]
facts["console"] = [line for line in [entry.line if hasattr(entry, "line") else str(entry) for entry in first.console_logs()] if "a line of the console" in line]

facts["runs"] = [
    [run.id for run in api.runs("my-team/bench")],
    [run.id for run in api.runs("my-team/bench", order="-created_at", per_page=1)],
    [run.id for run in api.runs("my-team/bench", filters={"config.lr": 0.1})],
    [run.id for run in api.runs("my-team/bench", filters={"tags": "a", "state": "finished"})],
    len(api.runs("my-team/bench")),
]
facts["absent"] = [told(lambda: api.run("my-team/bench/nothing")), told(lambda: len(api.runs("my-team/nowhere")))]

pathlib.Path("late.txt").write_text("late")
first.upload_file("late.txt")
facts["files"] = sorted(file.name for file in first.files())
facts["named"] = [[file.name for file in first.files(["late.txt"])], [file.name for file in first.files(pattern="%.txt")]]
facts["file"] = first.file("late.txt").download(root="got").read()
first.file("late.txt").delete()
facts["file deleted"] = [file.name for file in first.files(["late.txt"])]

first.config["lr"] = 0.2
first.tags = ["b"]
first.name = "Renamed"
first.notes = "Because."
first.update()
first.summary["later"] = 1
first.summary.update()
again = wandb.Api().run("my-team/bench/first")
facts["updated"] = [again.config["lr"], again.tags, again.name, again.notes, again.summary["later"], again.summary["best"]]

created = api.create_run(run_id="third", project="bench", entity="my-team")
facts["created"] = [created.id, created.state]
created.use_artifact(api.artifact("my-team/bench/out:v0"))
facts["used by hand"] = [found.name for found in created.used_artifacts()]
facts["draft by hand"] = told(lambda: created.log_artifact(made("draft", "model", "draft")))
facts["logged by hand"] = created.log_artifact(api.artifact("my-team/bench/out:v0"), aliases=["again"]).name
facts["outputs by hand"] = [found.name for found in created.logged_artifacts()]

facts["states"] = []
for state in ("failed", "pending", "failed"):
    # An `Api` remembers the runs that it has read.
    facts["states"].append([created.update_state(state), wandb.Api().run("my-team/bench/third").state])
facts["wrong states"] = [told(lambda: first.update_state("pending")), told(lambda: created.update_state("finished")), told(lambda: created.update_state("asleep"))]
facts["stop over"] = told(first.stop)
with wandb.init(project="bench", id="going") as run:
    going = api.run("my-team/bench/going")
    going.stop()
    going.stop()
    facts["going"] = going.state
first.wait_until_finished()
facts["project"] = [sorted(found.name for found in api.projects("my-team")), api.project("bench", "my-team").owner.username, api.project("bench", "my-team").path]
print(json.dumps(facts))
"""


@pytest.fixture(scope="module")
def facts(ada):
    return ada.done(SCRIPT).facts


def test_a_run_is_read_as_it_was_started(server, facts):
    expected = ["first", "First", "finished", "my-team", "bench", "g", "train", "Why.", ["a"], ["my-team", "bench", "first"], "ada"]
    assert facts["facts"] == expected
    assert facts["config"] == [{"lr": 0.1, "deep": {"x": 1}}, 0.1, True]
    assert facts["summary"] == [7, 29, 0.0333]
    assert facts["urls"] == f"{server.url}/my-team/bench/runs/first"
    assert facts["metadata"]


def test_history_is_scanned_whole_in_part_and_sampled(facts):
    steps = list(range(30))
    assert facts["last step"] == 29
    assert facts["scan"] == [steps, steps]
    assert facts["page"] == [5, 6, 7]
    assert facts["history"] == [steps, True]
    assert facts["beta scan"] == steps
    assert facts["histories"] == [["second", 3]]


def test_a_run_knows_what_it_logged_and_used(facts):
    assert facts["artifacts"] == [["out:v0"], ["out:v0"], 0]
    assert len(facts["console"]) == 1


def test_runs_are_listed_filtered_and_ordered(facts):
    assert facts["runs"] == [["first", "second"], ["second", "first"], ["first"], ["first"], 2]
    assert all(refused(answer) for answer in facts["absent"])


def test_files_are_uploaded_found_downloaded_and_deleted(facts):
    assert {"late.txt", "config.yaml", "wandb-summary.json", "requirements.txt"} <= set(facts["files"])
    assert facts["named"] == [["late.txt"], ["late.txt", "requirements.txt"]]
    assert (facts["file"], facts["file deleted"]) == ("late", [])


def test_config_tags_name_notes_and_summary_change_afterwards(facts):
    assert facts["updated"] == [0.2, ["b"], "Renamed", "Because.", 1, 7]


def test_a_run_made_by_hand_uses_and_logs_versions(facts):
    assert facts["created"][0] == "third"
    assert facts["used by hand"] == ["out:v0"]
    assert refused(facts["draft by hand"])
    assert (facts["logged by hand"], facts["outputs by hand"]) == ("out:v0", ["out:v0"])


def test_a_state_is_set_by_hand_only_where_it_makes_sense(facts):
    assert facts["states"] == [[True, "failed"], [True, "pending"], [True, "failed"]]
    assert refused(facts["wrong states"][0], "A run that is finished cannot be set to pending")
    assert refused(facts["wrong states"][1], "cannot be set to finished")
    assert refused(facts["wrong states"][2], "“asleep” is not a state of a run")


def test_stopping_twice_or_too_late_has_no_effect(facts):
    assert facts["stop over"][0] is True
    assert facts["going"] == "running"


def test_projects_are_listed_with_their_owner(facts):
    names, owner, path = facts["project"]
    assert "bench" in names
    assert (owner, path) == ("ada", ["my-team", "bench"])


def test_nothing_failed_on_the_way(server, facts):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
