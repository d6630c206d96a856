from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.activity import Activity
from dm_assistant.domain.model import Tier
from dm_assistant.domain.ranking import (
    RankedComment,
    TierThresholds,
    explain,
    measure,
    ring_members,
    tier,
)
from tests.examples import examples

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ORDINALS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "more",
    "last",
)
TEN_WORDS = "where did you find that wonderful old lamp back then?"

some_texts = st.sampled_from(
    [
        "love this",
        "love this!",
        "where did you buy the big lamp in the corner of the room?",
        "😍",
        "pick me please",
        "check my page",
        "素晴らしい動画ですね",
        "это просто супер видео",
    ]
)
some_comments = st.builds(
    RankedComment,
    post=st.integers(1, 4),
    at=st.integers(0, 200 * 86_400).map(lambda seconds: NOW - timedelta(seconds=seconds)),
    text=some_texts,
    likes=st.integers(0, 200),
    giveaway_post=st.booleans(),
    ring=st.booleans(),
)
histories = st.lists(some_comments, max_size=12)
quick = settings(max_examples=examples(100), deadline=None)


def comment(text: str, post: int = 1, days: float = 0, likes: int = 0) -> RankedComment:
    return RankedComment(post, NOW - days * DAY, text, likes)


def points(*comments: RankedComment) -> float:
    return measure(comments).at(NOW).points


def varied(count: int, words: str) -> list[str]:
    return [f"{words} {ORDINALS[number]}" for number in range(count)]


def test_one_long_question_today_is_worth_a_quarter() -> None:
    assert points(comment(TEN_WORDS)) == 25.1


def test_activity_halves_after_thirty_days() -> None:
    activity = measure([comment(TEN_WORDS, days=30)])
    assert activity.activity == 1.25
    assert activity.at(NOW).points == 13.4


def test_one_emoji_is_worth_little() -> None:
    assert points(comment("😍")) == 6.7


def test_six_good_comments_over_two_months_make_a_superfan() -> None:
    history = [
        comment(f"{text} do you think so too?", post, days=10 * post, likes=2)
        for post, text in enumerate(varied(6, "such a calm and lovely room"))
    ]
    assert points(*history) == 66.9


def test_a_burst_on_one_video_counts_three_times() -> None:
    assert points(*(comment(text) for text in varied(15, "love this"))) == 26.2


def test_the_same_comment_on_ten_videos_is_worth_a_third() -> None:
    activity = measure([comment("love this lamp", post) for post in range(10)])
    assert activity.copy_factor == pytest.approx(0.314, abs=1e-3)
    assert activity.at(NOW).points == 25.9


def test_a_giveaway_hunter_scores_almost_nothing() -> None:
    texts = ["pick me please", "i entered today", "want to win", "count me in", "giveaway for me"]
    history = [
        RankedComment(post, NOW, "nice work " + ORDINALS[post], 0, giveaway_post=True)
        for post in range(5)
    ]
    assert points(*history) == 5.8
    assert measure(comment(text, post) for post, text in enumerate(texts)).giveaways == 5


def test_one_line_of_promotion_among_three_comments_costs_most_of_the_points() -> None:
    fair = varied(2, "that lamp looks really great")
    history = [comment(text, post) for post, text in enumerate([*fair, "now go check my page bro"])]
    assert points(*history) == 18.6


def test_no_comments_are_no_points() -> None:
    assert measure([]).at(NOW).points == 0
    assert measure([]) == Activity()


@given(histories)
@quick
def test_points_stay_between_nought_and_a_hundred(history: list[RankedComment]) -> None:
    assert 0 <= points(*history) <= 100


@given(histories)
@quick
def test_the_terms_shown_sum_to_the_points_shown(history: list[RankedComment]) -> None:
    score = measure(history).at(NOW)
    assert list(score.terms) == ["activity", "copies", "giveaways", "promotion"]
    assert round(10 * sum(score.terms.values()), 6) == round(10 * score.points, 6)
    assert all(round(figure, 1) == figure for figure in (score.points, *score.terms.values()))
    assert all(score.terms[name] <= 0 for name in ("copies", "giveaways", "promotion"))


@given(histories, st.randoms(use_true_random=False))
@quick
def test_the_order_of_the_comments_is_irrelevant(
    history: list[RankedComment], random: Random
) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)
    assert measure(shuffled) == measure(history)


@given(histories, st.integers(-10_000, 10_000))
@quick
def test_moving_all_times_and_now_together_changes_nothing(
    history: list[RankedComment], hours: int
) -> None:
    shift = timedelta(hours=hours)
    moved = [row._replace(at=row.at + shift) for row in history]
    assert measure(moved).at(NOW + shift) == measure(history).at(NOW)


@given(st.lists(some_comments, min_size=1, max_size=12), st.data())
@quick
def test_a_newer_timestamp_never_lowers(history: list[RankedComment], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(history) - 1))
    newer = data.draw(st.integers(0, int((NOW - history[at].at).total_seconds())))
    changed = [*history]
    changed[at] = history[at]._replace(at=history[at].at + timedelta(seconds=newer))
    assert points(*changed) >= points(*history)


@given(histories, st.integers(0, 500), st.integers(0, 500))
@quick
def test_waiting_never_raises(history: list[RankedComment], soon: int, later: int) -> None:
    activity = measure(history)
    assert activity.at(NOW + (soon + later) * DAY).points <= activity.at(NOW + soon * DAY).points


@given(histories)
@quick
def test_everybody_is_forgotten_in_the_end(history: list[RankedComment]) -> None:
    assert measure(history).at(NOW + 1000 * DAY).points == 0


@given(st.lists(some_comments, min_size=1, max_size=12), st.data())
@quick
def test_more_likes_never_lower(history: list[RankedComment], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(history) - 1))
    changed = [*history]
    changed[at] = history[at]._replace(likes=history[at].likes + data.draw(st.integers(1, 100)))
    assert points(*changed) >= points(*history)


@given(histories, st.integers(0, 200))
@quick
def test_an_ordinary_comment_on_a_new_video_never_lowers(
    history: list[RankedComment], days: int
) -> None:
    assert points(*history, comment("never said before", 99, days)) >= points(*history)


@given(histories, some_comments)
@quick
def test_a_copy_is_worth_no_more_than_an_original(
    history: list[RankedComment], new: RankedComment
) -> None:
    assume(not new.ring)
    original = new._replace(text="never said before")
    copied = new._replace(text="NEVER said, before!")
    known = [*history, original._replace(post=98)]
    assert points(*known, copied) <= points(*known, original._replace(text="said only here"))


@given(st.lists(some_comments, min_size=1, max_size=12))
@quick
def test_a_ring_counts_for_nothing(history: list[RankedComment]) -> None:
    in_ring = [row._replace(ring=True, post=77) for row in history]
    alone = measure(history)
    assert measure(in_ring).at(NOW).points == 0
    assert measure(history + in_ring).at(alone.last_at or NOW) == alone.at(alone.last_at or NOW)


def test_a_clock_set_back_gives_nobody_more_than_their_last_comment_did() -> None:
    activity = measure([comment(TEN_WORDS)])
    assert activity.at(NOW - 400 * DAY) == activity.at(NOW)


def test_the_day_of_the_last_comment_is_one_of_the_creators_calendar() -> None:
    evening = datetime(2026, 5, 13, 23, 50, tzinfo=UTC)
    activity = measure([comment(TEN_WORDS, days=0)._replace(at=evening)])
    for waited, zone, words in (
        (timedelta(minutes=5), UTC, "today"),
        (timedelta(minutes=15), UTC, "yesterday"),
        (timedelta(minutes=15), timezone(timedelta(hours=-5)), "today"),
        (3 * DAY, UTC, "3 days ago"),
    ):
        assert f"last one {words}" in explain("Mia", activity, (evening + waited).astimezone(zone))


def test_a_good_score_explains_itself() -> None:
    history = [
        comment(text + ("?" if post < 4 else ""), post, days=2 + 8 * post, likes=2)
        for post, text in enumerate(varied(6, "such a calm and lovely room you have"))
    ]
    assert explain("Mia", measure(history), NOW) == (
        "Mia 67 points: 6 comments on 6 videos, last one 2 days ago, 4 questions, 12 likes."
        " No penalties."
    )


def test_a_capped_score_explains_itself() -> None:
    assert explain("Ben", measure([comment(text) for text in varied(15, "love this")]), NOW) == (
        "Ben 26 points: 15 comments but on one video (only the first three count)."
    )


def test_every_penalty_is_named_with_its_price() -> None:
    history = [comment("check my page", post, days=1) for post in range(4)]
    text = explain("Kim", measure([*history, comment("hi", 1)._replace(ring=True)]), NOW)
    assert text.startswith("Kim ")
    assert "Repeated texts (3 of 4 comments) cost" in text
    assert "Self-promotion (4 of 4 comments) costs" in text
    assert "1 comment in a copy-paste ring counts for nothing." in text
    assert "No penalties" not in text


def test_somebody_without_comments_is_explained_too() -> None:
    assert explain("Zoe", Activity(), NOW) == "Zoe 0 points: no comments."


@pytest.mark.parametrize(
    ("accounts", "hours", "ring"),
    [
        ([1, 2, 3], [0, 12, 24], True),
        ([1, 2, 3], [0, 12, 24.01], False),
        ([1, 2, 2, 1], [0, 1, 2, 3], False),
        ([1, 2, 1, 3], [0, 30, 31, 40], True),
        ([], [], False),
    ],
)
def test_a_ring_is_three_accounts_within_a_day(
    accounts: list[int], hours: list[float], ring: bool
) -> None:
    said = [
        (account, NOW + timedelta(hours=hour))
        for account, hour in zip(accounts, hours, strict=True)
    ]
    assert bool(ring_members(said)) is ring
    assert bool(ring_members(said[::-1])) is ring


def test_only_those_inside_the_day_belong_to_the_ring() -> None:
    hours = [0, 100, 101, 102, 300]
    said = [(account, NOW + timedelta(hours=hour)) for account, hour in enumerate(hours)]
    assert ring_members(said) == {1, 2, 3}


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 100)), max_size=12))
@quick
def test_ring_members_are_those_of_any_day_with_three_accounts(
    occurrences: list[tuple[int, int]],
) -> None:
    said = [(account, NOW + timedelta(hours=hour)) for account, hour in occurrences]
    expected: set[int] = set()
    for start in {at for _, at in said}:
        inside = {at for at, row in enumerate(said) if start <= row[1] <= start + DAY}
        if len({said[at][0] for at in inside}) >= 3:
            expected |= inside
    assert ring_members(said) == expected


@pytest.mark.parametrize(
    ("score", "days", "expected"),
    [
        (60, 60, Tier.SUPERFAN),
        (60, 59, Tier.REGULAR),
        (59.9, 400, Tier.REGULAR),
        (30, 1, Tier.REGULAR),
        (29.9, 29, Tier.NEW),
        (29.9, 30, Tier.QUIET),
        (0, None, Tier.QUIET),
        (90, None, Tier.REGULAR),
    ],
)
def test_tiers_follow_points_and_tenure(score: float, days: int | None, expected: Tier) -> None:
    first_seen_at = None if days is None else NOW - days * DAY
    assert tier(score, first_seen_at, NOW) is expected


def test_tier_thresholds_can_be_moved() -> None:
    strict = TierThresholds(superfan_points=80, regular_points=50)
    assert tier(70, NOW - 90 * DAY, NOW, strict) is Tier.REGULAR
    assert tier(45, NOW - 90 * DAY, NOW, strict) is Tier.QUIET
