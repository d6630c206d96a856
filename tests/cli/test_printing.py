from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dm_assistant.cli.printing import clock, deadline, document_text, say, table, write
from dm_assistant.domain.text import columns

ANY_TEXT = st.text(st.characters(), max_size=60)
ACTS = {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


@given(ANY_TEXT)
def test_a_document_keeps_every_text_and_holds_nothing_that_acts(text: str) -> None:
    printed = document_text({"text": [text]})
    assert not {ord(letter) for letter in printed.replace("\n", "")} & ACTS
    assert printed.encode("utf-8").decode("utf-8") == printed
    whole = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    assert json.loads(printed) == {"text": [whole]}


def test_half_a_character_is_marked_in_a_document() -> None:
    assert json.loads(document_text(["a\udc80b"])) == ["a\ufffdb"]


def test_a_character_beyond_the_basic_plane_that_acts_is_written_in_two_halves() -> None:
    assert document_text("\U000e0041") == '"\\udb40\\udc41"'


@example([("", "", ""), ("", "🏻", ""), ("a🏻", "\ufe0f", "")])
@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT, ANY_TEXT), min_size=1, max_size=6))
def test_whatever_people_write_columns_stay_where_they_are(rows: list[tuple[str, ...]]) -> None:
    marked = [(f"{one}\u00b7", two, "|") for one, two, _ in rows]
    lines = table(("first", "second", "third"), marked)
    edges = {columns(line[: line.rindex("|")]) for line in lines[1:]}
    assert len(edges) == 1
    assert not {ord(letter) for line in lines for letter in line} & ACTS


def test_numbers_end_where_their_column_ends() -> None:
    lines = table(("n", "name"), [("7", "Mia"), ("1,234", "森")], right=(0,))
    assert lines == ["    n  name", "    7  Mia", "1,234  森"]


def test_the_last_column_ends_with_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = table(("handle", "text"), [("@mia", "remark " * 40)])
    assert all(columns(line) <= 60 for line in lines)
    assert lines[1].endswith("…")


def test_a_stream_that_cannot_spell_a_text_still_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    write(say({"name": "Zoé"}, "Zoé"), as_json=False)
    write(say({"name": "Zoé"}, "Zoé"), as_json=True)
    stream.flush()
    text = raw.getvalue().decode("ascii")
    assert text.startswith("Zo\\xe9\n")
    assert json.loads(text.partition("\n")[2]) == {"name": "Zoé"}


def test_a_deadline_is_never_shown_before_it_comes() -> None:
    at = datetime(2026, 5, 14, 9, 30, 1, tzinfo=UTC)
    assert clock(at) == "2026-05-14 09:30"
    assert deadline(at) == "2026-05-14 09:31"
    assert deadline(at.replace(second=0)) == "2026-05-14 09:30"
    assert deadline(None) == "-"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_who_leaves_early_is_no_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "dm_assistant", "--help"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.returncode == 0
    assert done.stderr == b""
