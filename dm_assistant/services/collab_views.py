"""What the use cases of collaborations hand to the front ends, with words as they were written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dm_assistant.domain.collabs import Collab, Stage, Step, Whose
from dm_assistant.domain.model import DraftState, InboundClass, Platform
from dm_assistant.domain.overlap import Overlap


@dataclass(frozen=True, slots=True)
class CollabLine:
    """One collaboration as it stands now; ``warning`` says that it ages, ``closed`` whose no."""

    collab: Collab
    handle: str
    platform: Platform
    name: str
    stage: Stage
    since: datetime
    days: int
    warning: str = ""
    closed: str = ""

    @property
    def id(self) -> int:
        """Return the number of the collaboration."""
        return self.collab.id

    @property
    def named(self) -> str:
        """Return the person as a command takes them."""
        return f"{self.platform.value}:{self.handle}"

    @property
    def pitch_state(self) -> DraftState | None:
        """Return what became of the message that pitches it."""
        return self.collab.facts.pitch_state

    @property
    def answer(self) -> InboundClass | None:
        """Return the class of the latest answer to the pitch."""
        return self.collab.facts.answer


@dataclass(frozen=True, slots=True)
class CollabChange:
    """What became of a collaboration, and what the creator should know of it."""

    line: CollabLine
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A message between the two: ours, or theirs."""

    at: datetime
    theirs: bool
    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class Span:
    """How many people wrote for the first time in so many days."""

    days: int
    newcomers: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the account around the day, added up over the days that have it.

    ``most`` is how many days there are on each side.
    """

    name: str
    before: int | None
    before_days: int
    after: int | None
    after_days: int
    most: int


@dataclass(frozen=True, slots=True)
class Brought:
    """What came after a collaboration was made; ``before`` and ``after`` are equally long.

    ``comments`` and ``people`` wrote under the post itself, ``None`` where it is not known here.
    ``known_until`` is the newest comment that was imported.
    """

    made_on: date
    before: Span
    after: Span
    figures: tuple[Figure, ...] = ()
    comments: int | None = None
    people: int | None = None
    known_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CollabDetail:
    """One collaboration in full."""

    line: CollabLine
    history: tuple[Step, ...]
    messages: tuple[Said, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    brought: Brought | None = None


@dataclass(frozen=True, slots=True)
class CollabValues:
    """What is to be changed of a collaboration; ``None`` leaves it as it is."""

    idea: str | None = None
    i_give: str | None = None
    they_give: str | None = None
    terms: str | None = None
    next_step: str | None = None
    due_on: date | None = None
    no_due: bool = False
    made: str | None = None
    made_on: date | None = None
    review: str | None = None

    def texts(self) -> dict[str, str]:
        """Return the texts that are given, by name."""
        names = ("idea", "i_give", "they_give", "terms", "next_step", "made", "review")
        return {name: value for name in names if (value := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True)
class No:
    """Whose no it is, and why."""

    whose: Whose = Whose.OURS
    why: str = ""
