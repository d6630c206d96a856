"""The journeys of the mission by commands alone, on an import of one's own, to their result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.workspaces import HEADER, comments_file, write_csv

from .conftest import Run

CROWD = tuple(f"fan{number:02}.paints" for number in range(24))
AGREED = CROWD[:16]
PURPOSES = "thanks;offer;collab;feedback;challenge"

Clock = Callable[[str], None]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the day and hour of the practice clock."""
    return lambda day: monkeypatch.setenv("DM_ASSISTANT_NOW", f"2024-{day}:00:00+00:00")


@pytest.fixture
def own(practice: Run, tmp_path: Path) -> Run:
    """Import people of one's own, of whom some have said yes to everything."""
    heads = ("handle", "platform", "purposes", "kind", "when", "words", "where")
    said = [
        (each, "tiktok", PURPOSES, "explicit", "2024-09-29T10:00:00+00:00", "yes, do", "my live")
        for each in AGREED
    ]
    assert practice("import", comments_file(tmp_path / "comments.csv", CROWD)).code == 0
    assert practice("import", write_csv(tmp_path / "consents.csv", heads, said)).code == 0
    return practice


def drafts_of(ran: Any) -> list[int]:
    return [each["id"] for each in ran.document["drafts"]]


def send(run: Run, ids: Sequence[int]) -> None:
    """Approve, hand over and mark as sent."""
    for act in ("approve", "handover", "sent"):
        ran = run(act, *ids)
        assert ran.code == 0, (act, ran.out, ran.err)


def thank(run: Run, on: Clock, handles: Sequence[str]) -> None:
    """Thank people three weeks before anything else is asked of them, within one's pace."""
    for hour, some in ((12, handles[:8]), (15, handles[8:])):
        if some:
            on(f"10-01T{hour}")
            send(run, drafts_of(run("draft", "--for", "thanks", *some, "--json")))


def test_thanks_from_choosing_people_to_the_reply_rate(own: Run, on: Clock) -> None:
    shown = own("segments", "add", "kind", "consent:thanks never-messaged comments>=2", "--json")
    assert shown.code == 0
    assert "contacts --segment kind" in own("segments", "show", "kind").out
    chosen = own("contacts", "--segment", "kind", "--json").document
    assert {each["handle"] for each in chosen} == set(AGREED)
    made = own("draft", "--for", "thanks", "--segment", "kind", "--top", 3, "--json")
    ids = drafts_of(made)
    assert own("queue", "--json").document["counts"]["ready"] == 3
    refused = own("handover", ids[0])
    assert (refused.code, refused.out) == (2, "")
    assert own("approve", *ids).code == 0
    never_approved = drafts_of(own("draft", "--for", "thanks", AGREED[9], "--json"))
    both = own("handover", ids[0], *never_approved)
    assert (both.code, both.out) == (2, "")
    assert own("queue", "--json").document["counts"]["handed_over"] == 0
    for act in ("handover", "sent"):
        assert own(act, *ids).code == 0
    on("10-01T15")
    first = made.document["drafts"][0]
    logged = own("reply", first["handle"], "--text", "oh how kind!", "--json").document
    assert logged["answers"] == first["id"]
    totals = own("stats", "--json").document["totals"]
    assert (totals["sent"], totals["reply"]["k"], totals["reply"]["n"]) == (3, 1, 3)
    assert len(own("contacts", "--segment", "kind", "--json").document) == len(AGREED) - 3
    again = own("draft", "--for", "thanks", "--segment", "consent:thanks", "--json").document
    left = {each["handle"]: each["reason"] for each in again["left_out"]}
    assert {left[each["handle"]] for each in made.document["drafts"]} == {"messaged on 2024-10-01"}


@pytest.mark.slow
def test_codes_from_a_pool_to_what_was_redeemed(own: Run, on: Clock) -> None:
    thank(own, on, AGREED)
    on("10-22T12")
    made = ("--pattern", "FOG-******", "--count", 30, "--perk", "15 % off")
    assert own("codes", "make", "spring", *made, "--ends", "2024-12-31").code == 0
    for handle in AGREED[:12]:
        own("reply", handle, "--text", "thank you!", "--at", "2024-10-02T12:00:00+00:00")
    waiting = own("queue", "--lane", "reply", "--json").document["items"]
    assert [own("archive", each["id"]).code for each in waiting] == [0] * 12
    new = own(
        "campaigns", "new", "spring", "--for", "offer", "--segment", "sent>=1", "--pool", "spring",
        "--holdout", 50, "--variant", "after-chat", "--variant", "give-back",
    )  # fmt: skip
    assert "held out: 50 % by draw" in new.out
    assert "codes: spring" in new.out
    assert new.out.endswith("next: dm-assistant campaigns try spring\n")
    tried = own("campaigns", "try", "spring", "--json").document
    ran = own("campaigns", "run", "spring", "--json").document
    assert tried["would"] == ran["would"]
    page = own("campaigns", "show", "spring", "--json").document
    assert page["eligible"] == page["held_out"] + page["drafted"] == len(AGREED)
    assert page["held_out"] == ran["would"]["held_out"] > 0
    assert (
        page["drafted"] == len(ran["drafts"]) == sum(each["people"] for each in page["by_variant"])
    )
    lane = own("queue", "--lane", "ready", "--json").document["items"]
    offers = [each["id"] for each in lane if each["purpose"] == "offer"]
    # Whose words come first is drawn: what is too like another's is refused, and told.
    moved = own("approve", *offers, "--json").document
    ready = [each["id"] for each in moved if each["state"] == "approved"][:4]
    for act in ("handover", "sent"):
        assert own(act, *ready).code == 0
    [pool] = own("codes", "list", "--json").document
    assert (pool["given"], pool["reserved"]) == (len(ready), page["drafted"] - len(ready))
    assert pool["free"] == 30 - page["drafted"]
    on("10-23T12")
    handle = next(each["handle"] for each in lane if each["id"] == ready[0])
    own("reply", handle, "--text", "oh lovely, thank you")
    text = next(each["text"] for each in lane if each["id"] == ready[0])
    code = next(word.strip(".,") for word in text.split() if word.startswith("FOG-"))
    assert own("codes", "redeemed", code, "--json").document["new"] == 1
    page = own("campaigns", "show", "spring", "--json").document
    assert (page["sent"], page["replied"]) == (len(ready), 1)
    rates = page["rates"]
    assert (rates["sent"], rates["reply"]["k"], rates["reply"]["n"]) == (len(ready), 1, len(ready))
    stats = own("stats", "--by", "campaign", "--json").document
    [group] = [each for each in stats["groups"] if each["key"] == "spring"]
    assert (group["sent"], group["reply"]["k"]) == (page["sent"], page["replied"])
    on("10-26T12")
    follow = own("campaigns", "follow-up", "spring", "--dry-run", "--json").document
    reasons = {each["handle"]: each["reason"] for each in follow["people"]}
    assert reasons[handle] == "they have answered"


def test_a_collaboration_from_the_idea_to_two_audiences(
    own: Run, on: Clock, tmp_path: Path
) -> None:
    leo = AGREED[0]
    thank(own, on, [leo])
    on("10-22T12")
    wish = ("--idea", "a fog duet", "--i-give", "the filming", "--they-give", "one song")
    own("collabs", "add", leo, *wish)
    send(own, drafts_of(own("collabs", "pitch", 1, "--json")))
    assert own("collabs", "--json").document[0]["stage"] == "pitched"
    on("10-22T15")
    own("reply", leo, "--text", "I would love to! when?")
    assert own("collabs", "--json").document[0]["stage"] == "talking"
    agreed = ("--next", "film it", "--due", "2024-10-30", "--terms", "both post")
    assert own("collabs", "move", 1, "agreed", *agreed).code == 0
    assert own("collabs", "move", 1, "made", "--made", "Fog duet", "--on", "2024-10-22").code == 0
    url = f"https://www.tiktok.com/@{leo}/video/7418294751977327999"
    rows = [
        (f"p{at}", f"fan{at:02}.paints", "x", f"user{at}", "nice", url, "2024-09-20T10:00:00Z")
        for at in range(10, 40)
    ]
    partner = write_csv(tmp_path / "partner.csv", HEADER, rows)
    people = len(own("contacts", "--json").document)
    counted = own("collabs", "overlap", 1, partner)
    assert counted.code == 0, counted.err
    assert "14 people comment on both of us" in counted.out
    assert len(own("contacts", "--json").document) == people
    assert own("collabs", "move", 1, "reviewed", "--review", "warm").code == 0
    page = own("collabs", "show", 1, "--json").document
    stages = ["idea", "pitched", "talking", "agreed", "made", "reviewed"]
    assert [each["stage"] for each in page["history"]] == stages
    assert "14 people comment on both of us" in own("collabs", "show", 1).out


def test_feedback_from_asking_to_those_who_asked_and_know(own: Run, on: Clock) -> None:
    four = AGREED[:4]
    thank(own, on, four)
    on("10-22T12")
    send(own, drafts_of(own("draft", "--for", "feedback", *four, "--json")))
    on("10-23T12")
    for handle, words in zip(four, ("more paper!", "paper please", "longer films"), strict=False):
        own("reply", handle, "--text", words)
    own("feedback", "add", "a video about paper", "--key", "p")
    replies = own("feedback", "next", "--json").document
    assert [each["handle"] for each in replies] == list(four[:3])
    for reply, what in zip(replies, ("p", "p", "--nothing"), strict=True):
        assert own("feedback", "code", reply["message"], what).code == 0
    board = own("feedback", "--json").document
    assert (board["asked"], board["answered"]["k"], board["uncoded"]) == (4, 3, 0)
    assert own("feedback", "made", "p", "--title", "Paper for fog").code == 0
    for each in own("queue", "--lane", "reply", "--json").document["items"]:
        own("archive", each["id"])
    on("11-12T12")
    tried = own("feedback", "tell", "p", "--dry-run", "--json").document
    told = own("feedback", "tell", "p", "--json")
    for each in (tried, told.document):
        assert {draft["handle"] for draft in each["drafts"]} == set(four[:2])
    assert "0 of 2, 2 drafted" in own("feedback", "show", "p").out
    assert own("feedback", "tell", "p", "--json").document["drafts"] == []
    send(own, drafts_of(told)[:1])
    on("11-13T12")
    own("reply", told.document["drafts"][0]["handle"], "--text", "wow, thank you")
    steps = own("feedback", "show", "p", "--json").document["steps"]
    counts = {name: (each["k"], each["n"]) for name, each in steps.items() if name != "asked"}
    assert counts == {
        "answered": (3, 4), "read": (3, 3), "asked_for_it": (2, 3), "told": (1, 2),
        "replied": (1, 1),
    }  # fmt: skip
    stats = own("stats", "--by", "purpose", "--json").document
    [asked] = [each for each in stats["groups"] if each["key"] == "feedback"]
    assert (asked["sent"], asked["reply"]["k"]) == (4, 3)
    assert "told" in own("feedback").out


def test_a_challenge_from_inviting_to_its_views(own: Run, on: Clock) -> None:
    three = AGREED[:3]
    thank(own, on, three)
    on("10-22T12")
    task = ("--task", "one fog a day", "--until", "2024-11-30", "--tag", "fogweek")
    own("challenges", "add", "the fog week", *task)
    made = own("challenges", "invite", "the fog week", *three, "--json")
    assert "0, 3 drafted" in own("challenges").out
    send(own, drafts_of(made)[:2])
    on("10-23T12")
    own("reply", three[0], "--text", "I am in!")
    took = ("challenges", "took-part", "the fog week", three[0], "--link", "https://example.org/1")
    assert own(*took).code == 0
    assert own("challenges", "took-part", "the fog week", CROWD[20]).code == 0
    assert own("challenges", "views", "the fog week", three[0], "1,200").code == 0
    [line] = own("challenges", "--json").document
    page = own("challenges", "show", "the fog week", "--json").document
    assert line.items() <= page.items()
    assert (page["invited"], page["waiting"], page["uninvited"]) == (2, 1, 1)
    assert (page["answered"]["k"], page["took_part"]["k"], page["took_part"]["n"]) == (1, 1, 2)
    assert page["views"] == {"total": 1200, "median": 1200, "known": 1, "entries": 2}


def test_a_message_in_the_language_they_read_with_its_question_answered(own: Run) -> None:
    ana = AGREED[0]
    assert own("language", ana, "es").code == 0
    made = own("draft", "--for", "thanks", ana, "--template", "warm", "--json").document["drafts"]
    assert made[0]["text"].startswith(("¡", "Hola", "Gracias"))
    asked = own("edit", made[0]["id"], "--text", "Hola ⟦¿qué idea?⟧, de verdad gracias", "--json")
    assert asked.code == 0
    held = own("approve", made[0]["id"], "--json")
    assert held.code == 3
    [filled] = own("edit", made[0]["id"], "--fill", "¿qué idea?=niebla", "--json").document
    assert filled["text"] == "Hola niebla, de verdad gracias"
