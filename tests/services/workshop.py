"""A practice workspace whose clock the test moves, and short words for what happens in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.model import Draft, DraftState, InboundClass, Purpose
from dm_assistant.errors import DmAssistantError
from dm_assistant.services import drafting, importing, life, replies
from dm_assistant.services.file_reports import FileReport
from dm_assistant.services.views import ReplyLogged
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import drafts
from tests import workspaces

NOON = datetime.fromisoformat(workspaces.NOW).astimezone(UTC)
HEADER = ("cid", "uniqueId", "nickname", "text", "videoWebUrl", "createTimeISO", "diggCount")
VIDEO = "https://www.tiktok.com/@me.me/video/74182947519773278{:02}"
DATABASE = "workspace.db"

GROWS = ("journal", "images", "consents", "evidence")
"""Tables that undo adds to instead of putting back; ``images`` is what it puts back from."""


def wait(ws: Workspace, **span: float) -> datetime:
    """Move the clock of a workspace on and return the new time."""
    ws.fixed_now = ws.now() + timedelta(**span)
    return ws.fixed_now


def comment(
    number: int,
    handle: str,
    text: str = "",
    *,
    days: float = 3,
    likes: int = 0,
    video: int = 1,
    name: str = "",
) -> tuple[object, ...]:
    """Return one row of a comments file, written so many days before noon."""
    at = NOON - timedelta(days=days)
    words = text or f"this is remark number {number} about the picture"
    url = VIDEO.format(video)
    return number, handle, name, words, url, f"{at:%Y-%m-%dT%H:%M:%SZ}", likes


def comments(path: Path, *rows: Sequence[object]) -> Path:
    """Write a comments file."""
    return workspaces.write_csv(path, HEADER, rows)


def load(ws: Workspace, path: Path, **options: Any) -> FileReport:
    """Import one file and return its report."""
    [report] = importing.import_paths(ws, [path], **options).files
    return report


def draft(
    ws: Workspace, handle: str = "mia.paints", purpose: Purpose = Purpose.THANKS, **options: Any
) -> int:
    """Draft for one person and return the id."""
    report = drafting.make(ws, purpose, names=[handle], **options)
    [card] = report.drafts
    assert card.draft is not None
    return card.draft.id


def approved(ws: Workspace, handle: str = "mia.paints") -> int:
    """Draft and approve thanks for one person and return the id."""
    number = draft(ws, handle)
    life.approve(ws, [number])
    return number


def out(ws: Workspace, handle: str = "mia.paints") -> int:
    """Draft, approve, hand over and send thanks to one person and return the id."""
    number = approved(ws, handle)
    life.hand_over(ws, number)
    life.sent(ws, [number])
    return number


def wrote(
    ws: Workspace, text: str, handle: str = "mia.paints", kind: InboundClass | None = None
) -> ReplyLogged:
    """Log a message of somebody."""
    return replies.log(ws, handle, text, kind=kind)


def stored(ws: Workspace, number: int) -> Draft:
    """Return a draft as it is stored."""
    with ws.database.read() as tx:
        return drafts.get(tx, [number])[number]


def state(ws: Workspace, number: int) -> DraftState:
    """Return the state of a draft."""
    return stored(ws, number).state


def touches(ws: Workspace) -> list[tuple[int, str]]:
    """Return (draft, state) of every touch."""
    return [(row[3], row[6]) for row in tables(ws)["touches"]]


def tables(ws: Workspace, without: Iterable[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    return workspaces.dump(ws.path / DATABASE, without)


def database_bytes(ws: Workspace) -> bytes:
    """Return the bytes of the database file; nothing else may have it open."""
    ws.close()
    return (ws.path / DATABASE).read_bytes()


def refusal(act: Callable[[], object]) -> str:
    """Do what must be refused, and return the one line that says why."""
    with pytest.raises(DmAssistantError) as caught:
        act()
    line = str(caught.value)
    assert line.isprintable()
    assert line
    return line
