"""The command about collaborations: the pipeline as lines and JSON, and its refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspaces import FANS, comments_file, write_csv

from .conftest import Run

MIA, ZOE, _TOM = FANS
PITCH = ("--idea", "a fog painting", "--i-give", "the filming", "--they-give", "one painting")


@pytest.fixture
def fans(practice: Run, tmp_path: Path) -> Run:
    assert practice("import", comments_file(tmp_path / "comments.csv")).code == 0
    return practice


def test_the_pipeline_is_opened_listed_and_moved(fans: Run) -> None:
    assert "no collaborations yet" in fans("collabs").out
    assert fans("collabs", "--json").document == []
    [made] = fans("collabs", "add", f"@{MIA}", *PITCH, "--json").document
    assert (made["id"], made["handle"], made["stage"]) == (1, MIA, "idea")
    assert (made["idea"], made["i_give"], made["they_give"]) == (PITCH[1], PITCH[3], PITCH[5])
    [moved] = fans("collabs", "move", "1", "pitched", "--json").document
    assert (moved["stage"], moved["days_in_stage"]) == ("pitched", 0)
    [asked] = fans("collabs", "set", 1, "--next", "call", "--due", "2024-09-28", "--json").document
    assert (asked["next_step"], asked["due"], asked["overdue"]) == ("call", "2024-09-28", True)
    listed = fans("collabs")
    assert "pitched (1)" in listed.out
    assert "#1 @mia.paints: a fog painting" in listed.out
    assert "! overdue by 3 days" in listed.out
    [free] = fans("collabs", "set", 1, "--due", "-", "--json").document
    assert free["due"] is None
    assert fans("undo", "--json").document["act"] == "collab_set"


def test_a_pitch_is_drafted_with_its_verdict_or_says_what_is_missing(fans: Run) -> None:
    fans("collabs", "add", MIA, "--idea", "a fog painting")
    ran = fans("collabs", "pitch", 1)
    assert (ran.code, ran.out) == (2, "")
    assert "what you give and what they give is missing" in ran.err
    assert ran.err.count("\n") == 1
    left = fans("draft", "--for", "collab", MIA, ZOE, "--json").document
    assert left["drafts"] == []
    assert "is missing" in left["left_out"][0]["reason"]
    assert "no collaboration with an idea" in left["left_out"][1]["reason"]
    fans("collabs", "set", 1, *PITCH[2:])
    [draft] = fans("collabs", "pitch", 1, "--json").document["drafts"]
    assert "a fog painting" in draft["text"]
    assert draft["verdict"]["status"] == "block"
    refused = fans("approve", draft["id"])
    assert refused.code == 3
    shown = fans("collabs", "show", 1, "--json").document
    assert (shown["pitch"], shown["pitch_state"]) == (draft["id"], "drafted")
    assert [each["stage"] for each in shown["history"]] == ["idea"]


def test_the_way_to_the_end_and_what_it_brought(fans: Run) -> None:
    fans("collabs", "add", MIA, *PITCH)
    fans("collabs", "move", 1, "talking")
    fans("collabs", "move", 1, "agreed", "--terms", "half each")
    made = fans("collabs", "move", 1, "made", "--made", "Fog", "--on", "2024-09-20")
    assert "it counts as consent to thanks, feedback and collab" in made.out
    reviewed = fans("collabs", "move", 1, "reviewed", "--review", "warm")
    assert "collaboration 1 with @mia.paints: reviewed" in reviewed.out
    page = fans("collabs", "show", 1).out
    assert "what came after 2024-09-20 (11 days, so far, and as long before):" in page
    assert "for the first time: 0 before, 2 after" in page
    assert "this is no proof" in page
    document = fans("collabs", "show", 1, "--json").document
    assert document["brought"]["newcomers_after"] == 2
    assert document["closed"] == ""


def test_a_no_says_whose_it_is(fans: Run) -> None:
    fans("collabs", "add", MIA, *PITCH)
    [no] = fans(
        "collabs", "move", 1, "no", "--whose", "theirs", "--why", "no time", "--json"
    ).document
    assert (no["stage"], no["closed"]) == ("no", "theirs: no time")
    assert "log their words" in no["notes"][0]
    [again] = fans("collabs", "move", 1, "idea", "--json").document
    assert (again["stage"], again["closed"]) == ("idea", "")
    [ours] = fans("collabs", "move", 1, "no", "--json").document
    assert ours["closed"] == "yours"


def test_two_audiences_are_counted_as_bars(fans: Run, tmp_path: Path) -> None:
    fans("collabs", "add", MIA, *PITCH)
    header = ("cid", "uniqueId", "text", "videoWebUrl", "createTimeISO")
    post = f"https://www.tiktok.com/@{MIA}/video/7418294751977327800"
    people = [ZOE, *(f"stranger{n}" for n in range(9))]
    rows = [
        (f"x{n}", who, "hi there", post, f"2024-09-2{n}T10:30:00Z") for n, who in enumerate(people)
    ]
    file = write_csv(tmp_path / "mia.csv", header, rows)
    found = fans("collabs", "overlap", 1, file)
    assert "1 person comments on both of us: of your 2, 10 % of their 10" in found.out
    assert "█" in found.out
    document = fans("collabs", "overlap", 1, file, "--json").document
    assert (document["shared"], document["ours"], document["theirs"]) == (1, 2, 10)
    own = fans("collabs", "overlap", 1, tmp_path / "comments.csv")
    assert (own.code, "this is your own file" in own.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("lose",), "none of list, add, set"),
        (("list", "1"), "collabs list takes no names"),
        (("add",), "say collabs add HANDLE"),
        (("add", "nobody.here"), "nobody is called @nobody.here"),
        (("pitch",), "say collabs pitch ID"),
        (("pitch", "x"), "not a whole number"),
        (("pitch", "9"), "there is no collaboration 9"),
        (("move", "1"), "say collabs move ID STAGE"),
        (("move", "1", "done"), "there is no stage 'done'"),
        (("move", "1", "idea", "--whose", "ours"), "belong to a no"),
        (("show", "1", "--idea", "x"), "collabs show takes no --idea"),
        (("overlap", "1"), "a file of the partner's public comments"),
        (("set", "1", "--due", "soon"), "is not a day"),
        (("move", "1", "no", "--whose", "nobody"), "none of ours, theirs"),
    ],
)
def test_what_makes_no_sense_is_one_line(fans: Run, words: tuple[str, ...], says: str) -> None:
    ran = fans("collabs", *words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_what_was_typed_never_acts_on_the_terminal(fans: Run) -> None:
    fans("collabs", "add", MIA, "--idea", "a\x1b]52;c;eA==\x07 [red]duet")
    assert "\x1b" not in fans("collabs").out + fans("collabs", "show", 1).out
