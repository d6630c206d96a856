"""Figures as they are shown: a rate with its range and what may be said of it, groups, tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from dm_assistant.domain.statistics.intervals import kaplan_meier, wilson
from dm_assistant.domain.statistics.thresholds import EARLY_FROM, RATE_FROM, VISIBLE_FROM

Shown = Literal["counts", "early", "rate"]
Method = Literal["wilson", "kaplan-meier"]

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Rate:
    """``k`` of ``n``, with a share and its 95 % range where those may be shown.

    By ``kaplan-meier`` the counts are those so far, young messages included, and ``rate`` is the
    estimate for the end of the window: not ``k / n``.
    """

    k: int
    n: int
    rate: float | None
    low: float | None
    high: float | None
    shown: Shown
    method: Method

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {
            "k": self.k,
            "n": self.n,
            "rate": self.rate,
            "low": self.low,
            "high": self.high,
            "shown": self.shown,
            "method": self.method,
        }


@dataclass(frozen=True, slots=True)
class OpenRate:
    """Opens among the messages whose read status is visible, and the range for all of them."""

    rate: Rate
    visible: int
    low_bound: float | None
    high_bound: float | None

    def as_json(self) -> dict[str, object]:
        """Return the rate's object with the visible messages and the range."""
        return self.rate.as_json() | {
            "visible": self.visible,
            "low_bound": self.low_bound,
            "high_bound": self.high_bound,
        }


@dataclass(frozen=True, slots=True)
class PositiveRate:
    """Wanted answers; replies not yet sorted could still raise ``rate.k`` by ``unsorted``."""

    rate: Rate
    unsorted: int
    sorted_replies: int

    def as_json(self) -> dict[str, object]:
        """Return the rate's object with the replies behind it."""
        return self.rate.as_json() | {
            "unsorted": self.unsorted,
            "sorted_replies": self.sorted_replies,
        }


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one set of openers."""

    window: timedelta
    sent: int
    mature: int
    unconfirmed: int
    open: OpenRate
    reply: Rate
    positive: PositiveRate
    opt_out: Rate
    redeemed: Rate
    codes_given: int
    late_replies: int
    median_hours_to_reply: float | None

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {
            "sent": self.sent,
            "mature": self.mature,
            "unconfirmed": self.unconfirmed,
            "open": self.open.as_json(),
            "reply": self.reply.as_json(),
            "positive": self.positive.as_json(),
            "opt_out": self.opt_out.as_json(),
            "redeemed": self.redeemed.as_json(),
            "codes_given": self.codes_given,
            "late_replies": self.late_replies,
            "median_hours_to_reply": self.median_hours_to_reply,
        }


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps, each as a share of the step before; ``invited`` of the replies written."""

    invited: Rate
    wrote: Rate
    answered: Rate
    redeemed: Rate

    @property
    def steps(self) -> dict[str, Rate]:
        """Return the steps by name, from the first to the last."""
        return {
            "invited": self.invited,
            "wrote": self.wrote,
            "answered": self.answered,
            "redeemed": self.redeemed,
        }

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {name: rate.as_json() for name, rate in self.steps.items()}


@dataclass(frozen=True, slots=True)
class Table:
    """Totals, the groups along one dimension, and the steps from an invitation on.

    ``by`` is empty where only totals were asked.
    """

    window: timedelta
    since: datetime | None
    totals: Group
    by: str | None
    groups: tuple[tuple[str, Group], ...]
    ladder: Ladder | None = None

    def as_json(self) -> dict[str, object]:
        """Return the document ``stats --json`` prints."""
        days = self.window / timedelta(days=1)
        since = self.since and self.since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {
            "window_days": int(days) if days.is_integer() else days,
            "since": since,
            "totals": self.totals.as_json(),
            "by": self.by,
            "groups": [{"key": key} | group.as_json() for key, group in self.groups],
            "ladder": self.ladder and self.ladder.as_json(),
        }


def counts(k: int, n: int, *, young: bool) -> Rate:
    """Return counts alone; ``young`` where some messages are still inside their window."""
    return Rate(k, n, None, None, None, "counts", "kaplan-meier" if young else "wilson")


def share(k: int, n: int) -> Rate:
    """Return ``k`` of ``n`` settled cases with its Wilson range, as far as it may be shown."""
    shown = _shown(n)
    if shown == "counts":
        return counts(k, n, young=False)
    interval = wilson(k, n)
    return Rate(k, n, k / n, interval.low, interval.high, shown, "wilson")


def share_at_window(
    times: Sequence[float], censored: Sequence[bool], window: float, *, young: bool
) -> Rate:
    """Return the share with an event by the end of the window, young messages included.

    How much may be shown follows from the effective number of messages, so that a crowd sent a
    minute ago does not lend its size to a handful of old ones.
    """
    k, n = len(censored) - sum(censored), len(censored)
    if not young:
        return share(k, n)
    estimate = kaplan_meier(times, censored, window)
    shown = _shown(int(estimate.effective + _ROUNDING))
    if shown == "counts" or estimate.interval is None:
        return counts(k, n, young=True)
    interval = estimate.interval
    return Rate(k, n, estimate.rate, interval.low, interval.high, shown, "kaplan-meier")


def open_rate(*, opened: int, visible: int, opened_of_all: int, sent: int) -> OpenRate:
    """Return the open rate over visible messages, and where the rate of all must lie.

    ``opened_of_all`` counts every message shown to be opened, visible or not. Visible ones that
    are not opened had their whole window: they are what the upper bound leaves out.
    """
    rate = counts(opened, visible, young=False)
    if visible >= VISIBLE_FROM:
        rate = share(opened, visible)
    if not sent:
        return OpenRate(rate, visible, None, None)
    return OpenRate(rate, visible, opened_of_all / sent, 1 - (visible - opened) / sent)


def _shown(n: int) -> Shown:
    if n < EARLY_FROM:
        return "counts"
    return "early" if n < RATE_FROM else "rate"
