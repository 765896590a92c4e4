"""Scripts of SDK users, each in a process, a home and a cache of its own: the SDK keeps state per process and per home."""

import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import textwrap

# Far above what any script needs, far below what a hanging SDK takes.
PATIENCE_SECONDS = 150


@dataclasses.dataclass
class Finished:
    """How a script ended and what its user saw."""

    code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        """Everything that the user saw."""
        return self.stdout + self.stderr

    @property
    def facts(self):
        """The JSON of the last line of the standard output."""
        return json.loads(self.stdout.strip().splitlines()[-1])


class Person:
    """Somebody with an API key and a home folder who runs scripts."""

    def __init__(self, folder: pathlib.Path, url: str, key: str | None):
        self.folder = folder
        self.work = folder / "work"
        self.home = folder / "home"
        for made in (self.work, self.home, folder / "config"):
            made.mkdir(parents=True, exist_ok=True)
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "WANDB_BASE_URL": url,
            "WANDB_DIR": str(self.work),
            "WANDB_CACHE_DIR": str(folder / "cache"),
            "WANDB_CONFIG_DIR": str(folder / "config"),
            "WANDB_DATA_DIR": str(folder / "staging"),
            # Nothing of a test leaves this machine.
            "WANDB_ERROR_REPORTING": "false",
            "NO_PROXY": "*",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        if key is not None:
            self.environment["WANDB_API_KEY"] = key

    def start(self, script: str | pathlib.Path, *words: str, stdin: bool = False, **environment: str) -> subprocess.Popen:
        """Starts a script, given as text or as a file; with `stdin`, something can be written to it."""
        if isinstance(script, str):
            path = self.folder / f"script-{len(list(self.folder.glob('script-*')))}.py"
            path.write_text(textwrap.dedent(script))
            script = path
        return self._popen([sys.executable, str(script), *words], stdin, environment)

    def run(self, script: str | pathlib.Path, *words: str, **environment: str) -> Finished:
        """Runs a script to its end, whatever that is."""
        return finish(self.start(script, *words, **environment))

    def done(self, script: str | pathlib.Path, *words: str, **environment: str) -> Finished:
        """Runs a script that must end well."""
        finished = self.run(script, *words, **environment)
        assert finished.code == 0, finished.output
        return finished

    @property
    def program(self) -> str:
        """The command `wandb`."""
        return str(pathlib.Path(sys.executable).parent / "wandb")

    def tell(self, *words: str) -> Finished:
        """Runs the command `wandb`."""
        return finish(self._popen([self.program, *words], False, {}))

    def _popen(self, command, stdin, environment):
        # A file, not a pipe: nobody reads it while the script runs, and a full pipe would stop the script.
        stderr = self.folder / f"stderr-{len(list(self.folder.glob('stderr-*')))}.txt"
        process = subprocess.Popen(
            command,
            cwd=self.work,
            env={**self.environment, **environment},
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr.open("w"),
            text=True,
        )
        process.stderr_path = stderr
        return process


def finish(process: subprocess.Popen) -> Finished:
    """Waits for the end of a process; one that hangs is ended and fails the test with what it said."""
    try:
        stdout, _ = process.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        stdout, _ = process.communicate()
        raise AssertionError(f"still running after {PATIENCE_SECONDS} s\n{stdout}{said(process)}") from None
    return Finished(process.returncode, stdout, said(process))


def said(process: subprocess.Popen) -> str:
    """What a script wrote to its standard error so far."""
    return process.stderr_path.read_text(errors="replace")
