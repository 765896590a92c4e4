# The script of the README, as a newcomer types it. Real SDK, no patches.
import wandb, random

with wandb.init(project="registry_quickstart") as run:
    for step in range(200):
        run.log({"loss": 1 / (step + 1) + random.random() / 50, "accuracy": 1 - 1 / (step + 2)})
    with open("my_model.txt", "w") as f:
        f.write("Model: " + str(random.random()))
    logged = run.log_artifact(artifact_or_path="./my_model.txt", name="gemma-finetuned", type="model")
    run.link_artifact(artifact=logged, target_path="wandb-registry-model/first-collection")
