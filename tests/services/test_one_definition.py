"""One definition everywhere: what two places say of the same thing is the same number."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dm_assistant.domain.model import InboundClass as C
from dm_assistant.domain.statistics import experiment_words
from dm_assistant.services import (
    experiments,
    numbers,
    recounting,
    review,
    settings_file,
    steering,
    timing,
)
from dm_assistant.services.reporting import gathering
from dm_assistant.services.workspace import Workspace
from tests.services.campaigning import NAME, PAIR, begun, ran, sent
from tests.services.workshop import wait, wrote

REASON = "a campaign of the tests goes out in one day"


@pytest.fixture
def window(crowded: Workspace) -> Workspace:
    """Give six messages of a test that left four days ago, with a reply window of three days."""
    ws = crowded
    settings_file.change(ws, "numbers.window_days", "3", lambda _: None)
    steering.change(ws, {"first_contacts_a_day": 30, "first_contacts_an_hour": 15}, REASON)
    begun(ws, variants=PAIR, plan=10)
    made = ran(ws, top=6)
    sent(ws, *made.drafts)
    wait(ws, hours=2)
    wrote(ws, "yes please", made.people[0].handle, kind=C.POSITIVE)
    wait(ws, days=3, hours=12)
    wrote(ws, "late, but yes", made.people[1].handle, kind=C.POSITIVE)
    wait(ws, hours=1)
    return ws


def test_the_reply_window_that_was_set_is_the_one_of_every_number(window: Workspace) -> None:
    three = timedelta(days=3)
    table = numbers.stats(window)
    rate = table.totals.reply
    assert (table.totals.window, rate.k, rate.n, table.totals.late_replies) == (three, 1, 6, 1)
    test = experiments.experiment(window, NAME)
    assert (test.complete, test.blocks.young, test.blocks.window) == (3, 0, three)
    assert sum(each.rate.k for each in test.variants) == 1
    hours = timing.sending(window)
    assert (hours.window, hours.k, hours.n, hours.young) == (three, 1, 6, 0)
    [week] = {review.week(window).figures.judged.window, review.week(window).before.judged.window}
    assert week == three
    assert gathering.gather(window, None, None).totals.totals == table.totals
    assert recounting.recount(window).differences == ()


def test_pairs_still_inside_the_window_that_was_set_are_said_with_its_days(
    window: Workspace,
) -> None:
    wait(window, hours=8)
    made = ran(window, top=12)
    sent(window, *made.drafts)
    words = experiment_words.progress(experiments.experiment(window, NAME))
    assert "still inside their 3 days." in words
