"""What the tests share: a fresh server per test file, and people who run scripts against it."""

import pathlib

import pytest
import wandb
from scripting import Person
from serving import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A fresh server with the admin `ada`, the organization `my-org`, the team `my-team` and the core registries."""
    started = Server(tmp_path_factory.mktemp("server")).start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def make_person(server, tmp_path_factory):
    """Makes somebody with a home of their own; without a key they must log in first."""

    def make(key=None, url=None):
        return Person(tmp_path_factory.mktemp("person"), url or server.url, key)

    return make


@pytest.fixture(scope="module")
def ada(server, make_person):
    """The admin, at a machine with an empty cache."""
    return make_person(server.key)


@pytest.fixture(scope="session")
def sdk_version():
    """The version of the SDK as numbers."""
    return tuple(int(part) for part in wandb.__version__.split(".")[:3])


@pytest.fixture(scope="session")
def examples():
    """The scripts that a newcomer runs, the same ones that the browser tests use."""
    return pathlib.Path(__file__).resolve().parents[1] / "support"
