"""Opening hours on the recipient's wall clock: by zone, by country, or carefully by the creator's.

A key names the hours that apply: ``zone:Europe/London``, ``country:US`` (open only while it is open
in every zone of the country) or ``creator:Europe/London`` (nothing is known of the person).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dm_assistant.domain.rules.policy import EARLIEST_OPENING, LATEST_CLOSING, Policy

if TYPE_CHECKING:
    from dm_assistant.domain.model import Contact
    from dm_assistant.domain.rules.facts import AccountFacts

ZONE, COUNTRY, CREATOR = "zone:", "country:", "creator:"

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_LOOK_AHEAD_DAYS = 4

Span = tuple[datetime, datetime]


def hours_key(contact: Contact, account: AccountFacts) -> str:
    """Name the opening hours for this person; an unknown zone or country counts as not given."""
    return _key(contact.timezone, contact.country, account.timezone)


def is_open(key: str, now: datetime, policy: Policy) -> bool:
    """Return whether a message may arrive at ``now``."""
    opens, closes = _times(key, policy)
    return _inside(_spans(key, now.date(), opens, closes), now)


def next_opening(key: str, now: datetime, policy: Policy) -> datetime | None:
    """Return the first open moment from ``now`` on; ``None`` when three days have none.

    That happens to countries so wide that their zones share no open minute.
    """
    opens, closes = _times(key, policy)
    for ahead in range(_LOOK_AHEAD_DAYS):
        for start, end in _spans(key, now.date() + ahead * _DAY, opens, closes):
            if now < end:
                return max(start, now)
    return None


def next_closing(key: str, now: datetime, policy: Policy) -> datetime:
    """Return when the hours that are open at ``now`` end."""
    opens, closes = _times(key, policy)
    while True:
        end = next((e for s, e in _spans(key, now.date(), opens, closes) if s <= now < e), now)
        if end == now or end.time() != time():
            return end
        now = end


def is_decent(key: str, now: datetime) -> bool:
    """Return whether it is between 08:00 and 21:00 there: no override reaches beyond."""
    return _inside(_spans(key, now.date(), EARLIEST_OPENING, LATEST_CLOSING), now)


def local_time(key: str, now: datetime) -> datetime:
    """Return ``now`` on the clock of a zone's or the creator's key."""
    return now.astimezone(_zone(key.partition(":")[2]))


def known_zone(name: str) -> bool:
    """Return whether ``name`` is a time zone of the IANA list."""
    return _zone(name) is not None


@lru_cache(maxsize=1)
def zones_by_country() -> dict[str, tuple[str, ...]]:
    """Return the zones of each country code, from the table that the tzdata package carries."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    zones: dict[str, list[str]] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            code, _, zone, *_ = line.split("\t")
            zones.setdefault(code, []).append(zone)
    return {code: tuple(names) for code, names in zones.items()}


@lru_cache(maxsize=8192)
def _key(timezone: str, country: str, creator: str) -> str:
    if timezone and known_zone(timezone):
        return ZONE + timezone
    code = country.strip().upper()
    if code in zones_by_country():
        return COUNTRY + code
    return CREATOR + (creator if creator and known_zone(creator) else "UTC")


def _inside(spans: tuple[Span, ...], now: datetime) -> bool:
    for start, end in spans:  # noqa: SIM110 - asked for every draft; a generator doubles the time
        if start <= now < end:
            return True
    return False


def _times(key: str, policy: Policy) -> tuple[time, time]:
    if key.startswith(CREATOR):
        return policy.unknown_from, policy.unknown_until
    return policy.open_from, policy.open_until


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        return None


@lru_cache(maxsize=32768)
def _spans(key: str, day: date, opens: time, closes: time) -> tuple[Span, ...]:
    """Return the open spans inside one UTC day, cut at its midnights."""
    kind, _, name = key.partition(":")
    names = zones_by_country()[name] if kind + ":" == COUNTRY else (name,)
    start = datetime.combine(day, time(), UTC)
    shared: tuple[Span, ...] = ((start, start + _DAY),)
    for zone in map(_zone, names):
        theirs = _zone_spans(zone, start, opens, closes) if zone else ()
        shared = _overlap(shared, theirs)
    return shared


def _overlap(ours: tuple[Span, ...], theirs: tuple[Span, ...]) -> tuple[Span, ...]:
    pairs = ((max(a, c), min(b, d)) for a, b in ours for c, d in theirs)
    return tuple((start, end) for start, end in pairs if start < end)


def _zone_spans(zone: ZoneInfo, start: datetime, opens: time, closes: time) -> tuple[Span, ...]:
    """Walk one UTC day from edge to edge of the wall clock's opening hours."""
    spans: list[Span] = []
    at, end = start, start + _DAY
    while at < end:
        wall = at.astimezone(zone).replace(tzinfo=None)
        inside = opens <= wall.time() < closes
        edge = wall.replace(hour=0, minute=0, second=0, microsecond=0)
        edge = datetime.combine(edge.date(), closes if inside else opens)
        if edge <= wall:
            edge += _DAY
        until = min(at + (edge - wall), end)
        until = _clock_change(zone, at, until) or until
        if inside and spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], until)
        elif inside:
            spans.append((at, until))
        at = until
    return tuple(spans)


def _clock_change(zone: ZoneInfo, start: datetime, end: datetime) -> datetime | None:
    """Return the moment between the two at which the wall clock jumps, to the second."""
    before = start.astimezone(zone).utcoffset()
    if before == end.astimezone(zone).utcoffset():
        return None
    while end - start > _SECOND:
        middle = start + (end - start) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == before:
            start = middle
        else:
            end = middle
    return end
