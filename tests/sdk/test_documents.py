"""Every GraphQL document of the SDK that this server answers is one that its schema understands; the others are named here."""

import importlib
import pathlib
import subprocess

import pytest
from asking import needs_new_sdk
from serving import binary

pytestmark = needs_new_sdk

MODULES = ["wandb.apis._generated.operations", "wandb.sdk.artifacts._generated.operations", "wandb.automations._generated.operations"]

# What this server does not do: sweeps, and automations for now.
UNSUPPORTED = {
    "GET_AGENT_RUNS_GQL",
    "GET_SWEEPS_GQL",
    "GET_SWEEP_AGENTS_GQL",
    "GET_SWEEP_AGENT_GQL",
    "GET_SWEEP_GQL",
    "GET_SWEEP_LEGACY_GQL",
    "CREATE_AUTOMATION_GQL",
    "CREATE_GENERIC_WEBHOOK_INTEGRATION_GQL",
    "DELETE_AUTOMATION_GQL",
    "GET_AUTOMATIONS_LEGACY_GQL",
    "GET_ENTITY_AUTOMATIONS_GQL",
    "GET_ENTITY_AUTOMATIONS_LEGACY_GQL",
    "GET_ORG_AUTOMATIONS_GQL",
    "INTEGRATIONS_BY_ENTITY_GQL",
    "UPDATE_AUTOMATION_GQL",
}


@pytest.fixture(scope="module")
def complaints():
    """What the schema has against a document."""
    import graphql

    printed = subprocess.run([binary(), "schema"], capture_output=True, text=True, check=True).stdout
    schema = graphql.build_schema(printed)
    return lambda document: [error.message for error in graphql.validate(schema, graphql.parse(document))]


def documents():
    """The documents of the SDK, by name."""
    found = {}
    for name in MODULES:
        module = importlib.import_module(name)
        found |= {key: getattr(module, key) for key in module.__all__}
    return found


def test_every_document_is_understood_or_known_to_be_unsupported(complaints):
    found = documents()
    assert len(found) >= 75, sorted(found)
    wrong = {name: complaints(text) for name, text in found.items()}
    wrong = {name: words for name, words in wrong.items() if words}
    unexpected = {name: words for name, words in wrong.items() if name not in UNSUPPORTED}
    assert unexpected == {}


def test_the_list_of_what_is_unsupported_is_not_longer_than_true(complaints):
    found = documents()
    assert [name for name in sorted(UNSUPPORTED) if name in found and not complaints(found[name])] == []


def test_a_planted_unknown_field_is_noticed(complaints):
    text = documents()["GET_VIEWER_GQL"].replace("username", "nickname")
    assert any("nickname" in words for words in complaints(text))


def test_the_sdk_of_this_environment_is_the_one_that_is_read():
    module = importlib.import_module(MODULES[0])
    assert "site-packages" in str(pathlib.Path(module.__file__))
