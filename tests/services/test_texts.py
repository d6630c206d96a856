"""The workspace's own templates lie over the shipped ones, and a broken one harms no other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dm_assistant.domain.model import Purpose
from dm_assistant.errors import BadInputError
from dm_assistant.services import life, previewing, shelf, texts
from dm_assistant.services.workspace import Workspace
from tests.workspaces import drafted, dump


def own(ws: Workspace, name: str, text: str) -> Path:
    path = ws.path / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def line(ws: Workspace, name: str) -> shelf.TemplateLine:
    return next(each for each in shelf.listing(ws) if each.name == name)


def test_the_shipped_templates_are_there_without_findings(empty: Workspace) -> None:
    found = shelf.listing(empty)
    assert len(found) >= 15
    assert {"thanks/warm", "offer/regulars", "invite/thanks"} <= {each.name for each in found}
    assert not any(each.findings for each in found)
    assert texts.problems(empty) == ()


def test_an_own_template_takes_the_place_of_its_namesake(empty: Workspace) -> None:
    shipped = line(empty, "thanks/warm")
    own(empty, "thanks/warm.md", "Hello {{ handle }}, this is mine.")
    assert line(empty, "thanks/warm").version != shipped.version
    assert line(empty, "thanks/warm").origin == "own over shipped"


def test_a_broken_template_is_named_with_its_line_and_the_others_stay(empty: Workspace) -> None:
    before = len(shelf.listing(empty))
    own(empty, "thanks/mine.md", "Hello\n{{ nmae }}\n")
    broken = line(empty, "thanks/mine")
    assert broken.version == ""
    assert len(broken.findings) == 1
    assert broken.findings[0].startswith("thanks/mine.md:2: ")
    assert len(shelf.listing(empty)) == before + 1
    assert texts.library(empty).find(Purpose.THANKS, "warm", "en") is not None


def test_a_file_changed_at_work_is_read_again(empty: Workspace) -> None:
    path = own(empty, "thanks/mine.md", "One {{ handle }}.")
    first = line(empty, "thanks/mine").version
    assert texts.library(empty) is texts.library(empty)
    path.write_text("Two {{ handle }}.", "utf-8")
    os.utime(path, ns=(1, 1))
    assert line(empty, "thanks/mine").version != first
    path.unlink()
    assert not any(each.name == "thanks/mine" for each in shelf.listing(empty))


def test_a_preview_speaks_of_the_person_and_stores_nothing(ws: Workspace) -> None:
    before = dump(ws.path / "workspace.db")
    text = previewing.preview(ws, "thanks/warm", "@mia.paints").text
    assert "the colours in this one are wonderful 0" in text
    assert "None" not in text
    assert dump(ws.path / "workspace.db") == before


def test_a_preview_says_which_fact_is_missing(ws: Workspace) -> None:
    own(ws, "thanks/mine.md", "---\nneeds: their_words\n---\nYou said {{ their_words }}.\n")
    with pytest.raises(BadInputError, match=r"thanks/mine\.md needs .*mia\.paints: their_words"):
        previewing.preview(ws, "thanks/mine", "mia.paints")


def test_a_preview_of_a_template_without_its_fact_gives_file_and_line(ws: Workspace) -> None:
    own(ws, "thanks/mine.md", "Hi!\nYou said {{ their_words }}.\n")
    with pytest.raises(BadInputError, match=r"^thanks/mine\.md:2: .*their_words"):
        previewing.preview(ws, "thanks/mine", "mia.paints")


def test_a_preview_of_a_broken_or_unknown_template_is_refused(ws: Workspace) -> None:
    own(ws, "thanks/mine.md", "{{ nmae }}")
    with pytest.raises(BadInputError, match=r"^thanks/mine\.md:1: "):
        previewing.preview(ws, "thanks/mine", "mia.paints")
    for name in ("thanks/none", "warm", "../warm", "thanks/warm\x1b[2J"):
        with pytest.raises(BadInputError, match="there is no template") as refused:
            previewing.preview(ws, name, "mia.paints")
        assert "\x1b" not in str(refused.value)


def test_an_offer_is_previewed_without_taking_a_code(ws: Workspace) -> None:
    own(ws, "offer/mine.md", "---\nneeds: code\n---\n{{ handle }}: {{ code }}\n")
    assert previewing.preview(ws, "offer/mine", "mia.paints").text == "mia.paints: CODE"


def test_listing_counts_what_was_sent(ws: Workspace) -> None:
    [draft] = drafted(ws, "mia.paints")
    life.approve(ws, [draft])
    life.hand_over(ws, draft)
    assert sum(each.used for each in shelf.listing(ws)) == 0
    life.sent(ws, [draft])
    assert sum(each.used for each in shelf.listing(ws)) == 1
