"""One rule set aside for one message: recorded, used once, paid from a budget."""

from __future__ import annotations

import json

import pytest

from dm_assistant.domain.model import DraftState as S
from dm_assistant.domain.model import InboundClass, Purpose, SuppressionReason
from dm_assistant.domain.rules.overrides import Override
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import erasing, life, people, rewriting, undoing
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import (
    approved,
    database_bytes,
    draft,
    out,
    refusal,
    state,
    tables,
    wait,
    wrote,
)
from tests.workspaces import FANS

MIA, ZOE, TOM = FANS
GAP = Override("gap", "she asked for this on my live, on Sunday")


def held(ws: Workspace, handle: str = MIA) -> int:
    """Return a draft that only the gap holds: they answered a message of four days ago."""
    out(ws, handle)
    wait(ws, days=1)
    wrote(ws, "thank you so much", handle, InboundClass.THANKS)
    wait(ws, days=3)
    return draft(ws, handle, Purpose.THANKS)


def spent(ws: Workspace) -> list[tuple[int, str, str]]:
    return [(row[1], row[3], row[4]) for row in tables(ws)["overrides"]]


def test_an_override_lets_one_message_go_and_is_recorded_with_its_reason(ws: Workspace) -> None:
    number = held(ws)
    assert "the rule is 7 days" in refusal(lambda: life.approve(ws, [number]))
    life.approve(ws, [number], override=GAP)
    assert life.hand_over(ws, number).verdict.finding("gap").status == "warn"  # type: ignore[union-attr]
    life.sent(ws, [number])
    assert spent(ws) == [(number, "gap", GAP.reason)]
    records = [json.loads(row[6]) for row in tables(ws)["journal"]]
    [record] = [each for each in records if "override" in each]
    assert record["override"] == "gap"
    assert "4 d ago" in record["found"]
    assert GAP.reason not in json.dumps(records)


def test_one_reason_is_for_one_approval(ws: Workspace) -> None:
    number = held(ws)
    life.approve(ws, [number], override=GAP)
    rewriting.edit(ws, number, "Mia, the colours in this one are wonderful 0: thank you!")
    assert "the rule is 7 days" in refusal(lambda: life.approve(ws, [number]))
    said = refusal(lambda: life.approve(ws, [number], override=GAP))
    assert "this message had its override already" in said
    assert "one override per person in 30 days" in said


def test_the_budget_of_a_person_and_of_a_day_is_kept_and_comes_back_with_undo(
    ws: Workspace,
) -> None:
    number = held(ws)
    life.approve(ws, [number], override=GAP)
    undoing.undo(ws)
    assert spent(ws) == []
    assert state(ws, number) is S.DRAFTED
    life.approve(ws, [number], override=GAP)
    life.skip(ws, [number])
    wait(ws, hours=1)
    again = draft(ws, MIA)
    assert "one override per person" in refusal(lambda: life.approve(ws, [again], override=GAP))


@pytest.mark.parametrize(
    ("override", "line"),
    [
        (Override("gab", GAP.reason), "there is no rule 'gab'; known: opt_out"),
        (Override("gap", "because"), "an override needs a reason of 15 characters or more"),
        (Override("gap", "because\0of the very long"), "NUL"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(
    ws: Workspace, override: Override, line: str
) -> None:
    number = held(ws)
    before = database_bytes(ws)
    with pytest.raises(BadInputError, match=line.replace("'", ".")):
        life.approve(ws, [number], override=override)
    assert database_bytes(ws) == before


def test_what_nobody_may_override_is_refused_with_its_verdict_and_changes_nothing(
    ws: Workspace,
) -> None:
    number = draft(ws)
    people.suppress(ws, ZOE, SuppressionReason.OPT_OUT)
    wrote(ws, "please stop sending these", MIA)
    before = database_bytes(ws)
    for rule in ("opt_out", "unread_reply", "gap"):
        with pytest.raises((RefusedError, BadInputError)):
            life.approve(ws, [number], override=Override(rule, GAP.reason))
    assert database_bytes(ws) == before


def test_an_override_names_one_draft(ws: Workspace) -> None:
    numbers = [held(ws, MIA), draft(ws, ZOE)]
    with pytest.raises(BadInputError, match="for one draft"):
        life.approve(ws, numbers, override=GAP)


def test_at_the_hand_over_a_late_hour_may_be_overridden_and_the_night_may_not(
    ws: Workspace,
) -> None:
    number = approved(ws)
    wait(ws, hours=6)  # 19:00 in London; without a zone of theirs it closes at 17:00
    late = Override("quiet_hours", "they are online right now, I see them")
    assert "19:00 on your clock" in refusal(lambda: life.hand_over(ws, number))
    assert life.hand_over(ws, number, override=late).verdict.allowed
    other = approved_at_noon(ws)
    wait(ws, hours=10)
    assert "cannot be overridden" in refusal(lambda: life.hand_over(ws, other, override=late))


def approved_at_noon(ws: Workspace) -> int:
    wait(ws, hours=18)
    return approved(ws, ZOE)


def test_erasing_a_person_takes_the_reason_along(ws: Workspace) -> None:
    number = held(ws)
    life.approve(ws, [number], override=GAP)
    erasing.forget(ws, MIA)
    assert [reason for _, _, reason in spent(ws)] == [""]
    assert GAP.reason.encode() not in (ws.path / "workspace.db").read_bytes()
