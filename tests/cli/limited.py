"""Runs a command in a process of its own that may use so much time and memory and no more.

One process has the program imported and makes a copy of itself for every command: starting an
interpreter for each would take longer than what is tested.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from .conftest import NOW, Ran

SECONDS = 20
BYTES = 1 << 30
_SERVER = """
import json, os, resource, signal, sys, tempfile
from dm_assistant.cli import families
from dm_assistant.cli.main import main
from dm_assistant.services import importing
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import database

WAITING = 120
families.grammar()  # every copy has it

def run(asked, out, err):
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    os.environ.update(asked["environment"])
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"],) * 2)
    signal.alarm(WAITING)  # a process that waits uses no time of its own
    code = main(asked["words"])
    sys.stdout.flush()
    sys.stderr.flush()
    return code

for line in sys.stdin:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            code = 1
            try:
                code = run(json.loads(line), out, err)
            finally:
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        err.seek(0)
        print(json.dumps([code, out.read().decode(), err.read().decode()]), flush=True)
"""


def limited(home: Path, *words: object, seconds: int = SECONDS) -> Ran:
    """Run a command in at most so many seconds of the processor and 1 GB of memory.

    A command that is ended for using more has the negative number of the signal as its code.
    """
    asked = {
        "words": [str(word) for word in words],
        "environment": {"DM_ASSISTANT_HOME": str(home), "DM_ASSISTANT_NOW": NOW},
        "memory": BYTES,
        "seconds": seconds,
    }
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(asked) + "\n")
    server.stdin.flush()
    return Ran(*json.loads(server.stdout.readline()))


@cache
def _server() -> subprocess.Popen[str]:
    """Start, once, the process that makes the others; it ends when its input does."""
    return subprocess.Popen(
        [sys.executable, "-c", _SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )
