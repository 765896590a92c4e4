"""Runs through the real SDK: configuration, summary, history, files, and a run that is taken up again."""

import pytest

FIRST = """
import json, pathlib
import wandb

with wandb.init(project="training", id="taken-up", name="A run – ü", config={"lr": 0.1, "layers": [1, 2]}, tags=["a", "b"], group="g", job_type="train", notes="Notes") as run:
    run.define_metric("loss", summary="min")
    for step in range(50):
        run.log({"loss": abs(20 - step), "nested": {"value": step * 2}, "text": "t" + str(step)})
    run.log({"other": float("nan"), "far": float("inf")})
    run.config.update({"added": True})
    run.summary["best"] = 0.5
    pathlib.Path("saved.txt").write_text("saved")
    pathlib.Path("folder").mkdir()
    pathlib.Path("folder/ünï code.txt").write_text("nested")
    run.save("saved.txt")
    run.save("folder/*")
    print("a line of the log")
"""

AGAIN = """
import wandb

with wandb.init(project="training", id="taken-up", resume="must") as run:
    assert run.resumed
    assert run.config["lr"] == 0.1, dict(run.config)
    for step in range(10):
        run.log({"loss": 100 + step})
    assert run.summary["best"] == 0.5
    # Some SDKs send the log of the second time only.
    print("a line of the log")
"""

FAIL = """
import wandb
with wandb.init(project="training", id="failed") as run:
    run.log({"loss": 1})
    raise RuntimeError("on purpose")
"""

MISSING = """
import wandb
wandb.init(project="training", id="never-there", resume="must")
"""

READ = """
import json, pathlib
import wandb

api = wandb.Api()
run = api.run("my-team/training/taken-up")
for name in ("saved.txt", "folder/ünï code.txt"):
    run.file(name).download(root="got", replace=True)
facts = {
    "config": {name: value for name, value in run.config.items() if not name.startswith("_")},
    "tags": list(run.tags), "group": run.group, "job_type": run.job_type, "name": run.name, "notes": run.notes, "state": run.state,
    "steps": [row["_step"] for row in run.scan_history()],
    "loss": [row["loss"] for row in run.scan_history(keys=["loss"])],
    "nested": [row["nested.value"] for row in run.scan_history(keys=["nested.value"])],
    "page": [row["_step"] for row in run.scan_history(min_step=10, max_step=20)],
    "sampled": len(run.history(samples=20, keys=["loss"], pandas=False)),
    "best": run.summary["best"],
    "files": sorted(file.name for file in run.files()),
    "saved": pathlib.Path("got/saved.txt").read_text(),
    "other": pathlib.Path("got/folder/ünï code.txt").read_text(),
    "log": api.run("my-team/training/taken-up").file("output.log").download(root="log", replace=True).read(),
    "failed": api.run("my-team/training/failed").state,
    "all": sorted(run.id for run in api.runs("my-team/training")),
    "filtered": [run.id for run in api.runs("my-team/training", filters={"state": "failed"})],
    "by_config": [run.id for run in api.runs("my-team/training", filters={"config.lr": 0.1})],
}
run.summary["later"] = "set"
run.summary.update()
run.tags.append("c")
run.update()
pathlib.Path("late.txt").write_text("late")
run.upload_file("late.txt")
again = wandb.Api().run("my-team/training/taken-up")
facts["again"] = [again.summary["later"], again.summary["best"], sorted(again.tags), again.file("late.txt").size]
print(json.dumps(facts))
"""


@pytest.fixture(scope="module")
def taken_up(ada):
    ada.done(FIRST)
    return ada.done(AGAIN)


@pytest.fixture(scope="module")
def failed(ada):
    finished = ada.run(FAIL)
    assert finished.code != 0 and "on purpose" in finished.stderr
    return finished


@pytest.fixture(scope="module")
def facts(server, make_person, taken_up, failed):
    return make_person(server.key).done(READ).facts


def test_a_run_that_is_taken_up_goes_on_after_its_last_step(facts):
    assert facts["steps"] == list(range(61))
    assert facts["loss"] == [abs(20 - step) for step in range(50)] + [100 + step for step in range(10)]
    assert facts["state"] == "finished"


def test_configuration_and_labels_come_back(facts):
    assert facts["config"] == {"lr": 0.1, "layers": [1, 2], "added": True}
    assert (facts["tags"], facts["group"], facts["job_type"]) == (["a", "b"], "g", "train")
    assert (facts["name"], facts["notes"]) == ("A run – ü", "Notes")


def test_the_history_is_read_by_key_page_and_sample(facts):
    assert facts["nested"] == [step * 2 for step in range(50)]
    assert facts["page"] == list(range(10, 20))
    assert 1 < facts["sampled"] <= 20
    assert facts["best"] == 0.5


def test_saved_files_and_the_log_come_back(facts):
    assert {"saved.txt", "folder/ünï code.txt", "output.log", "config.yaml"} <= set(facts["files"])
    assert (facts["saved"], facts["other"]) == ("saved", "nested")
    assert "a line of the log" in facts["log"]


def test_a_run_that_raises_is_failed_and_found_by_filters(facts):
    assert facts["failed"] == "failed"
    assert facts["all"] == ["failed", "taken-up"]
    assert facts["filtered"] == ["failed"]
    assert facts["by_config"] == ["taken-up"]


def test_a_finished_run_can_be_changed_through_the_public_api(facts):
    assert facts["again"] == ["set", 0.5, ["a", "b", "c"], 4]


def test_taking_up_a_run_that_was_never_there_is_refused_and_makes_none(server, ada, facts):
    finished = ada.run(MISSING)
    assert finished.code != 0
    assert "never-there" in finished.output
    answer = server.ask('{ project(name: "training", entityName: "my-team") { run(name: "never-there") { id } } }')
    assert answer["project"]["run"] is None


def test_nothing_failed_on_the_way(server, facts):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
