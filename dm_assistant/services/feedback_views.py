"""Frozen views of what people ask for: themes, replies to read, quotes, and a theme's journey.

Words are strangers' as written, but for quotes, which are cleaned; whoever shows them passes them
through ``domain.text.to_screen``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dm_assistant.domain.feedback import Theme, Weight
from dm_assistant.domain.statistics.figures import Rate
from dm_assistant.services.views import DraftReport


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, cleaned of links and mentions; ``number`` names the message."""

    number: str
    handle: str
    at: datetime
    words: str
    themes: tuple[str, ...] = ()
    post: str = ""


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme with who asked for it and who was told.

    ``telling`` are drafts that wait, ``untold`` people who asked and have no message about it.
    """

    theme: Theme
    weight: Weight
    told: int = 0
    replied: int = 0
    telling: int = 0
    untold: int = 0
    newest: Quote | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """Everything people ask for; ``uncoded`` replies have not been read for it yet.

    ``asked`` people were sent a question for their opinion, ``answered`` of them wrote back, and
    of these ``coded`` have a message that was read.
    """

    themes: tuple[ThemeLine, ...]
    asked: int
    answered: Rate
    coded: Rate
    replies: int
    uncoded: int


@dataclass(frozen=True, slots=True)
class Reply:
    """One message or comment to read for what it asks; ``suggested`` is a theme it resembles."""

    number: str
    handle: str
    at: datetime
    words: str
    asked: str = ""
    asked_at: datetime | None = None
    post: str = ""
    themes: tuple[str, ...] = ()
    coded: bool = False
    suggested: int | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """What a message is coded with after an act; without themes and ``coded``, with nothing."""

    number: str
    handle: str
    themes: tuple[str, ...]
    coded: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What telling those who asked did or would do; ``people`` asked, ``before`` had one."""

    theme: Theme
    people: int
    before: int
    report: DraftReport


@dataclass(frozen=True, slots=True)
class Journey:
    """The way of one theme, from asking to hearing back, with its quotes."""

    line: ThemeLine
    asked: int
    answered: Rate
    coded: Rate
    told: Rate
    replied: Rate
    quotes: tuple[Quote, ...]
