"""Search over the registries of an organization: versions in one order, by size, age and link time; only what may be seen."""

import pytest
from asking import TOLD, needs_new_sdk, refused

pytestmark = needs_new_sdk

SET_UP = TOLD + """
for name, visibility in (("open", "organization"), ("secret", "restricted")):
    api.create_registry(name=name, visibility=visibility, organization="my-org", description="The " + name + " one.")
with wandb.init(project="search") as run:
    versions = [run.log_artifact(made("set", "model", "x" * size, metadata={"number": size})).wait() for size in (300, 20, 100)]
    for target, index in (("open/o", 2), ("model/m", 0), ("secret/s", 2), ("open/o", 1), ("model/m", 2)):
        run.link_artifact(versions[index], "wandb-registry-" + target, aliases=["best"] if target == "model/m" else None)
print(json.dumps(None))
"""

SEARCH = TOLD + """
def names(found):
    return [version.name for version in found]

every = api.registries("my-org")
facts["orders"] = {
    order: names(every.versions(order=order))
    for order in ("artifact_size", "-artifact_size", "created_at", "-artifact_created_at", "linked_at", "-acm_created_at")
}
facts["page by page"] = names(every.versions(order="-artifact_size", per_page=1))
facts["of collections"] = names(every.collections(filter={"name": {"$in": ["m", "o"]}}).versions(order="-linked_at"))
facts["of a registry"] = names(api.registry("open", "my-org").versions(order="artifact_size"))
facts["by size"] = names(every.versions(filter={"artifact_size": {"$gte": 100}}, order="linked_at"))
facts["by age"] = [
    sorted(names(every.versions(filter={"created_at": {"$gt": "2020-01-01"}}))) == sorted(facts["orders"]["linked_at"]),
    names(every.versions(filter={"linked_at": {"$gt": "2100-01-01"}})),
]
facts["by label"] = names(every.versions(filter={"alias": "best"}))
facts["by metadata"] = names(every.versions(filter={"metadata.number": 300}))
facts["by version"] = sorted(names(every.versions(filter={"version": "v1"})))
facts["ordered registries"] = names(api.registries("my-org", order="-name").versions(order="linked_at"))
facts["wrong order"] = told(lambda: names(every.versions(order="colour")))
start = every.versions(order="linked_at", per_page=2)
first = [next(start).name, next(start).name]
facts["resumed"] = [first, names(every.versions(order="linked_at", per_page=2, start=start.cursor))]

facts["registries"] = [
    [found.name for found in api.registries("my-org", order="name")],
    [found.name for found in api.registries("my-org", filter={"description": {"$regex": "^The .* one"}}, order="-name")],
    [found.name for found in api.registries("my-org", filter={"name": {"$in": ["secret", "open", "none"]}}, order="name", per_page=1)],
    [found.name for found in api.registries("my-org", filter={"$or": [{"name": "model"}, {"created_at": {"$gt": "2100-01-01"}}]})],
    len(list(api.registries("my-org", filter={"name": {"$regex": "e"}}, per_page=1))),
]
print(json.dumps(facts))
"""


@pytest.fixture(scope="module")
def vic(server, make_person):
    made = server.command("user", "create", "vic", "--email", "vic@example.org")
    server.command("org", "add-member", "my-org", "vic", "viewer")
    return make_person(made["key"])


@pytest.fixture(scope="module")
def filled(ada):
    ada.done(SET_UP)


@pytest.fixture(scope="module")
def as_admin(ada, filled):
    return ada.done(SEARCH).facts


@pytest.fixture(scope="module")
def as_viewer(vic, filled):
    return vic.done(SEARCH).facts


ORDERS = {
    "artifact_size": ["o:v1", "o:v0", "m:v1", "s:v0", "m:v0"],
    "-artifact_size": ["m:v0", "s:v0", "m:v1", "o:v0", "o:v1"],
    "created_at": ["m:v0", "o:v1", "o:v0", "m:v1", "s:v0"],
    "-artifact_created_at": ["s:v0", "m:v1", "o:v0", "o:v1", "m:v0"],
    "linked_at": ["o:v0", "m:v0", "s:v0", "o:v1", "m:v1"],
    "-acm_created_at": ["m:v1", "o:v1", "s:v0", "m:v0", "o:v0"],
}


def test_versions_of_all_registries_are_in_one_order(as_admin):
    assert as_admin["orders"] == ORDERS
    assert as_admin["page by page"] == ORDERS["-artifact_size"]


def test_who_may_not_see_a_registry_gets_the_same_order_without_it(as_viewer):
    assert as_viewer["orders"] == {order: [name for name in names if name != "s:v0"] for order, names in ORDERS.items()}
    assert as_viewer["page by page"] == ["m:v0", "m:v1", "o:v0", "o:v1"]
    assert as_viewer["by size"] == ["o:v0", "m:v0", "m:v1"]
    first, rest = as_viewer["resumed"]
    assert first + rest == ["o:v0", "m:v0", "o:v1", "m:v1"]


def test_an_order_goes_with_filters_and_with_chosen_collections(as_admin):
    assert as_admin["of collections"] == ["m:v1", "o:v1", "m:v0", "o:v0"]
    assert as_admin["of a registry"] == ["o:v1", "o:v0"]
    assert as_admin["by size"] == ["o:v0", "m:v0", "s:v0", "m:v1"]
    assert as_admin["ordered registries"] == ["s:v0", "o:v0", "o:v1", "m:v0", "m:v1"]


def test_versions_are_found_by_age_label_version_and_metadata(as_admin):
    assert as_admin["by age"] == [True, []]
    assert as_admin["by label"] == ["m:v1"]
    assert as_admin["by metadata"] == ["m:v0"]
    assert as_admin["by version"] == ["m:v1", "o:v1"]


def test_an_order_that_is_none_is_told(as_admin):
    assert refused(as_admin["wrong order"], "colour")


def test_a_list_goes_on_where_it_was_left(as_admin):
    first, rest = as_admin["resumed"]
    assert first + rest == ORDERS["linked_at"]


def test_registries_are_filtered_and_ordered_by_the_server(as_admin, as_viewer):
    assert as_admin["registries"] == [["dataset", "model", "open", "secret"], ["secret", "open"], ["open", "secret"], ["model"], 4]
    assert as_viewer["registries"] == [["dataset", "model", "open"], ["open"], ["open"], ["model"], 3]


def test_nothing_failed_on_the_way(server, as_admin, as_viewer):
    assert [line for line in server.log().splitlines() if "ERROR" in line or "status=5" in line] == []
