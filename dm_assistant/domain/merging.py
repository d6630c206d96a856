"""Two contacts that are one person: what of each stays, and what gives way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from dm_assistant.domain.model import Contact, DraftState, FollowState, Relation, SuppressionReason
from dm_assistant.domain.strictness import strictest

BLANK: dict[str, object] = {
    "name": "",
    "language": "",
    "timezone": "",
    "country": "",
    "relation": Relation.FAN,
    "follow_state": FollowState.UNKNOWN,
    "followers": None,
}
"""Facts of which the kept person's stands unless it says nothing, and how saying nothing reads."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Why, and since when, neither of two people is to be messaged."""

    reason: SuppressionReason
    at: datetime


class Message(NamedTuple):
    """What decides whether two people's messages can stand beside each other."""

    id: int
    state: DraftState
    approved_at: datetime | None = None
    campaign: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class GivesWay:
    """Messages that cannot stay as they are.

    ``back`` become drafts again, ``dropped`` are cancelled, ``steps`` get another place in their
    campaign, by id.
    """

    back: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    steps: tuple[tuple[int, int], ...] = ()


def filled(kept: Contact, joined: Contact) -> dict[str, Any]:
    """Return the facts that the kept person lacks and the joined one has."""
    values = {
        name: getattr(joined, name)
        for name, blank in BLANK.items()
        if getattr(kept, name) == blank and getattr(joined, name) != blank
    }
    if "follow_state" in values:
        values["follow_learned_at"] = joined.follow_learned_at
    return values


def joint(kept: Contact, joined: Contact) -> dict[str, Any]:
    """Return what both have a part in: notes one after the other, the lower age."""
    values: dict[str, Any] = {}
    notes = _notes(kept.notes, joined.notes)
    if notes != kept.notes:
        values["notes"] = notes
    ages = [age for age in (kept.birth_age, joined.birth_age) if age is not None]
    if ages and min(ages) != kept.birth_age:
        values["birth_age"] = min(ages)
    return values


def _notes(kept: str, joined: str) -> str:
    if not joined.strip() or joined.strip() in kept:
        return kept
    return f"{kept.rstrip()}\n{joined}" if kept.strip() else joined


def later(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the later of two moments, either of which may be missing."""
    return max((at for at in (one, other) if at is not None), default=None)


def stop(people: Iterable[Contact]) -> Stop | None:
    """Return why none of these is to be messaged: the strictest word of any; None for none.

    Of several with the same reason the latest counts, since an answer is due only to what they
    asked after it.
    """
    said = [
        Stop(each.no_contact, each.no_contact_at)
        for each in people
        if each.no_contact is not None and each.no_contact_at is not None
    ]
    if not said:
        return None
    reason = strictest(each.reason for each in said)
    return Stop(reason, max(each.at for each in said if each.reason is reason))


def gives_way(kept: Sequence[Message], joined: Sequence[Message]) -> GivesWay:
    """Return what has to change so that one person can have all these messages.

    One message may be on its way to them: of two approved ones the later goes back, and any does
    where another was handed over. Nobody gets one step of a campaign twice.
    """
    both = [*kept, *joined]
    dropped: list[int] = []
    steps: list[tuple[int, int]] = []
    for mine, theirs in _same_step(kept, joined):
        waiting = next((each for each in (theirs, mine) if each.state in WAITING), None)
        if waiting is not None:
            dropped.append(waiting.id)
        else:
            taken = [each.step for each in both if each.campaign == theirs.campaign]
            taken += [step for _, step in steps]
            steps.append((theirs.id, max(taken) + 1))
    bound = [
        (each.approved_at, each.id)
        for each in both
        if each.state is DraftState.APPROVED and each.approved_at and each.id not in dropped
    ]
    free = 0 if any(each.state is DraftState.HANDED_OVER for each in both) else 1
    back = tuple(number for _, number in sorted(bound)[free:])
    return GivesWay(back, tuple(dropped), tuple(steps))


WAITING = frozenset({DraftState.DRAFTED, DraftState.SNOOZED, DraftState.APPROVED})
NEVER_LEFT = frozenset({DraftState.SKIPPED, DraftState.CANCELLED, DraftState.COULD_NOT_SEND})


def _same_step(
    kept: Sequence[Message], joined: Sequence[Message]
) -> Iterator[tuple[Message, Message]]:
    places = {
        (each.campaign, each.step): each
        for each in kept
        if each.campaign and each.state not in NEVER_LEFT
    }
    for each in joined:
        if each.state not in NEVER_LEFT and (each.campaign, each.step) in places:
            yield places[each.campaign, each.step], each
