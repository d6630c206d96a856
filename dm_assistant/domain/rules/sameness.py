"""How alike a message is to what others were given: one template with a new name is a mailing.

Two texts are compared by their runs of three words, as sets: what both have in common over what
there is in either (the resemblance of A. Z. Broder, "On the resemblance and containment of
documents", 1997). Names, handles and codes are taken out first; words that the recipient wrote
are theirs alone, and a run that holds one resembles nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from dm_assistant.domain.first_names import first_name
from dm_assistant.domain.model import Contact, Purpose, Source
from dm_assistant.domain.rules.case import Case
from dm_assistant.domain.rules.facts import Alike
from dm_assistant.domain.rules.own_words import MASK, places_without, spans, tokens, without
from dm_assistant.domain.rules.verdict import Finding, Place, Status, allow, place_of, quoted
from dm_assistant.domain.rules.wording import days

_RUN = 3
_SENTENCE_END = re.compile("[.!?…。！？\n]")

_NO_WORDS = allow("sameness", "There are no words yet.")
_ITS_OWN = allow("sameness", "It is unlike what others were given.")


THEIR_WORDS = frozenset({"quote", "question", "their_words"})
"""The template variables that hold the recipient's own words."""

PERCENT = 100


class Runs(NamedTuple):
    """The runs of three words of one message; ``own`` more hold words of its recipient."""

    shared: frozenset[int]
    own: int

    @property
    def size(self) -> int:
        """Return how many runs there are."""
        return len(self.shared) + self.own

    def may_resemble(self, share: float) -> bool:
        """Return whether any other message could be so much like this one."""
        return bool(self.shared) and len(self.shared) >= share * self.size


class Given(NamedTuple):
    """One message that somebody was given."""

    contact_id: int
    at: datetime
    runs: Runs


@lru_cache(maxsize=4096)
def runs_of(text: str, quotes: tuple[str, ...], names: tuple[str, ...]) -> Runs:
    """Return the runs of a message; a text of one or two words is one run."""
    shared: set[int] = set()
    own = 0
    for run in _runs(without(tokens(text, quotes), names)):
        if MASK in run:
            own += 1
        else:
            shared.add(hash(run))
    return Runs(frozenset(shared), own)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if 0 < len(words) < _RUN:
        words = [*words, *[""] * (_RUN - len(words))]
    return zip(words, words[1:], words[2:], strict=False)


def runs_to(contact: Contact, text: str, sources: Iterable[Source], code: str = "") -> Runs:
    """Return the runs of a message to somebody: what is theirs is told by its sources."""
    return runs_of(text, quotes_in(sources), _names(contact, text, code))


def _names(contact: Contact, text: str, code: str) -> tuple[str, ...]:
    """Return what of a text is this person's whoever wrote it: names, handle and code."""
    said = text.casefold()
    name = contact.name
    known = (name, first_name(name, contact.handle) if name else "", contact.handle, code)
    return tuple(each for each in known if each and each.casefold() in said)


def quotes_in(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return the recipient's own words among the phrases of a message."""
    return tuple(each.phrase for each in sources if each.variable in THEIR_WORDS)


class Collection:
    """Messages that were given, found by their runs: what has none in common costs nothing.

    Messages with the very same runs are compared as one, and those that nothing can resemble
    to the ``share`` asked for are left out, so that a personal message never weighs.
    """

    def __init__(self, share: float, messages: Iterable[Given]) -> None:
        self._share = share
        self._given: dict[Runs, list[Given]] = {}
        for message in messages:
            if message.runs.may_resemble(share):
                self._given.setdefault(message.runs, []).append(message)
        self._kinds = list(self._given)
        self._sizes = [runs.size for runs in self._kinds]
        self._by_run: dict[int, list[int]] = {}
        for place, runs in enumerate(self._kinds):
            for run in runs.shared:
                self._by_run.setdefault(run, []).append(place)

    def alike(self, runs: Runs, contact_id: int) -> tuple[Alike, ...]:
        """Return which messages to others resemble one to this person, from old to new."""
        if not (self._given and runs.may_resemble(self._share)):
            return ()
        common = Counter(chain.from_iterable(self._by_run.get(run, ()) for run in runs.shared))
        found: list[Alike] = []
        size, sizes = runs.size, self._sizes
        for place, both in common.items():
            share = both / (size + sizes[place] - both)
            if share >= self._share:
                kind = self._kinds[place]
                found += [
                    Alike(each.at, share, each.contact_id, kind.shared)
                    for each in self._given[kind]
                    if each.contact_id != contact_id
                ]
        return tuple(sorted(found))


def sameness(case: Case) -> Finding:
    """Ask for a message of their own; an answer to what they wrote is only warned about."""
    if not case.draft.worded:
        return _NO_WORDS
    policy = case.policy
    alike = [each for each in case.draft.alike if case.now - each.at < policy.sameness_window]
    if not alike:
        return _ITS_OWN
    nearest = max(alike, key=lambda each: each.share)
    share = nearest.share
    if share < policy.sameness_warn / PERCENT:
        return _ITS_OWN
    slot = slot_of(case, nearest.runs)
    people = len({each.contact_id for each in alike})
    others = f"{people} other{'' if people == 1 else 's'}"
    act = f"write {quoted(slot)} anew, so that it is" if slot else "say something that is"
    fix = share >= policy.sameness_fix / PERCENT and case.purpose is not Purpose.ANSWER
    return Finding(
        "sameness",
        Status.FIX if fix else Status.WARN,
        f"{int(share * PERCENT)} % like {others} in the last {days(policy.sameness_window)}: "
        f"{act} true of them alone.",
        overridable=not fix,
        places=(slot,) if slot else (),
    )


def slot_of(case: Case, runs: frozenset[int]) -> Place | None:
    """Return what to rewrite: the longest stretch of a sentence that another message has too.

    ``runs`` are those of the other message. What a fact about this person filled in is left out.
    """
    draft = case.draft
    words, at = tokens(draft.text, draft.quotes), spans(draft.text, draft.quotes)
    if not at:
        return None
    kept = places_without(words, _names(case.person.contact, draft.text, draft.code))
    shared: set[int] = set()
    for start, run in enumerate(_runs([words[each] for each in kept])):
        if hash(run) in runs:
            shared.update(kept[start : start + _RUN])
    filled = _filled(draft.text, draft.phrases)
    stretches: list[list[int]] = []
    for token in sorted(each for each in shared if filled.isdisjoint(range(*at[each]))):
        last = stretches[-1][-1] if stretches else -1
        if (
            last < 0
            or token > last + 1
            or _SENTENCE_END.search(draft.text, at[last][1], at[token][0])
        ):
            stretches.append([])
        stretches[-1].append(token)
    if not stretches:
        return None
    longest = max(stretches, key=len)
    return place_of(draft.text, at[longest[0]][0], at[longest[-1]][1])


def _filled(text: str, phrases: Iterable[str]) -> set[int]:
    """Return the characters that the phrases about this person take up."""
    return {
        at
        for phrase in phrases
        if phrase
        for found in re.finditer(re.escape(phrase), text)
        for at in range(*found.span())
    }


def fixed_until(case: Case) -> datetime | None:
    """Return when the last message leaves the window that this one is too much like."""
    least = case.policy.sameness_fix / PERCENT
    times = [each.at for each in case.draft.alike if each.share >= least]
    return max(times) + case.policy.sameness_window if times else None
