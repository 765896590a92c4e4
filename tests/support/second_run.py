# After quickstart.py: uses what it linked, logs something derived from it and links that, so that there is lineage.
# The last line is JSON with the addresses that the SDK builds, for tests that open them.
import json
import pathlib

import wandb

with wandb.init(project="registry_quickstart", job_type="evaluate") as run:
    used = run.use_artifact("wandb-registry-model/first-collection:latest")
    text = next(pathlib.Path(used.download()).glob("*.txt")).read_text()
    for step in range(20):
        run.log({"score": step / 20})
    pathlib.Path("report.md").write_text(f"# Report\n\nOver a model of {len(text)} characters.\n")
    report = wandb.Artifact("gemma-report", type="model", metadata={"score": 0.95, "labels": ["good", "small"]})
    report.description = "How well the **first model** does."
    report.add_file("report.md")
    logged = run.log_artifact(report).wait()
    linked = run.link_artifact(logged, target_path="wandb-registry-model/reports", aliases=["candidate"])
    addresses = {
        "linked": linked.url if linked is not None else None,
        "source": getattr(logged, "url", None),
        "used": getattr(used, "url", None),
        "run": run.url,
        "entity": run.entity,
        "project": run.project,
        "run_title": run.name,
    }
print(json.dumps(addresses))
