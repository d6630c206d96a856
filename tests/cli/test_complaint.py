"""The command that keeps complaints, and where they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspaces import FANS, comments_file

from .conftest import Run

MIA = FANS[0]


@pytest.fixture
def fans(practice: Run, tmp_path: Path) -> Run:
    assert practice("import", comments_file(tmp_path / "comments.csv")).code == 0
    return practice


def test_a_complaint_is_recorded_shown_and_settled(fans: Run) -> None:
    opened = fans("complaint", "open", f"@{MIA}", "--text", "the print came bent", "--json")
    assert (opened.code, opened.err) == (0, "")
    [line] = opened.document["complaints"]
    assert line["words"] == "the print came bent"
    assert (line["opened_at"], line["closed_at"]) == ("2024-10-01T12:00:00Z", None)
    checked = fans("check", MIA, "--for", "offer", "--json").document
    [finding] = [each for each in checked["findings"] if each["rule"] == "open_complaint"]
    assert (finding["status"], finding["until"]) == ("wait", None)
    shown = fans("show", MIA)
    assert "open: “the print came bent”" in shown.out
    closed = fans("complaint", "close", MIA, "--reason", "sent a new one")
    assert "closed 2024-10-01 12:00: sent a new one" in closed.out
    assert fans("show", MIA, "--json").document["complaints"][0]["outcome"] == "sent a new one"
    assert fans("undo", "--json").document["act"] == "complaint_closed"
    assert fans("show", MIA, "--json").document["complaints"][0]["closed_at"] is None


def test_what_strangers_complain_about_never_acts_on_the_terminal(fans: Run) -> None:
    ran = fans("complaint", "open", MIA, "--text", "bad\x1b]52;c;eA==\x07 [red]print")
    assert ran.code == 0
    assert "\x1b" not in ran.out + fans("show", MIA).out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("open", MIA), "complaint open takes --text and no --reason"),
        (("close", MIA, "--text", "x"), "complaint close takes --reason and no --text"),
        (("close", MIA, "--reason", "done"), f"@{MIA} has no open complaint"),
        (("open", MIA, "--text", " "), "say what they complain about"),
        (("open", "nobody.knows", "--text", "x"), "nobody.knows"),
        (("reopen", MIA, "--text", "x"), "open, close"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(
    fans: Run, words: tuple[str, ...], says: str
) -> None:
    before = fans("export", MIA, "--json").out
    ran = fans("complaint", *words)
    assert ran.code == 2
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert fans("export", MIA, "--json").out == before
