"""The days of an account: its figures as they hold, its messages and what else happened."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.statistics.impact import Kind
from dm_assistant.errors import BadInputError
from dm_assistant.services import importing, life
from dm_assistant.services.impact import impact
from dm_assistant.services.workspace import Workspace
from tests import studio
from tests.services.workshop import draft, load
from tests.studio import END, overview


def seen(ws: Workspace, name: DailyFigure = DailyFigure.VIDEO_VIEWS) -> list[int | None]:
    return list(impact(ws, since=END - timedelta(days=4)).figures[name])


def test_days_without_a_figure_are_gaps_and_taking_a_file_back_makes_them_again(
    empty: Workspace, tmp_path: Path
) -> None:
    today = empty.now().date()
    assert impact(empty).newest_on is None
    report = load(empty, overview(tmp_path / "o.csv", 3))
    found = impact(empty, since=END - timedelta(days=4))
    gaps = (today - END).days
    assert list(found.figures[DailyFigure.VIDEO_VIEWS]) == [None, None, 26, 27, 28, *[None] * gaps]
    assert found.total(DailyFigure.COMMENTS) == -12
    assert (found.known, found.newest_on, found.last_on) == (3, END, today)
    assert found.account == "me.me"
    assert report.batch is not None
    importing.undo_batch(empty, report.batch)
    assert seen(empty) == [None] * (5 + gaps)


def test_messages_count_on_the_day_of_the_account_they_left_on(ws: Workspace) -> None:
    message = draft(ws)
    life.approve(ws, [message])
    life.hand_over(ws, message)
    before = impact(ws)
    assert sum(before.sent) == 0  # nobody has said that it was sent
    life.sent(ws, [message])
    found = impact(ws, shown=3)
    assert found.sent == (0, 0, 1)
    ws.fixed_now = ws.now() + timedelta(days=1)
    assert impact(ws, shown=3).sent == (0, 1, 0)


def test_posts_campaigns_and_imports_stand_on_their_days(ws: Workspace, tmp_path: Path) -> None:
    day = ws.now().date() - timedelta(days=3)
    link = f"https://www.tiktok.com/@me.me/video/{studio.video(day)}"
    row = (studio.english(day), "a blue lamp", link, studio.english(day), 1, 2, 3, 4)
    load(ws, studio.table(tmp_path / "Content.csv", studio.CONTENT, [row], ws.now()))
    draft(ws, campaign="spring")
    happened = [(each.on, each.kind, each.what) for each in impact(ws).happenings]
    today = ws.now().date()
    assert (day, Kind.POSTED, "a blue lamp") in happened
    assert (today, Kind.CAMPAIGN, "spring") in happened
    assert (today, Kind.IMPORTED, "Content.csv") in happened
    assert happened == sorted(happened, key=lambda each: each[0])


@pytest.mark.parametrize(("day", "why"), [(1, "lies in the future"), (-4000, "choose a later day")])
def test_days_that_cannot_be_shown_are_refused(empty: Workspace, day: int, why: str) -> None:
    with pytest.raises(BadInputError, match=why):
        impact(empty, since=empty.now().date() + timedelta(days=day))


def test_a_day_is_a_day_of_the_creators_own_clock(empty: Workspace) -> None:
    assert impact(empty, shown=1).days == (date(2024, 10, 1),)
