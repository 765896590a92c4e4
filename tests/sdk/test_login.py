"""`wandb login`, and what a person with a wrong key reads."""

import netrc
import select

import pytest
from scripting import PATIENCE_SECONDS, finish

WRONG = "f" * 40
SENTENCE = "This API key is not valid here. Create one at /authorize"
WHO = """
    import wandb
    print('"' + wandb.Api().viewer.username + '"')
"""


def saved_key(person):
    """The key that the SDK has written into the home of a person; nothing when there is none."""
    file = person.home / ".netrc"
    hosts = netrc.netrc(file).hosts if file.exists() else {}
    return next((password for _login, _account, password in hosts.values()), None)


def test_a_key_as_argument_is_verified_and_saved(server, make_person):
    person = make_person()
    finished = person.tell("login", "--verify", "--host", server.url, server.key)
    assert finished.code == 0, finished.output
    assert saved_key(person) == server.key
    assert person.done(WHO).facts == "ada"


def test_a_key_that_is_typed_is_saved_and_the_prompt_says_where_to_get_one(server, make_person):
    person = make_person()
    # `wandb login` asks only at a terminal.
    at_terminal = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
    process = person.start(at_terminal, person.program, "login", "--relogin", "--host", server.url, stdin=True)
    seen = ""
    while "enter" not in seen.rsplit("\n", 1)[-1]:
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE_SECONDS)
        part = process.stdout.buffer.raw.read(4096) if ready else b""
        assert part, seen
        seen += part.decode()
    assert f"{server.url}/authorize" in seen
    process.stdin.write(f"{server.key}\n")
    process.stdin.flush()
    finished = finish(process)
    assert finished.code == 0, seen + finished.output
    assert saved_key(person) == server.key
    assert server.key not in seen + finished.output
    assert person.done(WHO).facts == "ada"


def test_a_wrong_key_is_refused_with_one_sentence(server, make_person):
    finished = make_person().tell("login", "--verify", "--host", server.url, WRONG)
    assert finished.code != 0
    assert SENTENCE in finished.output


SCRIPTS = ["import wandb; wandb.init(project='nowhere')", "import wandb; wandb.Api().viewer.username"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_with_a_wrong_key_ends_at_once_with_the_sentence(server, make_person, script, sdk_version):
    before = server.visible()
    finished = make_person(WRONG).run(script)
    assert finished.code != 0
    if "Api" in script and sdk_version < (0, 20):
        # This one shows the status only.
        assert "401" in finished.output
    else:
        assert SENTENCE in finished.output
    assert server.visible() == before


def test_a_key_of_another_server_tells_nothing_about_what_is_here(server):
    answer = server.post("{ organization { name } __schema { types { name } } }", key=WRONG)
    assert answer.status_code == 401
    assert [error["message"].startswith(SENTENCE) for error in answer.json()["errors"]] == [True]
    assert not answer.json().get("data")
