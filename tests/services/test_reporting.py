"""The report: one file, the same numbers as everywhere, nobody named, nothing loaded, no script."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.model import FrontEnd
from dm_assistant.domain.reporting.charts import Days, Heat, Intervals
from dm_assistant.domain.statistics import words
from dm_assistant.domain.statistics.figures import share
from dm_assistant.domain.text import csv_uncell
from dm_assistant.errors import BadInputError
from dm_assistant.services import numbers, people, workspace
from dm_assistant.services.reporting import drawing, printing, writing
from dm_assistant.services.workspace import NOW, Workspace
from tests.services.workshop import NOON, refusal

VOID = {"meta", "link", "br", "hr", "img", "input", "use", "path"}


class Page(HTMLParser):
    """Collects the tags, attributes and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        if self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.words.append(data)

    @property
    def text(self) -> str:
        """The words, with those that only screen readers say."""
        labels = [value for name, value in self.attributes if name == "aria-label"]
        return " ".join(" ".join((*self.words, *labels)).split())


@pytest.fixture(scope="module")
def written(made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Write the report of the sample in every kind, once; by suffix."""
    folder = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(NOW, raising=False)
        with workspace.open_workspace(made, front_end=FrontEnd.CLI) as ws:
            for kind in ("html", "md", "csv", "json"):
                [path] = writing.write(ws, to=folder / f"report.{kind}")
                assert path.stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    assert len(list(folder.iterdir())) == 4, "nothing is left beside them"
    return {path.suffix: path.read_text("utf-8") for path in folder.iterdir()}


FIGURES = ("open", "reply", "positive", "opt_out", "redeemed")


def rates(document: Any) -> Iterator[dict[str, Any]]:
    """Yield every rate of a document of the rates, of its totals, groups and steps."""
    for group in (document["totals"], *document["groups"]):
        yield from (group[name] for name in FIGURES)
    yield from document["ladder"].values()


@pytest.mark.slow
def test_every_number_of_the_screens_is_in_the_report_and_nobody_is_named(
    sample: Workspace, written: dict[str, str], tmp_path: Path
) -> None:
    page = Page(written[".html"])
    plain = re.sub(r"\\(.)", r"\1", written[".md"])
    documents: list[Any] = [
        numbers.stats(sample, by=each).as_json() for each in ("purpose", "template", "weekday")
    ]
    found = [rate for document in documents for rate in rates(document) if rate["n"]]
    assert len(found) > 60
    for rate in found:
        told = f"{rate['k']} of {rate['n']}"
        assert re.search(rf"\b{told}\b", page.text), told
        assert re.search(rf"\b{told}\b", plain), told
    for name, told in words.conduct_sentences(numbers.stats(sample)):
        assert f"{name}: {told}" in page.text
        assert f"{name}: {told}" in plain
    sheet = list(csv.DictReader(written[".csv"].splitlines()))
    where = ("By template", "warm", "replied")
    [warm] = [row for row in sheet if (row["table"], row["group"], row["figure"]) == where]
    [same] = [each["reply"] for each in documents[1]["groups"] if each["key"] == "warm"]
    assert [float(warm[name]) for name in ("k", "n", "value", "low", "high")] == [
        same[name] for name in ("k", "n", "rate", "low", "high")
    ]
    json_document = json.loads(written[".json"])
    assert json_document["by"]["purpose"]["groups"] == documents[0]["groups"]

    handles = [each.handle for each in people.ranked(sample, top=10_000)]
    assert len(handles) > 50
    for text in written.values():
        said = {word.strip(".") for word in re.findall(r"[\w.]+", text)}
        assert not said & set(handles)

    again = tmp_path / "again.html"
    writing.write(sample, to=again)
    assert again.read_text("utf-8") == written[".html"], "the same numbers give the same bytes"


@pytest.mark.slow
def test_the_page_needs_nothing_else_and_can_be_read_by_everybody(written: dict[str, str]) -> None:
    page = Page(written[".html"])
    assert "script" not in page.tags
    assert not {"link", "img", "iframe", "object", "embed", "form", "image", "base"} & set(
        page.tags
    )
    for name, value in page.attributes:
        assert not name.startswith("on")
        if name in {"src", "href", "xlink:href", "srcset", "action"}:
            assert value.startswith("#")
    bare = re.sub(r'xmlns(:\w+)?="[^"]*"', "", written[".html"])
    assert "://" not in bare
    assert "url(" not in re.sub(r"url\(#", "", bare)
    facts = dict(page.attributes)
    assert "default-src 'none'" in written[".html"]
    assert ("name", "viewport") in page.attributes
    assert facts["lang"] == "en"
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    labels = [value for name, value in page.attributes if name == "aria-label"]
    assert page.tags.count("svg") == page.tags.count("figure") == 8
    assert sum("warm 27 of 80 replied" in label for label in labels) == 1
    assert page.tags.count("caption") == page.tags.count("table")
    assert page.tags.count("h1") == 1
    assert "How sure is that?" in page.text


def test_an_empty_workspace_says_that_there_is_nothing_to_count(
    empty: Workspace, tmp_path: Path
) -> None:
    [path] = writing.write(empty, to=tmp_path / "r.md")
    assert "Nothing was sent in this period" in path.read_text("utf-8")
    [page] = writing.write(empty, to=tmp_path / "r.html")
    assert "0 %" not in Page(page.read_text("utf-8")).text
    [sheet] = writing.write(empty, to=tmp_path / "r.txt", form="csv")
    for row in csv.DictReader(sheet.read_text("utf-8").splitlines()):
        assert row["value"] or row["reason"] or row["k"]


def test_a_period_holds_what_was_sent_in_it_and_no_more(ws: Workspace) -> None:
    empty = writing.make(ws, since=NOON - timedelta(days=2), until=NOON - timedelta(days=1))
    assert "Nothing was sent" in empty.sections[0].sentences[0]
    assert empty.documents["review"] is None


def test_what_cannot_be_written_is_one_line_and_leaves_nothing(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there.md"
    there.write_text("mine")
    assert "is there already" in refusal(lambda: writing.write(ws, to=there))
    assert "ends in .html" in refusal(lambda: writing.write(ws, to=tmp_path / "report"))
    assert "cannot be written" in refusal(lambda: writing.write(ws, to=tmp_path / "no" / "r.md"))
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert "dm-assistant[report]" in refusal(lambda: writing.write(ws, to=tmp_path / "r.html"))
    monkeypatch.setenv("PATH", str(tmp_path))
    if printing.browser() is None:
        words = refusal(lambda: writing.write(ws, pdf=tmp_path / "r.pdf"))
        assert "needs Chromium, Chrome or Edge" in words
    assert [path.name for path in tmp_path.glob("*r*")] == ["there.md"]
    assert there.read_text() == "mine"


@pytest.mark.slow
@pytest.mark.skipif(printing.browser() is None, reason="no browser that prints is installed here")
def test_a_browser_makes_a_pdf_of_it(ws: Workspace, tmp_path: Path) -> None:
    [path] = writing.write(ws, pdf=tmp_path / "r.pdf")
    assert path.read_bytes().startswith(b"%PDF-")
    assert [each.name for each in tmp_path.glob("*.pdf*")] == ["r.pdf"]


HOSTILE = "<script>alert(1)</script>$x^2$ \x1b[2J 日本 |*_"


def test_words_of_others_do_nothing_in_a_picture() -> None:
    drawn = drawing.svg(Intervals("t", "replied", ((HOSTILE, share(12, 40)), ("few", share(1, 3)))))
    assert "<script" not in drawn
    assert "\x1b" not in drawn
    assert "&lt;script" in drawn
    assert "12 of 40" in drawn
    assert "counted only" in drawn


def test_pictures_without_any_number_are_drawn_too() -> None:
    blank = ((0,) * 6,) * 7
    assert "<svg" in drawing.svg(Heat("t", tuple("MTWTFSS"), tuple("abcdef"), blank))
    assert "<svg" in drawing.svg(Days("t", NOON.date(), (None, None), (0, 1)))


def test_a_cell_of_the_sheet_is_no_formula(ws: Workspace, tmp_path: Path) -> None:
    found = writing.make(ws)
    assert found.practice
    [path] = writing.write(ws, to=tmp_path / "r.csv")
    for row in csv.reader(path.read_text("utf-8").splitlines()):
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in row)
        assert [csv_uncell(cell) for cell in row]


def test_periods_that_are_none_are_one_line(ws: Workspace) -> None:
    with pytest.raises(BadInputError, match="lies in the future"):
        writing.make(ws, since=NOON + timedelta(days=1))
    with pytest.raises(BadInputError, match="--until lies before --since"):
        writing.make(ws, since=NOON - timedelta(days=1), until=NOON - timedelta(days=2))
