"""The definitions of the rates, one opener at a time: plain, slow, and what holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from dm_assistant.domain.model import InboundClass, ReadState
from dm_assistant.domain.statistics.figures import (
    LEAKED,
    Group,
    OpenRate,
    PositiveRate,
    Rate,
    counts,
    open_rate,
    share,
    share_at_window,
)
from dm_assistant.domain.statistics.openers import Opener
from dm_assistant.domain.statistics.thresholds import (
    CODE_GRACE,
    CODE_WINDOW,
    EARLY_FROM,
    REPLY_WINDOW,
)

_WANTED = frozenset({InboundClass.POSITIVE, InboundClass.QUESTION})


@dataclass(frozen=True, slots=True)
class _Seen:
    """One opener as known at the moment of looking."""

    opener: Opener
    age: timedelta
    waited: timedelta | None
    mature: bool
    answered: bool

    @property
    def opened(self) -> bool:
        """Whether a read receipt or any reply shows that it was opened."""
        return self.opener.seen is ReadState.READ or self.waited is not None

    @property
    def explicit(self) -> bool:
        """Whether the source says read or unread for it."""
        return self.opener.visible and self.opener.seen is not ReadState.UNKNOWN


def plainly(openers: Iterable[Opener], now: datetime, window: timedelta = REPLY_WINDOW) -> Group:
    """Compute every figure of ``openers`` as known at ``now``.

    Openers that were handed over but never confirmed are counted apart and in no rate: whether
    they were sent is not known, and counting only those that were answered would flatter.
    """
    rows = list(openers)
    seen = [_look(opener, now, window) for opener in rows if opener.confirmed]
    hours = [
        _hours(row.waited) for row in seen if row.waited is not None and row.mature and row.answered
    ]
    return Group(
        window=window,
        sent=len(seen),
        mature=sum(row.mature for row in seen),
        unconfirmed=len(rows) - len(seen),
        open=_opens(seen),
        reply=_by_window(seen, [row.answered for row in seen], window),
        positive=_wanted(seen, window),
        opt_out=_opted_out(seen, now),
        redeemed=_redeemed(seen, now),
        codes_given=len(_holders(seen, now)),
        late_replies=sum(row.waited is not None and not row.answered for row in seen),
        median_hours_to_reply=median(hours) if hours else None,
    )


def _look(opener: Opener, now: datetime, window: timedelta) -> _Seen:
    replied_at = opener.first_reply_at
    known = replied_at is not None and opener.sent_at <= replied_at <= now
    waited = replied_at - opener.sent_at if replied_at is not None and known else None
    age = max(now - opener.sent_at, timedelta(0))
    return _Seen(opener, age, waited, age >= window, waited is not None and waited <= window)


def _hours(time: timedelta) -> float:
    return time / timedelta(hours=1)


def _by_window(seen: Sequence[_Seen], happened: Sequence[bool], window: timedelta) -> Rate:
    """Return the share for which the reply that counts came inside the window."""
    young = not all(row.mature for row in seen)
    if sum(row.mature for row in seen) < EARLY_FROM:
        return counts(sum(happened), len(seen), young=young)
    times = [
        _hours(row.waited if hit and row.waited is not None else row.age)
        for row, hit in zip(seen, happened, strict=True)
    ]
    return share_at_window(times, [not hit for hit in happened], _hours(window), young=young)


def _wanted(seen: Sequence[_Seen], window: timedelta) -> PositiveRate:
    """Return the wanted answers; a contact who answered otherwise stays in the denominator."""
    settled = [row.answered and row.opener.sorted and bool(row.opener.reply_class) for row in seen]
    wanted = [
        known and row.opener.reply_class in _WANTED
        for row, known in zip(seen, settled, strict=True)
    ]
    return PositiveRate(
        _by_window(seen, wanted, window),
        unsorted=sum(row.answered for row in seen) - sum(settled),
        sorted_replies=sum(settled),
    )


def _opens(seen: Sequence[_Seen]) -> OpenRate:
    visible = [row for row in seen if row.mature and row.explicit]
    return open_rate(
        opened=sum(row.opened for row in visible),
        visible=len(visible),
        opened_of_all=sum(row.opened for row in seen),
        sent=len(seen),
    )


def _opted_out(seen: Sequence[_Seen], now: datetime) -> Rate:
    """Return the share of contacts who opted out at any time after an opener."""
    left = {
        row.opener.contact_id
        for row in seen
        if row.opener.opted_out_at is not None
        and row.opener.sent_at < row.opener.opted_out_at <= now
    }
    return share(len(left), len({row.opener.contact_id for row in seen}))


def _holders(seen: Sequence[_Seen], now: datetime) -> dict[int, tuple[bool, bool]]:
    """Return for each contact who was given a code whether it can be judged and was redeemed."""
    holders: dict[int, tuple[bool, bool]] = {}
    for row in seen:
        given_at = row.opener.code_given_at
        if given_at is None or given_at > now:
            continue
        due_at = given_at + CODE_WINDOW
        if row.opener.code_ends_at is not None:
            due_at = min(due_at, row.opener.code_ends_at + CODE_GRACE)
        redeemed_at = row.opener.code_redeemed_at
        redeemed = redeemed_at is not None and redeemed_at <= now
        before = holders.get(row.opener.contact_id, (False, False))
        holders[row.opener.contact_id] = (before[0] or now >= due_at, before[1] or redeemed)
    return holders


def _redeemed(seen: Sequence[_Seen], now: datetime) -> Rate:
    """Return the share of contacts who redeemed a code, once enough codes can be judged."""
    holders = _holders(seen, now).values()
    judged = [redeemed for due, redeemed in holders if due]
    uses = sum(
        row.opener.code_uses
        for row in seen
        if row.opener.code_given_at is not None
        and row.opener.code_redeemed_at is not None
        and max(row.opener.code_given_at, row.opener.code_redeemed_at) <= now
    )
    if uses > len(holders):
        k = sum(redeemed for _, redeemed in holders)
        return counts(k, len(holders), young=False, why=LEAKED)
    if len(judged) < EARLY_FROM:
        return counts(sum(redeemed for _, redeemed in holders), len(holders), young=False)
    return share(sum(judged), len(judged))
