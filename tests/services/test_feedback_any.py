"""Whatever happens in between: exactly those who asked are told, and nobody twice."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import SuppressionReason
from dm_assistant.errors import DmAssistantError
from dm_assistant.services import (
    feedback,
    life,
    merging,
    people,
    safety,
    telling,
    themes,
    undoing,
)
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.examples import examples
from tests.services.workshop import tables, wait, wrote
from tests.workspaces import FANS, copied, with_fans

PAPER, FOG = "a video about paper", "longer fog videos"
Step = Callable[[Workspace, str], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the workspace whose copies the examples live in."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, workspaces.NOW)
        with with_fans(folder / "w") as ws:
            for name in (PAPER, FOG):
                feedback.add(ws, name)
                feedback.made(ws, name, "It is made")
    return folder / "w"


def asks(theme: str) -> Step:
    def step(ws: Workspace, who: str) -> None:
        logged = wrote(ws, "please make that one next", who)
        feedback.code(ws, str(logged.message), [theme])
        wait(ws, minutes=1)

    return step


def unasks(ws: Workspace, who: str) -> None:
    [newest, *_] = [each for each in themes.quotes(ws) if each.handle == who]
    feedback.uncode(ws, newest.number)


def tells(ws: Workspace, _: str) -> None:
    asked = {quote.handle for quote in themes.quotes(ws, PAPER)}
    told = telling.tell(ws, PAPER)
    assert {card.row.handle for card in told.report.drafts} <= asked
    assert asked == {card.row.handle for card in told.report.drafts} | {
        each.handle for each in told.report.left_out
    }


def messages(ws: Workspace, who: str) -> list[int]:
    return [entry.draft for entry in people.person(ws, who).timeline if entry.draft is not None]


def sends(ws: Workspace, who: str) -> None:
    [number, *_] = messages(ws, who)
    life.approve(ws, [number])
    life.hand_over(ws, number)
    life.sent(ws, [number])


STEPS: dict[str, Step] = {
    "asks": asks(PAPER),
    "asks for the other": asks(FOG),
    "takes it back": unasks,
    "tells": tells,
    "sends": sends,
    "skips": lambda ws, who: life.skip(ws, messages(ws, who)[:1]),
    "stops": lambda ws, who: people.suppress(ws, who, SuppressionReason.OPT_OUT),
    "forgets": safety.forget,
    "merges": lambda ws, who: merging.merge(ws, FANS[0], who),
    "merges themes": lambda ws, _: feedback.merge(ws, PAPER, FOG),
    "undoes": lambda ws, _: undoing.undo(ws),
    "waits": lambda ws, _: wait(ws, days=8),
}
lives = st.lists(st.tuples(st.sampled_from(list(STEPS)), st.sampled_from(FANS)), max_size=12)


@pytest.mark.slow
@given(life=lives)
@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nobody_has_two_messages_about_a_theme_and_nobody_who_did_not_ask_has_one(
    made: Path, life: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CLOCK, workspaces.NOW)
    folder = Path(tempfile.mkdtemp())
    with copied(made, folder / "w") as ws:
        for name, who in [*life, ("tells", FANS[0])]:
            with suppress(DmAssistantError, ValueError):
                STEPS[name](ws, who)
        rows = tables(ws)
        standing = Counter(
            row[1]
            for row in rows["drafts"]
            if "made: " + PAPER in row and not {"skipped", "cancelled", "could_not_send"} & {*row}
        )
        assert max(standing.values(), default=0) <= 1
        assert {row[2] for row in rows["codings"]} <= {row[0] for row in rows["contacts"]}
