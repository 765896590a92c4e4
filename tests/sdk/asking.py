"""What the scripts of the public API share: they ask, and tell how each attempt ended."""

import pytest
import wandb

# The public API of registries and members came after the oldest SDK that must work.
needs_new_sdk = pytest.mark.skipif(
    tuple(int(part) for part in wandb.__version__.split(".")[:2]) < (0, 20), reason="this SDK has no such methods"
)

# `told(action)` gives `[True, what it returned]`, or `[False, the kind of the exception, its words and those of its causes]`.
TOLD = """
import json, os, pathlib, sys
import wandb

def told(action):
    try:
        return [True, action()]
    except Exception as failure:
        kind, words = type(failure).__name__, []
        while failure is not None:
            words.append(" ".join(str(failure).split()))
            failure = failure.__cause__ or failure.__context__
        return [False, kind, " | ".join(words)]

def made(name, kind, text, **facts):
    artifact = wandb.Artifact(name, type=kind, **facts)
    with artifact.new_file("a.txt", mode="w") as file:
        file.write(text)
    return artifact

facts = {}
api = wandb.Api()
"""


def refused(answer, *words):
    """Whether an attempt failed, with all these words; an attempt that worked fails the test."""
    assert answer[0] is False, answer
    for word in words:
        assert word in answer[2], answer
    return True
