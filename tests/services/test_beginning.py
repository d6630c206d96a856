"""A new workspace: what comes next, the first draft, and hints about what is missing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import FrontEnd, Lane, Platform, Purpose, SuppressionReason
from dm_assistant.errors import BadInputError
from dm_assistant.services import (
    beginning,
    hints,
    importing,
    keywords,
    people,
    queue,
    safety,
    workspace,
)
from dm_assistant.services.workspace import Workspace
from tests import workspaces


def names(ws: Workspace) -> list[str]:
    return [hint.name for hint in hints.hints(ws)]


def test_each_step_of_a_beginning_names_the_next_command(tmp_path: Path) -> None:
    with workspaces.practice(tmp_path / "new") as ws:
        assert beginning.next_command(ws).startswith("import ")
        with pytest.raises(BadInputError, match="import a file of comments first"):
            beginning.first_draft(ws)
        importing.import_paths(ws, [workspaces.comments_file(tmp_path / "comments.csv")])
        known = beginning.look(ws)
        assert (known.account, known.comments, known.people) == ("@me.me on tiktok", 6, 3)
        assert (known.follows, known.drafted, len(known.best)) == (0, False, 3)
        assert beginning.next_command(ws).startswith("draft ")
        people.suppress(ws, known.best[0].handle, SuppressionReason.REFUSED)
        card = beginning.first_draft(ws)
        assert card.row.handle == known.best[1].handle
        assert card.row.lane is Lane.INVITE
        assert beginning.look(ws).drafted
        assert beginning.next_command(ws) == "queue"


def test_what_is_missing_is_named_until_it_is_there(tmp_path: Path) -> None:
    made = workspace.create(tmp_path / "new", practice=True, timezone="Europe/London")
    with made as ws:
        assert names(ws) == ["account", "people"]
        importing.import_paths(ws, [workspaces.comments_file(tmp_path / "comments.csv")])
        assert names(ws) == ["account", "follows"]
        beginning.first_draft(ws)
        assert queue.counts(ws).invite == 1
        assert names(ws) == ["account", "keyword", "follows"]
        keywords.add(ws, "FOGLIST", Purpose.THANKS)
        assert names(ws) == ["account", "follows"]
        begun = ws.now()
        ws.fixed_now = begun + timedelta(days=8)
        assert names(ws)[-1] == "backup"
        safety.backup(ws)
        assert names(ws) == ["account", "follows"]
        ws.fixed_now = begun - timedelta(days=1)
        assert names(ws)[0] == "clock"


def test_a_hint_that_was_put_away_is_shown_to_those_who_ask_for_all(tmp_path: Path) -> None:
    home = tmp_path / "new"
    with workspace.create(home, practice=True, timezone="Europe/London") as ws:
        hints.put_away(ws, "account")
        assert names(ws) == ["people"]
        with pytest.raises(BadInputError, match="account, people"):
            hints.put_away(ws, "\x1b[31m")
    with workspace.open_workspace(home, front_end=FrontEnd.CLI) as ws:
        assert names(ws) == ["people"]
        assert [hint.name for hint in hints.hints(ws, away=True)] == ["account", "people"]


def test_a_language_that_many_read_and_no_template_is_in_is_named(tmp_path: Path) -> None:
    rows = [(f"fan{n}", Platform.TIKTOK.value, "sv" if n else "pt-br") for n in range(6)]
    table = workspaces.write_csv(tmp_path / "c.csv", ("handle", "platform", "language"), rows)
    with workspaces.practice(tmp_path / "new") as ws:
        importing.import_paths(ws, [table])
        found = {hint.name: hint for hint in hints.hints(ws)}
        assert "5 of 6 people read 'sv'" in found["language-sv"].words
        assert "language-pt-br" not in found


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}, []),
        ({"TERM": "linux", "LANG": "C"}, ["letters", "clipboard"]),
        ({"TERM": "xterm", "LC_ALL": "de_DE.utf8", "LANG": "C"}, []),
    ],
)
def test_a_terminal_that_lacks_something_says_so(
    environment: dict[str, str], found: list[str]
) -> None:
    assert [hint.name for hint in hints.of_terminal(environment)] == found
