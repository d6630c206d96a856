"""The day in the life by commands: phase by phase, in the numbers that were promised."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from tests.day import adding_up, before, cast, files, words
from tests.day.conftest import Commands, Made

PEOPLE = cast.cast(random.Random(before.SEED))  # noqa: S311 - the same people every time


def who(part: str) -> list[str]:
    """Return the handles of those who play a part."""
    return [one.handle for one in PEOPLE if one.part == part]


def lanes(
    reply: int, ready: int, invite: int, held: int, blocked: int, **out: int
) -> dict[str, int]:
    """Return counts as they are read."""
    five = {"reply": reply, "ready": ready, "invite": invite, "held": held, "blocked": blocked}
    return {**five, "approved": 0, "handed_over": 0, **out}


def ids(say: Commands, lane: str, most: int) -> list[int]:
    """Return the first few numbers of a lane."""
    return [item["id"] for item in say("queue", "--lane", lane)["items"][:most]]


@pytest.mark.slow
def test_the_day_adds_up_from_the_import_to_the_end(early: Path, made: Made, say: Commands) -> None:
    assert adding_up.counts(say, early) == lanes(11, 0, 0, 23, 3)
    _imports(say, early, made.file)
    _drafts(say, early)
    _answers(say, early)
    _decides(say, early)
    _hands_over(say, early)
    _logs(say, early)


def _imports(say: Commands, home: Path, file: Path) -> None:
    looked = say("import", file, "--dry-run")
    assert len(say("contacts")) == 263 - 106
    done = say("import", file)
    for report in (looked["files"][0], done["files"][0]):
        assert report["rows"] == files.ROWS == 412
        assert (report["new"], report["duplicate"], report["changed"]) == (400, 9, 0)
        assert [each["line"] for each in report["rejected"]] == [158, 299, 413]
        assert (report["contacts_new"], report["contacts_known"]) == (106, 77)
    assert done["backup"]
    [listed] = [
        each for each in say("import", "--list") if each["batch"] == done["files"][0]["batch"]
    ]
    assert (listed["rows"], listed["new"]) == (412, 400)
    tiers = adding_up.tiers(say)
    assert sum(tiers.values()) == 263
    assert tiers["quiet"] == 91
    assert adding_up.counts(say, home) == lanes(11, 0, 0, 23, 3)


def _drafts(say: Commands, home: Path) -> None:
    say.at("09:41")
    drafted = say("draft", "--for", "thanks", "--segment", before.WORTH_ONE)["drafts"]
    assert len(drafted) == 172 - 26
    assert adding_up.counts(say, home) == lanes(11, 34, 88, 41, 9)
    known = {one.handle: one.part for one in PEOPLE}
    for lane, parts in cast.LANES.items():
        items = say("queue", "--lane", lane)["items"]
        assert {known[item["handle"]] for item in items} == set(parts)


def _answers(say: Commands, home: Path) -> None:
    say.at("09:43")
    items = say("queue", "--lane", "reply")["items"]
    assert [item["text"] for item in items] == [each.text for each in words.WAITING]
    closing = [item["until"] for item in items]
    assert closing == sorted(closing)
    for item, written in zip(items, words.WAITING, strict=True):
        _deals(say, item, written.deal)
    assert adding_up.counts(say, home) == lanes(0, 34, 88, 40, 9, approved=7)


def _deals(say: Commands, item: dict[str, Any], deal: str) -> None:
    if deal == "archive":
        say("archive", item["id"])
    elif deal == "opt_out":
        assert item["reply_class"] == "review"
        assert say.run("archive", item["id"]).code == 2
        say("classify", item["id"], "--as", "opt_out")
        assert say("show", item["handle"])["contact"]["no_contact"] == "opt_out"
    elif deal == "snooze":
        say("postpone", item["id"], "--until", "2026-05-25T09:00:00+01:00")
    else:
        [answer] = say("answer", item["id"], "--template", deal)
        assert answer["verdict"]["status"] in {"allow", "warn"}


def _decides(say: Commands, home: Path) -> None:
    say.at("09:48")
    cards = ids(say, "ready", 13)
    assert len(say("approve", *cards[:9])) == 9
    for number in cards[9:12]:
        [draft] = say("queue", "--lane", "ready")["items"][:1]
        assert draft["id"] == number
        say("edit", number, "--text", f"{draft['text']} Have a good Saturday!")
        say("approve", number)
    say("skip", cards[12])
    assert adding_up.counts(say, home) == lanes(0, 21, 88, 40, 9, approved=19)
    say.at("09:52")
    assert len(say("invite", *ids(say, "invite", 14))) == 14
    assert adding_up.counts(say, home) == lanes(0, 21, 74, 54, 9, approved=33)


def _hands_over(say: Commands, home: Path) -> None:
    say.at("09:54")
    desk = adding_up.outbox(home)
    assert len(desk) == 33
    given = say("handover", *desk)
    assert [each["state"] for each in given] == ["handed_over"] * 33
    assert len({each["text"] for each in given}) >= 26
    say.at("09:57")
    say("sent", *desk)
    assert adding_up.counts(say, home) == lanes(0, 21, 74, 54, 9)


def _logs(say: Commands, home: Path) -> None:
    totals = say("stats")["totals"]
    thanked, offered = who("yesterday thanked"), who("yesterday offered")
    seen = [adding_up.last_sent(say, each)["draft"] for each in (*thanked[:4], offered[0])]
    assert [each["state"] for each in say("seen", *seen)] == ["seen"] * 5
    used = [_code(adding_up.last_sent(say, each)["text"]) for each in offered[1:3]]
    writers = (offered[1], thanked[4], offered[2])
    for handle, (text, kind) in zip(writers, words.YESTERDAY, strict=True):
        message = adding_up.last_sent(say, handle)["draft"]
        logged = say("reply", handle, "--text", text)
        found = (logged["answers"], logged["intent"], logged["opt_out"])
        assert found == (message, kind, False)
    say("codes", "redeemed", *used)
    assert say("codes", "list")[0]["redeemed"] == 2
    after = say("stats")["totals"]
    assert after["sent"] == totals["sent"]
    assert after["reply"]["k"] == totals["reply"]["k"] + 3
    assert after["redeemed"]["k"] == totals["redeemed"]["k"] + 2
    assert adding_up.counts(say, home) == lanes(3, 21, 74, 54, 9)
    assert say("doctor")["ok"]


def _code(text: str) -> str:
    [found] = re.findall(r"WAX-\w{5}", text)
    return str(found)
