"""Past messages of the account's own export: each does at its time what it does when logged."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.model import InboundClass as C
from dm_assistant.domain.model import Lane, Purpose, SuppressionReason
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.errors import RefusedError
from dm_assistant.services import (
    drafting,
    importing,
    keywords,
    life,
    people,
    queue,
    replies,
    safety,
    undoing,
    workspace,
)
from dm_assistant.services.file_reports import FileReport
from dm_assistant.services.workspace import Workspace
from tests import exports
from tests.exports import export, message
from tests.services.workshop import (
    NOON,
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
    wait,
    wrote,
)

MIA = "mia.paints"


def said(days: float, text: str = "hello there", who: str = MIA) -> dict[str, str]:
    """Return a message of so many days before noon."""
    return message(NOON - timedelta(days=days), who, text)


def ours(days: float, text: str = "hi, thank you") -> dict[str, str]:
    return said(days, text, exports.OWNER)


def take(
    ws: Workspace, chats: dict[str, Any], *, owner: str = exports.OWNER, **options: Any
) -> FileReport:
    """Import an export with these chats."""
    path = exports.write(ws.path.parent / "export.json", export(chats, owner=owner))
    return load(ws, path, **options)


def rule(ws: Workspace, name: str, purpose: Purpose = Purpose.THANKS, who: str = MIA) -> Any:
    """Return what one rule finds for a person."""
    return people.check(ws, who, purpose).finding(name)


def waiting(ws: Workspace) -> list[tuple[str, str]]:
    """Return (handle, text) of the Reply lane."""
    return [(row.handle, row.text) for row in queue.first(ws, Lane.REPLY)]


# --- what they wrote -------------------------------------------------------------------------


def test_a_new_message_waits_in_reply_with_its_window_and_the_ledger_quotes_it(
    ws: Workspace,
) -> None:
    report = take(ws, {MIA: [said(0.5, "which brush is it?")]})
    assert (report.new, report.messages_in, report.messages_out) == (1, 1, 0)
    assert (report.contacts_new, report.contacts_known, report.consent_changes) == (0, 1, 1)
    [row] = queue.first(ws, Lane.REPLY)
    assert (row.text, row.reply_class) == ("which brush is it?", C.QUESTION)
    assert row.until == NOON + timedelta(hours=36)
    [entry] = [line for line in people.person(ws, MIA).consents if line.kind == "wrote_first"]
    assert (entry.words, entry.event_at) == ("which brush is it?", NOON - timedelta(hours=12))
    assert rule(ws, "unread_reply").status is Status.WAIT


def test_years_of_history_do_not_bury_the_reply_lane(ws: Workspace) -> None:
    chats = {
        "old.fan": [said(days, f"remark {days}", "old.fan") for days in range(8, 60)],
        "answered": [ours(0.1), said(0.2, "and?", "answered")],
        "fresh": [said(6.9, "new", "fresh"), said(6.95, "bubble", "fresh"), ours(6.97)],
    }
    assert take(ws, chats).messages_in == 55
    assert waiting(ws) == [("fresh", "new")]
    assert rule(ws, "unread_reply", who="old.fan").status is Status.WAIT


def test_one_look_at_the_newest_message_is_a_look_at_the_conversation(ws: Workspace) -> None:
    take(ws, {MIA: [said(days, f"remark {days}") for days in range(8, 60)]})
    assert waiting(ws) == []
    draft(ws)
    assert waiting(ws) == [(MIA, "remark 8")]
    [row] = queue.first(ws, Lane.REPLY)
    before = tables(ws)["inbounds"]
    replies.classify(ws, row.item.id, C.THANKS)
    assert rule(ws, "unread_reply").status is Status.ALLOW
    undoing.undo(ws)
    assert tables(ws)["inbounds"] == before
    replies.archive(ws, row.item.id)
    assert rule(ws, "unread_reply").status is Status.ALLOW
    assert waiting(ws) == []


def test_who_is_about_to_be_written_to_waits_for_a_look_at_once(ws: Workspace) -> None:
    number = approved(ws)
    take(ws, {MIA: [ours(19), said(20, "love it"), said(30, "first!")]})
    assert waiting(ws) == [(MIA, "love it")]
    with pytest.raises(RefusedError, match="not classed"):
        life.hand_over(ws, number)


def test_what_may_be_a_stop_waits_whatever_its_age_for_72_hours_of_a_look(ws: Workspace) -> None:
    doubtful = "omg I can't stop watching"
    take(ws, {MIA: [ours(399), said(400, doubtful), said(401, "first!")]})
    assert waiting(ws) == [(MIA, doubtful)]
    assert (rule(ws, "opt_out").status, rule(ws, "unread_reply").status) == ("allow", "wait")
    wait(ws, hours=71, minutes=59)
    assert queue.counts(ws).reply == 1
    assert people.person(ws, MIA).contact.no_contact == ""
    wait(ws, minutes=1)
    assert rule(ws, "opt_out").status is Status.BLOCK
    assert queue.counts(ws).reply == 1
    assert people.person(ws, MIA).contact.no_contact == "opt_out"


def test_a_look_at_the_doubtful_one_in_time_clears_it(ws: Workspace) -> None:
    take(ws, {MIA: [said(400, "omg I can't stop watching")]})
    [row] = queue.first(ws, Lane.REPLY)
    replies.classify(ws, row.item.id, C.POSITIVE, "they love the video, it is about painting")
    wait(ws, days=9)
    assert rule(ws, "opt_out").status is Status.ALLOW


OF_MIA = "FROM contacts WHERE id = (SELECT contact_id FROM handles WHERE key = 'mia.paints')"


def test_of_a_child_nothing_is_kept_but_the_stop(ws: Workspace) -> None:
    number = approved(ws)
    report = take(ws, {MIA: [said(1, "love it"), said(900, "im 14 btw")]})
    assert (report.stopped, report.consent_changes) == (1, 0)
    assert rule(ws, "under_age").status is Status.BLOCK
    assert state(ws, number) == "cancelled"
    kept = "\n".join(map(str, tables(ws).values()))
    assert "im 14" not in kept
    assert MIA not in kept
    assert [check for check in safety.doctor(ws) if not check.ok] == []
    assert take(ws, {MIA: [said(0.5, "hello again")]}).erased_skipped == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [("stop", "opt_out"), ("delete all my data please", "opt_out")],
)
def test_a_stop_stops_now_whatever_its_age(ws: Workspace, text: str, reason: str) -> None:
    number = approved(ws)
    report = take(ws, {MIA: [said(1, "love it"), said(900, text)]})
    assert (report.stopped, report.opted_out_seen, report.consent_changes) == (1, 1, 0)
    assert people.person(ws, MIA).contact.no_contact == reason
    assert state(ws, number) == "cancelled"
    with pytest.raises(RefusedError):
        life.hand_over(ws, number)
    with ws.database.read() as tx:
        at = tx.exec_driver_sql(f"SELECT no_contact_at {OF_MIA}").scalar_one()
    assert at == (NOON - timedelta(days=900)).timestamp()


def test_a_question_after_an_old_stop_may_be_answered_once(ws: Workspace) -> None:
    take(ws, {MIA: [said(0.5, "hey, which brush is it?"), said(900, "stop")]})
    [row] = queue.first(ws, Lane.REPLY)
    replies.classify(ws, row.item.id, C.QUESTION)
    assert rule(ws, "opt_out", Purpose.ANSWER).status is Status.ALLOW
    assert rule(ws, "opt_out").status is Status.BLOCK


def test_an_age_only_ever_gets_lower(ws: Workspace) -> None:
    take(ws, {MIA: [said(300, "i am 17 years old"), said(400, "im 16 btw")]})
    assert rule(ws, "under_age").status is Status.BLOCK
    with ws.database.read() as tx:
        sql = f"SELECT birth_age {OF_MIA}"
        assert tx.exec_driver_sql(sql).scalar_one() == 16


def test_an_announced_word_in_an_old_message_is_consent(ws: Workspace) -> None:
    keywords.add(ws, "FOGLIST", Purpose.FEEDBACK, from_at=NOON - timedelta(days=20))
    report = take(ws, {MIA: [said(5, "FOGLIST please"), said(25, "FOGLIST")]})
    assert report.consent_changes == 2
    [entry] = [line for line in people.person(ws, MIA).consents if line.kind == "keyword"]
    assert (entry.words, entry.where) == ("FOGLIST please", "dm")


def test_a_message_too_old_to_be_a_basis_is_not_quoted(ws: Workspace) -> None:
    assert take(ws, {MIA: [said(183, "love it")]}).consent_changes == 0
    assert rule(ws, "consent", Purpose.COLLAB).status is Status.BLOCK


# --- what we wrote ---------------------------------------------------------------------------


def test_our_messages_count_as_if_they_had_been_sent_from_here(ws: Workspace) -> None:
    take(ws, {MIA: [ours(3), ours(3.001), ours(10)]})
    assert [each[6] for each in tables(ws)["touches"]] == ["imported"] * 3
    gap, cap = rule(ws, "gap"), rule(ws, "cap")
    assert gap.until == NOON + timedelta(days=4)
    assert cap.detail.startswith("2 of 2 messages in the last 30 days")
    assert rule(ws, "sunset").status is Status.WAIT


def test_a_first_contact_is_one_only_where_nobody_wrote_before(ws: Workspace) -> None:
    chats = {
        "a": [ours(0.1), ours(0.2), said(0.15, who="a")],
        "b": [ours(0.1), said(0.2, who="b")],
    }
    take(ws, chats)
    firsts = [(row[4], row[7]) for row in tables(ws)["touches"]]
    earliest = min(at for at, _ in firsts)
    assert sorted(at for at, first in firsts if first) == [earliest]


def test_the_account_has_given_these_places(empty: Workspace) -> None:
    load(empty, comments(empty.path.parent / "c.csv", comment(1, "mia")))
    take(empty, {f"fan{number}": [ours(0.01)] for number in range(9)})
    assert rule(empty, "pace", who="mia").status is Status.ALLOW
    take(empty, {"fan9": [ours(0.01)], "tom": [ours(0.01), said(0.02, who="tom")]})
    assert rule(empty, "pace", who="mia").detail.startswith("10 of 10 first contacts in the last")


def test_what_a_message_was_for_is_guessed_to_the_strict_side(ws: Workspace) -> None:
    people.grant(ws, MIA, Purpose.OFFER, "send me offers")
    take(ws, {MIA: [said(19, "thanks!"), ours(20)]})
    offer = rule(ws, "balance", Purpose.OFFER)
    assert (offer.status, offer.until) == (Status.HOLD, NOON + timedelta(days=10))
    assert offer.detail.startswith("The last message that may have been an offer was 20 d ago")
    assert rule(ws, "balance", Purpose.FEEDBACK).status is Status.WAIT


def test_a_keyword_is_spent_by_whatever_we_wrote_next(ws: Workspace) -> None:
    keywords.add(ws, "FOGLIST", Purpose.OFFER, from_at=NOON - timedelta(days=60))
    take(ws, {MIA: [said(5, "FOGLIST")]})
    assert rule(ws, "consent", Purpose.OFFER).status is Status.ALLOW
    take(ws, {MIA: [ours(4), said(5, "FOGLIST")]})
    assert rule(ws, "consent", Purpose.OFFER).status is Status.BLOCK


def test_the_history_shows_that_we_wrote(ws: Workspace) -> None:
    take(ws, {MIA: [ours(3), said(4, "hi")]})
    found = [(each.at, each.text, each.detail) for each in people.person(ws, MIA).timeline]
    assert (NOON - timedelta(days=3), "hi, thank you", "outside the program") in found


# --- what is known already -------------------------------------------------------------------


def test_a_message_logged_by_hand_is_the_same(ws: Workspace) -> None:
    wrote(ws, "Which brush is it?", kind=C.QUESTION)
    report = take(ws, {MIA: [said(0.1, "which brush is it?"), said(3, "which brush is it?")]})
    assert (report.new, report.duplicate) == (1, 1)
    again = take(ws, {MIA: [said(0.1, "which brush is it?"), said(3, "which brush is it?")]})
    assert (again.new, again.batch) == (0, None)


def test_a_message_sent_from_here_is_no_second_one(ws: Workspace) -> None:
    number = out(ws)
    text = stored(ws, number).text
    wait(ws, hours=5)
    chats = {MIA: [message(ws.now(), exports.OWNER, text), ours(9)]}
    report = take(ws, chats)
    assert (report.messages_out, report.duplicate) == (1, 1)
    assert take(ws, chats).batch is None
    assert len(tables(ws)["touches"]) == 2


def test_an_answer_to_a_message_sent_from_here_is_tied_to_it(ws: Workspace) -> None:
    number = out(ws)
    wait(ws, hours=5)
    take(ws, {MIA: [message(NOON + timedelta(hours=1), MIA, "thank you so much")]})
    assert (state(ws, number), stored(ws, number).replied_at) == (
        "replied",
        NOON + timedelta(hours=1),
    )


def test_an_answer_to_a_message_sent_from_here_gives_its_code(ws: Workspace) -> None:
    number = out(ws)
    with ws.database.write() as tx:
        tx.exec_driver_sql("INSERT INTO code_pools (name) VALUES ('p')")
        tx.exec_driver_sql(
            "INSERT INTO codes (pool_id, code, key, state) VALUES (1, 'A1', 'a1', 'reserved')"
        )
        tx.exec_driver_sql("UPDATE drafts SET code_id = 1, state = 'handed_over', sent_at = NULL")
    wait(ws, hours=5)
    report = take(ws, {MIA: [message(NOON + timedelta(hours=1), MIA, "thank you so much")]})
    assert (state(ws, number), tables(ws)["codes"][0][4]) == ("replied", "given")
    assert report.batch is not None
    importing.undo_batch(ws, report.batch)
    assert (state(ws, number), tables(ws)["codes"][0][4]) == ("handed_over", "reserved")


def test_what_the_export_shows_as_answered_leaves_the_reply_lane(ws: Workspace) -> None:
    wrote(ws, "which brush is it?", kind=C.QUESTION)
    wrote(ws, "omg I can't stop watching", "tom.inks")
    wait(ws, hours=5)
    answers = {who: [message(NOON + timedelta(hours=2), "me.me")] for who in (MIA, "tom.inks")}
    take(ws, answers)
    assert waiting(ws) == [("tom.inks", "omg I can't stop watching")]


# --- whose messages --------------------------------------------------------------------------


def test_without_a_profile_the_account_of_the_workspace_is_meant(ws: Workspace) -> None:
    report = take(ws, {MIA: [ours(1), said(2)]}, owner="")
    assert (report.messages_in, report.messages_out, report.warnings) == (1, 1, ())


def test_where_nobody_says_whose_they_are_the_file_is_refused(tmp_path: Path) -> None:
    nameless = workspace.create(tmp_path / "w", practice=True)
    chats = {"mia": [said(2, who="mia"), said(1, who="jo")]}
    before = tables(nameless)
    line = refusal(lambda: take(nameless, chats, owner=""))
    assert line == "export.json: it does not say whose messages these are; say --account HANDLE"
    assert tables(nameless) == before
    assert take(nameless, chats, owner="", account="@Jo").messages_out == 1


def test_the_export_of_somebody_else_is_refused(ws: Workspace) -> None:
    chats = {"mia": [said(2, who="jo")], "tom": [said(2, who="jo")]}
    for owner in ("jo", ""):
        line = refusal(lambda owner=owner: take(ws, chats, owner=owner))  # type: ignore[misc]
        assert "these are the messages of @jo, not of @me.me" in line
        assert take(ws, chats, owner=owner, account="jo", dry_run=True).messages_out == 2


def test_the_creator_s_earlier_name_is_the_creator(ws: Workspace) -> None:
    chats = {who: [ours(1), said(2, who="was.me"), said(3, who=who)] for who in ("a", "b")}
    report = take(ws, chats)
    assert (report.messages_in, report.messages_out) == (2, 4)
    assert report.warnings == ("written by you under another name: @was.me",)


def test_where_nothing_is_the_creator_s_it_says_whom_it_took_for_others(ws: Workspace) -> None:
    chats = {MIA: [said(1, "hi", "jo"), said(2)]}
    report = take(ws, chats, owner="")
    assert (report.messages_in, report.messages_out) == (2, 0)
    [warning] = report.warnings
    assert "nothing in it was written by @me.me: taken for theirs is what @jo wrote" in warning
    assert take(ws, chats, owner="", account="jo", dry_run=True).warnings == ()


def test_a_chat_with_oneself_is_left_out(ws: Workspace) -> None:
    report = take(ws, {exports.OWNER: [ours(1)], MIA: [said(2)]})
    assert (report.new, report.own, report.contacts_new) == (1, 1, 0)


def test_a_renamed_or_vanished_person_is_the_chat_s(ws: Workspace) -> None:
    take(ws, {MIA: [said(1, "a", "earlier.mia"), said(2, "b", "")]})
    assert [row[5] for row in tables(ws)["inbounds"]] == ["b", "a"]
    assert {row[1] for row in tables(ws)["inbounds"]} == {people.person(ws, MIA).contact.contact_id}


def test_a_no_said_under_an_earlier_name_holds(ws: Workspace) -> None:
    people.suppress(ws, "tom.inks", SuppressionReason.OPT_OUT)
    report = take(ws, {"tom.new": [said(1, "hello", "tom.inks")]})
    assert report.stopped == 1
    assert people.person(ws, "tom.new").contact.no_contact == "opt_out"
    assert take(ws, {"tom.new": [said(1, "hello", "tom.inks")]}).batch is None


def test_a_message_of_a_time_still_to_come_is_rejected(ws: Workspace) -> None:
    report = take(ws, {MIA: [said(-1), said(1)]})
    assert (report.new, report.rejected) == (1, ((1, "the time is still to come"),))


def test_drafting_for_others_brings_nobody_forward(ws: Workspace) -> None:
    take(ws, {MIA: [said(20)]})
    drafting.make(ws, Purpose.THANKS, names=["tom.inks"])
    assert waiting(ws) == []
