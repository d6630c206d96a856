"""Permission by purpose: the five bases, when each ends, and what a "no" takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from dm_assistant.domain.model import (
    NON_COMMERCIAL,
    Consent,
    ConsentKind,
    FollowState,
    Purpose,
)
from dm_assistant.domain.rules.case import Case, conversation_closes_at
from dm_assistant.domain.rules.policy import Profile
from dm_assistant.domain.rules.verdict import Finding, Status, allow
from dm_assistant.domain.rules.wording import moment

ENDLESS = datetime.max.replace(tzinfo=UTC)

TAKES = frozenset({ConsentKind.WITHDRAWN, ConsentKind.REFUSED})
"""Kinds of entries that take permission away."""

_OWN_WORDS = frozenset({ConsentKind.EXPLICIT, ConsentKind.KEYWORD})
_THEY_WROTE = NON_COMMERCIAL | {Purpose.ANSWER}

_INVITE, _ANSWER = Purpose.INVITE, Purpose.ANSWER
_MUTUAL = FollowState.MUTUAL
_PUBLIC = allow("consent", "A public reply needs no permission.")
_GRANTED = allow("consent", "They said yes to this in their own words.")


class Basis(NamedTuple):
    """A permission that counts for the purpose at hand; usable while ``now < end``."""

    end: datetime
    words: str
    remind_at: datetime = ENDLESS


def consent(case: Case) -> Finding:
    """Ask for a live basis for this very purpose."""
    no_at = _taken_back_at(case)
    if case.purpose is _INVITE and no_at is None:
        return _PUBLIC
    best = _longest(_bases(case, no_at))
    if best is not None and case.now < best.end:
        if case.now >= best.remind_at:
            detail = "They said yes more than 24 months ago: ask whether it still holds."
            return Finding("consent", Status.WARN, detail)
        if best.end == ENDLESS:
            return _GRANTED
        return allow("consent", f"{best.words}; that ends on {moment(best.end, case.now)}.")
    if best is None and no_at is not None:
        detail = f"They said no to {case.purpose} messages on {moment(no_at, case.now)}."
        return Finding("consent", Status.BLOCK, detail, said_no=True)
    if best is not None:
        detail = f"{best.words}, but that ended on {moment(best.end, case.now)}."
    else:
        detail = f"Nothing says that they want a message of the kind '{case.purpose}'."
    invited_at = asked_in_public_at(case)
    if invited_at is not None:
        detail += f" You invited them on {moment(invited_at, case.now)}; their word is awaited."
    return _refused(detail, invited_at is not None, not case.commercial)


@lru_cache(maxsize=256)
def _refused(detail: str, invited: bool, overridable: bool) -> Finding:
    """Return a refusal; most of them read the same."""
    return Finding("consent", Status.BLOCK, detail, overridable=overridable, invited=invited)


def asked_in_public_at(case: Case) -> datetime | None:
    """Return when they were asked to write first, while they have not and no other may follow."""
    if not case.sent:
        return None
    invites = [each.at for each in case.sent if each.purpose is _INVITE]
    if not invites or case.now >= invites[-1] + case.policy.invite_gap:
        return None
    wrote_at = case.last_inbound_at
    return None if wrote_at is not None and wrote_at >= invites[-1] else invites[-1]


def best_basis(case: Case) -> Basis | None:
    """Return the basis that lasts longest, live or over; the later reminder wins a tie."""
    return _longest(_bases(case, _taken_back_at(case)))


def _longest(found: Iterable[Basis]) -> Basis | None:
    best = None
    for basis in found:
        if best is None or (basis.end, basis.remind_at) > (best.end, best.remind_at):
            best = basis
    return best


def _bases(case: Case, no_at: datetime | None) -> list[Basis]:
    """Return every basis for the purpose that no later "no" took back."""
    found = []
    for entry in case.person.consents:
        ends = _BY_KIND.get(entry.kind)
        if ends is None or case.purpose not in covered(entry):
            continue
        if no_at is None or (entry.kind in _OWN_WORDS and entry.event_at > no_at):
            found.append(ends(case, entry))
    if case.last_inbound_at is not None:
        found.append(_wrote(case, no_at, case.last_inbound_at))
    if no_at is None and case.person.contact.follow_state is _MUTUAL:
        found.append(_mutual_follow(case))
    return [basis for basis in found if basis is not None]


def covered(entry: Consent) -> frozenset[Purpose]:
    """Return the purposes an entry speaks for; one that takes back and names none means all."""
    if entry.kind in _OWN_WORDS:
        return entry.purposes
    if entry.kind in TAKES:
        return entry.purposes or frozenset(Purpose)
    most = _THEY_WROTE if entry.kind is ConsentKind.WROTE_FIRST else NON_COMMERCIAL
    return most & entry.purposes if entry.purposes else most


def own_words_since(case: Case, since: datetime) -> bool:
    """Return whether they asked for this purpose in their own words after ``since``."""
    return any(
        entry.kind in _OWN_WORDS and case.purpose in entry.purposes and entry.event_at > since
        for entry in case.person.consents
    )


def _taken_back_at(case: Case) -> datetime | None:
    latest = None
    for entry in case.person.consents:
        if entry.kind in TAKES and case.purpose in covered(entry):
            latest = entry.event_at if latest is None else max(latest, entry.event_at)
    return latest


def _explicit(case: Case, entry: Consent) -> Basis:
    remind_at = entry.event_at + case.policy.grant_reminder
    return Basis(ENDLESS, "They said yes in their own words", remind_at)


def _keyword(case: Case, entry: Consent) -> Basis | None:
    if any(entry is spent for spent in _spent_keywords(case)):
        return None
    return Basis(entry.event_at + case.policy.keyword, "They wrote your keyword")


def _spent_keywords(case: Case) -> list[Consent]:
    """Return the keyword entries that a message has answered: what they wrote is good for one.

    Entries of one comment, or of one moment, are the same words that hold several keywords.
    """
    unspent = sorted(
        (entry for entry in case.person.consents if entry.kind is ConsentKind.KEYWORD),
        key=lambda entry: entry.event_at,
    )
    spent: list[Consent] = []
    for message in case.earlier:
        for entry in unspent:
            if (
                message.imported or message.purpose in entry.purposes
            ) and entry.event_at <= message.at < entry.event_at + case.policy.keyword:
                said = _said(entry)
                spent += [each for each in unspent if _said(each) == said]
                unspent = [each for each in unspent if _said(each) != said]
                break
    return spent


def _said(entry: Consent) -> int | datetime:
    """Return what tells the words behind an entry from others: their comment, else their moment."""
    return entry.event_at if entry.comment_id is None else entry.comment_id


def _wrote_first(case: Case, entry: Consent) -> Basis | None:
    if case.purpose is not _ANSWER:
        return Basis(entry.event_at + case.policy.wrote_first, "They wrote to you first")
    if any(message.at >= entry.event_at for message in case.earlier):
        return None
    return Basis(ENDLESS, "They wrote to you and wait for an answer")


def _wrote(case: Case, no_at: datetime | None, wrote_at: datetime) -> Basis | None:
    """Their own message asks for an answer, and opens the door to what does not sell."""
    if case.purpose is _ANSWER and (no_at is None or wrote_at > no_at):
        if case.since_inbound == 0:
            return Basis(ENDLESS, "They wrote to you and wait for an answer")
        closes_at = conversation_closes_at(case.person, case.draft, case.since_inbound)
        return None if closes_at is None else Basis(closes_at, "You are in conversation")
    if case.purpose in NON_COMMERCIAL and no_at is None:
        return Basis(wrote_at + case.policy.wrote_first, "They wrote to you")
    return None


def _past_deal(case: Case, entry: Consent) -> Basis:
    what = "bought from" if entry.kind is ConsentKind.PURCHASE else "worked with"
    return Basis(entry.event_at + case.policy.past_deal, f"They {what} you")


def _mutual_follow(case: Case) -> Basis | None:
    contact, policy = case.person.contact, case.policy
    if (
        case.purpose in NON_COMMERCIAL
        and contact.follow_learned_at is not None
        and policy.consent_profile is Profile.STANDARD
        and contact.country.upper() not in policy.strict_countries
    ):
        return Basis(contact.follow_learned_at + policy.follow_fact, "You follow each other")
    return None


_BY_KIND: dict[ConsentKind, Callable[[Case, Consent], Basis | None]] = {
    ConsentKind.EXPLICIT: _explicit,
    ConsentKind.KEYWORD: _keyword,
    ConsentKind.WROTE_FIRST: _wrote_first,
    ConsentKind.PURCHASE: _past_deal,
    ConsentKind.COLLABORATION: _past_deal,
}
