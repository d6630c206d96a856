"""What a message is really for: one that sells counts as an offer, whatever its draft says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dm_assistant.domain.model import COMMERCIAL, Purpose
from dm_assistant.domain.rules.content_words import COMMERCE, COMMERCE_HINTS, LINK_HINT
from dm_assistant.domain.rules.own_words import masked, place, tokens
from dm_assistant.domain.rules.phrases import Book, Hit
from dm_assistant.domain.rules.selling_words import (
    AFTER,
    BEFORE,
    ENOUGH,
    MONEY,
    OWN_SHOP,
    REACH,
    SHOP_LINK,
    SPENT,
    TRADING,
)

_BOOK = Book(
    {"enough": ENOUGH, "shop": OWN_SHOP, "trading": TRADING, "money": MONEY, "spent": SPENT}
)
_MOST_SHOWN = 3


def counts_as(purpose: Purpose, text: str, quotes: tuple[str, ...], code: str = "") -> Purpose:
    """Return what a message counts as under every rule.

    A public reply stays one: it has to say what its word is for, and no private door opens by it.
    """
    if purpose in COMMERCIAL or purpose is Purpose.INVITE:
        return purpose
    return Purpose.OFFER if selling_words(text, quotes, code) else purpose


@lru_cache(maxsize=16384)
def selling_words(text: str, quotes: tuple[str, ...], code: str = "") -> tuple[str, ...]:
    """Return the words of a text that make it a commercial one, as they stand in it.

    ``quotes`` are words of theirs that stand in it: those sell nothing.
    """
    own = masked(text, quotes)
    found = [code] if code and code in own else []
    folded = own.casefold()
    if any(hint in folded for hint in COMMERCE_HINTS):
        found += [match.group() for match in COMMERCE.finditer(own)]
    if LINK_HINT.search(own):
        found += [match.group() for match in SHOP_LINK.finditer(own)]
    words = tokens(text, quotes)
    found += [place(text, quotes, hit.start, hit.end) for hit in _selling(words)]
    return _told_apart(found)


def _selling(words: tuple[str, ...]) -> Iterator[Hit]:
    """Yield what sells: a phrase that is enough, a price, or trading beside one's own shop."""
    hits = list(_BOOK.find(words))
    trading = [hit for hit in hits if hit.kind == "trading"]
    spent = [hit.start for hit in hits if hit.kind == "spent"]
    for hit in hits:
        if hit.kind == "enough":
            yield hit
        elif hit.kind == "money":
            if not any(-BEFORE <= at - hit.start <= AFTER for at in spent):
                yield hit
        elif hit.kind == "shop":
            near = [each for each in trading if abs(each.start - hit.start) <= REACH]
            if near:
                yield hit
                yield near[0]


def _told_apart(found: list[str]) -> tuple[str, ...]:
    """Leave out what stands within longer words that were found too."""
    each = list(dict.fromkeys(" ".join(words.split()) for words in found))
    lone = [
        words
        for words in each
        if not any(words != other and words.casefold() in other.casefold() for other in each)
    ]
    return tuple(lone[:_MOST_SHOWN])
