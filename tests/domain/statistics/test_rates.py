import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import InboundClass, Purpose, ReadState, Relation, Tier
from dm_assistant.domain.statistics.figures import open_rate
from dm_assistant.domain.statistics.intervals import wilson
from dm_assistant.domain.statistics.openers import columns
from dm_assistant.domain.statistics.rates import Dimension, Judged, Opener, summarise, table
from tests.domain.statistics.plain_rates import plainly
from tests.examples import examples

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
WEEK = 7 * DAY
quick = settings(max_examples=examples(100), deadline=None)


def opener(contact: int = 1, days: float = 30, reply: float | None = None, **facts: Any) -> Opener:
    """Make an opener of so many days ago, answered so many hours later."""
    sent_at = NOW - days * DAY
    made = Opener(
        message_id=contact,
        contact_id=contact,
        sent_at=sent_at,
        purpose=Purpose.THANKS,
        first_reply_at=None if reply is None else sent_at + reply * HOUR,
        reply_class=None if reply is None else InboundClass.NEUTRAL,
    )
    return replace(made, **facts)


def crowd(replied: int, silent: int, days: float = 30, **facts: Any) -> list[Opener]:
    answered = [opener(contact, days, reply=5, **facts) for contact in range(replied)]
    return answered + [opener(1000 + contact, days, **facts) for contact in range(silent)]


def of_one_mind(rows: list[Opener]) -> list[Opener]:
    """Have all openers of a contact say the same of when they opted out."""
    said: dict[int, datetime | None] = {}
    return [
        replace(row, opted_out_at=said.setdefault(row.contact_id, row.opted_out_at)) for row in rows
    ]


random_openers = st.lists(
    st.builds(
        opener,
        contact=st.integers(1, 30),
        days=st.integers(0, 40),
        reply=st.one_of(st.none(), st.integers(-5, 400)),
        seen=st.sampled_from(ReadState),
        visible=st.booleans(),
        confirmed=st.booleans(),
        warm=st.booleans(),
        tier=st.sampled_from([None, *Tier]),
        sorted=st.booleans(),
        reply_class=st.sampled_from([None, InboundClass.POSITIVE, InboundClass.SOFT_NO]),
        code_given_at=st.sampled_from([None, NOW - 40 * DAY, NOW - DAY]),
        code_redeemed_at=st.sampled_from([None, NOW - HOUR]),
        code_ends_at=st.sampled_from([None, NOW - 3 * DAY]),
        code_uses=st.integers(0, 3),
        template=st.sampled_from("ab"),
        opted_out_at=st.sampled_from([None, NOW - 20 * DAY, NOW]),
    ),
    max_size=40,
).map(of_one_mind)


def test_nothing_sent_gives_noughts_and_no_rate() -> None:
    group = summarise([], NOW)
    assert (group.sent, group.mature, group.reply.k, group.reply.n) == (0, 0, 0, 0)
    assert group.reply.rate is None
    assert group.open.low_bound is None


def test_under_five_messages_are_only_counted() -> None:
    reply = summarise(crowd(2, 2), NOW).reply
    assert (reply.k, reply.n, reply.rate, reply.low, reply.shown) == (2, 4, None, None, "counts")


@pytest.mark.parametrize(("silent", "shown"), [(2, "early"), (16, "early"), (17, "rate")])
def test_from_twenty_messages_a_rate_is_no_longer_early(silent: int, shown: str) -> None:
    assert summarise(crowd(3, silent), NOW).reply.shown == shown


def test_mature_messages_give_k_of_n_by_wilson() -> None:
    reply = summarise(crowd(12, 28), NOW).reply
    interval = wilson(12, 40)
    assert (reply.k, reply.n, reply.rate, reply.method) == (12, 40, 0.3, "wilson")
    assert (reply.low, reply.high) == (interval.low, interval.high)


def test_young_messages_alone_are_counted_and_never_divided() -> None:
    reply = summarise(crowd(10, 30, days=3), NOW).reply
    assert (reply.k, reply.n, reply.rate, reply.shown) == (10, 40, None, "counts")


def test_young_messages_are_weighed_by_kaplan_meier() -> None:
    replies = [opener(contact, 30, hours) for contact, hours in enumerate([1, 3, 3, 20, 26, 90])]
    silent = [10.0] * 4 + [48.0] * 5 + [400.0] * 9
    waiting = [opener(100 + contact, hours / 24) for contact, hours in enumerate(silent)]
    reply = summarise(replies + waiting, NOW).reply
    assert reply.method == "kaplan-meier"
    assert (reply.k, reply.n, reply.shown) == (6, 24, "early")
    assert reply.rate == pytest.approx(0.305147, abs=1e-6)


def test_a_crowd_sent_a_minute_ago_lends_no_size_to_a_few_old_messages() -> None:
    reply = summarise(crowd(2, 4) + crowd(0, 500, days=0), NOW).reply
    assert reply.shown == "early"
    assert reply.rate == pytest.approx(2 / 6)


def test_late_replies_are_counted_apart() -> None:
    group = summarise([opener(1, 30, 168), opener(2, 30, 168.5), *crowd(0, 20)], NOW)
    assert (group.reply.k, group.late_replies) == (1, 1)


def test_a_reply_before_the_opener_or_after_now_is_none_yet() -> None:
    group = summarise([opener(1, 30, -1), opener(2, 1, 48)], NOW)
    assert (group.reply.k, group.late_replies) == (0, 0)


def test_a_reply_in_the_very_second_of_the_opener_is_one() -> None:
    assert summarise([opener(1, 30, 0)], NOW).reply.k == 1


def test_a_message_is_mature_from_the_end_of_its_window() -> None:
    almost = opener(1, 7, sent_at=NOW - WEEK + timedelta(seconds=1))
    assert summarise([opener(1, 7), almost], NOW).mature == 1
    assert summarise([opener(1, 7)], NOW, window=8 * DAY).mature == 0


def test_the_median_is_over_mature_messages_answered_in_time() -> None:
    rows = [opener(1, 30, 2), opener(2, 30, 10), opener(3, 30, 50), opener(4, 30, 900)]
    assert summarise([*rows, opener(5, 1, 1)], NOW).median_hours_to_reply == 10
    assert summarise(crowd(0, 9), NOW).median_hours_to_reply is None


def test_unconfirmed_hand_overs_are_counted_apart_and_in_no_rate() -> None:
    sure = crowd(5, 20)
    unsure = [replace(row, confirmed=False, contact_id=-row.contact_id - 1) for row in crowd(4, 4)]
    with_unsure, without = summarise(sure + unsure, NOW), summarise(sure, NOW)
    assert with_unsure.unconfirmed == 8
    assert replace(with_unsure, unconfirmed=0) == without


def test_wanted_answers_are_positive_ones_and_questions() -> None:
    classes = [InboundClass.POSITIVE, InboundClass.QUESTION, InboundClass.THANKS, None]
    rows = [opener(at, 30, 5, reply_class=said) for at, said in enumerate(classes)]
    rows.append(opener(9, 30, 5, reply_class=InboundClass.POSITIVE, sorted=False))
    positive = summarise(rows + crowd(0, 20), NOW).positive
    assert (positive.rate.k, positive.rate.n) == (2, 25)
    assert (positive.unsorted, positive.sorted_replies) == (2, 3)


def test_opens_count_only_where_the_status_is_visible() -> None:
    def some(
        count: int, seen: ReadState, visible: bool, reply: float | None = None
    ) -> list[Opener]:
        return [opener(1, 30, reply, seen=seen, visible=visible) for _ in range(count)]

    rows = [
        *some(27, ReadState.READ, True),
        *some(18, ReadState.UNREAD, True),
        *some(4, ReadState.UNKNOWN, False, reply=5),
        *some(21, ReadState.UNKNOWN, False),
    ]
    opens = summarise(rows, NOW).open
    assert (opens.rate.k, opens.rate.n, opens.visible, opens.rate.rate) == (27, 45, 45, 0.6)
    assert opens.low_bound == pytest.approx(31 / 70)
    assert opens.high_bound == pytest.approx(52 / 70)


def test_a_reply_corrects_a_visible_unread_and_moves_nothing_invisible() -> None:
    unread = [opener(at, 30, seen=ReadState.UNREAD, visible=True) for at in range(20)]
    hidden = opener(50, 30)
    answered = [opener(0, 30, 5, seen=ReadState.UNREAD, visible=True), *unread[1:]]
    assert summarise(answered, NOW).open.rate.k == 1
    before = summarise([*answered, hidden], NOW).open
    after = summarise([*answered, opener(50, 30, 5)], NOW).open
    assert after.rate == before.rate
    assert (after.low_bound or 0) > (before.low_bound or 0)


def test_a_source_that_only_says_read_makes_nothing_visible() -> None:
    opens = summarise([opener(at, 30, seen=ReadState.READ) for at in range(40)], NOW).open
    assert (opens.visible, opens.rate.rate, opens.low_bound) == (0, None, 1.0)


def test_under_twenty_visible_messages_show_the_range_alone() -> None:
    rows = [opener(at, 30, seen=ReadState.READ, visible=True) for at in range(19)]
    opens = summarise(rows, NOW).open
    assert (opens.rate.k, opens.rate.n, opens.rate.rate, opens.rate.shown) == (
        19,
        19,
        None,
        "counts",
    )


def test_an_opt_out_counts_whenever_it_comes_and_once_per_contact() -> None:
    rows = [
        opener(1, 300, opted_out_at=NOW - DAY, campaign="one"),
        opener(1, 200, opted_out_at=NOW - DAY, campaign="two"),
        opener(2, 1, opted_out_at=NOW - HOUR),
        opener(3, 1, opted_out_at=NOW - 9 * DAY),
        opener(4, 1, opted_out_at=NOW + HOUR),
    ]
    opt_out = summarise(rows, NOW).opt_out
    assert (opt_out.k, opt_out.n) == (2, 4)


def test_codes_are_judged_after_thirty_days_or_two_days_past_their_end() -> None:
    def holder(contact: int, given: int, ends: int | None, redeemed: bool) -> Opener:
        return opener(
            contact,
            given,
            code_given_at=NOW - given * DAY,
            code_ends_at=None if ends is None else NOW - ends * DAY,
            code_redeemed_at=NOW - HOUR if redeemed else None,
        )

    due = [holder(at, 30, None, at < 2) for at in range(4)] + [holder(5, 9, 2, False)]
    waiting = [holder(6, 29, None, True), holder(7, 9, 1, True)]
    group = summarise([*due, *waiting, opener(8, 60)], NOW)
    assert (group.redeemed.k, group.redeemed.n, group.codes_given) == (2, 5, 7)
    assert group.redeemed.rate == 0.4
    few = summarise(due[:4] + waiting, NOW)
    assert (few.redeemed.k, few.redeemed.n, few.redeemed.rate) == (4, 6, None)


@given(random_openers, st.sampled_from(Dimension), st.integers(1, 30))
@quick
def test_counting_columns_is_counting_one_by_one(
    rows: list[Opener], by: Dimension, days: int
) -> None:
    found = table(rows, by, NOW, days * DAY)
    keys = columns(rows).keys(by)
    assert found.totals == plainly(rows, NOW, days * DAY)
    for name, group in found.groups:
        mine = [row for row, key in zip(rows, keys, strict=True) if key == name]
        assert group == plainly(mine, NOW, days * DAY)


@given(random_openers, st.randoms(use_true_random=False))
@quick
def test_the_order_of_messages_changes_nothing(rows: list[Opener], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert summarise(shuffled, NOW) == summarise(rows, NOW)


@given(random_openers, st.integers(0, 20))
@quick
def test_a_message_sent_just_now_changes_no_reply_rate(rows: list[Opener], new: int) -> None:
    before = summarise(rows, NOW).reply
    after = summarise(rows + crowd(0, new, days=0), NOW).reply
    assert after.k == before.k
    assert (after.rate, after.low, after.high) == (before.rate, before.low, before.high)


@given(random_openers)
@quick
def test_in_the_end_every_rate_is_k_of_n(rows: list[Opener]) -> None:
    group = summarise(rows, NOW + 8 * DAY)
    assert group.mature == group.sent
    for rate in (group.reply, group.positive.rate, group.opt_out, group.redeemed, group.open.rate):
        assert rate.method == "wilson"
        assert rate.rate is None or rate.rate == rate.k / rate.n


@given(random_openers)
@quick
def test_ranges_hold_their_rate_and_counts_their_parts(rows: list[Opener]) -> None:
    group = summarise(rows, NOW)
    for rate in (group.reply, group.positive.rate, group.opt_out, group.redeemed, group.open.rate):
        assert 0 <= rate.k <= rate.n
        assert (rate.rate is None) == (rate.shown == "counts")
        if rate.rate is not None and rate.low is not None and rate.high is not None:
            assert -1e-12 <= rate.low <= rate.rate + 1e-12
            assert rate.rate <= rate.high + 1e-12 <= 1 + 2e-12
    assert group.positive.rate.k + group.positive.unsorted <= group.reply.k
    assert (
        group.open.low_bound is None
        or group.open.high_bound is None
        or (group.open.low_bound <= group.open.high_bound)
    )


@given(random_openers.filter(bool), st.data())
@quick
def test_not_knowing_an_unread_never_raises_the_lower_end(
    rows: list[Opener], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    unread, unknown = [*rows], [*rows]
    unread[at] = replace(rows[at], seen=ReadState.UNREAD, visible=True)
    unknown[at] = replace(rows[at], seen=ReadState.UNKNOWN, visible=False)
    known, hidden = summarise(unread, NOW).open, summarise(unknown, NOW).open
    assert hidden.low_bound == known.low_bound
    assert (hidden.high_bound or 0) >= (known.high_bound or 0)


@given(random_openers, st.sampled_from(Dimension))
@quick
def test_groups_share_out_every_message_once(rows: list[Opener], by: Dimension) -> None:
    result = table(rows, by, NOW)
    groups = [group for _, group in result.groups]
    assert sum(group.sent for group in groups) == result.totals.sent
    assert sum(group.reply.k for group in groups) == result.totals.reply.k
    assert sum(group.unconfirmed for group in groups) == result.totals.unconfirmed


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        (Dimension.PURPOSE, {"thanks", "offer"}),
        (Dimension.TEMPLATE, {"warm-hello", ""}),
        (Dimension.VARIANT, {"warm-hello@ab12", "@"}),
        (Dimension.TIER, {"superfan", ""}),
        (Dimension.LANGUAGE, {"de", ""}),
        (Dimension.RELATION, {"brand", "fan"}),
        (Dimension.WARM, {"warm", "cold"}),
        (Dimension.CAMPAIGN, {"spring", ""}),
        (Dimension.ACCOUNT, {"me", ""}),
        (Dimension.WEEKDAY, {"tuesday", "wednesday"}),
        (Dimension.BLOCK, {"08-12", "00-04"}),
    ],
)
def test_every_dimension_tells_its_groups_apart(by: Dimension, keys: set[str]) -> None:
    other = opener(
        2,
        purpose=Purpose.OFFER,
        template="warm-hello",
        version="ab12",
        tier=Tier.SUPERFAN,
        language="de",
        relation=Relation.BRAND,
        warm=True,
        campaign="spring",
        account="me",
        utc_offset=timedelta(hours=-7),
    )
    other = replace(other, sent_at=other.sent_at - timedelta(hours=1, minutes=30))
    plain = replace(opener(1), sent_at=other.sent_at + timedelta(hours=25, minutes=30))
    result = table([plain, other], by, NOW)
    assert {key for key, _ in result.groups} == keys


def test_groups_are_ranked_by_the_lower_end_and_early_ones_never() -> None:
    rows = [
        *crowd(30, 70, template="big"),
        *crowd(8, 14, template="small"),
        *crowd(6, 0, template="early"),
        *crowd(2, 0, template="counted"),
        *crowd(40, 60, template="best"),
    ]
    result = table(rows, Dimension.TEMPLATE, NOW)
    assert [key for key, _ in result.groups] == ["best", "big", "small", "counted", "early"]


def test_months_stay_in_the_order_of_time_however_good_they_were() -> None:
    rows = crowd(2, 40, days=90) + crowd(30, 10, days=30)
    keys = [key for key, _ in table(rows, Dimension.PERIOD, NOW).groups]
    assert keys == ["2026-02", "2026-04"]
    tokyo = [replace(opener(1, 13.5), own_offset=9 * HOUR)]
    assert [key for key, _ in table(tokyo, Dimension.PERIOD, NOW).groups] == ["2026-05"]


def test_warm_threads_come_before_cold_ones_and_purposes_in_their_order() -> None:
    rows = [opener(1, warm=True), opener(2), opener(3, purpose=Purpose.OFFER)]
    assert [key for key, _ in table(rows, Dimension.WARM, NOW).groups] == ["warm", "cold"]
    assert [key for key, _ in table(rows, Dimension.PURPOSE, NOW).groups] == ["thanks", "offer"]


def test_codes_used_more_often_than_sent_have_no_rate() -> None:
    def holder(contact: int, uses: int) -> Opener:
        given_at = NOW - 40 * DAY
        used_at = given_at + DAY if uses else None
        facts = {"code_given_at": given_at, "code_redeemed_at": used_at, "code_uses": uses}
        return opener(contact, 40, None, **facts)

    fair = summarise([holder(at, int(at < 6)) for at in range(6)], NOW).redeemed
    assert (fair.k, fair.n, fair.rate, fair.reason) == (6, 6, 1.0, "")
    leaked = summarise([holder(at, 7 if at == 1 else 0) for at in range(6)], NOW).redeemed
    assert (leaked.k, leaked.n, leaked.rate) == (1, 6, None)
    assert leaked.reason == "code used more often than it was sent (shared or leaked): no rate"


def test_what_is_missing_says_why() -> None:
    young = summarise(crowd(2, 8, days=1), NOW)
    assert young.reply.reason == "fewer than 5 are old enough to judge"
    assert summarise(crowd(2, 2), NOW).reply.reason == "fewer than 5: counted only"
    assert young.redeemed.reason == "nothing to count"
    assert young.open.rate.reason == "fewer than 20 messages with a visible read status"
    assert young.delivered.as_json() | {"rate": None} == young.delivered.as_json()
    assert young.delivered.reason == "no source reports what was delivered"


@given(st.sampled_from([(1.0, 27, 18), (0.7, 19, 13), (0.5, 14, 9), (0.2, 5, 4)]))
@quick
def test_the_rate_of_visible_messages_moves_with_no_reply_to_another(
    case: tuple[float, int, int],
) -> None:
    _, read, unread = case
    rows = [opener(at, 30, seen=ReadState.READ, visible=True) for at in range(read)]
    rows += [opener(100 + at, 30, seen=ReadState.UNREAD, visible=True) for at in range(unread)]
    hidden = [opener(200 + at, 30, reply=4) for at in range(50)]
    assert summarise(rows + hidden, NOW).open.rate == summarise(rows, NOW).open.rate


def test_the_weeks_of_sending_are_counted_back_from_now() -> None:
    rows = [opener(1, 0), opener(2, 6.9), opener(3, 7), opener(4, 20, confirmed=False)]
    assert Judged(columns(rows), NOW).weekly(26) == (1, 2)
    assert Judged(columns([]), NOW).weekly(26) == ()
    assert Judged(columns([opener(1, 300)]), NOW).weekly(3) == (0, 0, 0)


def test_unranked_weekdays_keep_the_order_of_the_week() -> None:
    rows = [opener(at, 10 + at) for at in range(7)]
    keys = [key for key, _ in table(rows, Dimension.WEEKDAY, NOW).groups]
    assert keys[0] == "monday"
    assert keys[-1] == "sunday"


def test_since_leaves_out_what_was_sent_before() -> None:
    result = table([opener(1, 30), opener(2, 10)], None, NOW, since=NOW - 20 * DAY)
    assert result.totals.sent == 1
    assert result.groups == ()


def test_the_document_has_the_promised_keys() -> None:
    result = table(crowd(12, 28), Dimension.PURPOSE, NOW, since=NOW - 90 * DAY)
    document = json.loads(json.dumps(result.as_json()))
    assert list(document) == [
        *("window_days", "since", "until", "totals", "by", "groups", "ladder", "steps", "failed"),
        *("sent_per_week", "by_your_clock"),
    ]
    assert (document["window_days"], document["by"]) == (7, "purpose")
    assert document["since"] == "2026-02-13T09:30:00Z"
    assert document["groups"][0] == {"key": "thanks"} | document["totals"]
    assert list(document["totals"]["reply"]) == [
        *("k", "n", "rate", "low", "high", "shown", "method", "reason")
    ]
    promised = (
        "sent mature unconfirmed open reply positive opt_out redeemed codes_given late_replies"
        " median_hours_to_reply delivered"
    )
    assert list(document["totals"]) == promised.split()
    assert {"k", "n", "visible", "low_bound", "high_bound"} <= set(document["totals"]["open"])
    assert table([], None, NOW).as_json()["by"] is None


SHARES = ((1.0, 60, 60), (0.7, 49.2, 72), (0.5, 42, 80), (0.2, 31.2, 92))


@pytest.mark.parametrize(("visible", "low", "high"), SHARES)
def test_opens_of_all_lie_where_the_table_says(visible: float, low: float, high: float) -> None:
    """True open rate 60 %, of those opened 40 % reply: by exact arithmetic over 10,000 sent."""
    sent = 10_000
    seen = round(sent * visible)
    opened, replied_unseen = round(seen * 0.6), round((sent - seen) * 0.6 * 0.4)
    found = open_rate(opened=opened, visible=seen, opened_of_all=opened + replied_unseen, sent=sent)
    assert found.rate.rate == pytest.approx(0.6)
    assert found.low_bound == pytest.approx(low / 100, abs=1e-9)
    assert found.high_bound == pytest.approx(high / 100, abs=1e-9)
