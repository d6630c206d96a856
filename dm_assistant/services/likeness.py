"""Two contacts side by side, and who may be one person: said with its evidence, never done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dm_assistant.domain import handles, ranking
from dm_assistant.domain.model import FollowState, Handle, Platform, Relation
from dm_assistant.domain.text import fold, to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, targets
from dm_assistant.services.views import MergeOffer
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts, merging, two_people
from dm_assistant.storage.contacts import Ranked
from dm_assistant.storage.database import Tx
from dm_assistant.storage.merging import SAME_ID, Alike

COUNTED = (
    ("comments", "comments"),
    ("touches", "messages that count"),
    ("drafts", "drafts and messages"),
    ("inbounds", "they wrote"),
    ("consents", "consent entries"),
    ("codes", "codes"),
    ("complaints", "complaints"),
    ("collabs", "collaborations"),
    ("overrides", "overrides"),
    ("codings", "asked for something"),
    ("challenge_entries", "took part"),
)
"""What is added up, by table, and how it is called."""

_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?(?:tiktok|instagram)\.com/[^\s\"'<>]+", re.IGNORECASE
)


def side(tx: Tx, ws: Workspace, contact_id: int) -> dict[str, str]:
    """Return what is known of one person, line by line, in the order it is shown."""
    known = contacts.by_ids(tx, [contact_id])[contact_id]
    person = known.contact
    rest = merging.rest(tx, contact_id)
    snoozed = None if rest is None else rest.snoozed_until
    names = contacts.handles_of(tx, contact_id)
    found = {
        "handles": ", ".join(each.handle for each in names if each.current),
        "earlier names": ", ".join(each.handle for each in names if not each.current),
        "never message": "" if person.no_contact is None else person.no_contact.value,
        "name": person.name,
        "language": person.language,
        "time zone": person.timezone,
        "country": person.country,
        "relation": "" if person.relation is Relation.FAN else person.relation.value,
        "follows": "" if person.follow_state is FollowState.UNKNOWN else person.follow_state.value,
        "followers": "" if person.followers is None else str(person.followers),
        "age": "" if person.birth_age is None else str(person.birth_age),
        "snoozed until": "" if snoozed is None else f"{snoozed:%Y-%m-%d}",
        "tags": ", ".join(person.tags),
        "notes": person.notes,
        "score": _score(ws, known),
    }
    counts = merging.counts(tx, contact_id)
    return found | {name: str(counts[table]) for table, name in COUNTED}


def _score(ws: Workspace, known: Ranked) -> str:
    points = known.activity.at(ws.now()).points
    tier = ranking.tier(points, known.activity.first_at, ws.now())
    return f"{points:.1f} {tier.value}"


DISMISS = "two_people"
"""The act by which an offer is dismissed."""


def dismiss(ws: Workspace, handle: str, other: str) -> tuple[str, str]:
    """Keep that two are not one person, so that it is not offered again; one act.

    Returns how the two are called. Raises BadInputError for one person, or where it is said.
    """
    with ws.database.write() as tx:
        return _dismiss(tx, ws, targets.resolve(tx, handle), targets.resolve(tx, other))


def dismiss_by_id(ws: Workspace, one: int, other: int) -> tuple[str, str]:
    """Keep that two are not one person, as ``dismiss`` does."""
    with ws.database.write() as tx:
        return _dismiss(tx, ws, one, other)


def _dismiss(tx: Tx, ws: Workspace, one: int, other: int) -> tuple[str, str]:
    known = contacts.by_ids(tx, (one, other))
    names = tuple(to_screen(known[each].contact.handle) for each in (one, other) if each in known)
    if one == other or len(names) < len("ab"):
        raise BadInputError(f"name two people; this is one: @{''.join(names)}")
    if (min(one, other), max(one, other)) in two_people.pairs(tx):
        raise BadInputError(f"@{names[0]} and @{names[1]} are kept as two people already")
    act = acts.begin(tx, ws, DISMISS)
    two_people.add(act, one, other)
    act.finish(contacts=[one, other])
    return names[0], names[1]


def offers(ws: Workspace) -> tuple[MergeOffer, ...]:
    """Return pairs who are likely one person, the surest first; nothing is merged by itself.

    Those who are two people by the creator's word are left out.
    """
    with ws.database.read() as tx:
        apart = two_people.pairs(tx)
        pairs = [pair for pair in merging.alike(tx) if pair[:2] not in apart]
        known = contacts.by_ids(tx, {each for pair in pairs for each in pair[:2]})
        found = []
        for pair in pairs:
            if pair.one not in known or pair.other not in known:
                continue
            reason = _reason(tx, pair, known)
            if reason:
                found.append(_offer(pair, known, reason))
    return tuple(found)


def _offer(pair: Alike, known: dict[int, Ranked], reason: str) -> MergeOffer:
    one, other = known[pair.one], known[pair.other]
    # Who was seen last is whom a message would reach.
    seen = [each.activity.last_at for each in (one, other)]
    if seen[1] is not None and (seen[0] is None or seen[1] > seen[0]):
        one, other = other, one
    return MergeOffer(
        kept=one.contact.handle,
        kept_id=one.contact.id,
        kept_platform=one.contact.platform,
        joined=other.contact.handle,
        joined_id=other.contact.id,
        joined_platform=other.contact.platform,
        reason=reason,
    )


def _reason(tx: Tx, pair: Alike, known: dict[int, Ranked]) -> str:
    """Say why two people are likely one; empty when a handle alone speaks for it."""
    if pair.reason == SAME_ID:
        return "the platform knows both by one id"
    one, other = known[pair.one].contact, known[pair.other].contact
    found = []
    if one.name.strip() and fold(one.name) == fold(other.name):
        found.append("the same name")
    for mine, theirs in ((one, other), (other, one)):
        if any(_leads_to(mine.notes, each) for each in contacts.handles_of(tx, theirs.id)):
            found.append("a note with a link to the other profile")
            break
    return f"the same handle on both platforms, and {' and '.join(found)}" if found else ""


def _leads_to(notes: str, handle: Handle) -> bool:
    return any(
        (platform, key) == (handle.platform, handle.key) for platform, key in _profiles(notes)
    )


def _profiles(text: str) -> Iterator[tuple[Platform, str]]:
    for address in _PROFILE.findall(text):
        for platform in Platform:
            try:
                yield platform, handles.normalise(address.rstrip(".,;)"), platform)
            except handles.HandleError:
                continue
