"""People: the ranked list, what is known of one, their consent, and stopping for good."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from dm_assistant.domain.model import DraftState, Purpose, SuppressionReason
from dm_assistant.domain.rules.overrides import Override
from dm_assistant.errors import BadInputError, DmAssistantError
from dm_assistant.services import inviting, life, people, queue
from dm_assistant.services.workspace import Workspace
from tests.services.test_importing import CONTACTS
from tests.services.workshop import (
    approved,
    comment,
    comments,
    draft,
    load,
    out,
    refusal,
    state,
    tables,
    wait,
    wrote,
)
from tests.workspaces import FANS, write_csv


def test_people_come_in_the_order_of_their_scores_and_the_terms_add_up(
    empty: Workspace, tmp_path: Path
) -> None:
    rows = [
        comment(place * 10 + number, handle, f"{handle} likes number {number}", video=number)
        for place, (handle, count) in enumerate((("few", 1), ("many", 6), ("some", 3)))
        for number in range(count)
    ]
    load(empty, comments(tmp_path / "c.csv", *rows, comment(99, "promo", "check my page")))
    found = people.ranked(empty)
    assert [each.handle for each in found] == ["many", "some", "few", "promo"]
    for each in found:
        assert math.isclose(sum(each.terms.values()), each.score, abs_tol=1e-9)
    assert found[-1].terms["promotion"] < 0
    assert [each.handle for each in people.ranked(empty, top=2)] == ["many", "some"]


def test_equal_scores_go_to_the_newer_comment_and_then_to_whom_we_knew_first(
    empty: Workspace, tmp_path: Path
) -> None:
    worthless = "check my page"
    rows = [
        comment(1, "older", worthless, days=800),
        comment(2, "newer", worthless, days=700),
        comment(3, "known_first", "so calm", days=2),
        comment(4, "known_second", "so soft", days=2),
    ]
    load(empty, comments(tmp_path / "c.csv", *rows))
    found = people.ranked(empty)
    assert [each.handle for each in found] == ["known_first", "known_second", "newer", "older"]
    assert found[0].score == found[1].score
    assert found[2].score == found[3].score == 0


def test_waiting_lowers_scores_and_a_month_halves_the_activity(
    empty: Workspace, tmp_path: Path
) -> None:
    load(empty, comments(tmp_path / "c.csv", comment(1, "mia", days=0)))
    [before] = people.ranked(empty)
    wait(empty, days=30)
    [after] = people.ranked(empty)

    def activity(points: float) -> float:
        return -3 * math.log2(1 - points / 100)

    assert activity(after.score) == pytest.approx(activity(before.score) / 2, rel=0.01)


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        ("new", set(FANS)),
        ("superfan", set()),
        ("fan", {FANS[1], FANS[2]}),
        ("customer", {FANS[0]}),
        ("mutual", {FANS[0]}),
        ("tag:vip", {FANS[0]}),
        ("tag:nobody", set()),
    ],
)
def test_segments(ws: Workspace, tmp_path: Path, segment: str, expected: set[str]) -> None:
    header = ("handle", "relation", "follow_state", "tags")
    load(ws, write_csv(tmp_path / "p.csv", header, [(FANS[0], "customer", "mutual", "vip")]))
    assert {each.handle for each in people.ranked(ws, segment=segment)} == expected


@pytest.mark.parametrize(
    ("segment", "says"),
    [
        ("", "there is no segment"),
        ("superfans", "there is no segment 'superfans'; did you mean superfan?"),
        ("tag:", "a value is missing"),
        ("new:x", "there is no field"),
        ("\x1b[2J", "nobody can type"),
    ],
)
def test_an_unknown_segment_is_one_line(ws: Workspace, segment: str, says: str) -> None:
    assert says in refusal(lambda: people.ranked(ws, segment=segment))


def test_a_person_is_found_by_any_way_to_write_the_handle(ws: Workspace) -> None:
    for name in (FANS[0], "@Mia.Paints", " https://www.tiktok.com/@mia.paints?lang=en ",
                 "tiktok:mia.paints"):  # fmt: skip
        assert people.person(ws, name).contact.handle == FANS[0]
    assert "did you mean @mia.paints" in refusal(lambda: people.person(ws, "mia.paint"))
    for name in ("", "two words", "mia\x1b[2Jpaints", "instagram:mia.paints"):
        refusal(lambda name=name: people.person(ws, name))  # type: ignore[misc]


def test_look_alikes_are_marked_and_never_joined(ws: Workspace, tmp_path: Path) -> None:
    load(ws, comments(tmp_path / "c.csv", comment(1, "mia.рaints"), comment(2, "mia_paints")))
    mia = people.person(ws, FANS[0])
    assert mia.look_alikes == ("mia.рaints",)
    assert mia.contact.comments == 2
    assert people.person(ws, "mia.рaints").contact.comments == 1


def test_one_person_in_full_shows_everything_newest_first(ws: Workspace) -> None:
    number = out(ws)
    wait(ws, hours=3)
    wrote(ws, "what a lovely surprise")
    mia = people.person(ws, FANS[0])
    times = [each.at for each in mia.timeline]
    assert times == sorted(times, reverse=True)
    assert {each.kind for each in mia.timeline} == {"consent", "they wrote", "replied", "comment"}
    assert mia.window is not None
    assert mia.link == "https://www.tiktok.com/@mia.paints"
    assert state(ws, number) is DraftState.REPLIED
    wait(ws, hours=48)
    assert people.person(ws, FANS[0]).window is None


def test_consent_needs_words_and_is_kept_with_them(ws: Workspace) -> None:
    entry = people.grant(ws, FANS[0], Purpose.OFFER, "send me codes!", where="live chat")
    assert (entry.purposes, entry.words, entry.where) == (
        (Purpose.OFFER,),
        "send me codes!",
        "live chat",
    )
    before = tables(ws)
    for words in ("", " \n", "\ud83d", "a\0b"):
        with pytest.raises(BadInputError):
            people.grant(ws, FANS[0], Purpose.OFFER, words)
    assert tables(ws) == before


def test_withdrawing_stops_what_was_approved_for_that_purpose_only(ws: Workspace) -> None:
    people.grant(ws, FANS[1], Purpose.FEEDBACK, "ask me")
    thanks, other = approved(ws), approved(ws, FANS[1])
    people.withdraw(ws, FANS[0], Purpose.THANKS, "no more thanks")
    people.withdraw(ws, FANS[1], Purpose.FEEDBACK, "ask somebody else")
    assert state(ws, thanks) is DraftState.CANCELLED
    assert state(ws, other) is DraftState.APPROVED
    assert "said no to thanks" in refusal(lambda: life.hand_over(ws, thanks))
    wait(ws, hours=1)
    people.grant(ws, FANS[0], Purpose.THANKS, "fine, do thank me")
    life.approve(ws, [draft(ws)])


def test_who_said_no_to_a_purpose_is_not_invited_to_it_again(ws: Workspace) -> None:
    number = draft(ws)
    people.withdraw(ws, FANS[0], Purpose.THANKS, "no more thanks")
    lanes = queue.counts(ws)
    assert (lanes.invite, lanes.blocked) == (0, 1)
    assert "no consent that an invitation could bring" in refusal(
        lambda: inviting.invite(ws, [number])
    )
    said = people.check(ws, FANS[0], Purpose.THANKS)
    assert said.unlock == "log their own words asking for it"
    asked = Override("consent", "they will surely not mind this one")
    assert "consent cannot be overridden here" in refusal(
        lambda: life.approve(ws, [number], override=asked)
    )
    wait(ws, hours=1)
    people.grant(ws, FANS[0], Purpose.THANKS, "fine, do thank me")
    assert queue.counts(ws).blocked == 0


@pytest.mark.parametrize("reason", [each for each in SuppressionReason if each != "erased"])
def test_every_reason_to_stop_blocks_every_purpose_for_good(
    ws: Workspace, reason: SuppressionReason
) -> None:
    number = approved(ws)
    assert people.suppress(ws, FANS[0], reason) == (number,)
    wait(ws, days=3000)
    people.grant(ws, FANS[0], Purpose.THANKS, "ok, write")
    for purpose in Purpose:
        verdict = people.check(ws, FANS[0], purpose)
        assert (verdict.status, verdict.until) == ("block", None)
    assert people.suppress(ws, FANS[0], reason) == ()


def test_the_database_itself_refuses_to_forget_a_no(ws: Workspace) -> None:
    people.suppress(ws, FANS[0], SuppressionReason.OPT_OUT)
    for sql in (
        "UPDATE contacts SET no_contact = NULL",
        "DELETE FROM suppressions",
        "UPDATE suppressions SET digest = ''",
    ):
        with (
            pytest.raises(IntegrityError),
            ws.database.write() as tx,
        ):
            tx.exec_driver_sql(sql)


def test_checking_changes_nothing_and_names_every_rule(ws: Workspace) -> None:
    before = tables(ws)
    verdict = people.check(ws, FANS[0])
    assert verdict.status == "warn"
    assert len({each.rule for each in verdict.findings}) == len(verdict.findings) > 20
    assert all(each.detail for each in verdict.findings)
    assert tables(ws) == before


def test_a_note_is_searched_and_facts_are_kept(ws: Workspace) -> None:
    person = people.person(ws, FANS[0]).contact
    people.note(ws, person.contact_id, "Met at the ÉTÉ fair")
    people.set_facts(ws, person.contact_id, timezone="Asia/Tokyo", country="JP")
    assert [each.handle for each in people.ranked(ws, search="ete")] == [FANS[0]]
    found = people.person_by_id(ws, person.contact_id)
    assert (found.timezone, found.country) == ("Asia/Tokyo", "JP")
    assert people.check(ws, FANS[0]).finding("quiet_hours").status == "hold"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "act",
    [
        lambda ws: people.note(ws, 999, "x"),
        lambda ws: people.set_facts(ws, 999, name="x"),
        lambda ws: people.person_by_id(ws, 999),
        lambda ws: people.suppress_by_id(ws, 999, SuppressionReason.REFUSED),
        lambda ws: people.set_facts(ws, 1, timezone="Mars/Phobos"),
        lambda ws: people.set_facts(ws, 1, country="Atlantis"),
        lambda ws: people.set_facts(ws, 1, name="half \ud83d"),
    ],
)
def test_what_cannot_be_kept_is_one_line_and_changes_nothing(
    ws: Workspace, act: Callable[[Workspace], object]
) -> None:
    before = tables(ws)
    with pytest.raises(DmAssistantError):
        act(ws)
    assert tables(ws) == before


def test_names_that_look_like_commands_stay_text(ws: Workspace, tmp_path: Path) -> None:
    name = "Robert'); DROP TABLE contacts;--"
    row = [FANS[0], name, "", "", "", "", "=cmd()", "{{ 7*7 }}"]
    load(ws, write_csv(tmp_path / "p.csv", CONTACTS, [row]))
    mia = people.person(ws, FANS[0])
    assert (mia.contact.name, mia.notes) == (name, "{{ 7*7 }}")
