"""The commands about what people ask for and about challenges: whole journeys, and mistakes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dm_assistant.domain.text import csv_uncell
from tests.services.workshop import NOON
from tests.workspaces import FANS, comments_file

from .conftest import Run

MIA, ZOE, TOM = FANS
PAPER = "a video about paper"


@pytest.fixture
def asked(practice: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Have thanks sent to Mia, a month later a question, and her answer."""
    practice("import", comments_file(tmp_path / "comments.csv"))
    for purpose, month in (("thanks", 10), ("feedback", 11)):
        monkeypatch.setenv("DM_ASSISTANT_NOW", NOON.replace(month=month, day=5).isoformat())
        practice("consent", "grant", MIA, "--for", purpose, "--evidence", "yes, please do")
        made = practice("draft", "--for", purpose, MIA, "--json").document
        number = made["drafts"][0]["id"]
        assert [practice(each, number).code for each in ("approve", "handover", "sent")] == [0] * 3
    monkeypatch.setenv("DM_ASSISTANT_NOW", NOON.replace(month=11, day=6).isoformat())
    words = "which paper is it? show \x1b[31mus @zoe =1+1"
    assert practice("reply", MIA, "--text", words).code == 0
    monkeypatch.setenv("DM_ASSISTANT_NOW", NOON.replace(month=12, day=9).isoformat())
    return practice


def test_the_way_from_an_answer_to_a_message_that_it_is_made(asked: Run) -> None:
    [reply] = asked("feedback", "next", "--json").document
    assert (reply["handle"], reply["coded"], reply["suggested"]) == (MIA, False, None)
    made = asked("feedback", "add", *PAPER.split(), "--key", "p", "--json").document
    assert (made["theme"], made["key"], made["state"]) == (PAPER, "p", "open")
    assert asked("feedback", "next", "--json").document[0]["suggested"] == PAPER
    coded = asked("feedback", "code", reply["message"], "p", "--json").document
    assert coded["themes"] == [PAPER]
    board = asked("feedback", "--json").document
    assert (board["asked"], board["answered"]["k"], board["uncoded"]) == (1, 1, 0)
    assert board["themes"][0]["people"] == 1
    assert asked("feedback", "idea", "p", "three papers, one wash").code == 0
    assert asked("feedback", "tell", "p").code == 2
    title = ("--title", "Paper for fog", "--link", "https://example.org/1", "--on", "2024-12-01")
    assert asked("feedback", "made", "p", *title, "--json").document["made"]["on"] == "2024-12-01"
    tried = asked("feedback", "tell", "p", "--dry-run", "--json").document
    told = asked("feedback", "tell", "p", "--json").document
    assert [each["text"] for each in tried["drafts"]] == [each["text"] for each in told["drafts"]]
    assert PAPER in told["drafts"][0]["text"]
    receipts = told["drafts"][0]["sources"]
    assert "theme" in {each["variable"] for each in receipts}
    assert {each["said"][:20] for each in receipts} == {"which paper is it? s"}
    again = asked("feedback", "tell", "p", "--json").document
    assert (again["drafts"], again["before"], again["people"]) == ([], 1, 1)
    steps = asked("feedback", "show", "p", "--json").document["steps"]
    assert (steps["asked"], steps["asked_for_it"]["k"], steps["told"]["k"]) == (1, 1, 0)
    assert asked("undo", "--json").document["act"] == "draft"


def test_pages_say_the_same_and_no_stranger_acts_on_the_terminal(asked: Run) -> None:
    asked("feedback", "add", PAPER)
    pages = "".join(
        asked("feedback", *words).out
        for words in ((), ("next",), ("code", 1, "v"), ("quotes",), ("show", "v"), ("find", "wash"))
    )
    assert "\x1b" not in pages
    assert "1 of 1 people you asked answered" in pages
    assert f"perhaps: {PAPER}?" in pages
    assert "“which paper is it? show ␛[31mus =1+1”" in pages
    assert "c2  @" in pages or "c1  @" in pages


def test_the_quote_bank_is_written_without_names_and_calculates_nothing(
    asked: Run, tmp_path: Path
) -> None:
    asked("feedback", "add", PAPER)
    asked("feedback", "code", 1, "v")
    table, page = tmp_path / "quotes.csv", tmp_path / "quotes.md"
    for path in (table, page):
        assert asked("feedback", "quotes", "v", "--to", path, "--json").document["quotes"] == 1
        assert MIA not in path.read_text("utf-8")
    with table.open(newline="", encoding="utf-8") as file:
        [_, row] = csv.reader(file)
    assert csv_uncell(row[1]).startswith("which paper is it?")
    assert page.read_text("utf-8").startswith(f"## {PAPER}\n\n> which paper is it\\?")
    assert "\\[31mus \\=1\\+1" in page.read_text("utf-8")
    again = asked("feedback", "quotes", "--to", table)
    assert (again.code, again.err.count("\n")) == (2, 1)
    named = tmp_path / "named.csv"
    asked("feedback", "quotes", "--names", "--to", named)
    assert MIA in named.read_text("utf-8")


def test_a_challenge_runs_from_inviting_to_the_views(asked: Run) -> None:
    asked("consent", "grant", MIA, "--for", "challenge", "--evidence", "tell me about challenges")
    name = "the fog week"
    task = ("--task", "one fog a day", "--until", "2024-12-31", "--tag", "#fogweek")
    made = asked("challenges", "add", name, *task, "--json").document
    assert (made["until"], made["tag"], made["over"]) == ("2024-12-31", "fogweek", False)
    invited = asked("challenges", "invite", name, MIA, ZOE, "--json").document
    assert [each["handle"] for each in invited["drafts"]] == [MIA, ZOE]
    assert "Tuesday 31 December" in invited["drafts"][0]["text"]
    again = asked("challenges", "invite", name, "--top", 3, "--json").document
    assert [each["handle"] for each in again["drafts"]] == [TOM]
    link = ("--link", "https://example.org/v/1")
    asked("challenges", "took-part", name, ZOE, *link, "--views", "1,200")
    shown = asked("challenges", "views", name, ZOE, 1500, "--json").document
    assert (shown["uninvited"], shown["views"]["total"], shown["waiting"]) == (1, 1500, 3)
    assert shown["people"][0]["entries"][0]["link"] == link[1]
    page = asked("challenges", "show", name).out
    assert "1,500 views" in page
    assert asked("challenges", "end", name, "--json").document["over"] is True
    assert asked("challenges", "invite", name, TOM).code == 2
    assert asked("challenges").out.splitlines()[1].startswith(name)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("feedback", "code", "1"), "or --nothing"),
        (("feedback", "code", "99", "x"), "there is no message 99"),
        (("feedback", "tell", "nothing"), "there are no themes yet"),
        (("feedback", "add"), "say feedback add THEME"),
        (("feedback", "ad", "x"), "is none of list, next"),
        (("feedback", "list", "--title", "x"), "feedback list takes no --title"),
        (("feedback", "merge", "one"), "say feedback merge THEME OTHER"),
        (("feedback", "made", "x"), "--title TITLE"),
        (("feedback", "made", "x", "--title", "y", "--on", "soon"), "is not a day"),
        (("feedback", "quotes", "--to", "/nowhere/x.txt"), "ends in .md or .csv"),
        (("feedback", "quotes", "--to", "/nowhere/x.md"), "cannot be written"),
        (("challenges", "add", "x"), "--task TASK"),
        (("challenges", "add", "x", "--task", "y", "--until", "2001-01-01"), "still to come"),
        (("challenges", "add", "x", "--task", "y", "--tag", "a b"), "a tag is one word"),
        (("challenges", "show", "x"), "there are no challenges yet"),
        (("challenges", "views", "x", MIA, "many"), "is not a whole number"),
        (("challenges", "list", "--views", "3"), "takes no --views"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(
    asked: Run, words: tuple[str, ...], says: str
) -> None:
    before = asked("journal", "--json").out
    ran = asked(*words)
    assert ran.code == 2
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert asked("journal", "--json").out == before
