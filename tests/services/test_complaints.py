"""A complaint is open until a person says how it was settled; until then nothing is sold."""

from __future__ import annotations

import pytest

from dm_assistant.domain.model import DraftState, InboundClass, Purpose
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.errors import BadInputError
from dm_assistant.services import (
    complaints,
    importing,
    life,
    people,
    rewriting,
    safety,
    undoing,
)
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import (
    GROWS,
    approved,
    draft,
    out,
    refusal,
    state,
    stored,
    tables,
    touches,
    wait,
    wrote,
)
from tests.workspaces import FANS, dump

MIA = FANS[0]


def offers(ws: Workspace) -> Status:
    """Return what the rule says about an offer to Mia, and see that thanks are not its matter."""
    found = people.check(ws, MIA, Purpose.OFFER).finding("open_complaint")
    other = people.check(ws, MIA, Purpose.THANKS).finding("open_complaint")
    assert found is not None
    assert other is not None
    assert other.status is Status.ALLOW
    return found.status


def test_nothing_is_sold_from_the_complaint_to_its_end(ws: Workspace) -> None:
    assert offers(ws) is Status.ALLOW
    [line] = complaints.open_one(ws, MIA, "the print came bent")
    assert (line.words, line.closed_at) == ("the print came bent", None)
    assert offers(ws) is Status.WAIT
    wait(ws, days=400)
    assert offers(ws) is Status.WAIT
    [line] = complaints.close(ws, f"@{MIA}", "sent a new print")
    assert (line.outcome, line.closed_at) == ("sent a new print", ws.now())
    assert offers(ws) is Status.ALLOW


def test_all_that_is_open_counts_and_is_settled_at_once(ws: Workspace) -> None:
    complaints.open_one(ws, MIA, "the print came bent")
    assert len(complaints.open_one(ws, MIA, "and nobody answers")) == 2
    assert len(complaints.close(ws, MIA, "sent a new print")) == 2
    assert refusal(lambda: complaints.close(ws, MIA, "again")) == f"@{MIA} has no open complaint"


@pytest.mark.parametrize("act", [complaints.open_one, complaints.close])
def test_words_are_needed_and_nothing_else_changes(ws: Workspace, act: object) -> None:
    before = tables(ws)
    for words in ("", "  ", "a\0b", "\ud800"):
        with pytest.raises(BadInputError):
            act(ws, MIA, words)  # type: ignore[operator]  # one of the two acts
    assert tables(ws) == before


def test_opening_and_closing_are_undone_whole(ws: Workspace) -> None:
    before = tables(ws, without=GROWS)
    complaints.open_one(ws, MIA, "the print came bent")
    opened = tables(ws, without=GROWS)
    complaints.close(ws, MIA, "sent a new print")
    assert undoing.undo(ws).act == "complaint_closed"
    assert tables(ws, without=GROWS) == opened
    assert offers(ws) is Status.WAIT
    assert undoing.undo(ws).act == "complaint"
    assert tables(ws, without=GROWS) == before


def test_what_was_approved_to_sell_becomes_a_draft_and_leaves_room_for_an_answer(
    ws: Workspace,
) -> None:
    out(ws)
    wait(ws, days=8)
    wrote(ws, "thank you so much", kind=InboundClass.THANKS)
    people.grant(ws, MIA, Purpose.OFFER, "do send me your offers")
    number = draft(ws)
    rewriting.edit(ws, number, f"An ad: {stored(ws, number).text} 20 % off for you.")
    life.approve(ws, [number])
    complaints.open_one(ws, MIA, "the print came bent")
    assert state(ws, number) is DraftState.DRAFTED
    assert touches(ws)[-1] == (number, "withdrawn")
    assert "is still open" in refusal(lambda: life.approve(ws, [number]))
    undoing.undo(ws)
    assert state(ws, number) is DraftState.APPROVED
    assert touches(ws)[-1] == (number, "reserved")


def test_approved_thanks_stay_approved(ws: Workspace) -> None:
    number = approved(ws)
    complaints.open_one(ws, MIA, "the print came bent")
    assert state(ws, number) is DraftState.APPROVED
    life.hand_over(ws, number)


def test_it_is_shown_exported_and_erased(ws: Workspace) -> None:
    complaints.open_one(ws, MIA, "the print came bent")
    complaints.close(ws, MIA, "sent a new print")
    complaints.open_one(ws, MIA, "bent again")
    person = people.person(ws, MIA)
    assert [line.words for line in person.complaints] == ["the print came bent", "bent again"]
    assert {entry.kind for entry in person.timeline} >= {"complaint", "complaint closed"}
    exported = safety.export_person(ws, MIA)["complaints"]
    assert [each["words"] for each in exported] == ["the print came bent", "bent again"]
    out_there = safety.export_all(ws, ws.path.parent / "out")
    [table] = [path for path in out_there if path.name == "complaints.csv"]
    assert "bent again" in table.read_text("utf-8")
    safety.forget(ws, MIA)
    assert dump(ws.path / "workspace.db")["complaints"] == []
    assert b"bent" not in (ws.path / "workspace.db").read_bytes()


def test_a_person_with_a_complaint_stays_when_their_import_is_taken_back(ws: Workspace) -> None:
    complaints.open_one(ws, MIA, "the print came bent")
    [batch] = importing.all_batches(ws)
    importing.undo_batch(ws, batch.id)
    assert offers(ws) is Status.WAIT
