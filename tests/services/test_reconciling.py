"""An export of the account's own closes the loop: what was sent, what was not, what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dm_assistant.domain.model import DraftState, Lane, Purpose
from dm_assistant.domain.questions import QuestionKind
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.errors import BadInputError
from dm_assistant.services import (
    exporting,
    importing,
    life,
    numbers,
    people,
    questions,
    recounting,
    rewriting,
    safety,
    undoing,
)
from dm_assistant.services import reconciling as service
from dm_assistant.services.file_reports import FileReport
from dm_assistant.services.reconciled import QuestionLine, Reconciled
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import words
from tests import exports
from tests.exports import message
from tests.services.test_past_messages import MIA, rule, take
from tests.services.test_sameness import MAILING, lane, sameness
from tests.services.workshop import (
    GROWS,
    NOON,
    approved,
    database_bytes,
    draft,
    out,
    state,
    stored,
    tables,
    touches,
    wait,
)

BATCH = ("imports", *GROWS)
LATER = "tom.inks"


def handed_over(ws: Workspace, handle: str = MIA) -> int:
    """Draft, approve and hand over thanks to one person and return the id."""
    number = approved(ws, handle)
    life.hand_over(ws, number)
    return number


def sent(text: str, **after: float) -> dict[str, str]:
    """Return a message of ours, so long after noon."""
    return message(NOON + timedelta(**after), exports.OWNER, text)


def theirs(text: str, who: str = MIA, **after: float) -> dict[str, str]:
    return message(NOON + timedelta(**after), who, text)


def newest(**after: float) -> dict[str, Any]:
    """Return a chat with somebody else, up to which an export tells."""
    return {LATER: [theirs("hey", LATER, **after)]}


def told(report: FileReport) -> Reconciled:
    assert report.reconcile is not None
    return report.reconcile


def touch(ws: Workspace, number: int) -> tuple[int, str]:
    """Return when and how sure the touch of a draft is."""
    [row] = [each for each in tables(ws)["touches"] if each[3] == number]
    return row[4], row[6]


# --- what was sent ---------------------------------------------------------------------------


def test_what_was_handed_over_and_is_in_the_export_was_sent_then(ws: Workspace) -> None:
    number = handed_over(ws)
    wait(ws, days=3)
    report = take(ws, {MIA: [sent(stored(ws, number).text, minutes=20)]})
    at = NOON + timedelta(minutes=20)
    found = stored(ws, number)
    assert (found.state, found.sent_at, found.found_at, found.sent_text) == ("sent", at, at, "")
    assert touch(ws, number) == (at.timestamp(), "sent")
    assert (report.new, report.changed, report.messages_out, report.duplicate) == (0, 1, 0, 1)
    assert (told(report).sent, told(report).edited, told(report).outside) == (1, (), 0)
    assert len(touches(ws)) == 1
    with ws.database.read() as tx:
        [opener] = numbers.openers(tx, ws)
    assert opener.sent_at == at, "the rates ask the same clock as the days of Impact"
    assert recounting.recount(ws).differences == ()


def test_the_words_really_sent_are_kept_beside_the_draft(ws: Workspace) -> None:
    number = handed_over(ws)
    drafted = stored(ws, number).text
    edited = drafted.replace("!", ".") + " ps: come to the live"
    wait(ws, days=1)
    report = take(ws, {MIA: [sent(edited, minutes=2)]})
    found = stored(ws, number)
    assert (found.text, found.sent_text, found.words) == (drafted, edited, edited)
    [line] = told(report).edited
    assert (line.handle, line.draft, line.drafted, line.sent) == (MIA, number, drafted, edited)
    assert edited in [each.text for each in people.person(ws, MIA).timeline]
    exported = exporting.export_person(ws, MIA)
    assert [each["sent_text"] for each in exported["messages"]] == [edited]
    with ws.database.read() as tx:
        [kept] = words.given(tx, ws.now() - timedelta(days=30)).values()
        assert kept.given.runs.size > 0


def test_a_message_that_was_said_to_be_sent_gets_its_true_time(ws: Workspace) -> None:
    number = out(ws)
    wait(ws, hours=5)
    take(ws, {MIA: [sent(stored(ws, number).text, hours=-0.1)]})
    at = NOON - timedelta(minutes=6)
    assert (stored(ws, number).state, stored(ws, number).sent_at) == ("sent", at)
    assert touch(ws, number) == (at.timestamp(), "sent")


def test_the_gap_counts_from_when_it_was_really_sent(ws: Workspace) -> None:
    number = handed_over(ws)
    wait(ws, days=6)
    take(ws, {MIA: [sent(stored(ws, number).text, days=5)]})
    assert rule(ws, "gap").until == NOON + timedelta(days=12)


def test_a_code_is_given_when_it_was_sent_and_free_when_it_was_not(ws: Workspace) -> None:
    numbers = [handed_over(ws, MIA), handed_over(ws, LATER)]
    with ws.database.write() as tx:
        tx.exec_driver_sql("INSERT INTO code_pools (name) VALUES ('p')")
        for place, number in enumerate(numbers, 1):
            tx.exec_driver_sql(
                "INSERT INTO codes (pool_id, code, key, state, contact_id) SELECT 1, ?, ?, "
                "'reserved', contact_id FROM drafts WHERE id = ?",
                (f"A{place}", f"a{place}", number),
            )
            tx.exec_driver_sql("UPDATE drafts SET code_id = ? WHERE id = ?", (place, number))
    wait(ws, days=3)
    before = tables(ws, BATCH)
    chats = {MIA: [sent(stored(ws, numbers[0]).text, hours=1)], LATER: [sent("x", days=2)]}
    report = take(ws, chats)
    assert [row[4] for row in tables(ws)["codes"]] == ["given", "free"]
    assert report.batch is not None
    importing.undo_batch(ws, report.batch)
    assert tables(ws, BATCH) == before


def test_what_was_sent_outside_the_program_keeps_its_words(ws: Workspace) -> None:
    report = take(ws, {MIA: [sent("wholly my own words about the big blue sky", days=-2)]})
    assert told(report).outside == 1
    assert "my own words" in repr(people.person(ws, MIA).timeline)
    assert "my own words" in repr(exporting.export_person(ws, MIA)["touches"])
    with ws.database.read() as tx:
        assert len(words.given(tx, ws.now() - timedelta(days=30))) == 1
    safety.forget(ws, MIA)
    assert "my own words" not in repr(tables(ws))


def test_a_draft_like_words_sent_outside_to_somebody_else_has_to_change(ws: Workspace) -> None:
    number = draft(ws)
    rewriting.edit(ws, number, f"“{stored(ws, number).sources[0].phrase}” {MAILING}")
    assert lane(ws, number) is Lane.READY
    report = take(ws, {LATER: [sent(f"hello {MAILING}", days=-2)]})
    assert sameness(ws, number).status is Status.FIX
    assert lane(ws, number) is Lane.HELD
    assert report.batch is not None
    importing.undo_batch(ws, report.batch)
    assert sameness(ws, number).status is not Status.FIX
    assert lane(ws, number) is Lane.READY


def test_an_earlier_import_that_took_it_for_another_message_is_put_right(ws: Workspace) -> None:
    number = handed_over(ws)
    text = stored(ws, number).text
    with ws.database.write() as tx:
        tx.exec_driver_sql("UPDATE drafts SET text = 'nothing like it'")
    wait(ws, hours=3)
    chats = {MIA: [sent(text, hours=1)]}
    first = take(ws, chats)
    assert (first.messages_out, len(touches(ws))) == (1, 2)
    with ws.database.write() as tx:
        tx.exec_driver_sql("UPDATE drafts SET text = ?", (text,))
    before = tables(ws, BATCH)
    second = take(ws, {**chats, LATER: [theirs("hey", LATER, hours=2)]})
    assert sorted(touches(ws), key=repr) == [(number, "sent"), (None, "withdrawn")]
    assert state(ws, number) == "sent"
    assert take(ws, chats).batch is None
    assert second.batch is not None
    importing.undo_batch(ws, second.batch)
    assert tables(ws, BATCH) == before


# --- what was not ----------------------------------------------------------------------------


def test_what_was_handed_over_and_is_not_in_the_export_was_not_sent(ws: Workspace) -> None:
    number = handed_over(ws)
    wait(ws, days=3)
    before = tables(ws, BATCH)
    report = take(ws, newest(days=1))
    assert state(ws, number) == "could_not_send"
    assert touches(ws) == [(number, "withdrawn")]
    [line] = told(report).not_sent
    assert (line.handle, line.draft, line.handed_over_at) == (MIA, number, NOON)
    assert rule(ws, "gap").status is Status.ALLOW
    assert rule(ws, "one_slot").status is Status.ALLOW
    assert take(ws, newest(days=1)).batch is None
    assert undoing.undo(ws).act == "import"
    assert tables(ws, BATCH) == before


def test_an_export_that_ends_too_early_says_nothing_of_it(ws: Workspace) -> None:
    number = handed_over(ws)
    wait(ws, days=3)
    take(ws, newest(days=1, seconds=-1))
    assert state(ws, number) == "handed_over"


def test_an_answer_soon_after_says_that_it_was_sent(ws: Workspace) -> None:
    number = handed_over(ws)
    wait(ws, days=4)
    report = take(ws, {MIA: [theirs("aww thanks", hours=23), theirs("hm", days=3)]})
    assert (state(ws, number), told(report).replies) == ("replied", 2)
    assert told(report).median_hours_to_reply == 23.0


def test_an_answer_much_later_is_no_such_proof(ws: Workspace) -> None:
    number = handed_over(ws)
    wait(ws, days=4)
    report = take(ws, {MIA: [theirs("hello?", days=3)]})
    assert (state(ws, number), told(report).replies) == ("could_not_send", 0)


def test_a_later_export_that_has_it_after_all_puts_it_right(ws: Workspace) -> None:
    number = handed_over(ws)
    wait(ws, days=5)
    take(ws, newest(days=1))
    assert state(ws, number) == "could_not_send"
    chats = {MIA: [sent(stored(ws, number).text, days=2), theirs("oh!", days=3)]}
    report = take(ws, chats)
    assert (state(ws, number), told(report).replies) == ("replied", 1)
    assert touches(ws) == [(number, "sent")]


def test_a_draft_that_was_never_handed_over_stays_one(ws: Workspace) -> None:
    number = approved(ws)
    wait(ws, days=3)
    report = take(ws, {MIA: [sent(stored(ws, number).text, days=1)], **newest(days=2)})
    assert (state(ws, number), told(report).outside) == ("approved", 1)


# --- what is asked ---------------------------------------------------------------------------


def ask(ws: Workspace) -> tuple[int, QuestionLine]:
    """Have a message that may be a draft asked about."""
    number = handed_over(ws)
    half = stored(ws, number).text
    text = f"{half[: len(half) * 3 // 5]} and then i thought of something quite else"
    wait(ws, days=3)
    take(ws, {MIA: [sent(text, hours=1)], **newest(days=2)})
    [question] = questions.asked(ws)
    return number, question


def test_what_may_be_it_is_asked_and_counts_until_then(ws: Workspace) -> None:
    number, question = ask(ws)
    assert (question.kind, question.draft, question.handle) == (
        QuestionKind.AMBIGUOUS,
        number,
        MIA,
    )
    [candidate] = question.candidates
    assert 0.6 <= candidate.likeness < 0.85
    assert state(ws, number) == "handed_over"
    assert sorted(each for _, each in touches(ws)) == ["handed_over", "imported"]


def test_yes_makes_it_the_draft(ws: Workspace) -> None:
    number, question = ask(ws)
    before = tables(ws)
    done = questions.answer_is(ws, question.id, question.candidates[0].id)
    assert done == (number, DraftState.SENT)
    assert stored(ws, number).sent_text == question.candidates[0].text
    assert sorted(each for _, each in touches(ws)) == ["sent", "withdrawn"]
    assert questions.asked(ws) == ()
    assert undoing.undo(ws).act == "reconcile"
    assert tables(ws, GROWS) == {name: rows for name, rows in before.items() if name not in GROWS}
    assert len(questions.asked(ws)) == 1


def test_no_makes_it_not_sent_and_is_never_asked_again(ws: Workspace) -> None:
    number, question = ask(ws)
    assert questions.answer_none(ws, question.id) == (number, DraftState.COULD_NOT_SEND)
    assert sorted(each for _, each in touches(ws)) == ["imported", "withdrawn"]
    chats = {MIA: [sent(question.candidates[0].text, hours=1)], **newest(days=2)}
    assert take(ws, chats).batch is None
    take(ws, {**chats, "zoe_draws": [theirs("hi", "zoe_draws", days=2.5)]})
    assert questions.asked(ws) == ()
    assert state(ws, number) == "could_not_send"


def test_a_later_export_may_settle_it(ws: Workspace) -> None:
    number, question = ask(ws)
    text = stored(ws, number).text
    take(ws, {MIA: [sent(text, days=2), sent(question.candidates[0].text, hours=1)]})
    assert (questions.asked(ws), state(ws, number)) == ((), "sent")


def test_said_to_be_sent_but_not_there_is_asked_never_changed(ws: Workspace) -> None:
    number = out(ws)
    wait(ws, days=3)
    report = take(ws, {MIA: [sent("ok", days=1)], **newest(days=2)})
    assert state(ws, number) == "sent"
    [question] = told(report).asked
    assert (question.kind, question.draft) == (QuestionKind.NOT_FOUND, number)
    assert [each.text for each in question.candidates] == ["ok"]
    assert questions.answer_sent(ws, question.id) == (number, DraftState.SENT)
    take(ws, {**newest(days=2.5)})
    assert questions.asked(ws) == ()


def test_said_to_be_sent_and_then_taken_back(ws: Workspace) -> None:
    number = out(ws)
    wait(ws, days=3)
    take(ws, newest(days=2))
    [question] = questions.asked(ws)
    assert questions.answer_none(ws, question.id) == (number, DraftState.COULD_NOT_SEND)
    assert touches(ws) == [(number, "withdrawn")]
    assert stored(ws, number).sent_at is None


def test_people_are_looked_at_in_parts(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = handed_over(ws), handed_over(ws, LATER), handed_over(ws, "zoe_draws")
    wait(ws, days=3)
    chats = {
        MIA: [sent(stored(ws, first).text, hours=1), theirs("hm", hours=9)],
        LATER: [sent(f"{stored(ws, second).text[:70]} and something quite else", hours=2)],
    }
    whole = told(take(ws, chats | {"x": [theirs("hey", "x", days=2)]}))
    undoing.undo(ws)
    monkeypatch.setattr(service, "AT_ONCE", 1)
    parts = told(take(ws, chats | {"x": [theirs("hey", "x", days=2)]}))
    assert replace(parts, asked=()) == replace(whole, asked=())
    assert [each.draft for each in parts.asked] == [each.draft for each in whole.asked]
    assert {state(ws, number) for number in (first, third)} == {"replied", "could_not_send"}


def test_a_wrong_answer_is_one_line(ws: Workspace) -> None:
    _, question = ask(ws)
    with pytest.raises(BadInputError, match="its messages are"):
        questions.answer_is(ws, question.id, 99)
    with pytest.raises(BadInputError, match="was only handed over"):
        questions.answer_sent(ws, question.id)
    with pytest.raises(BadInputError, match="no open question 99"):
        questions.answer_none(ws, 99)


def test_questions_go_with_the_import_and_with_the_person(ws: Workspace) -> None:
    ask(ws)
    undoing.undo(ws)
    assert (questions.asked(ws), tables(ws)["candidates"]) == ((), [])


def test_an_erased_person_leaves_no_question(ws: Workspace) -> None:
    number, question = ask(ws)
    life.sent(ws, [number])
    safety.forget(ws, MIA)
    assert (tables(ws)["questions"], tables(ws)["candidates"]) == ([], [])
    assert question.candidates[0].text not in repr(tables(ws))
    assert [check for check in safety.doctor(ws) if not check.ok] == []


# --- dry run ---------------------------------------------------------------------------------


def test_a_dry_run_shows_the_difference_and_changes_no_byte(ws: Workspace) -> None:
    first, second = handed_over(ws), handed_over(ws, LATER)
    wait(ws, days=3)
    chats = {MIA: [sent(stored(ws, first).text + " :)", hours=1), theirs("hm", hours=9)]}
    chats |= {"zoe_draws": [theirs("stop", "zoe_draws", days=2)]}
    before = database_bytes(ws)
    tried = take(ws, chats, dry_run=True)
    assert database_bytes(ws) == before
    assert told(tried) == told(take(ws, chats))
    assert told(tried).opted_out == ("zoe_draws",)
    assert [each.draft for each in told(tried).not_sent] == [second]
    assert (told(tried).replies, told(tried).median_hours_to_reply) == (1, 8.0)


def test_a_public_invitation_is_no_message(ws: Workspace) -> None:
    number = out(ws)
    with ws.database.write() as tx:
        tx.exec_driver_sql("UPDATE drafts SET purpose = 'invite'")
    wait(ws, days=3)
    take(ws, {MIA: [sent(stored(ws, number).text, hours=1)], **newest(days=2)})
    assert (stored(ws, number).found_at, questions.asked(ws)) == (None, ())


def test_what_a_message_outside_was_for_is_guessed_to_the_strict_side(ws: Workspace) -> None:
    take(ws, {MIA: [sent("hi", days=-1)]})
    assert {row[5] for row in tables(ws)["touches"]} == {Purpose.CHALLENGE.value}
