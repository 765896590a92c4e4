"""What the SDK's user reads when something is refused: one clear sentence; and nothing has changed."""

import base64

import pytest

# Each attempt ends in the words that its user sees: what the SDK raises, and what it prints in between.
ATTEMPT = """
import sys, traceback
import wandb

def attempt(name, action):
    sys.stderr.flush()
    print(f"<<{name}>>", file=sys.stderr, flush=True)
    try:
        action()
        print("(no exception)", file=sys.stderr, flush=True)
    except Exception:
        traceback.print_exc()
        sys.stderr.flush()
    print("<<>>", file=sys.stderr, flush=True)
"""

SET_UP = """
import json, wandb
with wandb.init(project="refusals", id="setup") as run:
    for name, kind in (("good", "model"), ("other", "dataset")):
        artifact = wandb.Artifact(name, type=kind)
        with artifact.new_file("a.txt") as file:
            file.write(name)
        logged = run.log_artifact(artifact).wait()
        if kind == "model":
            for target in ("wandb-registry-model/first", "wandb-registry-open/first", "wandb-registry-secret/first"):
                run.link_artifact(logged, target)
"""

AS_ADMIN = ATTEMPT + """
with wandb.init(project="refusals") as run:
    good = run.use_artifact("good:v0")
    other = run.use_artifact("other:v0")

    def log_as_dataset():
        artifact = wandb.Artifact("good", type="dataset")
        with artifact.new_file("a.txt") as file:
            file.write("as a dataset")
        run.log_artifact(artifact).wait()

    attempt("unknown registry", lambda: run.link_artifact(good, "wandb-registry-nowhere/first"))
    attempt("unknown project", lambda: run.link_artifact(good, "nobody/nowhere/first"))
    attempt("unaccepted type", lambda: run.link_artifact(other, "wandb-registry-model/second"))
    attempt("wrong type", lambda: run.link_artifact(other, "wandb-registry-open/first"))
    attempt("long name", lambda: run.link_artifact(good, "wandb-registry-model/" + 129 * "x"))
    attempt("version alias", lambda: run.link_artifact(good, "wandb-registry-model/first", aliases=["v3"]))
    attempt("type of a source", log_as_dataset)
    attempt("unknown version", lambda: run.use_artifact("wandb-registry-model/first:nothing"))
"""

AS_VIEWER = ATTEMPT + """
with wandb.init(project="mine") as run:
    artifact = wandb.Artifact("mine", type="model")
    with artifact.new_file("a.txt") as file:
        file.write("mine")
    logged = run.log_artifact(artifact).wait()
    attempt("link", lambda: run.link_artifact(logged, "my-org/wandb-registry-model/first"))
    attempt("new collection", lambda: run.link_artifact(logged, "my-org/wandb-registry-model/mine"))
    attempt("hidden registry", lambda: run.link_artifact(logged, "my-org/wandb-registry-secret/first"))
    attempt("hidden version", lambda: run.use_artifact("my-org/wandb-registry-secret/first:v0"))
    attempt("absent registry", lambda: run.link_artifact(logged, "my-org/wandb-registry-absent/first"))
    attempt("foreign project", lambda: run.use_artifact("my-team/refusals/good:v0"))
"""

AS_RESTRICTED = ATTEMPT + """
with wandb.init(project="mine") as run:
    attempt("use", lambda: run.use_artifact("my-org/wandb-registry-secret/first:v0"))

if sys.argv[1:] != ["old"]:
    seen = wandb.Api().artifact("my-org/wandb-registry-secret/first:v0")
    attempt("download", lambda: seen.download())
    attempt("entry", lambda: seen.get_entry("a.txt").download())
    print('["' + seen.version + '"]')
"""

UPSERT = "mutation($input: UpsertModelInput!) { upsertModel(input: $input) { project { id } inserted } }"


def make_registry(server, name, **facts):
    """Makes a registry; gives its id."""
    entity = server.ask('{ organization(name: "my-org") { orgEntity { name } } }')["organization"]["orgEntity"]["name"]
    given = {"entityName": entity, "name": f"wandb-registry-{name}", **facts}
    return server.ask(UPSERT, {"input": given})["upsertModel"]["project"]["id"]


@pytest.fixture(scope="module")
def people(server, ada, make_person):
    """`vic` is a viewer of the organization, `rae` may see the registry `secret` but read no files of it."""
    made = {name: server.command("user", "create", name, "--email", f"{name}@example.org") for name in ("vic", "rae")}
    server.command("org", "add-member", "my-org", "vic", "viewer")
    server.command("org", "add-member", "my-org", "rae", "member")
    # Older SDKs find the organization of a registry through the team only.
    for name in made:
        server.command("team", "create", f"team-of-{name}", "--org", "my-org", "--member", f"{name}:member")
    make_registry(server, "open", access="PRIVATE", allowAllArtifactTypesInRegistry=True)
    secret = make_registry(server, "secret", access="RESTRICTED", allowAllArtifactTypesInRegistry=True)
    rae = base64.b64encode(f"User:{made['rae']['id']}".encode()).decode()
    server.ask(
        "mutation($input: CreateProjectMembersInput!) { createProjectMembers(input: $input) { success } }",
        {"input": {"projectId": secret, "userIds": [rae]}},
    )
    server.ask(
        "mutation($input: UpdateProjectMemberInput!) { updateProjectMember(input: $input) { success } }",
        {"input": {"projectId": secret, "userId": rae, "userProjectRole": "restricted_viewer"}},
    )
    ada.done(SET_UP)
    return {name: make_person(facts["key"]) for name, facts in made.items()}


def refusals(server, person, script, *words):
    """Runs a script of attempts; gives the words of each, and the finished script. Nothing that is shared may have changed."""
    before = server.visible()
    finished = person.done(script, *words)
    after = server.visible()
    for seen in (before, after):
        forget_uses(seen)
    assert after == before
    parts = finished.stderr.split("<<")[1:]
    told = dict(part.split(">>", 1) for part in parts)
    told.pop("")
    return told, finished


def forget_uses(seen):
    """Leaves out who used a version: a script of attempts uses some on purpose."""
    if isinstance(seen, dict):
        seen.pop("usedBy", None)
    for part in seen.values() if isinstance(seen, dict) else seen if isinstance(seen, list) else []:
        forget_uses(part)


@pytest.fixture(scope="module")
def as_admin(server, ada, people):
    return refusals(server, ada, AS_ADMIN)[0]


@pytest.fixture(scope="module")
def as_viewer(server, people):
    return refusals(server, people["vic"], AS_VIEWER)[0]


@pytest.fixture(scope="module")
def as_restricted(server, people, sdk_version):
    # Older SDKs ask for the address of the manifest together with the version, so they cannot even show it.
    return refusals(server, people["rae"], AS_RESTRICTED, *(["old"] if sdk_version < (0, 20) else []))


def flat(text):
    """The words without the line breaks and prefixes that a terminal gets, and without JSON's escapes."""
    return " ".join(text.replace("wandb:", " ").replace('\\"', '"').split())


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("unaccepted type", "The registry “model” accepts artifacts of type “model”; this one is of type “dataset”."),
        ("wrong type", "The collection “first” takes artifacts of type “model”, this one is of type “dataset”; choose another"),
        ("long name", "A collection name has 129 characters; at most 128 are allowed."),
        ("version alias", "An alias must not look like a version (v0, v1, …)."),
        ("unknown registry", "There is no registry “nowhere” in my-org"),
    ],
)
def test_a_link_that_cannot_be_is_refused_with_one_sentence(as_admin, what, sentence):
    assert sentence in flat(as_admin[what]), as_admin[what]


def test_linking_into_an_unknown_project_is_refused(as_admin):
    assert "There is no project “nobody/nowhere” that you may see." in flat(as_admin["unknown project"]), as_admin["unknown project"]


def test_a_source_keeps_its_type(as_admin):
    told = flat(as_admin["type of a source"])
    # The SDK finds this out by itself, by asking for the version before.
    assert "already exists with type" in told, told


def test_an_unknown_version_is_told(as_admin):
    assert "(no exception)" not in as_admin["unknown version"]
    assert "first:nothing" in as_admin["unknown version"], as_admin["unknown version"]


@pytest.mark.parametrize("what", ["link", "new collection"])
def test_a_viewer_reads_what_is_needed_to_link(as_viewer, what):
    told = flat(as_viewer[what])
    assert "Needs member. You are restricted viewer because the registry is visible to the organization." in told, told
    assert "An admin of the registry can make you member." in told, told


def test_a_hidden_registry_answers_as_an_absent_one(as_viewer):
    hidden = flat(as_viewer["hidden registry"]).replace("secret", "absent")
    wanted = "There is no registry “absent” in my-org"
    assert wanted in hidden and wanted in flat(as_viewer["absent registry"]), as_viewer
    for what in ("hidden version", "foreign project"):
        assert "(no exception)" not in as_viewer[what]
        assert "ermission" not in as_viewer[what], as_viewer[what]


def test_a_restricted_viewer_uses_no_version(as_restricted, sdk_version):
    told, _finished = as_restricted
    assert "(no exception)" not in told["use"]
    # Older SDKs have a sentence of their own for all that is forbidden.
    wanted = "Needs viewer" if sdk_version >= (0, 20) else "Permission denied"
    assert wanted in flat(told["use"]), told["use"]


def test_a_restricted_viewer_sees_versions_but_reads_no_file(as_restricted, sdk_version):
    if sdk_version < (0, 20):
        pytest.skip("this SDK cannot show a version without the right to read its manifest")
    told, finished = as_restricted
    assert finished.facts == ["v0"]
    for what in ("download", "entry"):
        assert "(no exception)" not in told[what]
        assert "Needs viewer" in flat(told[what]), told[what]
