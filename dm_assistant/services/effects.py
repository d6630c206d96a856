"""Gathers what says whether messages moved anything: draws, weeks of comments, daily figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dm_assistant.domain.campaigns import Arm
from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.model import Account
from dm_assistant.domain.statistics import differences
from dm_assistant.domain.statistics.differences import Difference, Person, difference, stacked
from dm_assistant.domain.statistics.effect import JUDGED, NEW_FOLLOWERS, Left, Trial
from dm_assistant.domain.statistics.holdout import Subject, holdout
from dm_assistant.domain.statistics.series import Days
from dm_assistant.domain.statistics.thresholds import EFFECT_WINDOW
from dm_assistant.storage import campaigns, days, effects
from dm_assistant.storage.database import Tx
from dm_assistant.storage.effects import Drawn

GAINED = (DailyFigure.NEW_FOLLOWERS, DailyFigure.NET_GROWTH, DailyFigure.FOLLOWERS)
"""What tells of new followers: of these the one that is known of most days, the first of equals."""


def known_until(tx: Tx, now: datetime) -> datetime | None:
    """Return up to when comments are known; nothing is known of what is to come."""
    known = effects.known_until(tx)
    return None if known is None else min(known, now)


def trials(tx: Tx, known: datetime | None, zone: ZoneInfo) -> tuple[Trial, tuple[Trial, ...]]:
    """Return what all hold-outs show together, and each campaign's own, the newest first."""
    found: dict[int, list[Drawn]] = defaultdict(list)
    for each in effects.drawn(tx, EFFECT_WINDOW):
        found[each.campaign_id].append(each)
    each_of = [one for one in campaigns.every(tx) if one.id in found]
    broken = {one.id: campaigns.broken(tx, one.id) for one in each_of}
    everybody = [each for drawn in found.values() for each in drawn]
    own = tuple(_trial(one.name, found[one.id], broken, one.seed, known, zone) for one in each_of)
    if len(own) == 1:
        return replace(own[0], campaign=""), own
    seed = "\n".join(sorted(one.seed for one in each_of))
    return _trial("", everybody, broken, seed, known, zone), own


def _trial(
    name: str,
    drawn: Sequence[Drawn],
    broken: Mapping[int, Collection[int]],
    seed: str,
    known: datetime | None,
    zone: ZoneInfo,
) -> Trial:
    by_chance = [each for each in drawn if not each.by_hand]
    there = [each for each in by_chance if not each.erased]
    old = [each for each in there if known and each.eligible_at + EFFECT_WINDOW <= known]
    due = min((each.eligible_at + EFFECT_WINDOW for each in there if each not in old), default=None)
    return Trial(
        name,
        holdout(
            (
                Subject(each.campaign_id, each.arm is Arm.MESSAGE, each.before, each.after)
                for each in old
            ),
            seed,
        ),
        Left(
            young=len(there) - len(old),
            erased=len(by_chance) - len(there),
            by_hand=len(drawn) - len(by_chance),
            written_to=sum(each.contact_id in broken[each.campaign_id] for each in old),
        ),
        None if due is None else due.astimezone(zone).date(),
    )


def compared(tx: Tx, known: datetime | None) -> Difference:
    """Compare messaged people with others over similar periods that end where comments do."""
    if known is None:
        return difference((), (), "")
    start = known - timedelta(weeks=differences.WEEKS)
    week = timedelta(weeks=1)
    people = [
        Person(
            float("inf") if each.first_at is None else (each.first_at - start) / week,
            each.messaged,
            each.comments,
        )
        for each in effects.by_week(tx, start, differences.WEEKS)
    ]
    messaged, others = stacked(people)
    return difference(messaged, others, f"{len(messaged)} {len(others)}")


def figures(
    tx: Tx, account: Account, first: date, last: date, sent: Iterable[datetime]
) -> tuple[Days, ...]:
    """Return the judged figures of an account from the first to the last day they are known."""
    zone = ZoneInfo(account.timezone)
    plain = (DailyFigure.VIDEO_VIEWS, DailyFigure.PROFILE_VIEWS)
    found = days.measured(tx, account.id, [*plain, *GAINED], first - timedelta(days=1), last)
    every = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    values = {name.value: [found.get((name, day)) for day in every] for name in plain}
    values[NEW_FOLLOWERS] = _gained(found, every)
    written = Counter(at.astimezone(zone).date() for at in sent)
    posted = _posted(tx, account.id, zone)
    return tuple(
        _known(
            Days(
                name,
                label,
                first,
                tuple(values[name]),
                tuple(written[day] for day in every),
                posted,
            )
        )
        for name, label in JUDGED.items()
    )


def _gained(
    found: Mapping[tuple[DailyFigure, date], int], every: Sequence[date]
) -> list[int | None]:
    """Return the followers won each day, as the figure that knows most days tells it."""
    told = [[found.get((name, day)) for day in every] for name in GAINED[:2]]
    counted = [
        (found.get((GAINED[2], day - timedelta(days=1))), found.get((GAINED[2], day)))
        for day in every
    ]
    told.append(
        [None if None in (before, now) else (now or 0) - (before or 0) for before, now in counted]
    )
    return max(told, key=lambda values: sum(each is not None for each in values))


def _posted(tx: Tx, account_id: int, zone: ZoneInfo) -> frozenset[date]:
    exact, by_day = days.posted(tx, account_id)
    return frozenset(
        {each.at.astimezone(zone).date() for each in exact} | {each.on for each in by_day}
    )


def _known(found: Days) -> Days:
    """Return the days from the first to the last of which the figure is known."""
    known = found.known
    start, end = (known[0], known[-1] + 1) if known else (0, 0)
    return Days(
        found.name,
        found.label,
        found.on(start),
        found.values[start:end],
        found.sent[start:end],
        found.posted,
    )
