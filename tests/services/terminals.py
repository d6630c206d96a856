"""Several terminals at one workspace: each act in a process of its own, all at one moment."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from dm_assistant.domain.model import Purpose
from dm_assistant.services import drafting, people
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import comment, comments, load
from tests.shared import ROOT

PEOPLE = 30


def crowd(ws: Workspace) -> None:
    names = [f"fan{number}" for number in range(PEOPLE)]
    rows = [comment(n, e, f"lovely blue, number {n}", days=n + 1) for n, e in enumerate(names)]
    load(ws, comments(ws.path.parent / "c.csv", *rows))
    for each in names:
        people.grant(ws, each, Purpose.THANKS, "yes")
        people.grant(ws, each, Purpose.FEEDBACK, "ask me")
    drafting.make(ws, Purpose.THANKS, names=names)


def at_once(ws: Workspace, *acts: str) -> list[str]:
    """Do each act in a process of its own at the same moment; returns what each said."""
    begin = time.time() + 3
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from dm_assistant.domain.model import FrontEnd\n"
        "from dm_assistant.errors import RefusedError\n"
        "from dm_assistant.services import life, workspace\n"
        "folder, begin, act = sys.argv[1:]\n"
        "with workspace.open_workspace(Path(folder), front_end=FrontEnd.TUI) as ws:\n"
        "    time.sleep(max(0, float(begin) - time.time()))\n"
        "    try:\n"
        "        exec(act)\n"
        "        print('done')\n"
        "    except RefusedError as error:\n"
        "        print(error)\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(ws.path), str(begin), act],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            env={**os.environ, CLOCK: ws.now().isoformat()},
        )
        for act in acts
    ]
    return sorted(each.communicate(timeout=60)[0].strip() for each in running)
