"""What waits to be handed over, what came back, and QR codes: as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import ceil

from dm_assistant.cli.parser import screen_width
from dm_assistant.cli.printing import Json, clock, count, deadline, table
from dm_assistant.domain.rules.places import Places
from dm_assistant.domain.rules.verdict import iso
from dm_assistant.domain.sessions import Pace
from dm_assistant.services import qr_codes as drawing
from dm_assistant.services.coming_back import DAYS, Sent
from dm_assistant.services.outbox import Outbox
from dm_assistant.services.own_pace import AccountPace
from dm_assistant.services.views import HandOver

MINUTE = timedelta(minutes=1)


def outbox(found: Outbox) -> Iterator[str]:
    """Yield what waits, how long it may take, and the pace of each account."""
    yield f"waiting: {count(found.messages, 'message')}, {replies(found.public)}"
    for pace in found.busy:
        name = f"@{pace.account.handle}" if pace.account.handle else pace.account.platform.value
        yield f"{name}: {'; '.join(map(place_words, pace.places))}"
    if found.rows:
        each = found.each
        known = "assumed until 5 are measured"
        if not each.assumed:
            known = f"the median of the last {each.cards}"
        minutes = ceil(found.takes(len(found.rows)) / MINUTE)
        yield f"{each.seconds:.0f} s each, {known}: all of them in about {minutes} min"
        yield ""
        yield from table(
            ("id", "handle", "kind", "state", "text"),
            (
                (
                    f"#{row.item.id}",
                    f"@{row.handle}",
                    "public reply" if row.purpose == "invite" else row.purpose.value,
                    row.state.value if row.state else "",
                    row.text,
                )
                for row in found.rows
            ),
        )


def replies(number: int) -> str:
    """Return ``14 public replies``."""
    return count(number, "public reply", "public replies")


def place_words(each: Places) -> str:
    """Say how many places of one kind are taken, and when the next is free if none is."""
    span = "this hour" if each.window.total_seconds() == 3600 else "in 24 hours"  # noqa: PLR2004
    free = f", the next free at {deadline(each.free_at)} UTC" if each.free_at else ""
    return f"{each.what} {each.taken} of {each.cap} {span}{free}"


def outbox_document(found: Outbox) -> Json:
    """Return what waits as JSON."""
    return {
        "messages": found.messages,
        "public_replies": found.public,
        "accounts": [_pace(each, found.each) for each in found.accounts],
        "items": [
            {
                "id": row.item.id,
                "handle": row.handle,
                "purpose": row.purpose.value,
                "public": row.purpose == "invite",
                "state": row.state.value if row.state else None,
                "text": row.text,
            }
            for row in found.rows
        ],
    }


def _pace(pace: AccountPace, each: Pace) -> Json:
    return {
        "account": pace.account.handle,
        "platform": pace.account.platform.value,
        "seconds_each": None if each.assumed else each.seconds,
        "seconds_from": each.cards,
        "places": [
            {
                "what": place.what,
                "hours": int(place.window.total_seconds() // 3600),
                "taken": place.taken,
                "cap": place.cap,
                "free_at": iso(place.free_at),
            }
            for place in pace.places
        ],
    }


def recent(sent: Sequence[Sent]) -> Iterator[str]:
    """Yield what went out lately and what is known of it."""
    waiting = sum(each.open for each in sent)
    yield f"sent in the last {DAYS} days: {len(sent):,}; something may still come of {waiting:,}"
    if sent:
        yield ""
        yield from table(
            ("id", "handle", "kind", "sent (UTC)", "state", "code", "text"),
            (
                (
                    f"#{each.id}",
                    f"@{each.handle}",
                    "public reply" if each.public else each.purpose.value,
                    clock(each.sent_at),
                    each.state.value.replace("_", " "),
                    f"{each.code} {each.code_state.value}" if each.code_state else "-",
                    each.text,
                )
                for each in sent
            ),
        )


def recent_document(sent: Sequence[Sent]) -> Json:
    """Return what went out lately as JSON."""
    return [
        {
            "id": each.id,
            "handle": each.handle,
            "platform": each.platform.value,
            "purpose": each.purpose.value,
            "public": each.public,
            "state": each.state.value,
            "open": each.open,
            "sent_at": iso(each.sent_at),
            "seen_at": iso(each.seen_at),
            "replied_at": iso(each.replied_at),
            "code": each.code or None,
            "code_state": each.code_state.value if each.code_state else None,
            "text": each.text,
        }
        for each in sent
    ]


def qr_codes(one: HandOver, *, light_ground: bool) -> Iterator[str]:
    """Yield the link and the text as QR codes, or how wide a terminal they would need."""
    for name, words in (("the link", one.link), ("the text", one.text)):
        lines = drawing.lines(words, light_ground=light_ground)
        width = len(lines[0])
        yield ""
        if width > screen_width():
            yield f"{name} as a QR code needs {width} columns; here are {screen_width()}: copy it"
        else:
            yield f"{name}:"
            yield from lines
