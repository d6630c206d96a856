"""Sources: where the personal phrases of a message come from, one line for each comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dm_assistant.domain.model import Source
from dm_assistant.tui.cells import Part
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.sheet import Paragraph, said

HANG = 2
DIM = "$foreground-muted"
COUNTED = {
    "comment_count": "comments of theirs",
    "post_count": "posts they wrote under",
    "since": "is when they first wrote",
}
"""What is said of a phrase that was counted, not quoted."""


def source_lines(sources: Sequence[Source], clock: Clock) -> Iterator[Paragraph]:
    """Yield a line for each comment or message that phrases come from, one for all figures.

    The last line is for words of one's own that were said for this draft.
    """
    known = tuple(each for each in sources if each.recorded)
    own = [f"“{each.phrase}”" for each in sources if not each.recorded]
    figures = [each for each in known if each.variable in COUNTED]
    for together in _by_comment(each for each in known if each.variable not in COUNTED):
        yield said(*_quoted(together, clock), hang=HANG)
    if figures:
        words = (f"{each.phrase} {COUNTED[each.variable]}" for each in figures)
        yield said(_MARK, (" · ".join(words), DIM), hang=HANG)
    if own:
        yield said(_MARK, (f"{', '.join(own)} in your own words", DIM), hang=HANG)


_MARK: Part = ("▪ ", "$text-accent")


def _by_comment(sources: Iterable[Source]) -> list[list[Source]]:
    found: dict[object, list[Source]] = {}
    for source in sources:
        key = source.variable if source.comment_id is None else source.comment_id
        found.setdefault(key, []).append(source)
    return list(found.values())


def _quoted(together: Sequence[Source], clock: Clock) -> Iterator[Part]:
    """Yield one comment: phrases that are not its words themselves, its words, where and when."""
    first = together[0]
    yield _MARK
    others = [
        f"“{each.phrase}”"
        for each in together
        if not _is_told(each.phrase, each.said) and not _is_told(each.phrase, each.post)
    ]
    if others:
        yield ", ".join(dict.fromkeys(others)), "italic"
        yield " from ", DIM
    yield f"“{first.said.strip(_QUOTES)}”", DIM if others else "italic"
    if first.post:
        yield f" under “{first.post}”", DIM
    if first.at:
        yield f", {clock.ago(first.at)}", DIM
    for flag in dict.fromkeys(each.flag for each in together if each.flag):
        yield "  ! ", "bold $text-warning"
        yield flag, ""


def _is_told(phrase: str, words: str) -> bool:
    """Return whether the phrase is all of the words, or as much of them as there was room for."""
    bare, whole = _bare(phrase), _bare(words)
    return bare == whole or (phrase.endswith("…") and bool(bare) and whole.startswith(bare))


def _bare(words: str) -> str:
    return " ".join(words.split()).translate(_SAME_QUOTES).strip(_EDGES).casefold()


_QUOTES = '“”" \n'
_SAME_QUOTES = str.maketrans('“”"', "'" * 3)
_EDGES = "…'‘’,.;:- "
