"""Hours: whose clock they are by, what may be said of them, and how they are drawn."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.statistics import heat_map
from dm_assistant.domain.statistics.active import Active, followers
from dm_assistant.domain.statistics.posting import Views, posting
from dm_assistant.domain.statistics.rates import Dimension, Opener, table
from dm_assistant.domain.statistics.timing import sending
from dm_assistant.domain.statistics.week_grid import CELLS, KEYS, cell_of, summed
from dm_assistant.domain.wall_clock import spans
from tests.examples import examples

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
NOW = MONDAY + timedelta(days=60)
WEEK = timedelta(days=7)


def opener(number: int, at: datetime, *, answered: timedelta | None = None) -> Opener:
    return Opener(
        message_id=number,
        contact_id=number,
        sent_at=at,
        purpose=Purpose.THANKS,
        first_reply_at=None if answered is None else at + answered,
    )


def world(evening: int, morning: int) -> Iterator[Opener]:
    """Send 60 messages each of mornings and of evenings, so many of which are answered."""
    for hour, k in ((9, morning), (21, evening)):
        for each in range(60):
            at = MONDAY + timedelta(days=each % 28, hours=hour)
            yield opener(hour * 100 + each, at, answered=WEEK if each < k else None)


def test_without_messages_it_says_when_there_will_be_some() -> None:
    nothing = sending([], NOW)
    assert nothing.sentences() == [
        "Nothing was sent yet. A message counts here 7 days after it left."
    ]
    assert nothing.as_json()["recommendation"] is None
    gate = nothing.as_json()["gate"]
    assert isinstance(gate, dict)
    assert (gate["p"], gate["reason"]) == (None, nothing.reason)
    young = sending([opener(1, NOW - WEEK + timedelta(seconds=1))], NOW)
    assert young.reason == "No message is 7 days old yet, so none can be judged; 1 waits."


def test_below_the_gate_no_time_is_named() -> None:
    few = sending(list(world(20, 20))[:80], NOW)
    assert few.sentences()[0] == (
        "No clear best time yet (80 messages; it takes at least 100). "
        "With so few, hours look different by chance alone."
    )
    alike = sending(world(20, 20), NOW)
    assert alike.sentences()[0] == (
        "No clear best time yet (120 messages). "
        "The differences you see are what chance alone produces."
    )
    assert alike.gate.p == 1.0
    assert alike.best == ()


def test_above_the_gate_the_best_block_is_named_with_its_range() -> None:
    found = sending(world(36, 6), NOW, zoned=range(900, 930), zone="Europe/London")
    first, clocks, chosen = found.sentences()
    assert first == (
        "Evenings (20–24 h) look best: about 58 % against 35 % overall (likely 50–66 %). "
        "Based on 60 messages."
    )
    assert clocks == (
        "Hours are the person's own where their time zone is known (30 of 120), "
        "else yours (Europe/London)."
    )
    assert "chance did not" in chosen
    document = found.as_json()
    assert document["recommendation"] == found.best[0].as_json()
    assert (document["k"], document["n"], document["reason"]) == (42, 120, None)
    assert document["randomised"] is False


def test_a_margin_of_too_few_messages_is_never_recommended() -> None:
    rare = [
        opener(5000 + each, MONDAY + timedelta(days=each % 7, hours=1), answered=WEEK)
        for each in range(19)
    ]
    found = sending([*world(3, 3), *rare], NOW)
    assert found.gate.passes
    assert found.best == ()
    assert "no weekday or block with at least 20 messages" in found.sentences()[0]


def test_a_message_counts_by_the_clock_of_its_reader_once_its_week_is_over() -> None:
    late = Opener(1, 1, MONDAY, Purpose.THANKS, utc_offset=timedelta(hours=-5))
    unconfirmed = Opener(2, 2, MONDAY, Purpose.THANKS, confirmed=False)
    too_late = opener(3, MONDAY, answered=WEEK + timedelta(seconds=1))
    found = sending([late, unconfirmed, too_late], MONDAY + WEEK)
    assert [at for at, cell in enumerate(found.cells) if cell.n] == [0, CELLS - 2]
    assert (found.k, found.n, found.young) == (0, 2, 0)
    assert found.cells[0].mean is None
    assert sending([late], MONDAY + WEEK - timedelta(seconds=1)).young == 1


hours = st.integers(0, 24 * 60)
sent = st.tuples(hours, st.none() | hours, st.sampled_from([-7, 0, 5.5]))


@given(st.lists(sent, max_size=60))
@settings(max_examples=examples(25), deadline=None)
def test_the_cells_add_up_to_the_rates_of_the_other_screens(
    rows: list[tuple[int, int | None, float]],
) -> None:
    now = MONDAY + timedelta(days=67)
    openers = [
        Opener(
            number,
            number,
            MONDAY + timedelta(hours=at),
            Purpose.THANKS,
            first_reply_at=None if wait is None else MONDAY + timedelta(hours=at + wait),
            utc_offset=timedelta(hours=offset),
        )
        for number, (at, wait, offset) in enumerate(rows)
    ]
    found = sending(openers, now)
    counts = [(cell.k, cell.n) for cell in found.cells]
    for margin, keys in KEYS.items():
        groups = dict(table(openers, Dimension(margin), now).groups)
        for key, (k, n) in zip(keys, summed(counts, margin), strict=True):
            group = groups.get(key)
            assert (k, n) == ((group.reply.k, group.mature) if group else (0, 0))


def test_a_cell_is_a_weekday_and_four_hours() -> None:
    assert cell_of(MONDAY) == 0
    assert cell_of(MONDAY + timedelta(hours=3, minutes=59)) == 0
    assert cell_of(MONDAY + timedelta(days=6, hours=23)) == CELLS - 1


@pytest.mark.parametrize(
    ("zone", "changes"),
    [
        ("Europe/London", ["2024-03-31T01:00:00", "2024-10-27T01:00:00"]),
        ("America/New_York", ["2024-03-10T07:00:00", "2024-11-03T06:00:00"]),
        ("Africa/Casablanca", ["2024-03-10T02:00:00", "2024-04-14T02:00:00"]),
        ("Asia/Kolkata", []),
    ],
)
def test_clock_changes_are_found_to_the_second(zone: str, changes: list[str]) -> None:
    first, last = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 12, 31, tzinfo=UTC)
    place = ZoneInfo(zone)
    found = spans(place, first, last)
    assert [f"{span.start:%Y-%m-%dT%H:%M:%S}" for span in found[1:]] == changes
    for span in found:
        assert span.start.astimezone(place).utcoffset() == span.offset


def active(cells: dict[int, int], people: int = 200, *, waiting: bool = False) -> Active:
    return Active(
        waiting=waiting,
        since=None,
        people=people,
        zoned=0,
        zone="Europe/London",
        cells=tuple(cells.get(at, 0) for at in range(CELLS)),
    )


def test_hours_are_named_only_where_they_stand_out() -> None:
    even = active(dict.fromkeys(range(CELLS), 25) | {17: 40})
    assert even.peaks() == ()
    assert even.sentences()[0] == "No hours stand out among 1,065 times of 200 people."
    evenings = active(dict.fromkeys(range(CELLS), 10) | dict.fromkeys(range(5, CELLS, 6), 60))
    assert [(peak.margin, peak.key, peak.n) for peak in evenings.peaks()] == [
        ("block", "20-24", 420)
    ]
    assert evenings.sentences()[0].startswith(
        "Evenings (20–24 h) are most active: 420 of 770 times (54.5 %, likely 47.6–61.3 %; an even "
    )
    assert "not when they reply" in evenings.sentences()[1]
    assert active({3: 900}, 19).reason == "Only 19 people so far: too few to name hours."
    assert "No comments yet" in active({}, 0).sentences()[0]
    assert "with a draft waiting" in active({}, 0, waiting=True).sentences()[0]


def test_followers_are_the_mean_of_the_hours_that_are_known() -> None:
    found = followers({(date(2026, 3, 2), 20): 10, (date(2026, 3, 2), 21): 30,
                       (date(2026, 3, 9), 20): 80})  # fmt: skip
    assert (found.busiest, found.cells[5], found.cells[4], found.days) == (5, 40.0, None, 2)
    assert found.means("weekday")[:2] == (40.0, None)
    assert "Monday 20–24 h, about 40 followers" in found.sentences()[0]
    assert "import the Followers download" in followers({}).sentences()[0]


def test_posts_are_compared_by_what_is_usual_not_by_the_one_hit() -> None:
    start = MONDAY.replace(tzinfo=None)
    usual = [
        Views(start + timedelta(days=each, hours=9 if each % 2 else 21), 100 + each % 7)
        for each in range(120)
    ]
    hit = Views(start + timedelta(hours=9), 5_000_000)
    found = posting([*usual, hit], zone="UTC", young=2, timeless=1)
    assert found.best == ()
    assert found.sentences()[0].startswith("No clear best time yet (121 posts).")
    assert found.sentences()[-2:] == [
        "Left out: 2 counted less than 7 days old.",
        "Left out: 1 of which the hour is not known.",
    ]
    doubled = [each._replace(views=each.views * (1 + each.posted.hour // 20)) for each in usual]
    better = posting(doubled, zone="UTC")
    assert better.sentences()[0] == (
        "Evenings (20–24 h) look best for posts: about 206 views against 146 overall. "
        "Based on 60 posts."
    )
    assert better == posting(reversed(doubled), zone="UTC")
    nothing = posting([], zone="UTC").as_json()
    assert (nothing["typical_views"], nothing["recommendation"]) == (None, None)
    assert "import the Content download" in str(nothing["reason"])


def test_the_map_shades_only_what_may_be_judged_and_marks_what_is_empty() -> None:
    drawn = heat_map.of_sending(sending(world(54, 3), NOW))
    day, cells, total = drawn.rows()[0]
    assert day == "monday"
    assert cells[0] == ("·", "  ")
    assert total.count == "9 of 18"
    assert [shade for _, shade in cells] == ["  ", "  ", "░░", "  ", "  ", "██"]
    assert [label for label, _ in drawn.foot] == ["answered", "of", "guess", "likely"]
    assert [texts[0] for _, texts in drawn.foot] == ["·", "·", "–", "–"]
    few = heat_map.of_sending(sending(list(world(54, 3))[:28], NOW))
    assert {shade for _, shade in few.cells} == {"  "}
    assert "blank: under 5" in few.legend
    empty = heat_map.of_active(active({}, 0))
    assert {text for text, _ in empty.cells} == {"·"}
    assert [texts[0] for _, texts in empty.foot] == ["0", "–"]
    crowd = heat_map.of_active(active(dict.fromkeys(range(CELLS), 12_345)))
    assert set(crowd.cells) == {("12k", "▒▒")}
    assert heat_map.of_followers(followers({})).weekdays[0].bar is None
