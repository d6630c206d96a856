"""What an export of the account's own says of messages and people, as lines of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dm_assistant.services.reconciled import Reconciled
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, said
from dm_assistant.tui.wording import counted, one_line

FIRST = 3
WORDS = 200
DIM = "$foreground-muted"
WARN = "$text-warning"


def reconciled_page(found: Reconciled) -> Iterator[Paragraph]:
    """Yield what was really sent, what came back, and who follows or is blocked."""
    lines = [*_sent(found), *_people(found)]
    if lines:
        yield BLANK
        yield from lines
    if found.asked:
        asked = counted(len(found.asked), "question")
        yield said((f"{asked} only you can answer: ", WARN), "r, once it is imported")


def _sent(found: Reconciled) -> Iterator[Paragraph]:
    if found.sent:
        yield said(
            f"{counted(found.sent, 'draft')} found as sent, {len(found.edited):,} in other words"
        )
    for each in found.edited[:FIRST]:
        yield said((f"@{each.handle} ", "bold"), ("drafted ", DIM), _short(each.drafted), hang=2)
        yield said(("  sent ", DIM), _short(each.sent), hang=2)
    if found.outside:
        yield said(f"{counted(found.outside, 'message')} of yours from outside the program")
    if found.not_sent:
        yield said(f"{counted(len(found.not_sent), 'draft')} handed over but not sent, free again")
        yield said((_names([each.handle for each in found.not_sent]), DIM), hang=2)
    if found.replies:
        took = found.median_hours_to_reply
        pace = "" if took is None else f", half of them within {took:g} h"
        yield said(f"{counted(found.replies, 'answer')} tied to your messages{pace}")


def _people(found: Reconciled) -> Iterator[Paragraph]:
    for handles, what, style in (
        (found.opted_out, "asked to stop", WARN),
        (found.blocked, "blocked by you, never messaged again", WARN),
        (found.unblocked, "no longer on your block list; lift it yourself", ""),
        (found.follow.gained, "follow you now", ""),
        (found.follow.mutual, "follow each other with you now", ""),
        (found.follow.lost, "do not follow you any more", ""),
    ):
        if handles:
            yield said(
                (f"{counted(len(handles), 'person', 'people')} {what}: ", style),
                (_names(handles), DIM),
                hang=2,
            )


def _names(handles: Sequence[str]) -> str:
    named = ", ".join(f"@{each}" for each in handles[:FIRST])
    more = len(handles) - FIRST
    return f"{named} and {more:,} more" if more > 0 else named


def _short(text: str) -> str:
    words = one_line(text, WORDS)
    return words if len(text) <= WORDS else f"{words} …"
