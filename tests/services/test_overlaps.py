"""Two audiences: people counted from a partner's file, of whom nothing is ever kept."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.collabs import Stage
from dm_assistant.errors import BadInputError
from dm_assistant.services import collab_details, collabs, overlaps, undoing
from dm_assistant.services.collab_views import CollabValues
from dm_assistant.services.reading import CancelledError, Watch
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import HEADER, NOON, comment, comments, load, refusal, tables, wait

LEO = "leo.lines"
STRANGER = "qvxcanary_stranger"
THEIRS = "https://www.tiktok.com/@leo.lines/video/75182947519773278{:02}"


@pytest.fixture
def ours(empty: Workspace, tmp_path: Path) -> Workspace:
    """Give a workspace with forty commenters, the partner, and one who wrote long ago."""
    rows = [comment(n, f"fan{n:02}", days=3 + n / 10) for n in range(40)]
    rows += [comment(90, LEO, days=4), comment(91, "long.ago", days=300)]
    load(empty, comments(tmp_path / "ours.csv", *rows))
    return empty


def partner_file(
    path: Path,
    handles: Iterable[str],
    *,
    days: float = 1,
    hours: float = 12,
    post: str = THEIRS,
) -> Path:
    """Write a partner's comments: the given people and ten strangers, one comment each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        people = [*handles, *(f"{STRANGER}{n}" for n in range(10)), LEO, "me.me"]
        for number, handle in enumerate(people):
            at = NOON - timedelta(days=days, hours=hours * number)
            words = f"canaryword {number}"
            out.writerow([f"t{number}", handle, "", words, post.format(1), f"{at:%FT%TZ}", 0])
    return path


def begun(ws: Workspace, idea: str = "a duet") -> int:
    values = CollabValues(idea=idea, i_give="a", they_give="b", terms="half")
    return collabs.add(ws, LEO, values).line.id


def made(ws: Workspace, day: date) -> int:
    number = begun(ws)
    collabs.move(ws, number, Stage.TALKING)
    collabs.move(ws, number, Stage.AGREED)
    link = "https://www.tiktok.com/@me.me/video/7418294751977327801"
    collabs.move(ws, number, Stage.MADE, CollabValues(made=link, made_on=day))
    return number


def test_people_on_both_sides_are_counted_without_the_two_themselves(
    ours: Workspace, tmp_path: Path
) -> None:
    number = begun(ours)
    file = partner_file(tmp_path / "leo.csv", ["FAN01", "@fan02", "fan03", "fan03", "fаn04"])
    found = overlaps.read(ours, number, [file])
    # fаn04 has a Cyrillic letter: it looks like one of ours and is not.
    assert (found.shared, found.theirs) == (3, 14)
    assert found.same_time
    assert found.name == "leo.csv"
    [kept] = collab_details.detail(ours, number).overlaps
    assert kept == found
    undoing.undo(ours)
    assert collab_details.detail(ours, number).overlaps == ()


def test_ours_are_those_of_the_same_time(ours: Workspace, tmp_path: Path) -> None:
    number = begun(ours)
    file = partner_file(tmp_path / "leo.csv", ["fan15", "long.ago"], days=4.5, hours=0.01)
    found = overlaps.read(ours, number, [file])
    assert (found.ours, found.shared) == (1, 1)
    far = partner_file(tmp_path / "far.csv", ["fan15", "long.ago"], days=900)
    found = overlaps.read(ours, number, [far])
    assert (found.same_time, found.ours, found.shared) == (False, 41, 2)


def test_nothing_of_the_people_in_the_file_is_kept(ours: Workspace, tmp_path: Path) -> None:
    number = begun(ours)
    before = tables(ours)
    file = partner_file(tmp_path / "leo.csv", ["fan01", "fan02"])
    overlaps.read(ours, number, [file])
    after = tables(ours)
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed == {"collab_overlaps", "journal", "images"}
    ours.close()
    for path in ours.path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert STRANGER.encode() not in content, path.name
            assert b"canaryword" not in content, path.name


def test_a_file_of_our_own_is_refused_and_said_to_be_ours(ours: Workspace, tmp_path: Path) -> None:
    number = begun(ours)
    before = tables(ours)
    said = refusal(lambda: overlaps.read(ours, number, [tmp_path / "ours.csv"]))
    assert said == (
        "42 of 42 comments are on your own posts: this is your own file, not one of @leo.lines"
    )
    both = [tmp_path / "ours.csv", partner_file(tmp_path / "leo.csv", [f"x{n}" for n in range(30)])]
    assert "take a file with the posts of @leo.lines alone" in refusal(
        lambda: overlaps.read(ours, number, both)
    )
    assert tables(ours) == before


@pytest.mark.parametrize("owner", ["somebody.else", "me.me"])
def test_a_file_of_somebody_elses_posts_is_refused(
    ours: Workspace, tmp_path: Path, owner: str
) -> None:
    number = begun(ours)
    post = THEIRS.replace(LEO, owner)
    file = partner_file(tmp_path / "other.csv", ["fan01"], post=post)
    assert "are on posts of somebody else" in refusal(lambda: overlaps.read(ours, number, [file]))


def test_files_that_hold_no_comments_are_refused(ours: Workspace, tmp_path: Path) -> None:
    number = begun(ours)
    people = tmp_path / "people.csv"
    people.write_text("handle,platform,name,relation\nleo,tiktok,Leo,fan\n", "utf-8")
    assert "these are contacts, not a partner's comments" in refusal(
        lambda: overlaps.read(ours, number, [people])
    )
    with pytest.raises(BadInputError):
        overlaps.read(ours, number, [tmp_path / "missing.csv"])
    assert "no collaboration 77" in refusal(
        lambda: overlaps.read(ours, 77, [partner_file(tmp_path / "leo.csv", [])])
    )


def test_reading_can_be_stopped_and_nothing_is_kept(ours: Workspace, tmp_path: Path) -> None:
    number = begun(ours)
    before = tables(ours)
    file = partner_file(tmp_path / "leo.csv", ["fan01"])
    with pytest.raises(CancelledError):
        overlaps.read(ours, number, [file], watch=Watch(cancelled=lambda: True))
    assert tables(ours) == before


def test_what_it_brought_is_counted_beside_as_long_a_time_before(
    ours: Workspace, tmp_path: Path
) -> None:
    day = (NOON - timedelta(days=6)).date()
    number = made(ours, day)
    brought = collab_details.detail(ours, number).brought
    assert brought is not None
    assert (brought.before.days, brought.after.days) == (6, 6)
    # Forty people, the last three days ago and one every tenth of a day before; the day began
    # thirteen hours before noon in London.
    assert (brought.before.newcomers, brought.after.newcomers) == (4, 36)
    assert (brought.comments, brought.people) == (41, 41)
    later = partner_file(tmp_path / "leo.csv", ["fan01", "fan02", "fan39"], days=3)
    found = overlaps.read(ours, number, [later])
    assert (found.newcomers, found.newcomers_shared) == (brought.after.newcomers, 2)
    earlier = partner_file(tmp_path / "before.csv", ["fan01"], days=40)
    assert overlaps.read(ours, number, [earlier]).newcomers is None


def test_nothing_is_said_to_be_brought_before_it_is_made(ours: Workspace) -> None:
    number = begun(ours)
    assert collab_details.detail(ours, number).brought is None
    wait(ours, days=40)
    assert collab_details.detail(ours, number).brought is None
