"""Weighing words while they are typed: what the gate would say of them; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dm_assistant.domain.model import Draft, DraftState, Purpose, Source
from dm_assistant.domain.rules import gate
from dm_assistant.domain.rules.verdict import Finding, Status, Verdict
from dm_assistant.domain.text import clean_message
from dm_assistant.errors import BadInputError
from dm_assistant.services import rewriting, standing
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import inbounds, journal
from dm_assistant.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a message may be; a first one has two limits in characters, others none."""

    bytes: int
    best: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """Words as they would be sent, the verdict on them, and as what purpose they count.

    ``sources`` are those whose phrases stand in the text.
    """

    text: str
    verdict: Verdict
    purpose: Purpose
    limits: Limits
    sources: tuple[Source, ...] = ()

    @property
    def against(self) -> tuple[Finding, ...]:
        """Return what the rules about words have against it, worst first."""
        return tuple(each for each in self.verdict.reasons if each.rule in gate.WORD_RULES)

    @property
    def must_change(self) -> bool:
        """Return whether the words cannot be sent as they are, whenever and whatever else."""
        return any(each.status is Status.FIX for each in self.against)

    @property
    def bytes(self) -> int:
        """Return how large it is for the platform."""
        return len(self.text.encode("utf-8", "surrogatepass"))


Weigh = Callable[[str], Weighed]
"""Says what the rules find in a text; called off the event loop."""


class Scales:
    """What the gate says of one message as its words change.

    What others were given is the same until the next act: it is read once, not at every key.
    """

    def __init__(self, ws: Workspace, message: Callable[[Tx], Draft]) -> None:
        self._ws = ws
        self._message = message
        self._known: tuple[object, standing.Others | None] = ("", None)

    def weigh(self, text: str) -> Weighed:
        """Return what the gate would say of these words now.

        Raises BadInputError where there is no such message any more, or it has left.
        """
        with self._ws.database.read() as tx:
            draft = self._message(tx)
            worded = replace(draft, text=clean_message(text))
            head = journal.head(tx)["hash"]
            others = self._known[1] if self._known[0] == head else None
            bench = standing.Bench(tx, self._ws, [draft.contact_id], others=others)
            case = bench.put(worded)
            verdict = gate.verdict_of(gate.judge(case))
            self._known = (head, bench.others)
        policy = bench.policy
        limits = Limits(policy.message_bytes)
        if case.first_contact:
            limits = replace(limits, best=policy.first_contact_warn, most=policy.first_contact_fix)
        said = tuple(each for each in worded.sources if each.phrase in worded.text)
        return Weighed(worded.text, verdict, case.purpose, limits, said)


def try_edit(ws: Workspace, draft_id: int, text: str) -> Weighed:
    """Return what the gate would say after an edit; raises BadInputError where edit would."""
    return of_draft(ws, draft_id).weigh(rewriting.sendable(text))


def of_draft(ws: Workspace, draft_id: int) -> Scales:
    """Return scales for the words of a draft."""
    return Scales(ws, lambda tx: rewriting.open_draft(tx, draft_id))


def of_answer(ws: Workspace, inbound_id: int) -> Scales:
    """Return scales for the words of an answer to a message of theirs."""

    def message(tx: Tx) -> Draft:
        inbound = inbounds.get(tx, inbound_id)
        if inbound is None:
            raise BadInputError(f"there is no message {inbound_id}")
        account = ws.account(inbound.platform)
        return Draft(
            id=0,
            contact_id=inbound.contact_id,
            account_id=account.id,
            purpose=Purpose.ANSWER,
            template="",
            version="",
            language=account.language,
            text="",
            state=DraftState.DRAFTED,
            created_at=ws.now(),
        )

    return Scales(ws, message)
