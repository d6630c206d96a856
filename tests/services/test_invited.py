"""A public invitation names the announced word that fits, and its steps are counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dm_assistant.domain.model import InboundClass, Lane, Purpose
from dm_assistant.services import (
    drafting,
    inviting,
    keywords,
    life,
    numbers,
    people,
    queue,
)
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.services.workshop import NOON, comment, comments, load, refusal, wait, wrote

WORD = "FOGLIST"


@pytest.fixture
def told(empty: Workspace) -> Workspace:
    """Give a workspace in which a word was announced for feedback twenty days ago."""
    keywords.add(empty, WORD, Purpose.FEEDBACK, from_at=NOON - timedelta(days=20))
    return empty


def invited(ws: Workspace, purpose: Purpose = Purpose.FEEDBACK, **options: str) -> str:
    [card] = drafting.make(ws, purpose, names=["mia"]).drafts
    [moved] = inviting.invite(ws, [card.row.item.id], extra=options or None)
    return life.hand_over(ws, moved.id).text


def audience(ws: Workspace) -> None:
    rows = [comment(n, "mia", f"what a lovely blue, number {n}", video=n) for n in range(1, 5)]
    load(ws, comments(ws.path.parent / "c.csv", *rows))


def config(ws: Workspace) -> Workspace:
    text = '[facts]\nkeyword = "PAPER"\nkeyword_gets = "my paper list"\n'
    (ws.path / "config.toml").write_text(text, "utf-8")
    return workspaces.reopened(ws)


def test_an_invitation_names_the_word_announced_for_what_waits(told: Workspace) -> None:
    audience(told)
    keywords.add(told, "GIFTLAND", Purpose.OFFER)
    with config(told) as ws:
        text = invited(ws)
    assert WORD in text
    assert "my paper list" not in text


def test_what_would_be_said_in_public_is_read_first_and_nothing_is_kept(told: Workspace) -> None:
    audience(told)
    [card] = drafting.make(told, Purpose.FEEDBACK, names=["mia"]).drafts
    path = told.path / "workspace.db"
    before = workspaces.dump(path)
    text = inviting.preview(told, card.row.item.id)
    assert workspaces.dump(path) == before
    [moved] = inviting.invite(told, [card.row.item.id])
    assert life.hand_over(told, moved.id).text == text
    assert WORD in text
    assert inviting.preview(told, 99) == ""


def test_without_a_fitting_word_the_one_of_the_settings_is_named(told: Workspace) -> None:
    audience(told)
    with config(told) as ws:
        assert "PAPER" in invited(ws, Purpose.THANKS)


def test_the_word_of_the_settings_keeps_what_it_gets_when_it_is_announced(told: Workspace) -> None:
    audience(told)
    keywords.add(told, "paper", Purpose.THANKS)
    with config(told) as ws:
        text = invited(ws, Purpose.THANKS)
    assert "paper" in text
    assert "my paper list" in text


def test_a_word_given_by_hand_comes_first(told: Workspace) -> None:
    audience(told)
    text = invited(told, keyword="SKY", keyword_gets="my colours")
    assert "SKY" in text
    assert "my colours" in text
    assert WORD not in text


def test_with_nothing_waiting_the_latest_word_is_named(told: Workspace) -> None:
    audience(told)
    keywords.add(told, "GIFTLAND", Purpose.OFFER)
    [card] = drafting.make(told, Purpose.INVITE, names=["mia"]).drafts
    assert "GIFTLAND" in card.text


def test_a_word_that_ended_is_not_named(told: Workspace) -> None:
    audience(told)
    keywords.end(told, WORD)
    assert "your keyword" in refusal(lambda: invited(told))


def test_an_invited_person_who_writes_waits_in_reply_and_climbs_the_ladder(
    told: Workspace,
) -> None:
    audience(told)
    invited(told)
    [waiting] = queue.outbox(told)
    life.sent(told, [waiting.item.id])
    wait(told, hours=5)
    logged = wrote(told, "FOGLIST please!", "mia", InboundClass.POSITIVE)
    assert logged.answers == waiting.item.id
    [row] = queue.first(told, lane=Lane.REPLY)
    assert (row.handle, row.until) == ("mia", NOON + timedelta(hours=5 + 48))
    found = people.person(told, "mia").climb
    assert found is not None
    assert [name for name, _ in found.steps] == ["invited in public", "wrote first"]
    ladder = numbers.stats(told).ladder
    assert ladder is not None
    assert [(rate.k, rate.n) for rate in ladder.steps.values()] == [(1, 1), (1, 1), (0, 1), (0, 0)]
    later = numbers.stats(told, since=NOON + timedelta(hours=1)).ladder
    assert later is not None
    assert later.invited.n == 0


def test_an_invitation_that_nobody_said_was_sent_is_no_step(told: Workspace) -> None:
    audience(told)
    invited(told)
    assert people.person(told, "mia").climb is None
    ladder = numbers.stats(told).ladder
    assert ladder is not None
    assert (ladder.invited.k, ladder.invited.n) == (0, 1)
