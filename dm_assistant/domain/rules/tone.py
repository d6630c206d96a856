"""How a message sounds: no pressure, no guilt, no bargains for likes, no secrets."""

from __future__ import annotations

from functools import lru_cache

from dm_assistant.domain.rules import tone_words as words
from dm_assistant.domain.rules.case import Case
from dm_assistant.domain.rules.own_words import spans, tokens
from dm_assistant.domain.rules.phrases import Book, Hit
from dm_assistant.domain.rules.verdict import Finding, Place, Status, allow, place_of, quoted

_KIND = allow("tone", "It presses nobody.")
_NO_WORDS = allow("tone", "There are no words yet.")

_OWN_LIST = "own list"
_GRAVE = {
    "value": "offers something for likes or follows",
    "secrecy": "asks for secrecy",
    "data": "asks for a number, a password or the like",
    _OWN_LIST: "is on your own list of words not to send",
}
_OTHER = {
    "guilt": "may make them feel guilty",
    "scarcity": "makes things scarce",
    "pressure": "presses them",
}
_BOOK = Book(
    {
        "value": words.VALUE,
        "secrecy": words.SECRECY,
        "data": words.DATA,
        "guilt": words.GUILT,
        "scarcity": words.SCARCITY,
        "pressure": words.PRESSURE,
    }
)


def tone(case: Case) -> Finding:
    """Find words that press, shame, bargain or ask for what is private; they are quoted."""
    draft = case.draft
    if not draft.worded:
        return _NO_WORDS
    hits = _hits(draft.text, draft.quotes, case.policy.tone_words)
    if not hits:
        return _KIND
    grave = [hit for hit in hits if hit.kind in _GRAVE]
    against = grave or list(hits)
    at = spans(draft.text, draft.quotes)
    places = {hit: _place(draft.text, at, hit) for hit in against} if at else {}
    told = "; ".join(
        f"{quoted(places[hit]) if at else 'Something in it'} {_SAYS[hit.kind]}"
        for hit in _one_of_each(against)
    )
    return Finding(
        "tone",
        Status.FIX if grave else Status.WARN,
        f"{told}.",
        overridable=not grave,
        places=tuple(sorted(places.values())),
    )


def _place(text: str, at: list[tuple[int, int]], hit: Hit) -> Place:
    return place_of(text, at[hit.start][0], at[hit.end - 1][1], _SAYS[hit.kind])


_SAYS = _GRAVE | _OTHER


@lru_cache(maxsize=16384)
def _hits(text: str, quotes: tuple[str, ...], own_list: tuple[str, ...]) -> tuple[Hit, ...]:
    said = tokens(text, quotes)
    found = list(_BOOK.find(said))
    if own_list:
        found += _own(own_list).find(said)
    return tuple(sorted(found, key=lambda hit: hit.start))


@lru_cache(maxsize=8)
def _own(own_list: tuple[str, ...]) -> Book:
    return Book({_OWN_LIST: "\n".join(own_list)})


def _one_of_each(hits: list[Hit]) -> list[Hit]:
    """Return the first hit of every kind, the longest where several begin at one word."""
    first: dict[str, Hit] = {}
    for hit in hits:
        known = first.get(hit.kind)
        if known is None or (hit.start == known.start and hit.end > known.end):
            first[hit.kind] = hit
    return list(first.values())
