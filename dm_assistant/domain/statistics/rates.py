"""What became of openers: sent, opened, replied, opted out, redeemed, in total and by group.

Each opener's fate as known at a moment is folded into one small number, so that any grouping is a
count of pairs; only what is told by time (who answered when, who may still answer) is kept apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import compress
from operator import or_
from typing import TypeVar

from dm_assistant.domain.model import Purpose, Relation, Tier
from dm_assistant.domain.statistics.figures import (
    LEAKED,
    Group,
    Ladder,
    OpenRate,
    PositiveRate,
    Rate,
    Table,
    counts,
    open_rate,
    share,
    share_so_far,
)
from dm_assistant.domain.statistics.openers import (
    CONFIRMED,
    DAY_SECONDS,
    EXPLICIT,
    HOPED,
    READ,
    SETTLED,
    WEEKDAYS,
    Code,
    Dimension,
    Opener,
    Openers,
    columns,
)
from dm_assistant.domain.statistics.thresholds import (
    CODE_GRACE,
    CODE_WINDOW,
    EARLY_FROM,
    REPLY_WINDOW,
)

__all__ = [
    "Dimension",
    "Group",
    "Judged",
    "Ladder",
    "OpenRate",
    "Opener",
    "PositiveRate",
    "Rate",
    "Table",
    "summarise",
    "table",
]

K = TypeVar("K", bound=Hashable)

_HOUR = 3600
_MATURE, _ANSWERED, _LATE = 32, 64, 128
"""What time makes of an opener, beside its marks."""
_OF_A_REPLY = SETTLED | HOPED
_WEEK = 7 * DAY_SECONDS
_SHIFT = 40
_LOWER = (1 << _SHIFT) - 1
"""A group's number stands above its members' own numbers, so that one number names both."""


def summarise(
    openers: Openers | Iterable[Opener], now: datetime, window: timedelta = REPLY_WINDOW
) -> Group:
    """Compute every figure of ``openers`` as known at ``now``.

    Openers that were handed over but never confirmed are counted apart and in no rate: whether
    they were sent is not known, and counting only those that were answered would flatter.
    """
    rows = openers if isinstance(openers, Openers) else columns(openers)
    return Judged(rows, now, window).total()


def table(
    openers: Openers | Iterable[Opener],
    by: Dimension | None,
    now: datetime,
    window: timedelta = REPLY_WINDOW,
    since: datetime | None = None,
) -> Table:
    """Group the openers sent from ``since`` on and compute every figure of each group and of all.

    Groups whose reply rate may be ranked come first, by the lower end of its range; the others
    follow in the dimension's own order. Months stay in the order of time.
    """
    if isinstance(openers, Openers):
        rows = openers
    else:
        rows = columns(each for each in openers if since is None or each.sent_at >= since)
    return Judged(rows, now, window).table(by, since)


@dataclass(slots=True)
class _Part:
    """What is known of one group beside the counts of its fates: times in order, and people."""

    answered: list[int]
    answered_young: list[int]
    silent: list[int]
    wanted: list[int]
    unwanted: list[int]
    left: set[int]
    holders: dict[int, tuple[bool, bool]]
    uses: int = 0


class Judged:
    """Openers as known at one moment, ready to be grouped in any way."""

    def __init__(self, openers: Openers, now: datetime, window: timedelta = REPLY_WINDOW) -> None:
        self.openers = openers
        self.now = now
        self.window = window
        self._at = int(now.timestamp())
        self._fates: list[int] = []
        self._total: Group | None = None
        self._answered: list[tuple[int, int]] = []
        self._answered_young: list[tuple[int, int]] = []
        self._silent: list[tuple[int, int]] = []
        self._unwanted: list[tuple[int, int]] = []
        self._wanted: list[tuple[int, int]] = []
        self._look()
        self._confirmed = [fate & CONFIRMED for fate in self._fates]
        self._all_confirmed = all(self._confirmed)
        self._left = [
            (place, contact)
            for place, contact in enumerate(openers.contacts if openers.left else ())
            if self._has_left(place, contact)
        ]
        self._codes = [
            (place, code)
            for place, code in openers.codes.items()
            if self._confirmed[place] and code.given <= self._at
        ]

    def _look(self) -> None:
        """Fold each opener's fate, and keep the times of what happened and may still happen."""
        now, window = self._at, int(self.window.total_seconds())
        edge = now - window
        of_a_reply = ~_OF_A_REPLY
        rows = self.openers
        keep = self._fates.append
        for place, (sent, replied, mark) in enumerate(
            zip(rows.sent, rows.replied, rows.marks, strict=True)
        ):
            mature = _MATURE if sent <= edge else 0
            if replied is None or not sent <= replied <= now:
                keep(mark & of_a_reply | mature)
                if not mature and mark & CONFIRMED:
                    self._silent.append((now - sent, place))
                    self._unwanted.append((now - sent, place))
            elif replied - sent > window:
                keep(mark & of_a_reply | mature | _LATE)
            else:
                keep(mark | mature | _ANSWERED)
                if mark & CONFIRMED:
                    found = (replied - sent, place)
                    (self._answered if mature else self._answered_young).append(found)
                    if mark & HOPED:
                        self._wanted.append(found)
                    elif not mature:
                        self._unwanted.append((now - sent, place))
        for times in (self._answered, self._answered_young, self._wanted):
            times.sort()
        for times in (self._silent, self._unwanted):
            times[:] = [(max(age, 0), place) for age, place in sorted(times)]

    def _has_left(self, place: int, contact: int) -> bool:
        left_at = self.openers.left.get(contact)
        return (
            left_at is not None
            and bool(self._confirmed[place])
            and self.openers.sent[place] < left_at <= self._at
        )

    def total(self) -> Group:
        """Return the figures of all."""
        if self._total is None:
            everything = [0] * len(self.openers)
            self._total = self._grouped(everything, 1)[0] if everything else self.nothing()
        return self._total

    def nothing(self) -> Group:
        """Return the figures of no opener at all."""
        return self._group({}, 0, self._part())

    def table(self, by: Dimension | None, since: datetime | None = None) -> Table:
        """Return the totals and the groups along a dimension, in the order they are shown."""
        groups = {} if by is None else self.groups(self.openers.keys(by))
        shown = tuple(sorted(groups.items(), key=lambda group: _rank(by, *group)))
        return Table(self.window, since, self.total(), by, shown)

    def groups(self, keys: Sequence[K]) -> dict[K, Group]:
        """Return the figures of each group; ``keys`` names the group of each opener."""
        names = list(dict.fromkeys(keys))
        if len(names) == 1:
            return {names[0]: self.total()}
        numbers = {name: number << _SHIFT for number, name in enumerate(names)}
        return dict(
            zip(names, self._grouped(list(map(numbers.__getitem__, keys)), len(names)), strict=True)
        )

    def _grouped(self, groups: Sequence[int], number: int) -> list[Group]:
        """Return the figures of so many groups, each named by its number in the upper bits."""
        fates: list[dict[int, int]] = [{} for _ in range(number)]
        for pair, count in Counter(map(or_, groups, self._fates)).items():
            fates[pair >> _SHIFT][pair & _LOWER] = count
        pairs: Iterable[int] = map(or_, groups, self.openers.contacts)
        if not self._all_confirmed:
            pairs = compress(pairs, self._confirmed)
        people = Counter(pair >> _SHIFT for pair in set(pairs))
        parts = self._parts(groups, number)
        return [self._group(fates[one], people[one], parts[one]) for one in range(number)]

    @staticmethod
    def _part() -> _Part:
        return _Part([], [], [], [], [], set(), {})

    def _parts(self, groups: Sequence[int], number: int) -> list[_Part]:
        parts = [self._part() for _ in range(number)]
        for times, of in (
            (self._answered, [part.answered for part in parts]),
            (self._answered_young, [part.answered_young for part in parts]),
            (self._silent, [part.silent for part in parts]),
            (self._unwanted, [part.unwanted for part in parts]),
            (self._wanted, [part.wanted for part in parts]),
        ):
            for time, place in times:
                of[groups[place] >> _SHIFT].append(time)
        for place, contact in self._left:
            parts[groups[place] >> _SHIFT].left.add(contact)
        for place, code in self._codes:
            self._hold(parts[groups[place] >> _SHIFT], self.openers.contacts[place], code)
        return parts

    def _hold(self, part: _Part, contact: int, code: Code) -> None:
        """Note whether a contact's code can be judged and was redeemed."""
        due_at = code.given + int(CODE_WINDOW.total_seconds())
        if code.ends is not None:
            due_at = min(due_at, code.ends + int(CODE_GRACE.total_seconds()))
        redeemed = code.redeemed is not None and code.redeemed <= self._at
        before = part.holders.get(contact, (False, False))
        part.holders[contact] = (before[0] or self._at >= due_at, before[1] or redeemed)
        part.uses += code.uses if redeemed else 0

    def _group(self, found: Mapping[int, int], people: int, part: _Part) -> Group:
        fates = {fate: number for fate, number in found.items() if fate & CONFIRMED}
        sent, mature = sum(fates.values()), _count(fates, _MATURE)
        answered = sorted((*part.answered, *part.answered_young))
        return Group(
            window=self.window,
            sent=sent,
            mature=mature,
            unconfirmed=sum(found.values()) - sent,
            open=_opens(fates, sent),
            reply=share_so_far(answered, part.silent, n=sent, mature=mature),
            positive=_positive(fates, part, mature),
            opt_out=share(len(part.left), people),
            redeemed=_redeemed(part),
            codes_given=len(part.holders),
            late_replies=_count(fates, _LATE),
            median_hours_to_reply=_median_hours(part.answered),
        )

    def weekly(self, weeks: int) -> tuple[int, ...]:
        """Return how many were sent in each of the last weeks, the newest last."""
        ages = Counter(
            (self._at - sent) // _WEEK
            for sent in compress(self.openers.sent, self._confirmed)
            if sent <= self._at
        )
        oldest = min(weeks, max(ages, default=-1) + 1)
        return tuple(ages[age] for age in range(oldest - 1, -1, -1))


def _count(fates: Mapping[int, int], *bits: int) -> int:
    """Return how many openers have any of each of ``bits``."""
    return sum(number for fate, number in fates.items() if all(fate & each for each in bits))


def _opens(fates: Mapping[int, int], sent: int) -> OpenRate:
    opened = READ | _ANSWERED | _LATE
    return open_rate(
        opened=_count(fates, _MATURE, EXPLICIT, opened),
        visible=_count(fates, _MATURE, EXPLICIT),
        opened_of_all=_count(fates, opened),
        sent=sent,
    )


def _positive(fates: Mapping[int, int], part: _Part, mature: int) -> PositiveRate:
    """Return the wanted answers; a contact who answered otherwise stays in the denominator."""
    settled, n = _count(fates, SETTLED), sum(fates.values())
    return PositiveRate(
        share_so_far(part.wanted, part.unwanted, n=n, mature=mature),
        unsorted=_count(fates, _ANSWERED) - settled,
        sorted_replies=settled,
    )


def _redeemed(part: _Part) -> Rate:
    """Return the share of contacts who redeemed a code, once enough codes can be judged."""
    judged = [redeemed for due, redeemed in part.holders.values() if due]
    everybody = [redeemed for _, redeemed in part.holders.values()]
    if part.uses > len(everybody):
        return counts(sum(everybody), len(everybody), young=False, why=LEAKED)
    if len(judged) < EARLY_FROM:
        return counts(sum(everybody), len(everybody), young=False)
    return share(sum(judged), len(judged))


def _median_hours(times: Sequence[int]) -> float | None:
    """Return the median of times in order."""
    if not times:
        return None
    half = len(times) // 2
    if len(times) % 2:
        return times[half] / _HOUR
    return (times[half - 1] / _HOUR + times[half] / _HOUR) / 2


_ORDER: dict[Dimension, tuple[str, ...]] = {
    Dimension.PURPOSE: tuple(Purpose),
    Dimension.TIER: tuple(Tier),
    Dimension.RELATION: tuple(Relation),
    Dimension.WARM: ("warm", "cold"),
    Dimension.WEEKDAY: WEEKDAYS,
}
"""The own order of the dimensions that have one; the others go by name."""


def _rank(by: Dimension | None, name: str, figures: Group) -> tuple[bool, float, int, str]:
    ranked = figures.reply.shown == "rate" and by is not Dimension.PERIOD
    low = -(figures.reply.low or 0.0) if ranked else 0.0
    order = _ORDER.get(by, ()) if by else ()
    return (not ranked, low, order.index(name) if name in order else len(order), name)
