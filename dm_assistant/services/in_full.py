"""One person in full: what is known, what may be written to them now, and all that happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.verdict import Verdict
from dm_assistant.services import people, targets
from dm_assistant.services.timeline import newest_first
from dm_assistant.services.views import Person, TimelineEntry, Topic
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import happenings
from dm_assistant.storage.database import Tx
from dm_assistant.storage.happenings import Happening

LONGEST = 5_000
"""Entries of a timeline that are read; the newest ones."""
WEEKS = 26

_TOPICS = {"code given": Topic.CODES}


@dataclass(frozen=True, slots=True)
class InFull:
    """A person with everything; ``weeks`` are their comments by week, the oldest first.

    ``verdicts`` say for every purpose whether a message may go now, whatever its words.
    """

    person: Person
    verdicts: dict[Purpose, Verdict]
    weeks: tuple[int, ...]

    def entries(self, topic: Topic | None) -> tuple[TimelineEntry, ...]:
        """Return the timeline, or what of it is about one topic."""
        timeline = self.person.timeline
        return timeline if topic is None else tuple(e for e in timeline if e.topic is topic)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Return what there is anything about."""
        known = {entry.topic for entry in self.person.timeline}
        return tuple(topic for topic in Topic if topic in known)


def show(ws: Workspace, handle: str) -> InFull:
    """Return the person a handle means, in full; raises BadInputError where it means nobody."""
    with ws.database.read() as tx:
        return _in_full(tx, ws, targets.resolve(tx, handle))


def show_by_id(ws: Workspace, contact_id: int) -> InFull:
    """Return a person in full."""
    with ws.database.read() as tx:
        people.require_known(tx, contact_id)
        return _in_full(tx, ws, contact_id)


def _in_full(tx: Tx, ws: Workspace, contact_id: int) -> InFull:
    known = people.persons(tx, ws, [contact_id], LONGEST)[contact_id]
    more = [_entry(each) for each in happenings.of_contact(tx, contact_id)]
    more += _renamed(known)
    notes = happenings.noted_at(tx, contact_id)
    # The journal holds no words; only the note that stands now can be shown.
    more += [
        TimelineEntry(at, "note", "" if place else known.notes, "an earlier one" if place else "")
        for place, at in enumerate(notes)
    ]
    timeline = newest_first([*known.timeline, *more])[:LONGEST]
    return InFull(
        person=replace(known, timeline=timeline),
        verdicts=people.verdicts(tx, ws, contact_id),
        weeks=happenings.weekly_comments(tx, contact_id, ws.now(), WEEKS),
    )


def _entry(each: Happening) -> TimelineEntry:
    topic = _TOPICS.get(each.kind, Topic.PLANS)
    return TimelineEntry(each.at, each.kind, each.text, each.detail, topic=topic)


def _renamed(known: Person) -> Iterator[TimelineEntry]:
    for name in known.names:
        if name.until_at is not None and not name.current:
            yield TimelineEntry(name.until_at, "renamed", "", f"until then @{name.handle}")
        if name.joined_at is not None:
            yield TimelineEntry(name.joined_at, "merged", "", f"@{name.handle} came to them")
