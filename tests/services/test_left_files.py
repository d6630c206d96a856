"""Of a folder, a file that the workspace refuses is left with its reason; the others go in whole.

The file is well formed and only the workspace knows better: it is of another account, or says
what has not happened yet.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.errors import BadInputError
from dm_assistant.services import importing
from dm_assistant.services.importing import Watch
from dm_assistant.services.views import Progress
from dm_assistant.services.workspace import Workspace
from tests import exports, studio
from tests.services.test_importing import CONTACTS, ledger, yes
from tests.services.workshop import NOON, comment, comments, tables
from tests.studio import END, english
from tests.workspaces import practice, write_csv

OWN = ("journal", "images", "meta")
"""Tables that differ from workspace to workspace, or say when."""


def another_account(folder: Path) -> None:
    said = exports.talk(NOON - timedelta(days=2), ("tom", "hello"), ("somebody.else", "hi"))
    exports.write(folder / "b.json", exports.export({"tom": said}, owner="somebody.else"))


def figures_of_another_account(folder: Path) -> None:
    post = f"https://www.tiktok.com/@somebody.else/video/{studio.video(END)}"
    row = (english(END), "", post, english(END), 1, 2, 3, 4)
    studio.table(folder / "b.csv", studio.CONTENT, [row])


def consent_to_come(folder: Path) -> None:
    ledger(folder / "b.csv", yes("zoe"), yes("mia", when="2031-01-01T10:00:00Z"))


REFUSED: dict[Callable[[Path], None], tuple[str, str]] = {
    another_account: ("b.json", "these are the messages of @somebody.else, not of @me.me"),
    figures_of_another_account: ("b.csv", "these are the figures of @somebody.else, not of @me.me"),
    consent_to_come: ("b.csv:3", "the time of this consent is still to come"),
}


def good(folder: Path) -> tuple[Path, Path]:
    """Write two files that are taken, one read before the one that is refused, one after."""
    people = write_csv(folder / "a.csv", CONTACTS, [("mia", "Mia", *[""] * 6)])
    return people, comments(folder / "c.csv", *(comment(each, f"fan{each}") for each in range(5)))


@pytest.mark.parametrize("refused", REFUSED)
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_refused_file_of_a_folder_leaves_the_others_whole(
    empty: Workspace, tmp_path: Path, refused: Callable[[Path], None], dry_run: bool
) -> None:
    folder = tmp_path / "down"
    folder.mkdir()
    good(folder)
    with practice(tmp_path / "other") as other:
        if not dry_run:
            importing.import_paths(other, [folder])
        expected = tables(other, OWN)
    refused(folder)
    said: list[Progress] = []
    watch = Watch(said.append)
    report = importing.import_paths(empty, [folder], dry_run=dry_run, watch=watch)
    place, reason = REFUSED[refused]
    [left] = report.left_out
    name, _, line = place.partition(":")
    assert left.path == f"down/{name}"
    assert left.reason.startswith(f"line {line}: {reason}" if line else reason)
    assert [(Path(each.path).name, each.new) for each in report.files] == [
        ("a.csv", 1),
        ("c.csv", 5),
    ]
    rows = [each for each in said if each.unit == "rows"]
    assert [(each.done, each.total) for each in rows[-2:]] == [(1, 1), (5, 5)]
    assert all(each.done <= each.total for each in rows)
    assert tables(empty, OWN) == expected


@pytest.mark.parametrize("refused", REFUSED)
def test_a_refused_file_that_is_named_keeps_all_out(
    empty: Workspace, tmp_path: Path, refused: Callable[[Path], None]
) -> None:
    first, last = good(tmp_path)
    refused(tmp_path)
    [named] = tmp_path.glob("b.*")
    before = tables(empty)
    place, reason = REFUSED[refused]
    with pytest.raises(BadInputError) as problem:
        importing.import_paths(empty, [first, named, last])
    assert str(problem.value).startswith(f"{place}: {reason}")
    assert tables(empty) == before
