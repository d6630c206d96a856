"""Rules about the words: filled in, true of this person, short, open about money."""

from __future__ import annotations

import hashlib
import re

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.case import Case
from dm_assistant.domain.rules.content_words import (
    COMMERCE,
    COMMERCE_HINTS,
    DISCLOSURE,
    GREETING,
    HOLES,
    LINK,
    LINK_HINT,
    SHORTENERS,
)
from dm_assistant.domain.rules.verdict import Finding, Place, Status, allow, place_of, quoted
from dm_assistant.domain.templates.blanks import blank, questions

_FILLED = allow("unfilled", "Every blank is filled in.")
_EVIDENT = allow("evidence", "It speaks of something they really did.")
_ANSWERS = allow("evidence", "An answer is about their own message.")
_SHORT = allow("length", "Short enough.")
_NO_LINKS = allow("links", "No link too many.")
_NOTHING_TO_SAY = allow("disclosure", "Nothing to disclose.")
_OPEN = allow("disclosure", "It says first what it is.")

_AFTER_LINK = ".,;:!?…)]”’'*"
"""What ends the sentence around a link."""

_NO_WORDS = {
    rule: allow(rule, "There are no words yet.")
    for rule in ("unfilled", "evidence", "length", "links", "disclosure")
}


def text_hash(text: str) -> str:
    """Return what an approval remembers of the text it was given for."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def unfilled(case: Case) -> Finding:
    """Find a blank, a placeholder, a missing or wrong name, or a fact of somebody else."""
    if not case.draft.worded:
        return _NO_WORDS["unfilled"]
    text = case.draft.text
    if not text.strip():
        return Finding("unfilled", Status.FIX, "There is no text.")
    missing = _asked(text) or _holes(text, case.draft.phrases)
    if missing:
        asked = " · ".join(questions(text))
        hole = f"Something is not filled in: {quoted(missing[0])}."
        return _fix("unfilled", f"Answer first: {asked}" if asked else hole, *missing)
    greeted = _handle_as_name(case)
    if greeted is not None:
        return _fix("unfilled", "It greets them by their handle, not by a name.", greeted)
    folded = text.casefold()
    for phrase in case.draft.foreign_phrases:
        if phrase.strip() and phrase.casefold() in folded:
            theirs = re.finditer(re.escape(phrase), text, re.IGNORECASE)
            said = [place_of(text, *each.span()) for each in theirs]
            return _fix("unfilled", f"'{phrase}' is about somebody else.", *said)
    return _FILLED


def evidence(case: Case) -> Finding:
    """Ask for words tied to a recorded fact about this very person; a name is not one."""
    if not case.draft.worded:
        return _NO_WORDS["evidence"]
    if case.purpose is Purpose.ANSWER:
        return _ANSWERS
    contact = case.person.contact
    names = {contact.name.casefold(), contact.handle.casefold(), ""}
    folded = case.draft.text.casefold()
    for phrase in case.draft.phrases:
        said = phrase.strip().casefold()
        if said not in names and said in folded:
            return _EVIDENT
    return Finding("evidence", Status.FIX, "Nothing in it is about something they really did.")


def length(case: Case) -> Finding:
    """Keep to what the platform takes, and short where nobody knows us yet."""
    if not case.draft.worded:
        return _NO_WORDS["length"]
    text, policy = case.draft.text, case.policy
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    if size > policy.message_bytes:
        over = place_of(text, _fits(text, policy.message_bytes), len(text))
        return _fix("length", f"{size} bytes; the platform takes {policy.message_bytes}.", over)
    if case.first_contact and len(text) > policy.first_contact_warn:
        most, status = policy.first_contact_warn, Status.WARN
        detail = f"{len(text)} characters; a first message is best under "
        if len(text) > policy.first_contact_fix:
            most, status = policy.first_contact_fix, Status.FIX
            detail = f"{len(text)} characters; a first message may have "
        return Finding(
            "length",
            status,
            f"{detail}{most}.",
            overridable=status is Status.WARN,
            places=(place_of(text, most, len(text)),),
        )
    return _SHORT


def links(case: Case) -> Finding:
    """Allow no link to strangers, else few, and never one that hides where it leads."""
    if not case.draft.worded:
        return _NO_WORDS["links"]
    text = case.draft.text
    if not LINK_HINT.search(text):
        return _NO_LINKS
    found = [
        place_of(text, link.start(), link.start() + len(link.group().rstrip(_AFTER_LINK)))
        for link in LINK.finditer(text)
    ]
    for link in found:
        host = re.sub(r"^https?://(?:www\.)?", "", link.text.casefold()).partition("/")[0]
        if host in SHORTENERS:
            return _fix("links", f"{host} hides where the link leads.", link)
    if found and (case.first_contact or case.person.requests_pending):
        return _fix("links", "No link in a first message or a pending request.", *found)
    most = case.policy.links
    if len(found) > most:
        return _fix("links", f"{len(found)} links; the rule is {most}.", *found[most:])
    return _NO_LINKS


def disclosure(case: Case) -> Finding:
    """Have a code, gift or affiliate link said to be one, in words before it."""
    if not case.draft.worded:
        return _NO_WORDS["disclosure"]
    text, code = case.draft.text, case.draft.code
    shop_talk = COMMERCE.search(text) if _holds(text.casefold(), COMMERCE_HINTS) else None
    places = [place_of(text, *shop_talk.span())] if shop_talk else []
    if code and code in text:
        places.append(place_of(text, text.index(code), text.index(code) + len(code)))
    if not places:
        return _NOTHING_TO_SAY
    places.sort()
    if DISCLOSURE.search(text, 0, places[0].start):
        return _OPEN
    detail = f'Say before {quoted(places[0])} that it is one: "ad", "gifted" or '
    return _fix("disclosure", f'{detail}"I earn a commission".', *places)


def _asked(text: str) -> list[Place]:
    """Return the questions that wait for an answer; they come before any other hole."""
    return sorted(
        place_of(text, *found.span())
        for question in questions(text)
        for found in re.finditer(re.escape(blank(question)), text)
    )


def _fix(rule: str, detail: str, *places: Place) -> Finding:
    return Finding(rule, Status.FIX, detail, places=places)


def _fits(text: str, most: int) -> int:
    """Return how many characters of a text fit into so many bytes."""
    left = most
    for at, letter in enumerate(text):
        left -= len(letter.encode("utf-8", "surrogatepass"))
        if left < 0:
            return at
    return len(text)


def _holes(text: str, phrases: tuple[str, ...]) -> list[Place]:
    """Return the holes in our own words; what they wrote may look like one."""
    own = text
    for phrase in phrases:
        own = own.replace(phrase, "…" * len(phrase)) if phrase else own
    return sorted(
        place_of(text, *found.span())
        for hints, pattern in HOLES
        if _holds(own, hints)
        for found in pattern.finditer(own)
    )


def _holds(text: str, hints: tuple[str, ...]) -> bool:
    for hint in hints:  # noqa: SIM110 - a generator makes this five times slower
        if hint in text:
            return True
    return False


def _handle_as_name(case: Case) -> Place | None:
    """Tell "Hi dance_queen99" from "Hi Mia", also when Mia's handle is mia."""
    if case.purpose is Purpose.INVITE:
        return None
    greeted = GREETING.match(case.draft.text)
    contact = case.person.contact
    if greeted is None or not contact.handle:
        return None
    word = greeted.group(1).rstrip(".").casefold()
    name = contact.name.casefold().split()
    if word != contact.handle.casefold() or word in name:
        return None
    return place_of(case.draft.text, *greeted.span(1))
