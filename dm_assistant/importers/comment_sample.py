"""Looks at the first comments of a file: how its times are to be read, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dm_assistant.importers.aliases import FIELDS
from dm_assistant.importers.mapping import listed
from dm_assistant.importers.spans import span_ago
from dm_assistant.importers.times import Clock, find_clock
from dm_assistant.importers.words import BadValueError, identifier, is_empty, is_rounded

SAMPLE = 200
_IDS = ("comment_id", "post_id", "user_id", "parent_id")
_AT, _ID, _POST_ID, _POST_URL = map(FIELDS.index, ("at", "comment_id", "post_id", "post_url"))
_NO_POST = "the file names no post: its comments stand under none"


@dataclass(slots=True)
class CommentSample:
    """What was seen in the first rows: times with ids, rounded ids, and whether posts are named."""

    times: list[tuple[object, str]] = field(default_factory=list)
    rounded: dict[str, None] = field(default_factory=dict)
    names_posts: bool = False
    rows: int = 0

    def see(self, values: Sequence[object]) -> None:
        """Look at the values of one row, in the order of ``aliases.FIELDS``."""
        self.rows += 1
        try:
            own = identifier(values[_ID], "id")
        except BadValueError:
            own = ""
        self.times.append((values[_AT], own))
        for name in _IDS:
            if is_rounded(values[FIELDS.index(name)]):
                self.rounded[name] = None
        self.names_posts |= not (is_empty(values[_POST_ID]) and is_empty(values[_POST_URL]))

    @property
    def counts_back(self) -> bool:
        """Tell whether any of the times says how long ago it was."""
        return any(type(at) is str and span_ago(at) is not None for at, _ in self.times)

    def clock(self, clock: Clock, since_words: str) -> tuple[Clock, tuple[str, ...]]:
        """Return how the times are to be read, and notes that say so."""
        return find_clock(self.times, clock, since_words=since_words)

    def notes(self, *, post: str) -> tuple[str, ...]:
        """Return what a person should know; ``post`` is the one that stands around the rows."""
        return () if post or self.names_posts or not self.rows else (_NO_POST,)

    def warnings(self, columns: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Return what has been lost on the way; ``columns`` are those of each field."""
        if not self.rounded:
            return ()
        where = listed([columns[name][0] for name in self.rounded if name in columns])
        words = f"a spreadsheet has cut the last digits off ids ({where}), which are left out"
        return (f"{words}; a comment without one gets an id made of its words",)


def sample(rows: Iterable[Sequence[object]]) -> CommentSample:
    """Look at rows, each as its values in the order of ``aliases.FIELDS``."""
    found = CommentSample()
    for values in rows:
        found.see(values)
    return found
