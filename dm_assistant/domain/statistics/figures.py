"""Figures as they are shown: a rate with its range and what may be said of it, groups, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from dm_assistant.domain.statistics.intervals import KaplanMeier, kaplan_meier, survival, wilson
from dm_assistant.domain.statistics.thresholds import EARLY_FROM, RATE_FROM, VISIBLE_FROM

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.conduct import Conduct
    from dm_assistant.domain.statistics.steps import Step

Shown = Literal["counts", "early", "rate"]
Method = Literal["wilson", "kaplan-meier"]

_ROUNDING = 1e-9

NOTHING = "nothing to count"
TOO_FEW = f"fewer than {EARLY_FROM}: counted only"
TOO_YOUNG = f"fewer than {EARLY_FROM} are old enough to judge"
FEW_VISIBLE = f"fewer than {VISIBLE_FROM} messages with a visible read status"
LEAKED = "code used more often than it was sent (shared or leaked): no rate"
NO_DELIVERY = "no source reports what was delivered"


@dataclass(frozen=True, slots=True)
class Rate:
    """``k`` of ``n``, with a share and its 95 % range where those may be shown.

    ``why`` says why there is no rate where it is not for want of numbers. By ``kaplan-meier`` the
    counts are those so far, young messages included, and ``rate`` is the
    estimate for the end of the window: not ``k / n``.
    """

    k: int
    n: int
    rate: float | None
    low: float | None
    high: float | None
    shown: Shown
    method: Method
    why: str = ""

    @property
    def reason(self) -> str:
        """Return why there is no rate; nothing where there is one."""
        if self.rate is not None:
            return ""
        if self.why or not self.n:
            return self.why or NOTHING
        return TOO_FEW if self.n < EARLY_FROM else TOO_YOUNG

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
            "reason": self.reason or None,
        }


@dataclass(frozen=True, slots=True)
class OpenRate:
    """Opens among the messages whose read status is visible, and the range for all of them.

    ``known`` messages, visible or not, are known to have been opened.
    """

    rate: Rate
    visible: int
    known: int
    low_bound: float | None
    high_bound: float | None

    def as_json(self) -> dict[str, object]:
        """Return the rate's object with the visible messages and the range."""
        return self.rate.as_json() | {
            "visible": self.visible,
            "known": self.known,
            "low_bound": self.low_bound,
            "high_bound": self.high_bound,
        }


@dataclass(frozen=True, slots=True)
class PositiveRate:
    """Wanted answers; replies not yet sorted could still raise ``rate.k`` by ``unsorted``."""

    rate: Rate
    unsorted: int
    sorted_replies: int

    @property
    def of_answers(self) -> Rate:
        """Return the wanted ones among the answers that are sorted."""
        return share(self.rate.k, self.sorted_replies)

    def as_json(self) -> dict[str, object]:
        """Return the rate's object with the replies behind it."""
        return self.rate.as_json() | {
            "k_at_most": self.rate.k + self.unsorted,
            "unsorted": self.unsorted,
            "sorted_replies": self.sorted_replies,
            "of_answers": self.of_answers.as_json(),
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

    @property
    def delivered(self) -> Rate:
        """Return how many arrived for certain; the platforms report no delivery, so no rate."""
        return counts(self.open.known, self.sent, young=False, why=NO_DELIVERY)

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
            "delivered": self.delivered.as_json(),
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
    """Totals, the groups along one dimension, and what else is told beside them.

    ``by`` is empty where only totals were asked; what is sent at ``until`` is no longer in it.
    ``failed`` is of the openers tried, ``weekly`` what was sent in each of the last weeks, and
    ``own_clock`` how many openers count by the creator's clock, since the recipient's is unknown.
    """

    window: timedelta
    since: datetime | None
    totals: Group
    by: str | None
    groups: tuple[tuple[str, Group], ...]
    ladder: Ladder | None = None
    until: datetime | None = None
    failed: Rate | None = None
    steps: tuple[Step, ...] = ()
    weekly: tuple[int, ...] = ()
    own_clock: int = 0
    conduct: Conduct | None = None

    def as_json(self) -> dict[str, object]:
        """Return the document ``stats --json`` prints."""
        days = self.window / timedelta(days=1)
        return {
            "window_days": int(days) if days.is_integer() else days,
            "since": _moment(self.since),
            "until": _moment(self.until),
            "totals": self.totals.as_json(),
            "by": self.by,
            "groups": [{"key": key} | group.as_json() for key, group in self.groups],
            "ladder": self.ladder and self.ladder.as_json(),
            "steps": [step.as_json() for step in self.steps],
            "failed": self.failed and self.failed.as_json(),
            "sent_per_week": list(self.weekly),
            "by_your_clock": self.own_clock,
        } | (self.conduct.as_json() if self.conduct else {})


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def counts(k: int, n: int, *, young: bool, why: str = "") -> Rate:
    """Return counts alone; ``young`` where some messages are still inside their window."""
    return Rate(k, n, None, None, None, "counts", "kaplan-meier" if young else "wilson", why)


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
    return _estimated(k, n, kaplan_meier(times, censored, window))


def share_so_far(events: Sequence[float], left: Sequence[float], *, n: int, mature: int) -> Rate:
    """Return the share of ``n`` with an event by the end of its window.

    ``events`` are the times of the events and ``left`` how long the others that are still inside
    their window have waited, both in order; ``mature`` messages are past it.
    """
    young = mature < n
    if mature < EARLY_FROM:
        return counts(len(events), n, young=young)
    if not young:
        return share(len(events), n)
    return _estimated(len(events), n, survival(events, left, n))


def _estimated(k: int, n: int, estimate: KaplanMeier) -> Rate:
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
    rate = counts(opened, visible, young=False, why=FEW_VISIBLE)
    if visible >= VISIBLE_FROM:
        rate = share(opened, visible)
    if not sent:
        return OpenRate(rate, visible, 0, None, None)
    return OpenRate(
        rate, visible, opened_of_all, opened_of_all / sent, 1 - (visible - opened) / sent
    )


def _shown(n: int) -> Shown:
    if n < EARLY_FROM:
        return "counts"
    return "early" if n < RATE_FROM else "rate"
