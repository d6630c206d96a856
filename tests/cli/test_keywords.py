"""Announcing words on the command line, and what follows from them there."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.slow

HEAD = "cid,uniqueId,nickname,text,videoWebUrl,createTimeISO"
VIDEO = "https://www.tiktok.com/@dev.creator/video/7627000000000000001"


def written(path: Path, *texts: str, at: str = "2024-09-30T08:30:00Z") -> Path:
    rows = [f"{n},fan{n},Fan,{text},{VIDEO},{at}" for n, text in enumerate(texts)]
    path.write_text("\n".join([HEAD, *rows]) + "\n", "utf-8")
    return path


def test_a_word_is_announced_found_listed_and_ended(practice: Run, tmp_path: Path) -> None:
    announced = {
        "word": "FOGLIST",
        "purpose": "feedback",
        "from": "2024-08-31T23:00:00Z",
        "until": None,
        "found": 0,
    }
    made = practice(
        "keywords", "add", "FOGLIST", "--for", "feedback", "--from", "2024-09-01", "--json"
    )
    assert (made.code, made.document) == (0, [announced])
    path = written(tmp_path / "c.csv", "foglist!", "don't send me foglist", "lovely")
    [file] = practice("import", path, "--json").document["files"]
    assert file["consent_changes"] == 1
    found = announced | {"found": 1}
    assert practice("keywords", "list", "--json").document == [found]
    [line] = practice("show", "@fan0", "--json").document["consents"]
    assert (line["kind"], line["words"], line["where"]) == ("keyword", "foglist!", "comment")
    check = practice("check", "@fan0", "--for", "feedback", "--json").document
    [consent] = [each for each in check["findings"] if each["rule"] == "consent"]
    assert (consent["status"], "keyword" in consent["detail"]) == ("allow", True)
    assert practice("keywords", "end", "foglist", "--json").document == [
        found | {"until": "2024-10-01T12:00:00Z"}
    ]
    assert practice("undo", "--json").document["act"] == "keywords_end"
    assert practice("keywords", "list", "--json").document == [found]
    page = practice("keywords", "list").out
    assert all(word in page for word in ("FOGLIST", "feedback", "2024-08-31 23:00", "1"))


def test_stored_comments_are_searched_when_the_word_is_dated_back(
    practice: Run, tmp_path: Path
) -> None:
    assert practice("import", written(tmp_path / "c.csv", "FOGLIST", "foglist")).code == 0
    words = ("keywords", "add", "FOGLIST", "--for", "offer", "--until", "2024-12-24", "--json")
    assert practice(*words).document[0]["found"] == 0
    practice("undo")
    [made] = practice(*words, "--from", "2024-09-30T09:30+01:00").document
    assert (made["found"], made["until"]) == (2, "2024-12-24T00:00:00Z")


def test_no_words_yet_says_how_to_announce_one(practice: Run) -> None:
    assert practice("keywords", "list", "--json").document == []
    assert "keywords add" in practice("keywords", "list").out


@pytest.mark.parametrize(
    "line",
    [
        "add",
        "add FOGLIST",
        "add --for offer",
        "add the --for offer",
        "add STOP --for thanks",
        "add 2024 --for thanks",
        "add X --for thanks",
        "add fog-list --for thanks",
        "add FOGLIST --for answer",
        "add FOGLIST --for nothing",
        "add FOGLIST --for offer --until 2024-09-01",
        "add FOGLIST --for offer --from yesterday",
        "add TAKEN --for offer",
        "list FOGLIST",
        "list --for offer",
        "end",
        "end FOGLIST",
        "end TAKEN --for thanks",
        "announce FOGLIST",
    ],
)
def test_what_makes_no_sense_is_one_line_and_changes_nothing(practice: Run, line: str) -> None:
    assert practice("keywords", "add", "TAKEN", "--for", "thanks").code == 0
    before = practice("journal", "--json").document
    ran = practice("keywords", *line.split(), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.strip().splitlines()) == 1
    assert practice("journal", "--json").document == before


@pytest.mark.parametrize("word", ["VI P", "VI\nP", "VI\x1b[31mP", " ", "\u202eVIP", "VI\u200bP"])
def test_blanks_and_controls_are_no_part_of_a_word(practice: Run, word: str) -> None:
    ran = practice("keywords", "add", word, "--for", "thanks")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip().isprintable()


def test_the_steps_from_an_invitation_are_shown_and_counted(
    practice: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ("the colours in this one are so soft and lovely", "such a calm picture of the sea")
    assert practice("import", written(tmp_path / "c.csv", *texts)).code == 0
    practice("keywords", "add", "FOGLIST", "--for", "feedback")
    drafts = practice("draft", "--for", "feedback", "--top", 2, "--json").document["drafts"]
    assert len(drafts) == 2
    for each in practice("invite", *(one["id"] for one in drafts), "--json").document:
        [given] = practice("handover", each["id"], "--json").document
        assert "FOGLIST" in given["text"]
        practice("sent", each["id"])
    assert practice("show", "fan0", "--json").document["ladder"]["wrote"] is None
    monkeypatch.setenv("DM_ASSISTANT_NOW", "2024-10-01T15:00:00+00:00")
    practice("reply", "fan0", "--text", "FOGLIST please")
    reply = practice("queue", "--lane", "reply", "--json").document["items"]
    assert [(each["handle"], each["until"]) for each in reply] == [("fan0", "2024-10-03T15:00:00Z")]
    assert practice("show", "fan0", "--json").document["ladder"] == {
        "invited": "2024-10-01T12:00:00Z",
        "wrote": "2024-10-01T15:00:00Z",
        "answered": None,
        "redeemed": None,
    }
    assert "wrote first 2024-10-01 15:00" in practice("show", "fan0").out
    assert practice("show", "fan1", "--json").document["ladder"]["wrote"] is None
    ladder = practice("stats", "--json").document["ladder"]
    assert list(ladder) == ["invited", "wrote", "answered", "redeemed"]
    assert [(rate["k"], rate["n"]) for rate in ladder.values()] == [(2, 2), (1, 2), (0, 1), (0, 0)]
    assert {rate["shown"] for rate in ladder.values()} == {"counts"}
    page = practice("stats").out
    assert "wrote first" in page
    assert "1 of 2" in page


def test_who_was_never_invited_stands_on_no_ladder(practice: Run, tmp_path: Path) -> None:
    assert practice("import", written(tmp_path / "c.csv", "lovely")).code == 0
    assert practice("show", "fan0", "--json").document["ladder"] is None
    assert "invitation" not in practice("stats").out
    assert practice("stats", "--json").document["ladder"]["invited"]["n"] == 0
