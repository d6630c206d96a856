"""Lifting an opt-out: only by a later message of theirs, quoted, and only for what it asks for."""

from __future__ import annotations

import re

from dm_assistant.domain.model import Contact, Inbound, InboundClass, SuppressionReason
from dm_assistant.domain.text import fold
from dm_assistant.storage import inbounds
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

ASKS_FOR_NOTHING = frozenset(
    {
        InboundClass.OPT_OUT,
        InboundClass.ERASURE,
        InboundClass.AGE,
        InboundClass.REVIEW,
        InboundClass.SOFT_NO,
        InboundClass.LATER,
    }
)
"""Classes of messages in which no words are a yes."""

FEWEST_WORDS = 2
"""One word out of a longer message is no quotation of what it says."""


def quoted(tx: Tx, contact: Contact, evidence: str) -> Inbound | None:
    """Return the message, written after they opted out, that these words are quoted from.

    None for whoever did not opt out, and for words that they have not written since.
    """
    opted_out_at = contact.no_contact_at
    if contact.no_contact is not SuppressionReason.OPT_OUT or opted_out_at is None:
        return None
    words = _words(evidence)
    for message in reversed(inbounds.of_contact(tx, contact.id)):
        if message.at <= opted_out_at:
            continue
        if message.kind in ASKS_FOR_NOTHING:
            # What they said last counts: an earlier wish is over with it.
            return None
        theirs = _words(message.text)
        whole = words == theirs
        if words and (whole or (len(words) >= FEWEST_WORDS and _within(words, theirs))):
            return message
    return None


def lift(act: Act, entry_id: int, message: Inbound) -> None:
    """Record that a ledger entry quotes a message written after an opt-out."""
    act.insert("lifts", entry_id=entry_id, inbound_id=message.id)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _within(words: list[str], text: list[str]) -> bool:
    last = len(text) - len(words)
    return any(text[start : start + len(words)] == words for start in range(last + 1))
