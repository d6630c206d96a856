"""A message's way: each step allowed or refused in one line, and every one asks the gate."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.lifecycle import FOLLOWS
from dm_assistant.domain.model import DraftState as S
from dm_assistant.domain.model import InboundClass, Purpose, SuppressionReason
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import answers, codes, drafting, life, people, queue, replies, rewriting
from dm_assistant.services.views import HandOver, Moved
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import (
    approved,
    comment,
    comments,
    draft,
    load,
    out,
    refusal,
    state,
    stored,
    tables,
    touches,
    wait,
    wrote,
)
from tests.workspaces import FANS

REACHED: dict[S, Callable[[Workspace, int], object]] = {
    S.DRAFTED: lambda _ws, _id: None,
    S.SNOOZED: lambda ws, id_: life.snooze(ws, [id_]),
    S.APPROVED: lambda ws, id_: life.approve(ws, [id_]),
    S.HANDED_OVER: lambda ws, id_: (life.approve(ws, [id_]), life.hand_over(ws, id_)),
    S.SENT: lambda ws, id_: (life.approve(ws, [id_]), life.sent(ws, [id_])),
    S.SEEN: lambda ws, id_: (REACHED[S.SENT](ws, id_), life.seen(ws, [id_])),
    S.REPLIED: lambda ws, id_: (REACHED[S.SENT](ws, id_), wrote(ws, "thank you so much")),
    S.SKIPPED: lambda ws, id_: life.skip(ws, [id_]),
    S.COULD_NOT_SEND: lambda ws, id_: (REACHED[S.SENT](ws, id_), life.could_not_send(ws, [id_])),
    S.CANCELLED: lambda ws, _id: people.suppress(ws, FANS[0], SuppressionReason.OPT_OUT),
}
ACTS: dict[str, tuple[S, Callable[[Workspace, int], object]]] = {
    "approve": (S.APPROVED, lambda ws, id_: life.approve(ws, [id_])),
    "skip": (S.SKIPPED, lambda ws, id_: life.skip(ws, [id_])),
    "snooze": (S.SNOOZED, lambda ws, id_: life.snooze(ws, [id_])),
    "hand over": (S.HANDED_OVER, life.hand_over),
    "sent": (S.SENT, lambda ws, id_: life.sent(ws, [id_])),
    "seen": (S.SEEN, lambda ws, id_: life.seen(ws, [id_])),
    "failed": (S.COULD_NOT_SEND, lambda ws, id_: life.could_not_send(ws, [id_])),
}
ALSO = {
    (S.APPROVED, "sent"),
    (S.APPROVED, "failed"),
    (S.HANDED_OVER, "hand over"),
}
"""What the creator may say in one step: two of the table's, or the same text once more."""


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("reached", REACHED)
def test_each_step_is_taken_or_refused_in_one_line(ws: Workspace, reached: S, act: str) -> None:
    number = draft(ws)
    REACHED[reached](ws, number)
    assert state(ws, number) is reached
    following, do = ACTS[act]
    may = following in FOLLOWS[reached] or (reached, act) in ALSO
    # A snoozed message is held until it wakes; the gate says so, not the table.
    if may and (reached, act) != (S.SNOOZED, "approve"):
        do(ws, number)
        assert state(ws, number) is following
    else:
        before = tables(ws)
        line = refusal(lambda: do(ws, number))
        assert f"draft {number}" in line
        assert tables(ws) == before


def test_nothing_leaves_that_was_not_approved(ws: Workspace) -> None:
    number = draft(ws)
    for act in (life.sent, life.seen, life.could_not_send):
        assert "it is drafted" in refusal(lambda act=act: act(ws, [number]))  # type: ignore[misc]
    assert "it is drafted" in refusal(lambda: life.hand_over(ws, number))


def test_an_unknown_draft_changes_nothing_for_the_others(ws: Workspace) -> None:
    number = draft(ws)
    before = tables(ws)
    assert refusal(lambda: life.approve(ws, [number, 99])) == "there is no draft 99"
    assert refusal(lambda: life.skip(ws, [])) == "name at least one draft"
    assert tables(ws) == before


def test_approving_asks_the_gate_and_says_every_reason(ws: Workspace) -> None:
    number = draft(ws, purpose=Purpose.FEEDBACK)
    with pytest.raises(RefusedError) as refused:
        life.approve(ws, [number])
    assert refused.value.verdict is not None
    assert refused.value.verdict.status == "block"
    assert "Nothing says that they want" in str(refused.value)
    assert state(ws, number) is S.DRAFTED
    assert touches(ws) == []


def test_of_two_drafts_to_one_person_exactly_one_is_approved(ws: Workspace) -> None:
    people.grant(ws, FANS[0], Purpose.FEEDBACK, "ask me anything")
    pitch = {"idea": "a fog study", "i_give": "the filming", "they_give": "one painting"}
    first, second = draft(ws), draft(ws, purpose=Purpose.COLLAB, extra=pitch)
    people.grant(ws, FANS[0], Purpose.COLLAB, "let us paint together")
    moved = life.approve(ws, [first, second])
    assert [bool(each.refused) for each in moved] == [False, True]
    assert "Another message to them was approved" in moved[1].refused
    assert [state(ws, each) for each in (first, second)] == [S.APPROVED, S.DRAFTED]
    refusal(lambda: life.approve(ws, [second]))


def test_one_changed_character_voids_the_approval(ws: Workspace) -> None:
    number = approved(ws)
    rewriting.edit(ws, number, stored(ws, number).text)
    assert state(ws, number) is S.APPROVED
    rewriting.edit(ws, number, stored(ws, number).text + ".")
    assert state(ws, number) is S.DRAFTED
    assert touches(ws) == [(number, "withdrawn")]
    assert "it is drafted" in refusal(lambda: life.hand_over(ws, number))
    life.approve(ws, [number])
    assert life.hand_over(ws, number).text.endswith(".")


def test_handing_over_gives_the_approved_words_and_where_they_go(ws: Workspace) -> None:
    number = approved(ws)
    over = life.hand_over(ws, number)
    assert over.text == stored(ws, number).text
    assert over.link == "https://www.tiktok.com/@mia.paints"
    assert touches(ws) == [(number, "handed_over")]


def test_handing_over_again_gives_the_same_words_without_a_second_touch(ws: Workspace) -> None:
    number = approved(ws)
    first = life.hand_over(ws, number)
    before = tables(ws)
    wait(ws, days=9)
    assert life.hand_over(ws, number).text == first.text
    assert tables(ws) == before


def test_an_approval_grows_stale_and_can_be_given_again(ws: Workspace) -> None:
    number = approved(ws)
    wait(ws, hours=71, minutes=59, seconds=59)
    before = tables(ws)
    life.hand_over(ws, number)
    assert tables(ws) != before
    second = approved(ws, FANS[1])
    wait(ws, hours=72)
    assert "is too old" in refusal(lambda: life.hand_over(ws, second))
    assert state(ws, second) is S.DRAFTED
    assert (second, "withdrawn") in touches(ws)
    life.approve(ws, [second])
    life.hand_over(ws, second)


def test_changed_facts_void_the_approval(ws: Workspace) -> None:
    number = approved(ws)
    wait(ws, minutes=1)
    people.set_facts(ws, stored(ws, number).contact_id, name="Somebody Else")
    assert "What is known of them changed" in refusal(lambda: life.hand_over(ws, number))
    assert state(ws, number) is S.DRAFTED


def test_sent_without_a_hand_over_asks_the_gate_again(ws: Workspace) -> None:
    number = approved(ws)
    wait(ws, hours=8)
    assert "21:00 on your clock" in refusal(lambda: life.sent(ws, [number]))
    assert state(ws, number) is S.APPROVED
    wait(ws, hours=16)
    life.sent(ws, [number])
    assert touches(ws) == [(number, "sent")]


def test_what_was_handed_over_may_be_confirmed_at_any_hour(ws: Workspace) -> None:
    number = approved(ws)
    left = life.hand_over(ws, number)
    wait(ws, days=8, hours=11)
    life.sent(ws, [number])
    assert stored(ws, left.id).handed_over_at == ws.now().replace(day=1, hour=12)
    assert tables(ws)["touches"][0][4] == stored(ws, left.id).handed_over_at.timestamp()  # type: ignore[union-attr]


@pytest.mark.parametrize("reached", [S.APPROVED, S.HANDED_OVER, S.SENT])
def test_what_could_not_be_sent_gives_its_place_back(ws: Workspace, reached: S) -> None:
    number = draft(ws)
    REACHED[reached](ws, number)
    life.could_not_send(ws, [number], "the app crashed")
    assert touches(ws) == [(number, "withdrawn")]
    again = draft(ws)
    life.approve(ws, [again])
    assert state(ws, again) is S.APPROVED


@pytest.mark.parametrize("reached", [S.APPROVED, S.HANDED_OVER])
def test_who_cannot_receive_messages_is_left_alone_for_90_days(ws: Workspace, reached: S) -> None:
    number = draft(ws)
    REACHED[reached](ws, number)
    life.could_not_send(ws, [number], "Cannot receive")
    again = draft(ws)
    assert "cannot receive" in refusal(lambda: life.approve(ws, [again]))
    wait(ws, days=90)
    life.approve(ws, [again])


@pytest.mark.parametrize("reason", ["blocked", "Declined", "reported", "deleted the request"])
def test_who_refused_us_is_never_written_to_again(ws: Workspace, reason: str) -> None:
    number = approved(ws)
    life.hand_over(ws, number)
    life.could_not_send(ws, [number], reason)
    wait(ws, days=4000)
    assert people.check(ws, FANS[0]).finding("refused").status == "block"  # type: ignore[union-attr]


def test_never_stops_the_person_and_drops_all_their_drafts(ws: Workspace) -> None:
    first, second = draft(ws), draft(ws, purpose=Purpose.FEEDBACK)
    moved = life.never(ws, [first])
    assert {each.id for each in moved} == {first, second}
    assert {state(ws, each) for each in (first, second)} == {S.CANCELLED}
    assert people.person(ws, FANS[0]).contact.no_contact == "refused"
    report = drafting.make(ws, Purpose.THANKS, top=9)
    assert FANS[0] not in {card.row.handle for card in report.drafts}


def test_a_stricter_no_closes_what_an_opt_out_left_open(ws: Workspace) -> None:
    people.suppress(ws, FANS[0], SuppressionReason.OPT_OUT)
    wait(ws, hours=1)
    asked = wrote(ws, "which paper do you use for the wash?", kind=None)
    replies.classify(ws, asked.message, asked.intent)
    assert people.check(ws, FANS[0], Purpose.ANSWER).finding("opt_out").status == "allow"  # type: ignore[union-attr]
    people.suppress(ws, FANS[0], SuppressionReason.BLOCKED)
    assert people.check(ws, FANS[0], Purpose.ANSWER).status == "block"
    with pytest.raises(RefusedError):
        answers.answer(ws, asked.message, "Cotton paper, 300 grams.")


def crowd(ws: Workspace, count: int) -> list[str]:
    names = [f"fan{number}" for number in range(count)]
    rows = [
        comment(n, each, f"the light on number {n} is lovely", days=n + 1)
        for n, each in enumerate(names)
    ]
    load(ws, comments(ws.path.parent / "c.csv", *rows))
    for each in names:
        people.grant(ws, each, Purpose.THANKS, "yes")
    return names


def test_reservations_count_and_a_withdrawn_one_gives_its_place_to_the_next(
    empty: Workspace,
) -> None:
    numbers = [draft(empty, each) for each in crowd(empty, 12)]
    moved = life.approve(empty, numbers)
    assert [bool(each.refused) for each in moved] == [False] * 10 + [True] * 2
    assert "10 of 10 first contacts" in moved[-1].refused
    refusal(lambda: life.approve(empty, numbers[-1:]))
    life.skip(empty, numbers[:1])
    life.approve(empty, numbers[-1:])
    assert queue.counts(empty).approved == 10


def test_an_invite_takes_no_place_of_a_first_contact(empty: Workspace) -> None:
    names = crowd(empty, 12)
    extra = {"keyword": "SKY", "keyword_gets": "the list of colours"}
    report = drafting.make(empty, Purpose.INVITE, names=names[:10], extra=extra)
    life.approve(empty, [card.row.item.id for card in report.drafts])
    assert queue.counts(empty).approved == 10
    life.approve(empty, [draft(empty, names[10])])


def test_two_touches_in_thirty_days_are_the_most(ws: Workspace) -> None:
    for days in (0, 15):
        wait(ws, days=days)
        out(ws)
        wrote(ws, "thank you", kind=InboundClass.THANKS)
    wait(ws, days=14)
    third = draft(ws)
    assert "2 of 2 messages" in refusal(lambda: life.approve(ws, [third]))
    wait(ws, days=1)
    life.approve(ws, [third])


def test_codes_follow_their_message(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "codes.txt").write_text("SUN1")
    codes.add(ws, "spring", tmp_path / "codes.txt")
    out(ws)
    wait(ws, hours=1)
    wrote(ws, "thank you", kind=InboundClass.THANKS)
    people.grant(ws, FANS[0], Purpose.OFFER, "send me a code")
    wait(ws, days=8)

    def spread() -> tuple[int, int, int]:
        [counts] = codes.pools(ws)
        return counts.free, counts.reserved, counts.given

    number = draft(ws, purpose=Purpose.OFFER, extra={"perk": "10 % off"})
    assert spread() == (0, 1, 0)
    life.approve(ws, [number])
    life.hand_over(ws, number)
    assert spread() == (0, 1, 0)
    life.sent(ws, [number])
    assert spread() == (0, 0, 1)
    life.could_not_send(ws, [number])
    # It is theirs to have later, and nobody else's: it was on its way.
    assert spread() == (0, 0, 0)
    assert codes.pools(ws)[0].withheld == 1


def test_an_answer_that_is_dropped_leaves_their_message_waiting(ws: Workspace) -> None:
    asked = wrote(ws, "which paper do you use?", kind=InboundClass.QUESTION)
    for drop in (life.skip, life.could_not_send):
        card = answers.answer(ws, asked.message, "Cotton paper, 300 grams.")
        assert queue.counts(ws).reply == 0
        drop(ws, [card.row.item.id])
        assert queue.counts(ws).reply == 1


def test_handing_over_many_goes_on_after_a_refusal(ws: Workspace) -> None:
    first, second = approved(ws), approved(ws, FANS[1])
    wait(ws, minutes=1)
    people.set_facts(ws, stored(ws, first).contact_id, name="Somebody Else")
    results: list[Any] = list(life.hand_over_many(ws, [first, second]))
    assert isinstance(results[0], Moved)
    assert (results[0].state, bool(results[0].refused)) == (S.DRAFTED, True)
    assert isinstance(results[1], HandOver)


def test_the_journal_names_acts_and_ids_and_no_words(ws: Workspace) -> None:
    number = out(ws)
    rows = tables(ws)["journal"]
    assert [row[4] for row in rows[-4:]] == ["draft", "approve", "handover", "sent"]
    assert json.loads(rows[-1][6])["drafts"] == [number]
    assert "mia" not in repr(rows)


def test_snooze_needs_a_moment_to_come(ws: Workspace) -> None:
    number = draft(ws)
    with pytest.raises(BadInputError, match="still to come"):
        life.snooze(ws, [number], ws.now())


def test_silence_is_not_forgotten_after_a_year(ws: Workspace) -> None:
    for _ in range(2):
        out(ws)
        wait(ws, days=70)
    number = draft(ws)
    for _ in range(2):
        assert "2 messages in a row got no answer" in refusal(lambda: life.approve(ws, [number]))
        wait(ws, days=280)
    wrote(ws, "oh hi, thank you!", kind=InboundClass.THANKS)
    wait(ws, days=20)
    life.approve(ws, [number])
    assert state(ws, number) is S.APPROVED
