"""Challenges: who was invited, who took part, and what becomes of it in the life of a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dm_assistant.domain.model import InboundClass, Purpose
from dm_assistant.services import (
    challenges,
    importing,
    life,
    merging,
    people,
    rewriting,
    safety,
    undoing,
)
from dm_assistant.services.challenges import ChallengePage
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import (
    GROWS,
    NOON,
    comment,
    comments,
    load,
    out,
    refusal,
    tables,
    wait,
    wrote,
)
from tests.workspaces import FANS

MIA, ZOE, TOM = FANS
FOG = "the fog week"


@pytest.fixture
def running(ws: Workspace) -> Workspace:
    """Give a workspace with a challenge, and people who wrote before and agreed to hear of it."""
    for fan in FANS:
        people.grant(ws, fan, Purpose.CHALLENGE, "challenges, yes")
        out(ws, fan)
        wrote(ws, "thank you!", fan, InboundClass.THANKS)
        wait(ws, minutes=11)
    wait(ws, days=31)
    challenges.add(ws, FOG, "one fog a day", tag="fogweek")
    return ws


def page(ws: Workspace) -> ChallengePage:
    return challenges.page(ws, FOG)


def sent(ws: Workspace, *who: str) -> list[int]:
    """Invite these people and send the invitations."""
    report = challenges.invite(ws, FOG, names=who)
    numbers = [card.row.item.id for card in report.drafts]
    for number in numbers:
        life.approve(ws, [number])
        life.hand_over(ws, number)
        life.sent(ws, [number])
        wait(ws, minutes=11)
    return numbers


def test_the_steps_count_people_and_each_is_a_part_of_the_invited(running: Workspace) -> None:
    sent(running, MIA, ZOE)
    wrote(running, "oh nice, I am in", MIA, InboundClass.POSITIVE)
    challenges.took_part(running, FOG, MIA, link="https://example.org/1", views=100)
    challenges.took_part(running, FOG, MIA, link="https://example.org/2", views=300)
    challenges.took_part(running, FOG, TOM)
    steps = page(running).line.funnel
    assert (steps.invited, steps.uninvited, steps.waiting) == (2, 1, 0)
    assert (steps.answered.k, steps.answered.n) == (1, 2)
    assert (steps.took_part.k, steps.took_part.n) == (1, 2)
    assert (steps.views.total, steps.views.middle) == (400, 200)
    assert (steps.views.known, steps.views.entries) == (2, 3)


def test_nobody_is_invited_twice_nor_after_a_skip(running: Workspace) -> None:
    sent(running, MIA)
    report = challenges.invite(running, FOG, names=[MIA, ZOE])
    assert [card.row.handle for card in report.drafts] == [ZOE]
    assert report.left_out[0].reason == "already has a message of this campaign"
    life.skip(running, [report.drafts[0].row.item.id])
    [left] = challenges.invite(running, FOG, names=[ZOE]).left_out
    assert "you skipped this invitation" in left.reason


def test_an_invitation_has_other_variants_that_speak_of_the_same_challenge(
    running: Workspace,
) -> None:
    [card] = challenges.invite(running, FOG, names=[MIA]).drafts
    assert card.row.purpose is Purpose.CHALLENGE
    assert card.verdict is not None
    assert card.verdict.allowed
    seen = {card.row.template}
    for _ in range(2):
        again = rewriting.other_variant(running, card.row.item.id)
        assert FOG in again.text
        assert "one fog a day" in again.text
        seen.add(again.row.template)
    assert len(seen) > 1


def test_taking_part_is_noted_once_and_a_link_completes_it(running: Workspace) -> None:
    challenges.took_part(running, FOG, MIA)
    challenges.took_part(running, FOG, MIA)
    [taker] = challenges.took_part(running, FOG, MIA, link="https://example.org/1").takers
    assert [entry.link for entry in taker.entries] == ["https://example.org/1"]
    [taker] = challenges.took_part(running, FOG, MIA).takers
    assert len(taker.entries) == 1


def test_views_are_the_latest_with_their_day_and_undo_gives_the_earlier(
    running: Workspace,
) -> None:
    challenges.took_part(running, FOG, MIA, views=100)
    wait(running, days=2)
    [taker] = challenges.note_views(running, FOG, MIA, 250).takers
    assert (taker.views, taker.entries[0].views_at) == (250, running.now())
    undoing.undo(running)
    assert page(running).takers[0].views == 100


def test_which_of_several_was_watched_has_to_be_said(running: Workspace) -> None:
    for number in (1, 2):
        challenges.took_part(running, FOG, MIA, link=f"https://example.org/{number}")
    says = refusal(lambda: challenges.note_views(running, FOG, MIA, 5))
    assert "https://example.org/1, https://example.org/2" in says
    found = challenges.note_views(running, FOG, MIA, 5, "https://example.org/2")
    assert [entry.views for entry in found.takers[0].entries] == [None, 5]
    assert "has no such entry" in refusal(lambda: challenges.note_views(running, FOG, ZOE, 5))


def test_who_writes_the_tag_may_have_taken_part_but_is_not_noted_by_itself(
    running: Workspace, tmp_path: Path
) -> None:
    wait(running, minutes=5)
    now = (running.now() - NOON).total_seconds() / 86_400
    rows = [
        comment(1, MIA, "mine for #FogWeek!", days=-now),
        comment(2, ZOE, "no #fogweekend for me", days=-now),
        comment(3, TOM, "100% fogweek", days=-now),
    ]
    load(running, comments(tmp_path / "c.csv", *rows))
    found = page(running)
    assert found.likely == ((MIA, "mine for #FogWeek!"),)
    assert found.takers == ()
    assert challenges.took_part(running, FOG, MIA).likely == ()


def test_a_challenge_that_is_over_invites_nobody(running: Workspace) -> None:
    challenges.add(running, "short", "a dot", ends_on=date(2024, 11, 2))
    wait(running, days=3)
    assert "is over" in refusal(lambda: challenges.invite(running, "short", names=[MIA]))
    challenges.end(running, FOG)
    assert "is over" in refusal(lambda: challenges.invite(running, FOG, names=[MIA]))
    assert "ended already" in refusal(lambda: challenges.end(running, FOG))
    assert "already" in refusal(lambda: challenges.add(running, "SHORT", "x"))


def test_each_act_is_taken_back_whole(running: Workspace) -> None:
    before = tables(running, GROWS)
    challenges.took_part(running, FOG, MIA, link="https://example.org/1", views=3)
    undoing.undo(running)
    assert tables(running, GROWS) == before
    challenges.end(running, FOG)
    undoing.undo(running)
    assert tables(running, GROWS) == before


def test_two_who_are_one_take_part_as_one_and_part_again(running: Workspace) -> None:
    for who, views in ((MIA, 10), (ZOE, 20)):
        challenges.took_part(running, FOG, who, views=views)
    before = tables(running, GROWS)
    merging.merge(running, MIA, ZOE)
    [taker] = page(running).takers
    assert (taker.handle, taker.views, page(running).line.funnel.uninvited) == (MIA, 30, 1)
    undoing.undo(running)
    assert tables(running, GROWS) == before


@pytest.mark.slow
def test_forgetting_somebody_takes_what_they_made_with_them(running: Workspace) -> None:
    challenges.took_part(running, FOG, MIA, link="https://example.org/mia.paints")
    [entry] = safety.export_person(running, MIA)["challenges"]
    assert (entry["challenge"], entry["link"]) == (FOG, "https://example.org/mia.paints")
    safety.forget(running, MIA)
    assert tables(running)["challenge_entries"] == []
    assert b"example.org/mia" not in (running.path / "workspace.db").read_bytes()


@pytest.mark.slow
def test_everything_is_written_out(running: Workspace, tmp_path: Path) -> None:
    challenges.took_part(running, FOG, MIA, link="https://example.org/1", views=7)
    safety.export_all(running, tmp_path / "out")
    written = (tmp_path / "out" / "challenge_entries.csv").read_text("utf-8").splitlines()
    assert written[1].startswith(f"{FOG},{MIA},2024-")
    assert written[1].endswith("https://example.org/1,7," + written[1].rsplit(",", 1)[1])


def test_somebody_who_took_part_stays_when_the_import_that_brought_them_goes(
    running: Workspace, tmp_path: Path
) -> None:
    report = load(running, comments(tmp_path / "c.csv", comment(9, "new.one", "hello there")))
    challenges.took_part(running, FOG, "new.one")
    importing.undo_batch(running, report.batch or 0)
    assert [taker.handle for taker in page(running).takers] == ["new.one"]
