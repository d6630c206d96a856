"""Hours by whose clock, comments counted once a block, posts by the time in their ids."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.statistics.active import Active
from dm_assistant.services import importing, kpi, numbers, people, safety, timing
from dm_assistant.services.workspace import Workspace
from tests import studio
from tests.services.workshop import (
    HEADER,
    NOON,
    VIDEO,
    comment,
    comments,
    draft,
    load,
    out,
    wait,
    wrote,
)
from tests.workspaces import FANS, write_csv

TUESDAY = 6


def lived_in(ws: Workspace, handle: str, zone: str) -> None:
    people.set_facts(ws, people.person(ws, handle).contact.contact_id, timezone=zone)


def commented(path: Path, *rows: tuple[str, str]) -> Path:
    """Write a file of comments, each by somebody at a moment."""
    return write_csv(
        path,
        HEADER,
        [
            (f"x{number}", handle, "", f"remark {number}", VIDEO.format(1), at, 0)
            for number, (handle, at) in enumerate(rows)
        ],
    )


def there(found: Active) -> dict[int, int]:
    return {at: n for at, n in enumerate(found.cells) if n}


def test_an_empty_workspace_has_a_reason_for_everything(empty: Workspace) -> None:
    found = timing.timing(empty)
    document = found.as_json()
    assert document["recommendation"] is None
    assert document["reason"] == found.sending.reason
    assert there(found.active) == there(found.waiting) == {}
    assert "No hourly activity yet" in found.followers.sentences()[0]
    assert timing.posting(empty).n == 0


def test_messages_count_in_the_hours_of_their_reader_or_else_of_the_creator(ws: Workspace) -> None:
    lived_in(ws, FANS[0], "America/New_York")
    wait(ws, hours=2)
    for each in FANS:
        out(ws, each)
    wait(ws, hours=3)
    wrote(ws, "thank you")
    assert timing.sending(ws).young == 3
    wait(ws, days=7)
    found = timing.sending(ws)
    # Two in universal time: ten in the morning in New York, three in London.
    assert {at: (cell.k, cell.n) for at, cell in enumerate(found.cells) if cell.n} == {
        TUESDAY + 2: (1, 1),
        TUESDAY + 3: (0, 2),
    }
    assert (found.recipients, found.zone, found.young) == (1, "Europe/London", 0)
    for by, n in (("weekday", 1), ("block", 2)):
        assert len(numbers.stats(ws, by=by).groups) == n
    assert timing.sending(ws, since=NOON + timedelta(hours=3)).n == 0


def test_an_evening_of_comments_is_one_person_in_one_evening(empty: Workspace) -> None:
    rows = [("ada", f"2024-09-16T20:{minute:02}:00Z") for minute in range(30)]
    rows += [("ada", "2024-09-23T20:00:00Z"), ("bo", "2024-09-16T22:59:00Z")]
    load(empty, commented(empty.path.parent / "c.csv", *rows))
    found = timing.active(empty)
    assert there(found) == {5: 3}  # London is an hour ahead: all are between 20 and 24
    assert (found.people, found.zoned, found.n) == (2, 0, 3)
    later = timing.active(empty, since=datetime.fromisoformat("2024-09-20T00:00:00+00:00"))
    assert (there(later), later.people) == ({5: 1}, 1)


def test_comments_count_by_the_clock_of_that_day_on_both_sides_of_its_change(
    empty: Workspace,
) -> None:
    # London, 25 October 2020: at one in universal time two o'clock becomes one.
    rows = [
        ("ada", "2020-10-24T22:30:00Z"),  # 23:30 on Saturday
        ("ada", "2020-10-24T23:30:00Z"),  # 00:30 on Sunday
        ("ada", "2020-10-25T03:59:00Z"),  # 03:59, the same block
        ("ada", "2020-10-25T23:30:00Z"),  # 23:30 on Sunday
        ("kim", "2020-10-24T18:31:00Z"),  # 00:01 on Sunday in Kolkata
        ("lee", "2020-11-01T05:59:00Z"),  # 01:59 in New York, before its change
        ("lee", "2020-11-01T08:30:00Z"),  # 03:30 after it, the same block
        ("lee", "2020-11-01T09:30:00Z"),  # 04:30
    ]
    load(empty, commented(empty.path.parent / "c.csv", *rows))
    lived_in(empty, "kim", "Asia/Kolkata")
    lived_in(empty, "lee", "America/New_York")
    found = timing.active(empty)
    assert there(found) == {35: 1, 36: 3, 37: 1, 41: 1}
    assert (found.people, found.zoned) == (3, 2)


def test_who_has_a_draft_waiting_is_looked_at_alone(ws: Workspace) -> None:
    assert timing.active(ws, waiting=True).n == 0
    draft(ws, FANS[1])
    waiting = timing.active(ws, waiting=True)
    assert (waiting.people, timing.active(ws).people) == (1, 3)
    assert 0 < waiting.n < timing.active(ws).n
    found = timing.timing(ws)
    assert (found.active, found.waiting) == (timing.active(ws), waiting)


def test_followers_are_read_from_the_studio_file_that_holds(empty: Workspace) -> None:
    rows = [(studio.english(day), hour, 10 * hour) for day in studio.days(7) for hour in range(24)]
    load(empty, studio.table(empty.path.parent / "FollowerActivity.csv", studio.ACTIVITY, rows))
    found = timing.followers(empty)
    assert (found.days, found.last_on) == (7, studio.END)
    assert found.means("block") == (15.0, 55.0, 95.0, 135.0, 175.0, 215.0)


def test_posts_have_the_hour_of_their_id_and_the_views_last_counted(empty: Workspace) -> None:
    def content(end: date, views: int) -> Path:
        day = date(2024, 8, 1)
        link = f"https://www.tiktok.com/@me.me/video/{studio.video(day)}"
        row = (studio.english(end), "a lamp", link, studio.english(day), 1, 2, 3, views)
        made = datetime.combine(end + timedelta(days=1), studio.MADE.timetz())
        return studio.table(empty.path.parent / f"Content{end}.csv", studio.CONTENT, [row], made)

    load(empty, content(date(2024, 8, 6), 40))
    young = timing.posting(empty)
    assert (young.n, young.young) == (0, 1)
    report = load(empty, content(date(2024, 9, 1), 900))
    found = timing.posting(empty)
    assert (found.n, found.young, found.zone) == (1, 0, "Europe/London")
    [cell] = [at for at, n in enumerate(found.cells) if n]
    assert cell == 3 * 6 + 3  # a Thursday, one o'clock in London
    assert found.weekdays[3].median is not None
    assert round(found.weekdays[3].median) == 900
    assert report.batch is not None
    importing.undo_batch(empty, report.batch)
    assert timing.posting(empty) == young
    assert kpi.board(empty).posting == young


def test_an_erased_person_and_the_creators_own_comments_count_no_more(ws: Workspace) -> None:
    people.grant(ws, FANS[0], Purpose.FEEDBACK, "ask me")
    before = timing.active(ws)
    safety.forget(ws, FANS[0])
    assert timing.active(ws).people == before.people - 1
    own = [comment(900 + each, "me.me", days=each + 1) for each in range(3)]
    load(ws, comments(ws.path.parent / "own.csv", *own))
    assert timing.active(ws).people == before.people - 1
