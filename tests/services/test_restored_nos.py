"""Going back to a copy forgets no "no" and nothing that was said since."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from dm_assistant.domain.model import DraftState, InboundClass, Purpose, SuppressionReason
from dm_assistant.services import (
    answers,
    complaints,
    erasing,
    keywords,
    life,
    merging,
    people,
    queue,
    replies,
    safety,
    undoing,
)
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.services.going_back import (
    go_back,
    kept,
    later,
    status,
    unsound,
)
from tests.services.workshop import (
    approved,
    comment,
    comments,
    draft,
    load,
    out,
    state,
    stored,
    tables,
    touches,
    wrote,
)
from tests.workspaces import FANS

MIA, ZOE, TOM = FANS
OPT_OUT = SuppressionReason.OPT_OUT


# --- what was said since ---------------------------------------------------------------------


def test_who_said_no_since_is_stopped_and_what_waited_for_them_withdrawn(ws: Workspace) -> None:
    number = approved(ws, MIA)
    name = kept(ws)
    people.suppress(ws, MIA, OPT_OUT)
    people.suppress(ws, ZOE, SuppressionReason.UNDER_AGE)
    before = tables(ws)["suppressions"]
    done = go_back(ws, name)
    assert done.again.suppressions == len(before) == 4
    assert [row[1:] for row in tables(ws)["suppressions"]] == [row[1:] for row in before]
    assert state(ws, number) is DraftState.CANCELLED
    assert status(ws, MIA, "opt_out") == "block"
    assert status(ws, ZOE, "under_age") == "block"
    assert unsound(ws) == []


def test_who_was_erased_since_is_erased_again_to_the_last_byte(
    ws: Workspace, tmp_path: Path
) -> None:
    out(ws, MIA)
    later(ws, hours=1)
    wrote(ws, "which paper, asks Mia", kind=InboundClass.QUESTION)
    name = kept(ws)
    erasing.forget(ws, MIA)
    done = go_back(ws, name)
    assert done.again.erased == 1
    with closing(sqlite3.connect(ws.path / "workspace.db")) as db:
        db.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    ws.close()
    held = (ws.path / "workspace.db").read_bytes() + (tmp_path / "copy.db").read_bytes()
    for word in (b"mia.paints", b"Mia.Paints", b"wonderful 0", b"asks Mia", b"user0"):
        assert word not in held, word
    assert {each.handle for each in people.ranked(ws)} == {ZOE, TOM}
    again = workspaces.comments_file(tmp_path / "again.csv", [MIA])
    assert load(ws, again).erased_skipped == 2
    assert unsound(ws) == []


def test_a_message_that_was_out_when_they_were_erased_counts_for_the_account(
    ws: Workspace,
) -> None:
    number = approved(ws, MIA)
    name = kept(ws)
    life.hand_over(ws, number)
    life.sent(ws, [number])
    erasing.forget(ws, MIA)
    done = go_back(ws, name)
    assert (done.again.erased, done.again.touches) == (1, 1)
    assert touches(ws) == [(number, "sent")]
    assert stored(ws, number).text == ""


def test_withdrawn_consent_stays_withdrawn_and_a_grant_since_does_not_come_along(
    ws: Workspace,
) -> None:
    name = kept(ws)
    people.withdraw(ws, MIA, Purpose.THANKS, "no more, please")
    people.grant(ws, ZOE, Purpose.FEEDBACK, "ask me")
    done = go_back(ws, name)
    assert (done.again.withdrawals, done.lost["grants"]) == (1, 1)
    assert status(ws, MIA, "consent") == "block"
    assert status(ws, ZOE, "consent", Purpose.FEEDBACK) == "block"
    assert status(ws, ZOE, "consent") == "allow"
    [line] = [each for each in people.person(ws, MIA).consents if each.kind == "withdrawn"]
    assert line.words == "no more, please"


def test_a_grant_that_was_a_mistake_stays_taken_back(ws: Workspace) -> None:
    people.grant(ws, MIA, Purpose.OFFER, "never said by her")
    name = kept(ws)
    undoing.undo(ws)
    assert go_back(ws, name).again.withdrawals == 1
    assert status(ws, MIA, "consent", Purpose.OFFER) == "block"
    assert status(ws, MIA, "consent") == "allow"
    assert go_back(ws, name).again.withdrawals == 1


def test_what_was_sent_since_counts_and_is_no_draft_again(ws: Workspace) -> None:
    drafted, reserved = draft(ws, MIA), approved(ws, ZOE)
    name = kept(ws)
    life.approve(ws, [drafted])
    for number in (drafted, reserved):
        life.hand_over(ws, number)
    life.sent(ws, [drafted])
    text = stored(ws, drafted).text
    done = go_back(ws, name)
    assert done.again.touches == 2
    assert (state(ws, drafted), state(ws, reserved)) == (DraftState.SENT, DraftState.HANDED_OVER)
    assert stored(ws, drafted).text == text
    assert sorted(touches(ws)) == [(drafted, "sent"), (reserved, "handed_over")]
    assert status(ws, ZOE, "one_slot") == "block"
    later(ws, hours=1)
    assert status(ws, MIA, "gap") == "hold"
    assert queue.counts(ws).ready == 0
    assert unsound(ws) == []


def test_who_the_copy_does_not_know_is_there_with_what_was_between_us(
    ws: Workspace, tmp_path: Path
) -> None:
    name = kept(ws)
    row = comment(7, "new.face", "what a lovely blue you have there", name="New Face")
    load(ws, comments(tmp_path / "new.csv", row))
    people.grant(ws, "new.face", Purpose.THANKS, "yes")
    number = out(ws, "new.face")
    contact = people.person(ws, "new.face").contact.contact_id
    later(ws, hours=1)
    wrote(ws, "not interested, sorry", "new.face", kind=InboundClass.SOFT_NO)
    done = go_back(ws, name)
    assert (done.again.touches, done.again.messages, done.lost["people"]) == (1, 1, 0)
    person = people.person(ws, "new.face")
    assert (person.contact.contact_id, person.contact.name) == (contact, "New Face")
    assert state(ws, number) is DraftState.REPLIED
    assert status(ws, "new.face", "soft_no") == "block"
    assert status(ws, "new.face", "consent", Purpose.OFFER) == "block"
    assert unsound(ws) == []


def test_who_has_another_name_since_is_known_by_the_platforms_id(
    ws: Workspace, tmp_path: Path
) -> None:
    name = kept(ws)
    renamed = workspaces.comments_file(tmp_path / "renamed.csv", ["mia.new.name"])
    load(ws, renamed)
    people.grant(ws, "mia.new.name", Purpose.THANKS, "yes")
    out(ws, "mia.new.name")
    go_back(ws, name)
    person = people.person(ws, MIA)
    assert person.handles == (MIA, "mia.new.name")
    load(ws, renamed)
    later(ws, hours=1)
    assert status(ws, "mia.new.name", "gap") == "hold"


def test_what_they_wrote_since_is_there_as_it_was_classed(ws: Workspace) -> None:
    number = out(ws, MIA)
    later(ws, hours=1)
    first = wrote(ws, "which paper do you use?").message
    name = kept(ws)
    replies.classify(ws, first, InboundClass.QUESTION)
    later(ws, hours=1)
    wrote(ws, "STOPPP 😭", ZOE)
    done = go_back(ws, name)
    assert done.again.messages == 1
    rows = {row[5]: row for row in tables(ws)["inbounds"]}
    assert rows["which paper do you use?"][7] == "question"
    assert rows["which paper do you use?"][9] == number
    assert status(ws, ZOE, "unread_reply") == "wait"
    later(ws, days=4)
    queue.settle(ws)
    assert status(ws, ZOE, "opt_out") == "block"


def test_an_answer_that_never_left_has_answered_nothing(ws: Workspace) -> None:
    question = wrote(ws, "which paper do you use?", kind=InboundClass.QUESTION).message
    name = kept(ws)
    answers.answer(ws, question, "It is cotton paper, 300 grams.")
    assert queue.counts(ws).reply == 0
    go_back(ws, name)
    assert queue.counts(ws).reply == 1


def test_a_complaint_that_is_open_stays_open(ws: Workspace) -> None:
    complaints.open_one(ws, ZOE, "too pushy")
    name = kept(ws)
    complaints.open_one(ws, MIA, "the print came torn")
    complaints.close(ws, ZOE, "apologised")
    assert go_back(ws, name).again.complaints == 1
    for handle in (MIA, ZOE):
        [line] = people.person(ws, handle).complaints
        assert line.closed_at is None


def test_an_announced_word_that_ended_stays_ended(ws: Workspace, tmp_path: Path) -> None:
    keywords.add(ws, "FOGLIST", Purpose.FEEDBACK)
    name = kept(ws)
    later(ws, hours=1)
    keywords.end(ws, "FOGLIST")
    go_back(ws, name)
    later(ws, hours=1)
    row = comment(7, MIA, "FOGLIST please", days=-1 / 12)
    assert load(ws, comments(tmp_path / "c.csv", row)).consent_changes == 0


def test_the_time_never_runs_back(ws: Workspace) -> None:
    name = kept(ws)
    later(ws, days=3)
    number = draft(ws, MIA)
    made = stored(ws, number).created_at
    later(ws, days=-3)
    go_back(ws, name)
    assert safety.journal(ws, 1)[0].at == made
    assert status(ws, MIA, "clock") == "block"


def test_who_cannot_receive_messages_still_cannot(ws: Workspace) -> None:
    number = approved(ws, MIA)
    name = kept(ws)
    life.hand_over(ws, number)
    life.could_not_send(ws, [number], "cannot receive")
    go_back(ws, name)
    assert status(ws, MIA, "refused") == "block"
    assert state(ws, number) is DraftState.COULD_NOT_SEND
    assert touches(ws) == [(number, "withdrawn")]


def test_a_withdrawal_of_somebody_merged_since_holds_for_both_names(ws: Workspace) -> None:
    name = kept(ws)
    people.withdraw(ws, ZOE, Purpose.THANKS, "no more of these")
    merging.merge(ws, MIA, ZOE)
    go_back(ws, name)
    assert status(ws, ZOE, "consent") == "block"
    assert status(ws, MIA, "consent") == "block"
    assert unsound(ws) == []


def test_a_child_that_said_its_age_since_is_reduced_in_the_copy_too(ws: Workspace) -> None:
    name = kept(ws)
    wrote(ws, "im 14 btw", MIA)
    go_back(ws, name)
    assert status(ws, MIA, "under_age") == "block"
    assert MIA not in "\n".join(map(str, tables(ws).values()))
    assert unsound(ws) == []


def test_what_was_lifted_since_is_lifted_no_more(ws: Workspace) -> None:
    people.suppress(ws, MIA, OPT_OUT)
    name = kept(ws)
    later(ws, days=1)
    wrote(ws, "please do send me the code", MIA, InboundClass.POSITIVE)
    people.grant(ws, MIA, Purpose.OFFER, "please do send me the code")
    assert status(ws, MIA, "opt_out", Purpose.OFFER) == "warn"
    go_back(ws, name)
    assert status(ws, MIA, "opt_out", Purpose.OFFER) == "block"
