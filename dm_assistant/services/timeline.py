"""The timeline of a person: what was said, sent, agreed and used, in one order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dm_assistant.domain.model import Comment, Consent, Draft, Inbound
from dm_assistant.domain.past_messages import Wrote
from dm_assistant.services.views import CodeUse, TimelineEntry, Topic
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
    found = [
        TimelineEntry(each.at, "comment", each.text, each.post_title, topic=Topic.COMMENTS)
        for each in said
    ]
    found += map(_message, messages)
    found += [
        TimelineEntry(each.at, "they wrote", each.text, each.kind.value, topic=Topic.REPLIES)
        for each in wrote
    ]
    for each in outside:
        detail = "outside the program" if each.text else "outside the program, without its words"
        found.append(TimelineEntry(each.at, "you wrote", each.text, detail, topic=Topic.MESSAGES))
    found += map(_consent, entries)
    found += [
        TimelineEntry(each.opened_at, "complaint", each.words, topic=Topic.COMPLAINTS)
        for each in unhappy
    ]
    found += map(_use_entry, used)
    found += [
        TimelineEntry(each.closed_at, "complaint closed", each.outcome, topic=Topic.COMPLAINTS)
        for each in unhappy
        if each.closed_at is not None
    ]
    return newest_first(found)


def newest_first(found: Iterable[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Return entries in the order in which a timeline is read."""
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def _message(draft: Draft) -> TimelineEntry:
    out = draft.sent_at or draft.handed_over_at or draft.created_at
    state = draft.state.value.replace("_", " ")
    return TimelineEntry(
        out, state, draft.words, draft.purpose.value, draft.id, topic=Topic.MESSAGES
    )


def _consent(entry: Consent) -> TimelineEntry:
    detail = f"{entry.kind.value}: {', '.join(sorted(entry.purposes))}"
    return TimelineEntry(entry.event_at, "consent", entry.words, detail, topic=Topic.CONSENTS)


def _use_entry(use: CodeUse) -> TimelineEntry:
    detail = f"{use.pool}, order {use.order}" if use.order else use.pool
    return TimelineEntry(use.redeemed_at, "code used", use.code, detail, topic=Topic.CODES)
