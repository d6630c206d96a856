"""Undo puts everything back exactly, and a clock set back changes no order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import Purpose
from dm_assistant.services import (
    codes,
    drafting,
    importing,
    life,
    people,
    replies,
    rewriting,
    safety,
    undoing,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import chain
from tests.examples import examples
from tests.workspaces import FANS, comments_file, drafted, dump

HISTORY = ("journal", "images", "alembic_version")


def state(ws: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Return what undo answers for; ``standings`` are a cache that is built anew."""
    return dump(ws.path / "workspace.db", HISTORY)


def approve(ws: Workspace, ids: list[int]) -> None:
    life.approve(ws, ids)


def edit(ws: Workspace, ids: list[int]) -> None:
    rewriting.edit(
        ws, ids[0], "Hi Mia, the colours in this one are wonderful 0, you wrote. Thanks!"
    )


def reply(ws: Workspace, _ids: list[int]) -> None:
    replies.log(ws, FANS[1], "what paper do you use?", at=ws.now())


def draft(ws: Workspace, _ids: list[int]) -> None:
    drafting.make(ws, Purpose.FEEDBACK, names=FANS)


def note(ws: Workspace, _ids: list[int]) -> None:
    people.note(ws, people.person(ws, FANS[0]).contact.contact_id, "met at the market")


def add_codes(ws: Workspace, _ids: list[int]) -> None:
    path = ws.path.parent / "codes.txt"
    path.write_text("AAA1\nAAA2")
    codes.add(ws, "spring", path)


def snooze(ws: Workspace, ids: list[int]) -> None:
    life.snooze(ws, ids, ws.now() + timedelta(days=2))


def skip(ws: Workspace, ids: list[int]) -> None:
    life.skip(ws, ids)


@pytest.mark.parametrize("act", [approve, skip, snooze, edit, draft, note, add_codes])
def test_undo_puts_every_table_back_exactly(
    ws: Workspace, act: Callable[[Workspace, list[int]], None]
) -> None:
    ids = drafted(ws)
    before = state(ws)
    act(ws, ids)
    assert state(ws) != before
    undoing.undo(ws)
    assert state(ws) == before
    assert [check for check in safety.doctor(ws) if not check.ok] == []


def test_undo_of_what_the_ledger_holds_adds_to_the_ledger(ws: Workspace) -> None:
    ledger = ("consents", "evidence")
    ids = drafted(ws)
    before = state(ws)
    reply(ws, ids)
    logged = state(ws)
    undoing.undo(ws)
    after = state(ws)
    for name in ledger:
        assert set(before[name]) < set(logged[name]) < set(after[name])
    assert {name: rows for name, rows in after.items() if name not in ledger} == {
        name: rows for name, rows in before.items() if name not in ledger
    }
    assert [check for check in safety.doctor(ws) if not check.ok] == []


def test_undo_of_an_import_puts_every_table_back_exactly(ws: Workspace, tmp_path: Path) -> None:
    changed = ("contacts", "imports", "standings")
    before = {name: rows for name, rows in state(ws).items() if name not in changed}
    scores = [(each.handle, each.score, each.terms) for each in people.ranked(ws)]
    more = [*FANS, "new.face", "an.other"]
    importing.import_paths(ws, [comments_file(tmp_path / "m.csv", more)])
    assert len(people.ranked(ws)) == len(scores) + 2
    undoing.undo(ws)
    assert {name: rows for name, rows in state(ws).items() if name not in changed} == before
    assert [(each.handle, each.score, each.terms) for each in people.ranked(ws)] == scores


def test_undo_goes_back_act_by_act(ws: Workspace) -> None:
    states = [state(ws)]
    ids = drafted(ws)
    for step in (skip_first, approve_rest):
        states.append(state(ws))
        step(ws, ids)
    for expected in reversed(states):
        undoing.undo(ws)
        assert state(ws) == expected


def skip_first(ws: Workspace, ids: list[int]) -> None:
    life.skip(ws, ids[:1])


def approve_rest(ws: Workspace, ids: list[int]) -> None:
    life.approve(ws, ids[1:])


def test_a_clock_set_back_changes_no_order(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = drafted(ws)
    monkeypatch.setattr(ws, "fixed_now", ws.now() - timedelta(days=400))
    life.skip(ws, ids)
    lines = safety.journal(ws, 50)
    times = [line.at for line in reversed(lines)]
    assert times == sorted(times)
    assert [check.name for check in safety.doctor(ws) if not check.ok] == []


# --- the chain -------------------------------------------------------------------------------

Chain = list[tuple[int, dict[str, int], str, str]]


def chain_of(values: list[int]) -> Chain:
    records: Chain = []
    head = chain.GENESIS
    for number, value in enumerate(values, start=1):
        record = {"value": value}
        own = chain.link(head, record)
        records.append((number, record, head, own))
        head = own
    return records


def problem(records: Chain, anchored: tuple[int, str] | None) -> str:
    return chain.follow(iter(records), anchored=anchored).problem


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8), st.data())
@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_change_to_a_chain_is_found(values: list[int], data: st.DataObject) -> None:
    whole = chain_of(values)
    anchored = (len(whole), whole[-1][3])
    assert problem(whole, anchored) == ""
    place = data.draw(st.integers(0, len(whole) - 1))
    number, record, before, own = whole[place]
    other = {"value": record["value"] + 1}
    damaged: list[Chain] = [
        [*whole[:place], (number, other, before, own), *whole[place + 1 :]],
        [*whole[:place], (number, other, before, chain.link(before, other)), *whole[place + 1 :]],
        whole[:place] + whole[place + 1 :],
        [*whole[:place], whole[place], *whole[place:]],
        whole[:place],
        [*whole[:place], (number + 1, record, before, own), *whole[place + 1 :]],
        chain_of([each + 1 for each in values]),
    ]
    for records in damaged:
        assert problem(records, anchored) != ""


def test_newer_records_than_the_anchor_are_no_problem() -> None:
    whole = chain_of([1, 2, 3])
    assert problem(whole, (2, whole[1][3])) == ""
    assert problem(whole, None) == ""
    assert problem([], None) == ""
