"""Exports of any moments in any order, again and taken back, come to the state of the whole one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import SuppressionReason
from dm_assistant.services import importing, life, people, questions, safety
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests import exports, workspaces
from tests.examples import examples
from tests.exports import message
from tests.services.test_past_messages import take
from tests.services.test_past_messages_again import BATCH
from tests.services.workshop import NOON, approved, stored, tables, wait
from tests.workspaces import FANS

MIA, ZOE, TOM = FANS
DAYS = 12
HALF = "and then i thought of something quite else, to say it all in my own words for once"
EDITS = ("as it is", "edited", "half", "other")

said = st.tuples(
    st.integers(1, 24 * DAYS),
    st.sampled_from(FANS),
    st.sampled_from([*EDITS, "theirs", "theirs", "stop"]),
)
moments = st.lists(st.integers(1, 24 * DAYS), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a closed workspace: one message said to be sent, one handed over, one approved."""
    folder = tmp_path_factory.mktemp("reconciling")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, workspaces.NOW)
        ws = workspaces.with_fans(folder / "w")
        numbers = [approved(ws, who) for who in FANS]
        for number in numbers[:2]:
            life.hand_over(ws, number)
        life.sent(ws, numbers[:1])
        wait(ws, days=DAYS + 1)
        # Undo stops here, and time does not go back.
        people.suppress(ws, TOM, SuppressionReason.OPT_OUT)
        ws.close()
        yield folder / "w"


def chats(ws: Workspace, told: Iterable[tuple[int, str, str]], until: int) -> dict[str, Any]:
    """Return the chats as an export of a moment has them."""
    words = {who: stored(ws, number).text for number, who in enumerate(FANS, 1)}
    found: dict[str, Any] = {}
    for hours, who, what in sorted(told):
        if hours <= until:
            at = NOON + timedelta(hours=hours)
            found.setdefault(who, []).insert(0, _message(at, who, what, words[who]))
    return found


def _message(at: Any, who: str, what: str, text: str) -> dict[str, str]:
    ours = {
        "as it is": text,
        "edited": f"{text} ps: wow",
        "half": f"{text[: len(text) * 3 // 5]} {HALF}"[: len(text) + 20],
        "other": HALF,
    }
    if what in ours:
        return message(at, exports.OWNER, ours[what])
    return message(at, who, "stop" if what == "stop" else f"a word {at:%H}")


def known(ws: Workspace) -> tuple[Any, ...]:
    """Return what is known of messages, whatever order it came in."""
    kept = tables(ws)
    drafts = [stored(ws, number) for number in range(1, len(FANS) + 1)]
    return (
        [(each.state, each.sent_at, each.found_at, each.words, each.replied_at) for each in drafts],
        sorted(
            (row[1], row[4], row[6], row[10], row[3] or 0)
            for row in kept["touches"]
            if row[6] != "withdrawn"
        ),
        sorted((row[1], row[4], row[5], row[6], row[9] or 0) for row in kept["inbounds"]),
        sorted(
            (each.draft, each.kind, sorted((one.at, one.text) for one in each.candidates))
            for each in questions.asked(ws)
        ),
        sorted(row[1:4] for row in kept["suppressions"]),
    )


@pytest.mark.slow
@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    told=st.lists(said, max_size=7, unique_by=lambda each: each[:2]),
    until=moments,
    data=st.data(),
)
def test_any_exports_in_any_order_come_to_what_the_newest_says(
    made: Path, told: list[tuple[int, str, str]], until: list[int], data: st.DataObject
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        workspaces.copied(made, Path(folder) / "a") as ws,
        workspaces.copied(made, Path(folder) / "b") as plain,
    ):
        # Somebody writes at the very last moment of each export.
        told += [(each, TOM, "last") for each in set(until)]
        for other in (ws, plain):
            other.fixed_now = NOON + timedelta(days=DAYS + 2)
        for moment in data.draw(st.permutations(until)):
            before = tables(ws, BATCH)
            report = take(ws, chats(ws, told, moment))
            if report.batch is not None and data.draw(st.booleans()):
                stopped = {row[0] for row in tables(ws)["contacts"] if row[12] is not None}
                importing.undo_batch(ws, report.batch)
                if stopped == {row[0] for row in before["contacts"] if row[12] is not None}:
                    assert tables(ws, BATCH) == before
                take(ws, chats(ws, told, moment))
            assert take(ws, chats(ws, told, moment)).batch is None
        take(plain, chats(plain, told, max(until)))
        assert known(ws) == known(plain)
        assert [check for check in safety.doctor(ws) if not check.ok] == []
