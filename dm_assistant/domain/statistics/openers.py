"""Openers, the first messages to people: one by one, and as the columns that rates are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeVar

from dm_assistant.domain.model import InboundClass, Purpose, ReadState, Relation, Tier

WANTED = frozenset({InboundClass.POSITIVE, InboundClass.QUESTION})
"""What an answer may say for it to be one that was hoped for."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_SECONDS = 86_400
BLOCK_HOURS = 4
_EPOCH_DAY = 3
"""The first day of Unix time was a Thursday."""


K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Opener:
    """The first message to a contact in a campaign, and what is known of its fate.

    ``utc_offset`` is that of the recipient's zone when it was sent, else of the creator's;
    ``own_offset`` that of the creator's. ``reply_class`` is that of the first reply with words;
    ``sorted`` says that it is settled. ``visible`` says that the source tells read from unread for
    this message. ``confirmed`` is false for a message handed over of which nobody said that it was
    sent. ``code_uses`` counts the orders in which its code was used.
    """

    message_id: int
    contact_id: int
    sent_at: datetime
    purpose: Purpose
    first_reply_at: datetime | None = None
    reply_class: InboundClass | None = None
    sorted: bool = True
    seen: ReadState = ReadState.UNKNOWN
    visible: bool = False
    opted_out_at: datetime | None = None
    template: str = ""
    version: str = ""
    tier: Tier | None = None
    language: str = ""
    relation: Relation = Relation.FAN
    warm: bool = False
    campaign: str = ""
    account: str = ""
    code_given_at: datetime | None = None
    code_redeemed_at: datetime | None = None
    code_ends_at: datetime | None = None
    code_uses: int = 0
    confirmed: bool = True
    utc_offset: timedelta = timedelta(0)
    own_offset: timedelta = timedelta(0)


class Dimension(StrEnum):
    """What openers can be grouped by."""

    PURPOSE = "purpose"
    TEMPLATE = "template"
    VARIANT = "variant"
    TIER = "tier"
    LANGUAGE = "language"
    RELATION = "relation"
    WARM = "warm"
    WEEKDAY = "weekday"
    BLOCK = "block"
    CAMPAIGN = "campaign"
    ACCOUNT = "account"
    PERIOD = "period"


CONFIRMED, READ, EXPLICIT, SETTLED, HOPED = 1, 2, 4, 8, 16
"""What the source says of one message, whatever the time is: bits, since a million are added up.

It was sent for certain; a read receipt came; read or unread is said of it; the class of its reply
is settled, and is one that was hoped for.
"""


class Kind(NamedTuple):
    """What many openers have in common."""

    purpose: str = ""
    template: str = ""
    version: str = ""
    tier: str = ""
    language: str = ""
    relation: str = ""
    warm: bool = False
    campaign: str = ""
    account: str = ""


class Code(NamedTuple):
    """The code an opener carried; times are Unix seconds, ``uses`` counts orders."""

    given: int
    redeemed: int | None
    ends: int | None
    uses: int


@dataclass(frozen=True, slots=True)
class Openers:
    """Many openers, a column for each fact, since a million of them are judged at once.

    Times are Unix seconds: ``replied`` the first reply to the contact's opener or follow-up,
    ``local`` the clock on the recipient's wall, ``months`` the creator's calendar. ``kinds`` are
    places in ``named``. ``codes`` by place and ``left`` by contact hold the few that have one.
    ``credited`` is by place the reply that the opener alone is credited with, where a follow-up
    got another. ``unzoned`` counts those whose recipient's zone is not known.
    """

    contacts: Sequence[int]
    sent: Sequence[int]
    replied: Sequence[int | None]
    marks: Sequence[int]
    kinds: Sequence[int]
    named: Sequence[Kind]
    local: Sequence[int]
    months: Sequence[str]
    codes: Mapping[int, Code] = field(default_factory=dict)
    left: Mapping[int, int] = field(default_factory=dict)
    credited: Mapping[int, int | None] = field(default_factory=dict)
    unzoned: int = 0

    def __len__(self) -> int:
        return len(self.sent)

    def keys(self, by: Dimension) -> Sequence[str]:
        """Return the group of each opener along a dimension."""
        if by is Dimension.WEEKDAY:
            return [WEEKDAYS[(at // DAY_SECONDS + _EPOCH_DAY) % 7] for at in self.local]
        if by is Dimension.BLOCK:
            return [_BLOCKS[at % DAY_SECONDS // 3600 // BLOCK_HOURS] for at in self.local]
        if by is Dimension.PERIOD:
            return self.months
        return self.keys_of(_KEYS[by])

    def keys_of(self, key: Callable[[Kind], K]) -> Sequence[K]:
        """Return the group of each opener by what its kind says."""
        names = list(map(key, self.named))
        return list(map(names.__getitem__, self.kinds))


_BLOCKS = tuple(f"{start:02}-{start + BLOCK_HOURS:02}" for start in range(0, 24, BLOCK_HOURS))
_KEYS: dict[Dimension, Callable[[Kind], str]] = {
    Dimension.PURPOSE: lambda kind: kind.purpose,
    Dimension.TEMPLATE: lambda kind: kind.template,
    Dimension.VARIANT: lambda kind: f"{kind.template}@{kind.version}",
    Dimension.TIER: lambda kind: kind.tier,
    Dimension.LANGUAGE: lambda kind: kind.language,
    Dimension.RELATION: lambda kind: kind.relation,
    Dimension.WARM: lambda kind: "warm" if kind.warm else "cold",
    Dimension.CAMPAIGN: lambda kind: kind.campaign,
    Dimension.ACCOUNT: lambda kind: kind.account,
}


def mark_of(*, confirmed: bool, seen: ReadState, visible: bool) -> int:
    """Return the marks of a message; unknown is never unread."""
    return (
        (CONFIRMED if confirmed else 0)
        | (READ if seen is ReadState.READ else 0)
        | (EXPLICIT if visible and seen is not ReadState.UNKNOWN else 0)
    )


def mark_of_reply(said: InboundClass | None, *, settled: bool) -> int:
    """Return the marks that the class of a reply gives its message."""
    if said is None or not settled:
        return 0
    return SETTLED | (HOPED if said in WANTED else 0)


def columns(openers: Iterable[Opener]) -> Openers:
    """Return openers as columns."""
    rows = list(openers)
    places: dict[Kind, int] = {}
    return Openers(
        contacts=[each.contact_id for each in rows],
        sent=[_seconds(each.sent_at) for each in rows],
        replied=[_seconds_or_none(each.first_reply_at) for each in rows],
        marks=[_mark(each) for each in rows],
        kinds=[places.setdefault(_kind(each), len(places)) for each in rows],
        named=list(places),
        local=[_seconds(each.sent_at + each.utc_offset) for each in rows],
        months=[f"{each.sent_at.astimezone(UTC) + each.own_offset:%Y-%m}" for each in rows],
        codes={place: code for place, each in enumerate(rows) if (code := _code(each))},
        left=_left(rows),
    )


def _mark(opener: Opener) -> int:
    mine = mark_of(confirmed=opener.confirmed, seen=opener.seen, visible=opener.visible)
    return mine | mark_of_reply(opener.reply_class, settled=opener.sorted)


def _kind(opener: Opener) -> Kind:
    return Kind(
        opener.purpose.value,
        opener.template,
        opener.version,
        opener.tier.value if opener.tier else "",
        opener.language,
        opener.relation.value,
        opener.warm,
        opener.campaign,
        opener.account,
    )


def _code(opener: Opener) -> Code | None:
    if opener.code_given_at is None:
        return None
    return Code(
        _seconds(opener.code_given_at),
        _seconds_or_none(opener.code_redeemed_at),
        _seconds_or_none(opener.code_ends_at),
        opener.code_uses,
    )


def _left(rows: Iterable[Opener]) -> dict[int, int]:
    left: dict[int, int] = {}
    for each in rows:
        if each.opted_out_at is not None:
            at = _seconds(each.opted_out_at)
            left[each.contact_id] = max(at, left.get(each.contact_id, at))
    return left


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp() // 1)


def _seconds_or_none(moment: datetime | None) -> int | None:
    return None if moment is None else _seconds(moment)
