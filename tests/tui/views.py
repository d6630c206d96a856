"""Frozen views for widgets that are mounted alone."""

from datetime import UTC, datetime, timedelta

from dm_assistant.domain.model import DraftState, Lane, Platform, Purpose, Tier
from dm_assistant.domain.rules.verdict import Finding, Status, Verdict
from dm_assistant.services.views import ComplaintLine, ItemId, Person, QueueRow, RankedContact
from dm_assistant.tui.clock import Clock

NOW = datetime(2026, 3, 14, 13, 30, tzinfo=UTC)
CLOCK = Clock(NOW, UTC)


def item(number: int) -> ItemId:
    return ItemId("draft", number)


def row(number: int, *, name: str = "", handle: str = "", text: str = "") -> QueueRow:
    return QueueRow(
        item=item(number),
        lane=Lane.READY,
        contact_id=number,
        handle=handle or f"fan{number}",
        name=name or f"Fan {number}",
        platform=Platform.TIKTOK,
        purpose=Purpose.THANKS,
        state=DraftState.DRAFTED,
        score=float(number % 100),
        text=text or f"Hello number {number}, thank you for your words.",
        until=NOW + timedelta(hours=number % 50),
    )


def person(complaints: tuple[ComplaintLine, ...] = ()) -> Person:
    ranked = RankedContact(
        contact_id=1,
        handle="mia.paints",
        platform=Platform.TIKTOK,
        name="Mia",
        tier=Tier.REGULAR,
        score=12.5,
        terms={},
        comments=3,
        last_comment_at=NOW,
    )
    return Person(
        contact=ranked,
        language="",
        timezone="",
        country="",
        notes="",
        link="",
        explanation="",
        handles=("mia.paints",),
        look_alikes=(),
        consents=(),
        timeline=(),
        complaints=complaints,
    )


HELD = Verdict(
    Status.HOLD,
    (
        Finding("opt_out", Status.ALLOW, "Never asked to stop."),
        Finding(
            "gap",
            Status.HOLD,
            "Last message 2 days ago, the gap is 7 days.",
            NOW + timedelta(days=5),
        ),
        Finding("length", Status.WARN, "412 characters; 400 read better."),
        Finding("links", Status.ALLOW, "No link."),
    ),
    until=NOW + timedelta(days=5),
    unlock="wait 5 d",
)
