"""Whatever order things happen in: an import brings back nothing that a person took back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import ConsentKind, Purpose, SuppressionReason
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.services import keywords, people
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.examples import examples
from tests.services.workshop import NOON, comment, comments, load

WORD = "FOGLIST"


def written(ws: Workspace, *rows: tuple[object, ...]) -> Path:
    return comments(ws.path.parent / "c.csv", *rows)


def agreed(ws: Workspace) -> bool:
    finding = people.check(ws, "mia", Purpose.FEEDBACK).finding("consent")
    assert finding is not None
    return finding.status is not Status.BLOCK


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a closed workspace with one person and one announced word."""
    folder = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, workspaces.NOW)
        ws = workspaces.practice(folder / "w")
        load(ws, written(ws, comment(1, "mia", days=40)))
        keywords.add(ws, WORD, Purpose.FEEDBACK, from_at=NOON - timedelta(days=30))
        ws.close()
        yield folder / "w"


histories = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.sampled_from(["withdraw", "grant", "word", "word", "other words", "opt out"]),
    ),
    max_size=6,
).map(sorted)


@pytest.mark.slow
@settings(
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(history=histories, halves=st.booleans())
def test_an_import_never_revives_what_was_withdrawn(
    made: Path, history: list[tuple[int, str]], halves: bool
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        workspaces.copied(made, Path(folder) / "w") as ws,
    ):
        said_at = _live(ws, [each for each in history if "word" not in each[1]])
        rows = [
            comment(9 + n, "mia", WORD if what == "word" else "kind words", days=-day)
            for n, (day, what) in enumerate(history)
            if "word" in what
        ]
        ws.fixed_now = NOON + timedelta(days=21)
        before = agreed(ws)
        for part in (rows[::2], rows[1::2]) if halves else (rows,):
            if part:
                load(ws, written(ws, *part))
        no_on = said_at["withdraw"]
        no_at = None if no_on is None else NOON + timedelta(days=no_on)
        words_at = [NOON + timedelta(days=day) for day, what in history if what == "word"]
        counted = [
            line.event_at
            for line in people.person(ws, "mia").consents
            if line.kind == ConsentKind.KEYWORD
        ]
        if said_at["opt out"] is not None:
            words_at = []
        assert sorted(counted) == [at for at in words_at if no_at is None or at > no_at]
        if agreed(ws) and not before:
            assert counted


def _live(ws: Workspace, history: list[tuple[int, str]]) -> dict[str, int | None]:
    """Go through what is no comment, day by day; returns the last day of each kind of no."""
    last: dict[str, int | None] = {"withdraw": None, "opt out": None}
    for day, what in history:
        ws.fixed_now = NOON + timedelta(days=day)
        if what == "grant":
            people.grant(ws, "mia", Purpose.FEEDBACK, "yes please")
        elif what == "withdraw":
            people.withdraw(ws, "mia", Purpose.FEEDBACK, "no more")
            last[what] = day
        else:
            people.suppress(ws, "mia", SuppressionReason.OPT_OUT)
            last[what] = day
    return last
