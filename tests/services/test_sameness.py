"""What others were given counts for every draft: whoever changes it, the lanes follow at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from dm_assistant.domain.model import DraftState, FrontEnd, Lane, SuppressionReason
from dm_assistant.domain.rules.verdict import Finding, Status
from dm_assistant.errors import RefusedError
from dm_assistant.services import (
    cards,
    life,
    people,
    queue,
    renaming,
    replies,
    rewriting,
    safety,
    undoing,
    weighing,
    workspace,
)
from dm_assistant.services.views import ItemId
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import refusal, state, stored, tables, wait
from tests.workspaces import FANS, drafted

MIA, ZOE, TOM = FANS
MAILING = " ".join(f"{first}{rest}" for first in "bcdfghjklmnprs" for rest in "aeiou") + " "
MAILING += " ".join(f"{first}{rest}n" for first in "bcdfghjklmn" for rest in "aeo")


@pytest.fixture
def mailed(ws: Workspace) -> tuple[int, int, int]:
    """Give everybody a draft with the same long text around a quote of theirs."""
    mia, zoe, tom = drafted(ws)
    for number in (mia, zoe, tom):
        rewriting.edit(ws, number, f"“{stored(ws, number).sources[0].phrase}” {MAILING}")
    return mia, zoe, tom


def sameness(ws: Workspace, number: int) -> Finding:
    verdict = cards.card(ws, ItemId("draft", number)).verdict
    assert verdict is not None
    finding = verdict.finding("sameness")
    assert finding is not None
    return finding


def lane(ws: Workspace, number: int) -> Lane:
    """Return where a draft stands by the cache, and see that doctor finds nothing wrong."""
    found = [each for each in Lane if ItemId("draft", number) in queue.ids(ws, each)]
    assert all(check.ok for check in safety.doctor(ws)), safety.doctor(ws)
    return found[0]


def test_the_first_may_go_and_the_next_ones_have_to_change(
    ws: Workspace, mailed: tuple[int, int, int]
) -> None:
    mia, zoe, tom = mailed
    assert {lane(ws, number) for number in mailed} == {Lane.READY}
    life.approve(ws, [mia])
    assert sameness(ws, zoe).status is Status.FIX
    assert sameness(ws, zoe).detail.startswith("86 % like 1 other")
    assert lane(ws, zoe) is lane(ws, tom) is Lane.HELD
    before = tables(ws)
    assert "true of them alone" in refusal(lambda: life.approve(ws, [zoe]))
    assert tables(ws) == before
    assert sameness(ws, mia).status is Status.ALLOW
    life.hand_over(ws, mia)
    life.sent(ws, [mia])
    assert state(ws, mia) is DraftState.SENT


def test_what_is_kept_of_others_follows_every_act_of_any_program(
    ws: Workspace, mailed: tuple[int, int, int]
) -> None:
    mia, zoe, _ = mailed
    with workspace.open_workspace(ws.path, front_end=FrontEnd.TUI) as other:
        assert sameness(other, zoe).status is Status.ALLOW
        life.approve(ws, [mia])
        assert sameness(other, zoe).status is Status.FIX
        kept = other.recent_words
        assert sameness(other, zoe).status is Status.FIX
        assert kept is not None
        assert other.recent_words is kept
        renaming.rename(ws, MIA, "mia.elsewhere")
        assert sameness(other, zoe).status is Status.FIX
        assert other.recent_words is not kept
        life.skip(ws, [mia])
        assert sameness(other, zoe).status is Status.ALLOW


def test_of_many_approved_at_once_only_the_first_goes(
    ws: Workspace, mailed: tuple[int, int, int]
) -> None:
    moved = life.approve(ws, mailed)
    assert [bool(each.refused) for each in moved] == [False, True, True]


def test_an_edit_that_says_something_true_of_them_sets_it_free(
    ws: Workspace, mailed: tuple[int, int, int]
) -> None:
    mia, zoe, _ = mailed
    life.approve(ws, [mia])
    quote = stored(ws, zoe).sources[0].phrase
    own = f"“{quote}” is what I thought of today when the fog came in over the hill and stayed."
    assert weighing.of_draft(ws, zoe).weigh(own).verdict.allowed
    rewriting.edit(ws, zoe, own)
    assert lane(ws, zoe) is Lane.READY
    life.approve(ws, [zoe])


SETS_FREE: dict[str, Callable[[Workspace, int], object]] = {
    "skipped": lambda ws, mia: life.skip(ws, [mia]),
    "snoozed": lambda ws, mia: life.snooze(ws, [mia]),
    "not sent": lambda ws, mia: life.could_not_send(ws, [mia]),
    "edited": lambda ws, mia: rewriting.edit(
        ws, mia, f"“{stored(ws, mia).sources[0].phrase}” and nothing else, thank you for it."
    ),
    "undone": lambda ws, _mia: undoing.undo(ws),
    "opted out": lambda ws, _mia: replies.log(ws, MIA, "please stop messaging me"),
    "suppressed": lambda ws, _mia: people.suppress(ws, MIA, SuppressionReason.OPT_OUT),
    "forgotten": lambda ws, _mia: safety.forget(ws, MIA),
}


@pytest.mark.parametrize("way", SETS_FREE)
def test_what_is_taken_back_sets_the_others_free(
    ws: Workspace, mailed: tuple[int, int, int], way: str
) -> None:
    mia, zoe, _ = mailed
    life.approve(ws, [mia])
    assert lane(ws, zoe) is Lane.HELD
    SETS_FREE[way](ws, mia)
    assert lane(ws, zoe) is Lane.READY


def test_undoing_what_set_the_others_free_holds_them_again(
    ws: Workspace, mailed: tuple[int, int, int]
) -> None:
    mia, zoe, _ = mailed
    life.approve(ws, [mia])
    life.skip(ws, [mia])
    assert lane(ws, zoe) is Lane.READY
    undoing.undo(ws)
    assert lane(ws, zoe) is Lane.HELD


def test_a_sent_message_counts_for_thirty_days_to_the_second(
    ws: Workspace, mailed: tuple[int, int, int]
) -> None:
    mia, zoe, _ = mailed
    life.approve(ws, [mia])
    life.hand_over(ws, mia)
    life.sent(ws, [mia])
    wait(ws, seconds=timedelta(days=30).total_seconds() - 1)
    assert lane(ws, zoe) is Lane.HELD
    with pytest.raises(RefusedError):
        life.approve(ws, [zoe])
    wait(ws, seconds=1)
    assert lane(ws, zoe) is Lane.READY
    life.approve(ws, [zoe])


def test_messages_personal_by_their_quote_are_like_no_other(ws: Workspace) -> None:
    mia, zoe, tom = drafted(ws)
    life.approve(ws, [mia, zoe])
    assert sameness(ws, tom).status is Status.ALLOW
    assert lane(ws, tom) is Lane.READY
