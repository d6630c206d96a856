"""Writing the sample workspace: whole or not at all, by its own clock, the same every time."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from dm_assistant.domain.model import FrontEnd
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import queue, workspace
from dm_assistant.services.demo import (
    calendar,
    campaigning,
    cast,
    comments,
    feedback,
    figures,
    files,
    morning,
    names,
    notes,
    own_words,
    people,
    segments,
    shelf,
    timetable,
)
from dm_assistant.services.demo.story import Story
from dm_assistant.services.workspace import SETTINGS, Workspace
from dm_assistant.storage import accounts

SEED = 20260516


def write(path: Path, *, front_end: FrontEnd = FrontEnd.CLI) -> None:
    """Write the sample workspace into a folder that is empty or not there yet.

    Its clock stands at a fixed moment. Raises BadInputError when something is in the way; whatever
    interrupts the work, there is a whole workspace in the end or none.
    """
    if path.is_symlink() or (path.exists() and not path.is_dir()) or _holds_something(path):
        raise BadInputError(f"{to_screen(str(path))} is not an empty folder: name another one")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".demo-", dir=path.parent) as folder:
            made, brought = Path(folder) / "workspace", Path(folder) / "files"
            brought.mkdir()
            _make(made, brought, front_end)
            if path.exists():
                path.rmdir()
            made.rename(path)
    except OSError as error:
        raise BadInputError(f"{to_screen(str(path))}: {error.strerror}") from None


def _holds_something(path: Path) -> bool:
    return path.is_dir() and any(path.iterdir())


def _make(path: Path, folder: Path, front_end: FrontEnd) -> None:
    with workspace.create(
        path,
        practice=True,
        demo=True,
        account=names.CREATOR,
        timezone=calendar.ZONE,
        front_end=front_end,
    ) as ws:
        (path / SETTINGS).write_text(files.SETTINGS, "utf-8")
        ws.take_settings()
        _fill(ws, folder)
        queue.settle(ws)
        with ws.database.write() as tx:
            accounts.set_meta(tx, "now", calendar.NOW.isoformat())


def _fill(ws: Workspace, folder: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a story that is the same every time, no secret
    fans = people.audience(chance, calendar.COMMENTS_REACH)
    said = comments.conversation(chance, fans)
    story = Story(ws, chance, cast.cast(chance, fans, said), folder)
    timetable.tell(story)
    story.bring(cast.LAST)
    figures.tell(story)
    notes.tell(story)
    morning.tell(story)
    feedback.tell(story)
    campaigning.tell(story)
    own_words.write(ws)
    segments.tell(story)
    shelf.write(ws)
