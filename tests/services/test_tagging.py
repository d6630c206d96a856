"""Tags are put on and taken off by hand, found by filters, undone, and erased with the person."""

from __future__ import annotations

from pathlib import Path

import pytest

from dm_assistant.services import erasing, importing, merging, people, tagging, undoing
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import database_bytes, load, refusal, tables
from tests.workspaces import FANS, write_csv


def tags(ws: Workspace, handle: str = FANS[0]) -> tuple[str, ...]:
    return people.person(ws, handle).contact.tags


def found(ws: Workspace, segment: str) -> set[str]:
    return {each.handle for each in people.ranked(ws, segment=segment)}


def test_tags_are_put_on_taken_off_and_undone(ws: Workspace) -> None:
    assert tagging.change(ws, FANS[0], ["paint", " oil paint "]) == ("oil paint", "paint")
    assert tagging.change(ws, FANS[0], ["ink"], ["paint"]) == ("ink", "oil paint")
    assert found(ws, "tag:ink") == found(ws, '"oil pain"') == {FANS[0]}
    assert found(ws, "tag:paint") == set()
    undoing.undo(ws)
    assert tags(ws) == ("oil paint", "paint")
    assert found(ws, "tag:ink") == found(ws, '"ink" -tom') == set()
    undoing.undo(ws)
    assert tags(ws) == ()
    assert found(ws, '"oil"') == set()


@pytest.mark.parametrize("tag", ["👩‍👩‍👧", "a 🏳️‍🌈 flag", "❤️", "می‌خواهم"])
def test_joined_emoji_and_letters_are_tags_like_others(ws: Workspace, tag: str) -> None:
    assert tagging.change(ws, FANS[0], [tag]) == (tag,)
    assert found(ws, f'tag:"{tag}"') == {FANS[0]}


@pytest.mark.parametrize(
    "tag", ["", " ", "a;b", "a,b", "x\x1b[2J", "\u200b", "x\u200dy", "x\u202ey", "x" * 41]
)
def test_what_is_no_tag_changes_nothing(ws: Workspace, tag: str) -> None:
    before = tables(ws)
    refusal(lambda: tagging.change(ws, FANS[0], [tag]))
    assert tables(ws) == before


def test_no_change_is_no_act_and_a_tag_they_have_not_is_said(ws: Workspace) -> None:
    tagging.change(ws, FANS[0], ["paint"])
    before = tables(ws)
    tagging.change(ws, FANS[0], ["paint"])
    assert "theirs: paint" in refusal(lambda: tagging.change(ws, FANS[0], [], ["ink"]))
    assert tables(ws) == before


def test_tags_of_two_who_are_one_are_edited_as_one_and_parted_again(ws: Workspace) -> None:
    tagging.change(ws, FANS[0], ["paint"])
    tagging.change(ws, FANS[1], ["ink"])
    merging.merge(ws, FANS[0], FANS[1])
    assert tags(ws) == ("ink", "paint")
    assert tagging.change(ws, FANS[0], ["new"], ["ink"]) == ("new", "paint")
    undoing.undo(ws)
    assert tags(ws) == ("ink", "paint")
    undoing.undo(ws)
    assert (tags(ws), tags(ws, FANS[1])) == (("paint",), ("ink",))


def test_taking_an_import_back_takes_its_own_tags_only(ws: Workspace, tmp_path: Path) -> None:
    tagging.change(ws, FANS[0], ["mine"])
    report = load(ws, write_csv(tmp_path / "p.csv", ("handle", "tags"), [(FANS[0], "mine;theirs")]))
    assert report.batch is not None
    tagging.change(ws, FANS[0], ["later"])
    importing.undo_batch(ws, report.batch)
    assert tags(ws) == ("later", "mine")


def test_nothing_of_a_tag_stays_of_an_erased_person(ws: Workspace) -> None:
    tagging.change(ws, FANS[0], ["qqsecretword"])
    tagging.change(ws, FANS[0], ["other"], ["qqsecretword"])
    erasing.forget(ws, FANS[0])
    assert b"qqsecretword" not in database_bytes(ws)
