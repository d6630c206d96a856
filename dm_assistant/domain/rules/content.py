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
from dm_assistant.domain.rules.verdict import Finding, Status, allow
from dm_assistant.domain.templates.blanks import questions

_FILLED = allow("unfilled", "Every blank is filled in.")
_EVIDENT = allow("evidence", "It speaks of something they really did.")
_ANSWERS = allow("evidence", "An answer is about their own message.")
_SHORT = allow("length", "Short enough.")
_NO_LINKS = allow("links", "No link too many.")
_OPEN = allow("disclosure", "Nothing to disclose, or it is said first.")

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
    blank = _blank(text, case.draft.phrases)
    if blank:
        return Finding("unfilled", Status.FIX, blank)
    if _handle_as_name(case):
        return Finding("unfilled", Status.FIX, "It greets them by their handle, not by a name.")
    folded = text.casefold()
    for phrase in case.draft.foreign_phrases:
        if phrase.strip() and phrase.casefold() in folded:
            return Finding("unfilled", Status.FIX, f"'{phrase}' is about somebody else.")
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
        detail = f"{size} bytes; the platform takes {policy.message_bytes}."
        return Finding("length", Status.FIX, detail)
    if case.first_contact and len(text) > policy.first_contact_warn:
        detail = f"{len(text)} characters; a first message is best under "
        if len(text) > policy.first_contact_fix:
            detail = f"{len(text)} characters; a first message may have "
            return Finding("length", Status.FIX, f"{detail}{policy.first_contact_fix}.")
        detail = f"{detail}{policy.first_contact_warn}."
        return Finding("length", Status.WARN, detail, overridable=True)
    return _SHORT


def links(case: Case) -> Finding:
    """Allow no link to strangers, else few, and never one that hides where it leads."""
    if not case.draft.worded:
        return _NO_WORDS["links"]
    text = case.draft.text
    found = [link.casefold() for link in LINK.findall(text)] if LINK_HINT.search(text) else []
    if not found:
        return _NO_LINKS
    for link in found:
        host = re.sub(r"^https?://(?:www\.)?", "", link).partition("/")[0]
        if host in SHORTENERS:
            return Finding("links", Status.FIX, f"{host} hides where the link leads.")
    if case.first_contact or case.person.requests_pending:
        return Finding("links", Status.FIX, "No link in a first message or a pending request.")
    if len(found) > case.policy.links:
        return Finding("links", Status.FIX, f"{len(found)} links; the rule is {case.policy.links}.")
    return _NO_LINKS


def disclosure(case: Case) -> Finding:
    """Have a code, gift or affiliate link said to be one, in words before it."""
    if not case.draft.worded:
        return _NO_WORDS["disclosure"]
    text, code = case.draft.text, case.draft.code
    shop_talk = COMMERCE.search(text) if _holds(text.casefold(), COMMERCE_HINTS) else None
    places = [shop_talk.start()] if shop_talk else []
    if code and code in text:
        places.append(text.index(code))
    if not places or DISCLOSURE.search(text, 0, min(places)):
        return _OPEN
    detail = 'Say first that it is one: "ad", "gifted" or "I earn a commission".'
    return Finding("disclosure", Status.FIX, detail)


def _blank(text: str, phrases: tuple[str, ...]) -> str:
    """Say what is not filled in: questions that wait for an answer before any other hole."""
    asked = questions(text)
    if asked:
        return f"Answer first: {' · '.join(asked)}"
    hole = _hole(text, phrases)
    return f"Something is not filled in: '{hole}'." if hole else ""


def _hole(text: str, phrases: tuple[str, ...]) -> str:
    """Return the first hole in our own words; what they wrote may look like one."""
    for phrase in phrases:
        text = text.replace(phrase, "…") if phrase else text
    for hints, pattern in HOLES:
        if _holds(text, hints):
            found = pattern.search(text)
            if found is not None:
                return " ".join(found.group().split()) or "a gap"
    return ""


def _holds(text: str, hints: tuple[str, ...]) -> bool:
    for hint in hints:  # noqa: SIM110 - a generator makes this five times slower
        if hint in text:
            return True
    return False


def _handle_as_name(case: Case) -> bool:
    """Tell "Hi dance_queen99" from "Hi Mia", also when Mia's handle is mia."""
    if case.purpose is Purpose.INVITE:
        return False
    greeted = GREETING.match(case.draft.text)
    contact = case.person.contact
    if greeted is None or not contact.handle:
        return False
    word = greeted.group(1).rstrip(".").casefold()
    name = contact.name.casefold().split()
    return word == contact.handle.casefold() and word not in name
