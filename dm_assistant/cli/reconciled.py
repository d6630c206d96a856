"""What an export said about messages and people: as JSON, and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeVar

from dm_assistant.cli.printing import Json, clock, count, padded, paragraph
from dm_assistant.domain.questions import ASKS
from dm_assistant.domain.rules.verdict import iso
from dm_assistant.services.reconciled import CandidateLine, QuestionLine, Reconciled

FIRST = 5
"""So many of one kind are shown; --json lists all."""

T = TypeVar("T")


def question(one: QuestionLine) -> dict[str, Json]:
    """Return one open question."""
    return {
        "id": one.id,
        "handle": one.handle,
        "kind": one.kind.value,
        "draft": one.draft,
        "text": one.text,
        "candidates": [
            {
                "id": each.id,
                "at": iso(each.at),
                "text": each.text,
                "likeness": round(each.likeness, 2),
            }
            for each in one.candidates
        ],
    }


def document(one: Reconciled) -> Json:
    """Return what an export said."""
    return {
        "sent": one.sent,
        "edited": [
            {"handle": each.handle, "draft": each.draft, "drafted": each.drafted, "sent": each.sent}
            for each in one.edited
        ],
        "not_sent": [
            {
                "handle": each.handle,
                "draft": each.draft,
                "handed_over_at": iso(each.handed_over_at),
            }
            for each in one.not_sent
        ],
        "outside": one.outside,
        "replies": one.replies,
        "median_hours_to_reply": one.median_hours_to_reply,
        "opted_out": list(one.opted_out),
        "asked": [question(each) for each in one.asked],
        "follow": {
            "gained": list(one.follow.gained),
            "lost": list(one.follow.lost),
            "mutual": list(one.follow.mutual),
        },
        "blocked": list(one.blocked),
        "unblocked": list(one.unblocked),
    }


def lines(one: Reconciled) -> Iterator[str]:
    """Yield what an export said, the first few of each kind."""
    if one.sent:
        yield f"drafts found as sent: {one.sent:,}, {len(one.edited):,} in other words"
        for each in _few(one.edited):
            yield f"  #{each.draft} @{each.handle}"
            yield from _beside("drafted", each.drafted, "sent", each.sent, "    ")
        yield from _rest(one.edited)
    if one.not_sent:
        yield f"handed over, not sent: {count(len(one.not_sent), 'draft')}, each free again"
        for missing in _few(one.not_sent):
            at = clock(missing.handed_over_at)
            yield f"  #{missing.draft} @{missing.handle}, handed over {at}"
        yield from _rest(one.not_sent)
    if one.replies:
        took = one.median_hours_to_reply
        pace = "" if took is None else f", half of them within {took:g} h"
        yield f"answers tied to messages of yours: {one.replies:,}{pace}"
    yield from _named("opted out", one.opted_out)
    yield from _named("follow you now", one.follow.gained)
    yield from _named("mutual now", one.follow.mutual)
    yield from _named("do not follow you any more", one.follow.lost)
    yield from _named("blocked, never messaged again", one.blocked)
    yield from _named("no longer on your block list: lift it yourself", one.unblocked)
    if one.asked:
        asks = count(len(one.asked), "question")
        yield f"to be asked: {asks} ('dm-assistant reconcile' lists them)"
        for asked in _few(one.asked):
            yield f"  #{asked.draft} @{asked.handle}: {ASKS[asked.kind]}"
        yield from _rest(one.asked)


def questions(found: Sequence[QuestionLine]) -> Iterator[str]:
    """Yield the open questions, with the words side by side."""
    if not found:
        yield "nothing is open: every message is where your export has it"
        return
    for one in found:
        yield f"question {one.id}: #{one.draft} @{one.handle}: {ASKS[one.kind]}"
        if not one.candidates:
            yield from paragraph(one.text)
        for each in one.candidates:
            yield from _candidate(one, each)
        yield from _ways(one)
        yield ""
    yield f"{count(len(found), 'question')} open"


def _candidate(one: QuestionLine, each: CandidateLine) -> Iterator[str]:
    head = f"{each.id}, sent {clock(each.at)}, {each.likeness:.0%} alike"
    yield from _beside("drafted", one.text, head, each.text, "  ")


def _ways(one: QuestionLine) -> Iterator[str]:
    command = f"dm-assistant reconcile {one.id}"
    if one.candidates:
        yield f"  {'it is this one:':<26}{command} --is {one.candidates[0].id}"
    none = "it was not sent:" if one.covered else "it is none of them:"
    yield f"  {none:<26}{command} --none"
    if one.said_sent:
        yield f"  {'it went out all the same:':<26}{command} --sent"


def _beside(left: str, one: str, right: str, other: str, indent: str) -> Iterator[str]:
    from dm_assistant.cli.parser import screen_width
    from dm_assistant.domain.text import shorten

    size = (screen_width() - len(indent) - 3) // 2
    yield f"{indent}{padded(shorten(left, size), size)} │ {shorten(right, size)}"
    columns = (_wrapped(one, size), _wrapped(other, size))
    for mine, theirs in zip_longest(*columns, fillvalue=""):
        yield f"{indent}{padded(mine, size)} │ {theirs}".rstrip()


def _wrapped(text: str, size: int) -> list[str]:
    import textwrap

    from dm_assistant.domain.text import to_screen

    return [
        part
        for line in to_screen(text, lines=True).split("\n")
        for part in textwrap.wrap(line, size) or [""]
    ]


def _few(found: Sequence[T]) -> Sequence[T]:
    return found[:FIRST]


def _rest(found: Sequence[object]) -> Iterator[str]:
    if len(found) > FIRST:
        yield f"  … and {len(found) - FIRST:,} more (all with --json)"


def _named(what: str, handles: Sequence[str]) -> Iterator[str]:
    if handles:
        named = ", ".join(f"@{each}" for each in handles[:FIRST])
        more = f" and {len(handles) - FIRST:,} more" if len(handles) > FIRST else ""
        yield f"{what}: {len(handles):,} ({named}{more})"
