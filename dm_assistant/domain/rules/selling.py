"""What a message is really for: one that sells counts as an offer, whatever its draft says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dm_assistant.domain.model import COMMERCIAL, Purpose
from dm_assistant.domain.rules.content_words import COMMERCE, COMMERCE_HINTS, LINK_HINT
from dm_assistant.domain.rules.own_words import masked, origins, spans, tokens
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
from dm_assistant.domain.rules.verdict import Place, place_of

_BOOK = Book(
    {"enough": ENOUGH, "shop": OWN_SHOP, "trading": TRADING, "money": MONEY, "spent": SPENT}
)


def counts_as(purpose: Purpose, text: str, quotes: tuple[str, ...], code: str = "") -> Purpose:
    """Return what a message counts as under every rule.

    A public reply stays one: it has to say what its word is for, and no private door opens by it.
    """
    if purpose in COMMERCIAL or purpose is Purpose.INVITE:
        return purpose
    return Purpose.OFFER if selling_places(text, quotes, code) else purpose


@lru_cache(maxsize=16384)
def selling_places(text: str, quotes: tuple[str, ...], code: str = "") -> tuple[Place, ...]:
    """Return where in a text the words stand that make it a commercial one.

    ``quotes`` are words of theirs that stand in it: those sell nothing.
    """
    own = masked(text, quotes)
    found: list[tuple[int, int]] = []
    if code and code in own:
        found.append((own.index(code), own.index(code) + len(code)))
    folded = own.casefold()
    if any(hint in folded for hint in COMMERCE_HINTS):
        found += [match.span() for match in COMMERCE.finditer(own)]
    if LINK_HINT.search(own):
        found += [match.span() for match in SHOP_LINK.finditer(own)]
    if found:
        at = origins(text, quotes)
        found = [(at[start], at[end - 1] + 1) for start, end in found]
    hits = list(_selling(tokens(text, quotes)))
    if hits:
        words = spans(text, quotes) or [(0, len(text))] * max(hit.end for hit in hits)
        found += [(words[hit.start][0], words[hit.end - 1][1]) for hit in hits]
    return _told_apart([place_of(text, *span) for span in found])


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


def _told_apart(found: list[Place]) -> tuple[Place, ...]:
    """Leave out words that stand within longer ones that were found too."""
    said = {each.words.casefold() for each in found}
    lone = (
        each
        for each in dict.fromkeys(found)
        if not any(each.words.casefold() in words for words in said - {each.words.casefold()})
    )
    return tuple(sorted(lone))
