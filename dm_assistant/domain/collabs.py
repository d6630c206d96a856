"""Collaborations: their stages, which may follow which and what each needs, and when one ages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dm_assistant.domain.model import DraftState, InboundClass, SuppressionReason
from dm_assistant.domain.templates.variables import VARIABLES


class Stage(StrEnum):
    """How far a collaboration is."""

    IDEA = "idea"
    PITCHED = "pitched"
    TALKING = "talking"
    AGREED = "agreed"
    MADE = "made"
    REVIEWED = "reviewed"
    NO = "no"


class Whose(StrEnum):
    """Who said no."""

    OURS = "ours"
    THEIRS = "theirs"


LINE = (Stage.IDEA, Stage.PITCHED, Stage.TALKING, Stage.AGREED, Stage.MADE, Stage.REVIEWED)
"""The way a collaboration goes, from beginning to end."""

OPEN = frozenset({Stage.IDEA, Stage.PITCHED, Stage.TALKING, Stage.AGREED})
"""Stages in which something is still to come of it."""

FOLLOWS: dict[Stage, frozenset[Stage]] = {
    Stage.IDEA: frozenset({Stage.PITCHED, Stage.TALKING, Stage.NO}),
    Stage.PITCHED: frozenset({Stage.IDEA, Stage.TALKING, Stage.AGREED, Stage.NO}),
    Stage.TALKING: frozenset({Stage.PITCHED, Stage.AGREED, Stage.NO}),
    Stage.AGREED: frozenset({Stage.TALKING, Stage.MADE, Stage.NO}),
    Stage.MADE: frozenset({Stage.REVIEWED}),
    Stage.REVIEWED: frozenset(),
    Stage.NO: frozenset({Stage.IDEA}),
}
"""The stages that may come next; what was made stays made, but for ``undo``."""

PROMISE = ("idea", "i_give", "they_give")
"""What a pitch has to say; the names are those of the template variables."""

NEEDS: dict[Stage, tuple[str, ...]] = {
    Stage.IDEA: (),
    Stage.PITCHED: PROMISE,
    Stage.TALKING: ("idea",),
    Stage.AGREED: PROMISE,
    Stage.MADE: ("made",),
    Stage.REVIEWED: ("review",),
    Stage.NO: (),
}

WORDS = {
    "idea": "the idea",
    "i_give": "what you give",
    "they_give": "what they give",
    "terms": "terms, or a next step with its day",
    "made": "what was made (its title or link)",
    "review": "a line on how it went",
}
"""What is missing, as it is asked for."""

LONGEST = {
    **{name: VARIABLES[name].longest for name in PROMISE},
    "terms": 1_000,
    "next_step": 120,
    "made": 300,
    "review": 1_000,
    "closed_why": 300,
}
"""Characters that each text may have; the words of a pitch stand whole in a message."""

PATIENCE = {
    Stage.PITCHED: timedelta(days=14),
    Stage.TALKING: timedelta(days=14),
    Stage.AGREED: timedelta(days=30),
}
"""So long nothing may move, without a day set for the next step, before it is marked."""

ENCOURAGING = frozenset({InboundClass.POSITIVE, InboundClass.QUESTION})
"""Answers to a pitch that make it a talk; every other one leaves it where it is."""

LEFT = frozenset({DraftState.SENT, DraftState.IN_REQUESTS, DraftState.SEEN, DraftState.REPLIED})
"""States of a pitch that surely left."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What else is known: the pitch, what answered it, and whether they may be messaged.

    ``heard_at`` is when the first encouraging answer came that the creator has not moved past;
    ``answer`` the class of the last one of any kind.
    """

    pitch_state: DraftState | None = None
    sent_at: datetime | None = None
    heard_at: datetime | None = None
    answer: InboundClass | None = None
    no_contact: SuppressionReason | None = None
    no_contact_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Collab:
    """A collaboration as the creator left it; ``facts`` may have brought it further since.

    Days are the creator's. ``pitch_id`` is the message that pitches it.
    """

    id: int
    contact_id: int
    stage: Stage
    moved_at: datetime
    opened_at: datetime
    idea: str = ""
    i_give: str = ""
    they_give: str = ""
    terms: str = ""
    next_step: str = ""
    due_on: date | None = None
    made: str = ""
    made_on: date | None = None
    review: str = ""
    closed_by: Whose | None = None
    closed_why: str = ""
    pitch_id: int | None = None
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that was reached, and when."""

    stage: Stage
    at: datetime


def by_itself(collab: Collab) -> tuple[Step, ...]:
    """Return the stages reached since the creator's last move.

    The pitch left, they answered it, or they are never to be messaged.
    """
    steps: list[Step] = []
    facts, stage = collab.facts, collab.stage
    left = facts.pitch_state in LEFT
    if stage is Stage.IDEA and left and facts.sent_at is not None:
        stage = Stage.PITCHED
        steps.append(Step(stage, facts.sent_at))
    if stage is Stage.PITCHED and left and facts.heard_at is not None:
        stage = Stage.TALKING
        steps.append(Step(stage, facts.heard_at))
    if stage in OPEN and facts.no_contact is not None and facts.no_contact_at is not None:
        steps.append(Step(Stage.NO, facts.no_contact_at))
    return tuple(steps)


def reached(collab: Collab) -> Step:
    """Return the stage a collaboration is in now, and since when."""
    return ([Step(collab.stage, collab.moved_at), *by_itself(collab)])[-1]


def why_closed(collab: Collab) -> str:
    """Say whose no it was and why; empty while there is none."""
    if collab.stage is Stage.NO:
        whose = "theirs" if collab.closed_by is Whose.THEIRS else "yours"
        return f"{whose}: {collab.closed_why}" if collab.closed_why else whose
    if reached(collab).stage is Stage.NO and collab.facts.no_contact is not None:
        reason = collab.facts.no_contact.value.replace("_", " ")
        return f"they are never to be messaged ({reason})"
    return ""


def missing(collab: Collab, stage: Stage) -> tuple[str, ...]:
    """Return the names of what a stage needs and nobody has said yet."""
    found = [name for name in NEEDS[stage] if not getattr(collab, name)]
    dated = bool(collab.next_step) and collab.due_on is not None
    if stage is Stage.AGREED and not (collab.terms or dated):
        found.append("terms")
    return tuple(found)


def in_words(names: tuple[str, ...]) -> str:
    """Return missing things as a list in words."""
    said = [WORDS[name] for name in names]
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)


def next_stage(stage: Stage) -> Stage | None:
    """Return the stage after one on its way; after a no the idea is taken up again."""
    if stage is Stage.NO:
        return Stage.IDEA
    place = LINE.index(stage) + 1
    return LINE[place] if place < len(LINE) else None


def stage_before(stage: Stage) -> Stage | None:
    """Return the stage before one, where it may go back."""
    if stage is Stage.NO or stage is Stage.IDEA:
        return None
    before = LINE[LINE.index(stage) - 1]
    return before if before in FOLLOWS[stage] else None


def days_in(since: datetime, now: datetime) -> int:
    """Return the whole days since a moment, never less than none."""
    return max(0, (now - since).days)


def warning(collab: Collab, now: datetime, today: date) -> str:
    """Say that the next step is overdue or that nothing moves; empty while all is well."""
    step = reached(collab)
    if step.stage not in OPEN:
        return ""
    if collab.due_on is not None and collab.due_on < today:
        late = (today - collab.due_on).days
        return f"overdue by {late} day{'' if late == 1 else 's'}"
    still = now - step.at
    waiting = collab.due_on is None and still >= PATIENCE.get(step.stage, timedelta.max)
    return f"no move for {still.days} days" if waiting else ""


def too_long(values: Mapping[str, str]) -> str | None:
    """Say which text has too many characters, if any."""
    for name, text in values.items():
        most = LONGEST[name]
        if len(text) > most:
            shown = name.replace("_", " ")
            return f"{shown} has {len(text):,} characters; at most {most:,}"
    return None
