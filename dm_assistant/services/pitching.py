"""Pitching: what a message that proposes a collaboration promises, and that it promises enough.

The idea and what each side gives come from the collaboration with this very person, never from the
settings; without all three there is no pitch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from dm_assistant.domain import collabs as stages
from dm_assistant.domain.collabs import PROMISE, Collab, Stage
from dm_assistant.domain.model import Draft, Purpose
from dm_assistant.domain.rules.verdict import Finding, Status, Verdict
from dm_assistant.domain.templates.model import Template
from dm_assistant.errors import BadInputError
from dm_assistant.storage import collabs, drafts
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

HOW = "collabs add HANDLE --idea … --i-give … --they-give …"


class Pitches:
    """The collaborations behind the messages of one order; without effect for other purposes.

    ``said`` are values that the order itself gives. With all three of a pitch a collaboration is
    opened for whoever has none like it, in the same act.
    """

    def __init__(self, act: Act, purpose: Purpose, said: Mapping[str, str] | None) -> None:
        self.act = act
        self.wanted = {name: (said or {}).get(name, "").strip() for name in PROMISE}
        self.pitches = purpose is Purpose.COLLAB

    def lacking(self, contact_id: int) -> str:
        """Say why there can be no pitch to a person; empty where there can."""
        if not self.pitches or self._of(contact_id) is not None or all(self.wanted.values()):
            return ""
        begun = [each for each in self._ideas(contact_id) if self._fits(each)]
        if not begun:
            return f"no collaboration with an idea and what each of you gives ({HOW})"
        return lacks(begun[0])

    def values(self, contact_id: int) -> dict[str, str]:
        """Return what the message may say of the collaboration."""
        if not self.pitches:
            return {}
        found = self._of(contact_id)
        if found is None:
            return dict(self.wanted)
        return {name: getattr(found, name) for name in PROMISE}

    def concrete_first(self, choices: Sequence[Template]) -> list[Template]:
        """Return variants with those that say the idea before those that leave it open."""
        if not self.pitches:
            return list(choices)
        return sorted(choices, key=lambda each: not _IDEA.search(each.body))

    def link(self, made: Mapping[int, int]) -> None:
        """Have each collaboration know its message; ``made`` are draft ids by person."""
        for contact_id, draft_id in made.items() if self.pitches else ():
            found = self._of(contact_id)
            collab_id = self._open(contact_id) if found is None else found.id
            collabs.change(self.act, collab_id, pitch_id=draft_id)

    def _open(self, contact_id: int) -> int:
        problem = stages.too_long(self.wanted)
        if problem:
            raise BadInputError(problem)
        return collabs.add(self.act, contact_id, self.wanted)

    def _of(self, contact_id: int) -> Collab | None:
        """Return the collaboration to be pitched: the one whose message is being written first."""
        ready = [
            each
            for each in self._ideas(contact_id)
            if self._fits(each) and not stages.missing(each, Stage.PITCHED)
        ]
        ready.sort(key=lambda each: each.facts.pitch_state not in _WRITING)
        return ready[0] if ready else None

    def _ideas(self, contact_id: int) -> list[Collab]:
        return [
            each
            for each in self._known.get(contact_id, [])
            if stages.reached(each).stage is Stage.IDEA
        ]

    def _fits(self, collab: Collab) -> bool:
        return all(
            getattr(collab, name) == wanted for name, wanted in self.wanted.items() if wanted
        )

    @cached_property
    def _known(self) -> dict[int, list[Collab]]:
        """Return all collaborations by person; there are few, whoever is to be written to."""
        found: dict[int, list[Collab]] = {}
        for each in collabs.every(self.act.tx):
            found.setdefault(each.contact_id, []).append(each)
        return found


_WRITING = frozenset(drafts.ALIVE)
_IDEA = re.compile(r"\{\{\W*idea\b")


def lacks(collab: Collab) -> str:
    """Say what a collaboration lacks for a pitch, and how to say it."""
    names = stages.missing(collab, Stage.PITCHED)
    options = " ".join(f"--{name.replace('_', '-')} …" for name in names)
    return f"{stages.in_words(names)} is missing (collabs set {collab.id} {options})"


def stage_words(tx: Tx, draft_id: int | None) -> str:
    """Say in which stage the collaboration is that a message pitches; empty for other messages."""
    found = None if draft_id is None else collabs.of_pitch(tx, draft_id)
    if found is None:
        return ""
    return f"collaboration {found.id} is {stages.reached(found).stage} now"


def refusal(tx: Tx, draft: Draft) -> Verdict | None:
    """Return why a pitch may not be approved although no rule is against it; None when it may."""
    if draft.purpose is not Purpose.COLLAB:
        return None
    found = collabs.of_pitch(tx, draft.id)
    if found is None:
        detail = "A pitch needs an idea and what each of you gives: it belongs to no collaboration."
        return _vague(detail, f"skip it, {HOW}, and draft again")
    stage = stages.reached(found).stage
    if stage is not Stage.IDEA:
        return _vague(f"Collaboration {found.id} is {stage}: a pitch begins an idea.", "skip it")
    if stages.missing(found, Stage.PITCHED):
        detail = f"A pitch needs an idea and what each of you gives: {lacks(found)}."
        return _vague(detail, lacks(found))
    return None


def _vague(detail: str, unlock: str) -> Verdict:
    return Verdict(Status.FIX, (Finding("unfilled", Status.FIX, detail),), unlock=unlock)
