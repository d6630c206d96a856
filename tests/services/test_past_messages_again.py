"""Past messages read again, in parts, in any order, and taken back: none twice, no "no" lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import InboundClass as C
from dm_assistant.domain.model import Lane, Purpose, SuppressionReason
from dm_assistant.services import (
    answers,
    importing,
    keywords,
    people,
    queue,
    replies,
    safety,
    undoing,
)
from dm_assistant.services import past_messages as service
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import facts, past
from tests import exports, workspaces
from tests.examples import examples
from tests.exports import export, message
from tests.services.test_past_messages import MIA, ours, rule, said, take
from tests.services.workshop import (
    GROWS,
    NOON,
    database_bytes,
    load,
    out,
    refusal,
    stored,
    tables,
    wait,
    wrote,
)
from tests.workspaces import FANS

BATCH = ("imports", *GROWS)
CHATS = {
    MIA: [ours(2), said(3, "love it"), said(3, "love it"), ours(40), said(41, "FOGLIST")],
    "new.one": [said(200, "hello?", "new.one"), ours(400), ours(400)],
}


def test_a_dry_run_says_what_would_be_and_leaves_the_file_byte_for_byte(ws: Workspace) -> None:
    before = database_bytes(ws)
    tried = take(ws, CHATS, dry_run=True)
    assert (tried.messages_in, tried.messages_out, tried.contacts_new) == (4, 4, 1)
    assert database_bytes(ws) == before
    real = take(ws, CHATS)
    assert (real.messages_in, real.messages_out, real.contacts_new) == (4, 4, 1)


def test_a_refused_export_leaves_the_file_byte_for_byte(ws: Workspace) -> None:
    path = exports.write(ws.path.parent / "x.json", export(CHATS))
    path.write_text(path.read_text("utf-8").replace('"hello?"', '"\\ud800', 1), "utf-8")
    before = database_bytes(ws)
    line = refusal(lambda: load(ws, path))
    assert line.startswith("x.json")
    assert database_bytes(ws) == before


def test_taking_an_export_back_leaves_what_was_there(ws: Workspace) -> None:
    keywords.add(ws, "FOGLIST", Purpose.FEEDBACK, from_at=NOON - timedelta(days=60))
    number = out(ws, FANS[1])
    wrote(ws, "which brush?", FANS[2], kind=C.QUESTION)
    wait(ws, days=1)
    before, sent = tables(ws, BATCH), stored(ws, number)
    chats = {
        **CHATS,
        FANS[1]: [message(NOON + timedelta(hours=1), FANS[1], "yes please")],
        FANS[2]: [message(NOON + timedelta(hours=1), exports.OWNER)],
    }
    report = take(ws, chats)
    assert report.batch is not None
    assert stored(ws, number).state == "replied"
    assert len(people.person(ws, MIA).consents) == 3
    removed = importing.undo_batch(ws, report.batch)
    assert removed == report.new + report.contacts_new
    assert tables(ws, BATCH) == before
    assert stored(ws, number) == sent
    assert len(people.person(ws, MIA).consents) == 1
    assert [check for check in safety.doctor(ws) if not check.ok] == []
    assert take(ws, chats).new == report.new


def test_undo_takes_it_back_as_well(ws: Workspace) -> None:
    before = tables(ws, BATCH)
    take(ws, CHATS)
    assert undoing.undo(ws).act == "import"
    assert tables(ws, BATCH) == before


def test_a_no_stays_when_the_import_goes(ws: Workspace) -> None:
    number = out(ws)
    report = take(ws, {MIA: [said(500, "stop")], "kid": [said(9, "im 14 btw", "kid")]})
    assert report.batch is not None
    importing.undo_batch(ws, report.batch)
    assert tables(ws)["inbounds"] == []
    assert people.person(ws, MIA).contact.no_contact == "opt_out"
    assert rule(ws, "opt_out").status == "block"
    assert stored(ws, number).state == "sent"
    take(ws, {"kid": [said(1, "hi", "kid")]})
    assert people.check(ws, "kid").finding("under_age").status == "block"  # type: ignore[union-attr]


def test_what_was_added_to_it_since_stays(ws: Workspace) -> None:
    report = take(ws, {MIA: [said(0.5, "not interested")], "tom.inks": [said(0.1, "and?")]})
    assert report.batch is not None
    rows = {row.handle: row.item.id for row in queue.first(ws, Lane.REPLY)}
    replies.classify(ws, rows[MIA], C.SOFT_NO)
    importing.undo_batch(ws, report.batch)
    assert [row[5] for row in tables(ws)["inbounds"]] == ["not interested"]
    assert rule(ws, "soft_no", Purpose.OFFER).status == "block"


def test_a_message_with_an_answer_under_way_stays(ws: Workspace) -> None:
    report = take(ws, {MIA: [said(0.5, "which brush?")]})
    assert report.batch is not None
    [row] = queue.first(ws, Lane.REPLY)
    replies.classify(ws, row.item.id, C.QUESTION)
    answers.answer(ws, row.item.id, "A flat one, from the shop round the corner.")
    importing.undo_batch(ws, report.batch)
    assert len(tables(ws)["inbounds"]) == 1


def test_an_unconfirmed_hand_over_is_not_brought_back_to_somebody_who_said_no(
    ws: Workspace,
) -> None:
    number = out(ws)
    with ws.database.write() as tx:
        tx.exec_driver_sql("UPDATE drafts SET state = 'handed_over', sent_at = NULL")
    wait(ws, hours=1)
    report = take(ws, {MIA: [message(NOON + timedelta(minutes=5), MIA, "stop")]})
    assert report.batch is not None
    importing.undo_batch(ws, report.batch)
    assert (stored(ws, number).state, stored(ws, number).replied_at) == ("sent", None)
    assert people.person(ws, MIA).contact.no_contact == "opt_out"


def test_an_erased_person_is_skipped_under_each_name(ws: Workspace) -> None:
    safety.forget(ws, MIA)
    chats = {
        MIA: [said(1)],
        "mia.now": [said(1, who=MIA), said(2, who="mia.now")],
        "ann": [said(1, who="ann")],
    }
    report = take(ws, chats)
    assert (report.erased_skipped, report.new, report.contacts_new) == (3, 1, 1)
    assert "mia" not in repr(tables(ws)).casefold()
    assert take(ws, {"mia.now": [said(1, who="mia.now")]}).erased_skipped == 1


def test_whom_an_erased_person_became_is_left_alone(ws: Workspace) -> None:
    safety.forget(ws, MIA)
    chats = {FANS[2]: [said(1, who=MIA)]}
    report = take(ws, chats)
    assert (report.erased_skipped, report.stopped) == (1, 1)
    assert rule(ws, "opt_out", who=FANS[2]).status == "block"
    assert take(ws, chats).batch is None


def test_a_stricter_no_stays(ws: Workspace) -> None:
    people.suppress(ws, MIA, SuppressionReason.UNDER_AGE)
    people.suppress(ws, FANS[2], SuppressionReason.OPT_OUT)
    chats = {MIA: [said(1, who=FANS[2])]}
    assert take(ws, chats).stopped == 0
    assert people.person(ws, MIA).contact.no_contact == "under_age"
    assert take(ws, chats).batch is None


def test_erasing_somebody_leaves_no_word_of_an_export(ws: Workspace) -> None:
    report = take(ws, {"zed": [said(1, "my hidden word", "zed"), ours(2)]})
    safety.forget(ws, "zed")
    assert "hidden" not in repr(tables(ws))
    assert report.batch is not None
    importing.undo_batch(ws, report.batch)
    assert [check for check in safety.doctor(ws) if not check.ok] == []


@pytest.mark.parametrize("piece", [1, 2, 3])
def test_a_long_conversation_comes_out_the_same_in_pieces(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    take(ws, {MIA: CHATS[MIA]})
    whole = core(ws)
    undoing.undo(ws)
    monkeypatch.setattr(service, "PIECE", piece)
    take(ws, {MIA: CHATS[MIA]})
    assert core(ws) == whole


def core(ws: Workspace) -> tuple[list[Any], list[Any], list[Any]]:
    """Return what the rules read of the messages, whatever the order they came in."""
    kept = tables(ws)
    return (
        sorted((row[1], row[4], row[5], row[6]) for row in kept["inbounds"]),
        sorted((row[1], row[4], row[5], row[6]) for row in kept["touches"]),
        sorted(row[1:] for row in kept["suppressions"]),
    )


def test_a_look_back_knows_past_messages_and_since_when_they_could_be_read(ws: Workspace) -> None:
    take(ws, {MIA: CHATS[MIA]})
    with ws.database.read() as tx:
        today, then = facts.people(tx, [1])[1], past.people(tx, [1])[1]
    now, before = then.at(ws.now()), then.at(NOON - timedelta(hours=1))
    assert (now.touches, now.unclassed, now.inbounds_at) == (
        today.touches,
        today.unclassed,
        today.inbounds_at,
    )
    assert all(touch.imported for touch in now.touches)
    assert (before.touches, before.inbounds_at) == (now.touches, now.inbounds_at)
    assert before.unclassed == ()


# --- any order -------------------------------------------------------------------------------

DAYS = 12
WORDS = ("hi", "love it", "stop", "not interested", "omg I can't stop watching", "thanks")
chat = st.lists(
    st.tuples(st.integers(1, DAYS), st.sampled_from([MIA, exports.OWNER]), st.sampled_from(WORDS)),
    min_size=1,
    max_size=10,
)
span = st.tuples(st.integers(1, DAYS), st.integers(1, DAYS)).map(lambda each: tuple(sorted(each)))
step = st.one_of(span, st.sampled_from(["take back", "undo"]))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a closed workspace with a few people."""
    folder = tmp_path_factory.mktemp("past")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, workspaces.NOW)
        workspaces.with_fans(folder / "w").close()
        yield folder / "w"


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(told=chat, steps=st.lists(step, max_size=5))
def test_parts_of_an_export_in_any_order_give_the_whole_once(
    made: Path, told: list[tuple[int, str, str]], steps: list[Any]
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        workspaces.copied(made, Path(folder) / "a") as ws,
        workspaces.copied(made, Path(folder) / "b") as plain,
    ):
        stopped = False
        for each in [*steps, (1, DAYS), (1, DAYS)]:
            if isinstance(each, tuple):
                part(ws, [one for one in told if each[0] <= one[0] <= each[1]])
            elif each == "undo":
                undo(ws)
            else:
                take_newest_back(ws)
            now = people.person(ws, MIA).contact.no_contact == SuppressionReason.OPT_OUT
            assert now >= stopped
            stopped = now
        part(plain, told)
        heard, sent, _ = core(ws)
        assert (heard, sent) == core(plain)[:2]
        assert stopped == any(who == MIA and text == "stop" for _, who, text in told)
        assert [check for check in safety.doctor(ws) if not check.ok] == []


def part(ws: Workspace, told: list[tuple[int, str, str]]) -> None:
    ordered = sorted(told, key=lambda each: each[0])
    take(ws, {MIA: [said(day, text, who) for day, who, text in ordered]})


def take_newest_back(ws: Workspace) -> None:
    standing = [each.id for each in importing.all_batches(ws) if not each.undone and each.id > 1]
    if standing:
        importing.undo_batch(ws, standing[0])


def undo(ws: Workspace) -> None:
    if any(each.id > 1 and not each.undone for each in importing.all_batches(ws)):
        undoing.undo(ws)
