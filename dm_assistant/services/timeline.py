"""The timeline of a person: what was said, sent, agreed and used, in one order."""

from __future__ import annotations

from collections.abc import Sequence

from dm_assistant.domain.model import Comment, Consent, Draft, Inbound
from dm_assistant.domain.past_messages import Wrote
from dm_assistant.services.views import CodeUse, TimelineEntry
from dm_assistant.storage.complaints import Complaint


def what_happened(
    said: Sequence[Comment],
    messages: Sequence[Draft],
    wrote: Sequence[Inbound],
    outside: Sequence[Wrote],
    entries: Sequence[Consent],
    unhappy: Sequence[Complaint],
    used: Sequence[CodeUse],
) -> tuple[TimelineEntry, ...]:
    """Return what happened with a person, newest first."""
    found = [TimelineEntry(each.at, "comment", each.text, each.post_title) for each in said]
    for draft in messages:
        out = draft.sent_at or draft.handed_over_at or draft.created_at
        state = draft.state.value.replace("_", " ")
        found.append(TimelineEntry(out, state, draft.words, draft.purpose.value, draft.id))
    found += [TimelineEntry(each.at, "they wrote", each.text, each.kind.value) for each in wrote]
    for each in outside:
        detail = "outside the program" if each.text else "outside the program, without its words"
        found.append(TimelineEntry(each.at, "you wrote", each.text, detail))
    found += [
        TimelineEntry(
            entry.event_at,
            "consent",
            entry.words,
            f"{entry.kind.value}: {', '.join(sorted(entry.purposes))}",
        )
        for entry in entries
    ]
    found += [TimelineEntry(each.opened_at, "complaint", each.words) for each in unhappy]
    found += map(_use_entry, used)
    found += [
        TimelineEntry(each.closed_at, "complaint closed", each.outcome)
        for each in unhappy
        if each.closed_at is not None
    ]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def _use_entry(use: CodeUse) -> TimelineEntry:
    detail = f"{use.pool}, order {use.order}" if use.order else use.pool
    return TimelineEntry(use.redeemed_at, "code used", use.code, detail)
