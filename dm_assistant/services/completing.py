"""What a name on the command line may go on to: people, segments, templates, pools and so on."""

from __future__ import annotations

import re
from pathlib import Path

from dm_assistant.domain.model import FrontEnd
from dm_assistant.services import workspace
from dm_assistant.storage import completing

SAFE = re.compile(r"[A-Za-z0-9_.@+/-]+")
"""A name that means the same to every shell; others are typed, never offered."""

TIERS = ("superfan", "regular", "new", "quiet")
"""Segments that are always there."""


def names(home: Path, kind: str, begun: str) -> list[str]:
    """Return the names of a kind that begin with what was typed; of no workspace there are none."""
    if not workspace.exists(home):
        return []
    if kind == "templates":
        found = _templates(home)
    else:
        mark = "@" if begun.startswith("@") else ""
        with workspace.open_workspace(home, front_end=FrontEnd.CLI) as ws:
            found = completing.names(ws.database, kind, begun.removeprefix(mark))
        found = [mark + name for name in found]
    if kind == "segments":
        found += TIERS
    return [name for name in found if name.startswith(begun) and SAFE.fullmatch(name)]


def _templates(home: Path) -> list[str]:
    """Return every template as purpose/variant, by the names of the files alone."""
    from dm_assistant.domain.templates.library import shipped_folder

    folders = (shipped_folder(), home / workspace.TEMPLATES)
    files = (file for folder in folders for file in folder.glob("*/*.md"))
    return sorted({f"{file.parent.name}/{file.name.partition('.')[0]}" for file in files})
