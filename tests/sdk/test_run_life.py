"""The end of a run through the public API: deleted alone or with its versions."""

import pytest
from asking import TOLD, needs_new_sdk, refused

pytestmark = needs_new_sdk

DELETE = TOLD + """
def logged(run_id, names):
    with wandb.init(project="life", id=run_id) as run:
        for step in range(3):
            run.log({"loss": 3 - step})
        for name in names:
            version = run.log_artifact(made(name, "model", run_id + name)).wait()
            registry, aliases = ("held", ["production"]) if name == "kept" else ("model", None)
            run.link_artifact(version, "wandb-registry-" + registry + "/" + name, aliases=aliases)

logged("alone", ["left"])
logged("whole", ["first", "second"])
logged("holding", ["kept"])
logged("other", ["first"])
with wandb.init(project="life", id="user") as run:
    run.use_artifact("left:v0")

left = api.artifact("my-team/life/left:v0")
facts["before"] = [left.logged_by().id, [run.id for run in left.used_by()]]
alone = api.run("my-team/life/alone")
facts["deleted"] = told(alone.delete)
api.run("my-team/life/user").delete(delete_artifacts=False)
facts["absent"] = told(lambda: wandb.Api().run("my-team/life/alone"))
facts["twice"] = told(alone.delete)
facts["update deleted"] = told(alone.update)
facts["listed"] = sorted(run.id for run in wandb.Api().runs("my-team/life"))
left = wandb.Api().artifact("my-org/wandb-registry-model/left:v0")
facts["after"] = [left.logged_by(), left.used_by(), pathlib.Path(left.download(root="left")).joinpath("a.txt").read_text()]

api.run("my-team/life/whole").delete(delete_artifacts=True)
facts["versions"] = [api.artifact_exists(name) for name in ("my-team/life/first:v0", "my-org/wandb-registry-model/first:v0", "my-team/life/second:v0", "my-team/life/first:v1")]
holding = api.run("my-team/life/holding")
facts["held"] = told(lambda: holding.delete(delete_artifacts=True))
facts["still there"] = [wandb.Api().run("my-team/life/holding").id, api.artifact_exists("my-org/wandb-registry-held/kept:v0")]

with wandb.init(project="life", id="alone", resume="allow") as run:
    facts["resumed"] = [run.resumed, run.starting_step]
    run.log({"loss": 9})
facts["again"] = [row["loss"] for row in wandb.Api().run("my-team/life/alone").scan_history()]
print(json.dumps(facts))
"""

@pytest.fixture(scope="module")
def deleted(server, ada):
    entity = server.ask('{ organization(name: "my-org") { orgEntity { name } } }')["organization"]["orgEntity"]["name"]
    given = {"entityName": entity, "name": "wandb-registry-held", "access": "PRIVATE", "allowAllArtifactTypesInRegistry": True}
    made = server.ask("mutation($input: UpsertModelInput!) { upsertModel(input: $input) { project { id } } }", {"input": given})
    held = {"projectID": made["upsertModel"]["project"]["id"], "alias": "production"}
    server.ask("mutation($input: ProtectAliasInput!) { protectAlias(input: $input) { project { id } } }", {"input": held})
    return ada.done(DELETE).facts


def test_a_deleted_run_is_gone_and_its_versions_stay(deleted):
    assert deleted["before"] == ["alone", ["user"]]
    assert deleted["deleted"] == [True, None]
    assert refused(deleted["absent"], "Could not find run")
    assert deleted["listed"] == ["holding", "other", "whole"]
    assert deleted["after"] == [None, [], "aloneleft"]


def test_what_is_deleted_can_be_deleted_or_changed_no_more(deleted):
    assert refused(deleted["twice"], "There is no run with this id that you may see.")
    assert refused(deleted["update deleted"])


def test_a_run_takes_its_versions_along_only_when_told_to(deleted):
    assert deleted["versions"] == [False, False, False, True]


def test_a_version_under_a_protected_alias_holds_the_run_that_logged_it(deleted):
    assert refused(deleted["held"], "The registry “held” holds kept:v0 under the protected alias “production”")
    assert deleted["still there"] == ["holding", True]


def test_the_name_of_a_deleted_run_is_free(deleted):
    assert deleted["resumed"] == [False, 0]
    assert deleted["again"] == [9]


def test_nothing_failed_on_the_way(server, deleted):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
