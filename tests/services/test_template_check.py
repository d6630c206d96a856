"""Checking templates: what cannot be read, and what the rules say of the messages they make."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.templates.library import load, shipped_folder
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import own_templates, template_check, texts
from dm_assistant.services.workspace import Workspace
from tests.shared import HOSTILE, needs_hostile


def said(folder: Path, text: str, file: str = "thanks/mine.md") -> list[str]:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    [checked] = template_check.outside(path)
    return [str(note) for note in checked.notes]


def test_nothing_is_to_be_said_of_the_shipped_templates() -> None:
    library = load([("any", shipped_folder())]).checked(texts.renderer().check)
    found = template_check.checked(library, Policy())
    assert [str(note) for each in found for note in each.notes] == []
    assert all(each.usable for each in found)


def test_each_kind_of_word_is_found_at_its_line(tmp_path: Path) -> None:
    head = "---\nneeds: quote, code\n---\nHi, “{{ quote }}”!\n"
    found = said(tmp_path, head + "It is yours:\n{{ code }}.\nOnly today!\nbit.ly/abc\n")
    assert "thanks/mine.md:8: bit.ly hides where the link leads." in found
    assert any(line.startswith("thanks/mine.md:6: Say before 'MIA-7K2Q'") for line in found)
    assert any(line.startswith("thanks/mine.md:7: warning: 'Only today'") for line in found)


def test_words_about_nobody_are_an_error_and_words_about_some_a_warning(tmp_path: Path) -> None:
    nothing = "Nothing in it is about something they really did."
    assert said(tmp_path, "Hello, lovely day!") == [f"thanks/mine.md:1: {nothing}"]
    some = said(tmp_path, "Hello{% if quote %}, “{{ quote }}”{% endif %}.")
    assert some == [f"thanks/mine.md:1: warning: with no more known than it needs: {nothing}"]
    assert said(tmp_path, "Sure, I can do that.", "answer/mine.md") == []


def test_a_fact_that_is_printed_but_not_asked_for_leaves_people_out(tmp_path: Path) -> None:
    [line] = said(tmp_path, "---\nneeds: quote\n---\n“{{ quote }}”\nHi {{ name }}.")
    assert line.startswith("thanks/mine.md:5: warning: nothing is known for name; who lacks it")


def test_a_front_matter_that_would_be_sent_is_told(tmp_path: Path) -> None:
    found = said(tmp_path, "\n---\nneeds: quote\n---\nHi, “{{ quote }}”!")
    assert any("thanks/mine.md:2: warning: a line of ---" in line for line in found)


def test_length_is_measured_with_the_longest_facts(tmp_path: Path) -> None:
    names = ("quote", "quote_post", "idea", "i_give", "they_give", "made", "challenge")
    facts = " ".join(f"{{{{ {name} }}}}" for name in names)
    body = f"{facts} " + "so it goes, " * 19 + "on"
    [line] = said(tmp_path, f"---\nneeds: {', '.join(names)}\n---\n{body}.", "feedback/mine.md")
    assert line.startswith("feedback/mine.md:4: warning: with the longest facts there may be: 6")


def test_a_file_a_purpose_and_a_folder_can_be_checked_anywhere(tmp_path: Path) -> None:
    for file in ("thanks/a.md", "thanks/b.es.md", "offer/c.md"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text("{{ nmae }}", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    files = [
        [each.file for each in template_check.outside(path)]
        for path in (tmp_path, tmp_path / "thanks", tmp_path / "thanks" / "b.es.md")
    ]
    assert sorted(files[0]) == ["elsewhere", "offer/c.md", "thanks/a.md", "thanks/b.es.md"]
    assert sorted(files[1]) == ["thanks/a.md", "thanks/b.es.md"]
    assert files[2] == ["thanks/b.es.md"]
    for nothing in (tmp_path / "none", tmp_path / "none.md"):
        with pytest.raises(BadInputError, match="no such file or folder"):
            template_check.outside(nothing)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInputError, match="holds no templates"):
        template_check.outside(tmp_path / "empty")


def test_own_words_of_the_policy_are_found(empty: Workspace) -> None:
    path = empty.path / "templates" / "answer" / "mine.md"
    path.parent.mkdir(parents=True)
    path.write_text("A blue moon, indeed.", "utf-8")
    (empty.path / "policy.toml").write_text('tone_words = ["blue moon"]', "utf-8")
    with empty.database.read():
        pass
    found = template_check.checked(texts.library(empty), empty.policy)
    [mine] = template_check.named(found, ["answer/mine"])
    assert not mine.usable
    assert "blue moon" in str(mine.notes[0])


@needs_hostile
def test_hostile_templates_are_told_in_one_line_each_and_stop_nothing(
    empty: Workspace, tmp_path: Path
) -> None:
    items = json.loads((HOSTILE / "templates.json").read_text("utf-8"))["items"]
    for item in items:
        body = item.get("template") or "".join(part * count for part, count in item["build"])
        text = body.replace("%%VAR%%", "quote").replace("%%OBJ%%", "quote")
        tried = own_templates.trial(empty, own_templates.place_of("answer/x"), text)
        lines = said(tmp_path, text, "answer/x.md")
        assert all(line.isprintable() and len(line) < 500 for line in lines), item
        assert [str(note) for note in tried.notes] == lines, item
        if item["expect"] == "refuse":
            assert tried.template is None, item


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.text("{}%# \nif nameqot'\"()|-:", max_size=120))
def test_any_text_gives_a_template_or_reasons(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thanks" / "x.md"
        path.parent.mkdir()
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        [checked] = template_check.outside(path)
        assert checked.template is not None or checked.notes
        # Letters newer than Python's own tables are not printable to it, and yet may be shown.
        assert all(str(note) == to_screen(str(note)) for note in checked.notes)
