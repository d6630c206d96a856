"""The hand-over by commands: what waits, QR codes, what was said before, and what came back."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.qr_reader import read
from tests.workspaces import FANS, comments_file

from .conftest import Run
from .terminal import Terminal

MIA, ZOE, _TOM = FANS


@pytest.fixture
def waiting(practice: Run, tmp_path: Path) -> Run:
    """Commands on a workspace in which one message is approved."""
    assert practice("import", comments_file(tmp_path / "comments.csv")).code == 0
    practice("consent", "grant", MIA, "--for", "thanks", "--evidence", "yes, thank me")
    assert practice("draft", "--for", "thanks", MIA).code == 0
    assert practice("approve", 1).code == 0
    return practice


def test_without_a_number_it_says_what_waits_and_what_paces_it(waiting: Run) -> None:
    page = waiting("handover")
    assert page.code == 0
    assert "waiting: 1 message, 0 public replies" in page.out
    assert "first contacts 1 of 10 this hour" in page.out
    document = waiting("handover", "--json").document
    assert (document["messages"], document["public_replies"]) == (1, 0)
    assert document["items"][0]["handle"] == MIA
    assert document["accounts"][0]["seconds_each"] is None


def test_the_codes_it_prints_say_the_link_and_the_text(waiting: Run) -> None:
    given = waiting("handover", 1, "--json").document[0]
    assert (given["public"], given["last"], given["answers_comment"]) == (False, None, None)
    for light in (False, True):
        page = waiting("handover", 1, "--qr", *(["--light"] if light else []))
        link, text = _codes(page.out)
        assert read(link, light_ground=light) == given["link"]
        assert read(text, light_ground=light) == given["text"]


def _codes(page: str) -> tuple[list[str], list[str]]:
    _, _, after = page.partition("the link:\n")
    link, _, text = after.partition("\n\nthe text:\n")
    return link.split("\n"), text.rstrip("\n").split("\n")


def test_a_code_that_is_too_wide_says_how_wide_it_is(
    waiting: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    page = waiting("handover", 1, "--qr").out
    assert "the text as a QR code needs" in page
    assert "here are 40: copy it" in page


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--qr", "name them by their ID"),
        ("1 --light", "add --qr"),
        ("1 --recent", "name no ID beside it"),
        ("--override quiet_hours --reason because-I-say-so", "name just that one"),
    ],
)
def test_what_makes_no_sense_together_is_said(waiting: Run, words: str, says: str) -> None:
    ran = waiting("handover", *words.split())
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert says in ran.err
    assert waiting("handover", "--json").document["items"][0]["state"] == "approved"


def test_what_went_out_is_listed_with_what_came_of_it(waiting: Run) -> None:
    assert waiting("handover", "--recent", "--json").document == []
    waiting("handover", 1)
    early = waiting("reply", MIA, "--text", "hello?", "--before", 1, "--json").document
    assert early["answers"] is None
    waiting("sent", 1)
    waiting("seen", 1)
    (line,) = waiting("handover", "--recent", "--json").document
    assert (line["handle"], line["state"], line["open"]) == (MIA, "seen", True)
    assert "something may still come of 1" in waiting("handover", "--recent").out


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="terminals are made otherwise there")
def test_a_hand_over_that_was_killed_is_gone_on_with_exactly_there(
    waiting: Run, home: Path
) -> None:
    env = {**os.environ, "DM_ASSISTANT_HOME": str(home)}
    command = [sys.executable, "-m", "dm_assistant"]
    with Terminal(command, env=env) as first:
        first.read_until("Reply")
        first.read_until("Quit")
        first.press("h")
        first.read_until("Now, by hand")
        first.process.send_signal(signal.SIGKILL)
        first.ends()
    assert waiting("handover", "--json").document["items"][0]["state"] == "handed_over"
    with Terminal(command, env=env) as second:
        second.read_until("Did you send this?")
        second.press("\r")
        second.read_until("Nothing waits")
        second.press("q")
        assert second.ends() == 0
    (line,) = waiting("handover", "--recent", "--json").document
    assert (line["handle"], line["state"]) == (MIA, "sent")
