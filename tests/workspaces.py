"""Small real workspaces for tests: people who commented, agreed and have drafts waiting."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from dm_assistant.domain.model import FrontEnd, Purpose
from dm_assistant.services import drafting, importing, people, workspace
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import comment_words

NOW = "2024-10-01T12:00:00+00:00"
"""A Tuesday at one in the afternoon in London: no quiet hours, whoever one asks."""

POST = "https://www.tiktok.com/@me.me/video/7418294751977327878"
HEADER = ("cid", "uniqueId", "nickname", "uid", "text", "videoWebUrl", "createTimeISO")
FANS = ("mia.paints", "zoe_draws", "tom.inks")


def practice(path: Path) -> Workspace:
    """Make an empty practice workspace; the caller sets the clock in the environment."""
    return workspace.create(path, practice=True, account="@me.me", timezone="Europe/London")


def copied(made: Path, path: Path) -> Workspace:
    """Open a copy of a closed workspace."""
    shutil.copytree(made, path)
    return workspace.open_workspace(path, front_end=FrontEnd.CLI)


def reopened(ws: Workspace) -> Workspace:
    """Close a workspace and open it as another process would."""
    ws.close()
    return workspace.open_workspace(ws.path, front_end=FrontEnd.CLI)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def comments_file(path: Path, handles: Sequence[str] = FANS) -> Path:
    """Write a file of comments: two by each person, worth quoting, with names and user ids."""
    texts = (
        "the colours in this one are wonderful {n}",
        "which paper do you use for the wash {n}?",
    )
    return write_csv(
        path,
        HEADER,
        [
            (
                f"c-{handle}-{number}",
                handle,
                f"{handle.title()} Surname",
                f"user{place}",
                text.format(n=place),
                POST,
                f"2024-09-2{number}T10:{place % 60:02}:00Z",
            )
            for place, handle in enumerate(handles)
            for number, text in enumerate(texts)
        ],
    )


def with_fans(path: Path, handles: Sequence[str] = FANS) -> Workspace:
    """Make a workspace with people who commented and agreed to be thanked."""
    ws = practice(path)
    importing.import_paths(ws, [comments_file(path.parent / "comments.csv", handles)])
    for handle in handles:
        people.grant(ws, handle, Purpose.THANKS, f"yes, {handle} may be thanked")
    return ws


def drafted(ws: Workspace, *handles: str) -> list[int]:
    """Draft thanks for people and return the ids."""
    report = drafting.make(ws, Purpose.THANKS, names=handles or FANS)
    return [card.draft.id for card in report.drafts if card.draft is not None]


def dump(path: Path, without: Iterable[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of a database file, but not an index over them."""
    left_out = {"sqlite_sequence", *without}
    # Writable, though only read: what a killed process left half done is rolled back on opening.
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return {
            name: sorted(db.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in sorted(names)
            if name not in left_out and not name.startswith(comment_words.TABLE)
        }
