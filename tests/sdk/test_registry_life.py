"""A registry through the public API: made, loaded, described, opened to types, hidden, renamed, deleted."""

import pytest
from asking import TOLD, needs_new_sdk, refused

pytestmark = needs_new_sdk

SCRIPT = TOLD + """
def seen(registry):
    return {
        "name": registry.name, "full": registry.full_name, "organization": registry.organization, "entity": registry.entity,
        "description": registry.description, "visibility": registry.visibility, "all": registry.allow_all_artifact_types,
        "types": sorted(registry.artifact_types), "path": registry.path, "created": bool(registry.created_at), "updated": bool(registry.updated_at),
    }

for name, description in (("described", "What it is for."), ("empty", ""), ("null", None)):
    made_one = api.create_registry(name=name, visibility="organization", organization="my-org", description=description)
    facts["made " + name] = seen(made_one)
    facts["loaded " + name] = seen(api.registry(name, "my-org"))
facts["inferred"] = api.create_registry(name="inferred", visibility="restricted").organization
facts["typed"] = seen(api.create_registry(name="typed", visibility="restricted", artifact_types=["model", "data set"]))

facts["twice"] = told(lambda: api.create_registry(name="described", visibility="organization", organization="my-org"))
facts["core again"] = told(lambda: api.create_registry(name="model", visibility="organization", organization="my-org"))
facts["no name"] = told(lambda: api.create_registry(name="", visibility="organization", organization="my-org"))
facts["long name"] = told(lambda: api.create_registry(name="p" * 120, visibility="organization", organization="my-org"))
facts["wrong organization"] = told(lambda: api.create_registry(name="x", visibility="organization", organization="nowhere"))
facts["wrong type"] = told(lambda: api.create_registry(name="x", visibility="organization", artifact_types=["::"]))
facts["absent"] = told(lambda: api.registry("nothing", "my-org"))

registry = api.registry("described", "my-org")
registry.load()
registry.description = "Changed."
registry.allow_all_artifact_types = False
registry.artifact_types.append("model")
registry.save()
registry.artifact_types.append("weights")
registry.save()
registry.save()
facts["changed"] = seen(api.registry("described", "my-org"))
facts["type taken away"] = told(lambda: registry.artifact_types.remove("model"))

registry.visibility = "restricted"
registry.save()
facts["hidden"] = api.registry("described", "my-org").visibility
registry.visibility = "organization"
facts["shown again"] = told(registry.save)
facts["still hidden"] = api.registry("described", "my-org").visibility

renamed = api.registry("empty", "my-org")
identity = renamed.id
renamed.name = "renamed"
renamed.save()
facts["renamed"] = [seen(api.registry("renamed", "my-org")), api.registry("renamed", "my-org").id == identity]
facts["old name"] = told(lambda: api.registry("empty", "my-org"))
renamed.name = "null"
facts["taken name"] = told(renamed.save)

core = api.registry("model", "my-org")
core.name = "models"
facts["core renamed"] = told(core.save)
core = api.registry("model", "my-org")
core.description = "mine"
facts["core described"] = told(core.save)
core = api.registry("dataset", "my-org")
core.visibility = "restricted"
facts["core hidden"] = told(core.save)
facts["core deleted"] = told(lambda: api.registry("model", "my-org").delete())

gone = api.registry("null", "my-org")
with wandb.init(project="life") as run:
    version = run.log_artifact(made("kept", "model", "kept")).wait()
    run.link_artifact(version, "wandb-registry-null/collection")
gone.delete()
facts["load deleted"] = told(gone.load)
facts["delete deleted"] = told(gone.delete)
facts["kept"] = api.artifact("my-team/life/kept:v0").linked_artifacts == []
facts["linked there"] = told(lambda: api.artifact("my-org/wandb-registry-null/collection:v0"))
facts["made again"] = seen(api.create_registry(name="null", visibility="organization", organization="my-org"))["full"]
facts["listed"] = [found.name for found in api.registries("my-org", order="name")]
facts["one by one"] = [found.name for found in api.registries("my-org", order="-name", per_page=1)]
print(json.dumps(facts))
"""


@pytest.fixture(scope="module")
def facts(ada):
    return ada.done(SCRIPT).facts


@pytest.mark.parametrize(("name", "description"), [("described", "What it is for."), ("empty", ""), ("null", None)])
def test_a_made_registry_is_loaded_as_it_was_made(facts, name, description):
    expected = {
        "name": name,
        "full": f"wandb-registry-{name}",
        "organization": "my-org",
        "entity": "my-org",
        "description": description,
        "visibility": "organization",
        "all": True,
        "types": [],
        "path": ["my-org", f"wandb-registry-{name}"],
        "created": True,
        "updated": True,
    }
    assert facts[f"made {name}"] == expected
    assert facts[f"loaded {name}"] == expected


def test_the_only_organization_is_inferred(facts):
    assert facts["inferred"] == "my-org"


def test_a_registry_may_take_named_types_only(facts):
    typed = facts["typed"]
    assert (typed["all"], typed["types"], typed["visibility"]) == (False, ["data set", "model"], "restricted")


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("twice", ["please use a different name"]),
        ("core again", ["please use a different name"]),
        ("no name", []),
        ("long name", ["must be 113 characters or less"]),
        ("wrong organization", ["'nowhere' not found"]),
        ("wrong type", ["Artifact types must not contain"]),
        ("absent", ["Failed to load registry 'nothing'"]),
    ],
)
def test_what_cannot_be_made_or_found_is_told(facts, what, words):
    assert refused(facts[what], *words)


def test_description_and_types_change_and_types_only_grow(facts):
    changed = facts["changed"]
    assert (changed["description"], changed["all"], changed["types"]) == ("Changed.", False, ["model", "weights"])
    assert refused(facts["type taken away"], "Cannot remove artifact type")


def test_a_hidden_registry_stays_hidden(facts):
    assert facts["hidden"] == "restricted"
    assert refused(facts["shown again"], "A restricted registry stays restricted")
    assert facts["still hidden"] == "restricted"


def test_a_renamed_registry_is_the_same_one_under_another_name(facts):
    renamed, is_same = facts["renamed"]
    assert (renamed["name"], renamed["description"], is_same) == ("renamed", "", True)
    assert refused(facts["old name"], "Failed to load registry 'empty'")
    assert refused(facts["taken name"], "The name “wandb-registry-null” is taken")


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("core renamed", "core registry"),
        ("core described", "The description of a core registry is fixed"),
        ("core hidden", "The visibility of a core registry is fixed"),
        ("core deleted", "core registry"),
    ],
)
def test_a_core_registry_keeps_its_facts(facts, what, words):
    assert refused(facts[what], words)


def test_a_deleted_registry_is_gone_and_its_versions_stay(facts):
    assert refused(facts["load deleted"], "Failed to load registry 'null'")
    assert refused(facts["delete deleted"], "Failed to delete registry 'null'", "There is no such registry")
    assert facts["kept"]
    assert refused(facts["linked there"])
    assert facts["made again"] == "wandb-registry-null"


def test_registries_are_listed_in_order_and_page_by_page(facts):
    names = ["dataset", "described", "inferred", "model", "null", "renamed", "typed"]
    assert facts["listed"] == names
    assert facts["one by one"] == names[::-1]


def test_nothing_failed_on_the_way(server, facts):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
