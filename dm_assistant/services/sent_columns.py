"""From stored openers to what rates are made of: whose reply counts, what the clock said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dm_assistant.domain.model import InboundClass, Purpose, Relation, Tier
from dm_assistant.domain.rules.hours import known_zone
from dm_assistant.domain.statistics.openers import (
    CONFIRMED,
    Code,
    Opener,
    Openers,
    mark_of,
    mark_of_reply,
)
from dm_assistant.domain.statistics.steps import Message
from dm_assistant.storage.clock import moment, moment_or_none
from dm_assistant.storage.reports import Sent

_QUARTER = 900
"""Zones change their clocks on quarters of an hour only."""


def columns(stored: Sent, own: ZoneInfo) -> Openers:
    """Return the stored openers as the columns that rates are made of."""
    replied, credited, answers = _followed(stored)
    kinds_of_reply = {
        each: mark_of_reply(InboundClass(each[0]), settled=bool(each[1]))
        for each in set(stored.classes.values())
    }
    marks_of = {number: kinds_of_reply[each] for number, each in stored.classes.items()}
    said = [marks_of.get(number, 0) for number in stored.ids]
    for place, number in answers.items():
        said[place] = marks_of.get(number, 0)
    marks = [
        mark_of(confirmed=each.confirmed, seen=each.seen, visible=each.visible)
        for each in stored.kinds
    ]
    zones = [each.zone if known_zone(each.zone) else "" for each in stored.kinds]
    clocks = {name: _Clock(ZoneInfo(name) if name else own) for name in {*zones, ""}}
    by_kind = [clocks[zone] for zone in zones]
    months = clocks[""].months
    unknown = [not zone for zone in zones]
    return Openers(
        contacts=stored.contacts,
        sent=stored.out_at,
        replied=replied,
        marks=[marks[kind] | more for kind, more in zip(stored.told, said, strict=True)],
        kinds=stored.told,
        named=[each.kind for each in stored.kinds],
        local=[
            at + by_kind[kind][at // _QUARTER]
            for at, kind in zip(stored.out_at, stored.told, strict=True)
        ],
        months=[months[at // _QUARTER] for at in stored.out_at],
        codes=_codes(stored),
        left=stored.left,
        credited=credited,
        unzoned=sum(map(unknown.__getitem__, stored.told)),
    )


def _codes(stored: Sent) -> dict[int, Code]:
    if not stored.codes:
        return {}
    return {
        place: stored.codes[number]
        for place, number in enumerate(stored.code_ids)
        if number is not None and number in stored.codes
    }


def _followed(
    stored: Sent,
) -> tuple[list[int | None], dict[int, int | None], dict[int, int]]:
    """Return the first reply to each opener or its follow-ups, and where a follow-up got it.

    The second is what the opener itself was credited with, the third the message whose answer
    came first.
    """
    replied = list(stored.replied_at)
    credited: dict[int, int | None] = {}
    answers: dict[int, int] = {}
    answered = [each for each in stored.follow_ups if each.replied_at is not None]
    if not answered:
        return replied, credited, answers
    places = _places(stored)
    for each in answered:
        place = places.get((each.contact_id, each.campaign))
        if place is None:
            continue
        known = replied[place]
        if known is None or (each.replied_at is not None and each.replied_at < known):
            credited.setdefault(place, known)
            replied[place], answers[place] = each.replied_at, each.id
    return replied, credited, answers


def _places(stored: Sent) -> dict[tuple[int, str], int]:
    """Return the opener of each person that has a follow-up, by campaign."""
    people = {each.contact_id for each in stored.follow_ups}
    return {
        (contact, stored.kinds[stored.told[place]].kind.campaign): place
        for place, contact in enumerate(stored.contacts)
        if contact in people
    }


def messages(stored: Sent, found: Openers) -> dict[int, list[Message]]:
    """Return the messages of each step, with what each is credited with; none without a second."""
    places = _places(stored) if stored.follow_ups else {}
    steps: dict[int, list[Message]] = {}
    for each in stored.follow_ups:
        place = places.get((each.contact_id, each.campaign))
        if place is None or not each.confirmed:
            continue
        first = found.credited.get(place, found.replied[place])
        silent = first is None or first > each.out_at
        steps.setdefault(each.step, []).append(Message(each.out_at, each.replied_at, silent))
    if steps:
        steps[0] = [
            Message(at, found.credited.get(place, replied), silent=True)
            for place, (at, replied, mark) in enumerate(
                zip(found.sent, found.replied, found.marks, strict=True)
            )
            if mark & CONFIRMED
        ]
    return steps


class _Clock(dict[int, int]):
    """How many seconds a zone's wall clock is ahead of UTC in a quarter of an hour."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.zone = zone
        self.months = _Months(self)

    def __missing__(self, quarter: int) -> int:
        offset = datetime.fromtimestamp(quarter * _QUARTER, self.zone).utcoffset()
        self[quarter] = ahead = int((offset or timedelta(0)).total_seconds())
        return ahead


class _Months(dict[int, str]):
    """The calendar month of a quarter of an hour."""

    def __init__(self, clock: _Clock) -> None:
        super().__init__()
        self.clock = clock

    def __missing__(self, quarter: int) -> str:
        at = datetime.fromtimestamp(quarter * _QUARTER + self.clock[quarter], UTC)
        self[quarter] = month = f"{at:%Y-%m}"
        return month


def rows(stored: Sent, own: ZoneInfo) -> list[Opener]:
    """Return the stored openers one by one."""
    found = columns(stored, own)
    _, _, answers = _followed(stored)
    clock = _Clock(own)
    return [
        _opener(stored, found, place, answers.get(place, number), clock)
        for place, number in enumerate(stored.ids)
    ]


def _opener(stored: Sent, found: Openers, place: int, answered: int, clock: _Clock) -> Opener:
    kind, mark = found.named[found.kinds[place]], found.marks[place]
    at, code = found.sent[place], found.codes.get(place)
    said, settled = stored.classes.get(answered, ("", 1))
    told = stored.kinds[stored.told[place]]
    return Opener(
        message_id=stored.ids[place],
        contact_id=found.contacts[place],
        sent_at=moment(at),
        purpose=Purpose(kind.purpose),
        first_reply_at=moment_or_none(found.replied[place]),
        reply_class=InboundClass(said) if said else None,
        sorted=bool(settled),
        seen=told.seen,
        visible=told.visible,
        opted_out_at=moment_or_none(found.left.get(found.contacts[place])),
        template=kind.template,
        version=kind.version,
        tier=Tier(kind.tier) if kind.tier else None,
        language=kind.language,
        relation=Relation(kind.relation),
        warm=kind.warm,
        campaign=kind.campaign,
        account=kind.account,
        code_given_at=moment_or_none(code and code.given),
        code_redeemed_at=moment_or_none(code and code.redeemed),
        code_ends_at=moment_or_none(code and code.ends),
        code_uses=code.uses if code else 0,
        confirmed=bool(mark & CONFIRMED),
        utc_offset=timedelta(seconds=found.local[place] - at),
        own_offset=timedelta(seconds=clock[at // _QUARTER]),
    )
