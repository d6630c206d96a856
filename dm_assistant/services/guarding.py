"""The opt-out guard at work: words that make too many people ask to stop are paused at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dm_assistant.domain.model import Draft, DraftState
from dm_assistant.domain.rules.overrides import reason_flaw
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.statistics.guard import Scope, Stopped, scopes
from dm_assistant.domain.statistics.intervals import guard_trips
from dm_assistant.domain.text import to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, standing
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import drafts, pauses
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

PERCENT = 100


@dataclass(frozen=True, slots=True)
class PausedWords:
    """Words that are paused, and by what numbers."""

    purpose: str
    template: str
    why: Stopped

    def as_json(self) -> dict[str, object]:
        """Return the numbers with what they are about."""
        return {"purpose": self.purpose, "template": self.template, **self.why.as_json()}


def look_after(act: Act, ws: Workspace, contact_id: int) -> list[Draft]:
    """Pause what somebody was written who asks to stop, where they are one too many.

    Called in the transaction that records it. Returns the approved messages in these words, which
    must not leave.
    """
    tripped = [
        scope
        for given in pauses.words_given(act.tx, contact_id)
        for scope in scopes(*given)
        if _trips(act.tx, ws.policy, scope)
    ]
    if not tripped:
        return []
    for scope in tripped:
        counted = pauses.counted(act.tx, scope)
        why = Stopped(*counted, ws.policy.guard_percent, scope.campaign)
        act.detail.setdefault("paused", []).append(pauses.begin(act, scope, why))
    found = pauses.drafts_of(act.tx, tripped, [DraftState.APPROVED.value])
    return list(drafts.get(act.tx, found).values())


def _trips(tx: Tx, policy: Policy, scope: Scope) -> bool:
    if scope in pauses.open_ones(tx):
        return False
    counted = pauses.counted(tx, scope)
    return counted.opt_outs >= policy.guard_opt_outs and (
        counted.opt_outs > pauses.let_go_with(tx, scope)
        and guard_trips(
            *counted,
            limit=policy.guard_percent / PERCENT,
            confidence=policy.guard_sure / PERCENT,
            fewest=policy.guard_opt_outs,
        )
    )


def listing(ws: Workspace) -> tuple[PausedWords, ...]:
    """Return all that is paused."""
    with ws.database.read() as tx:
        return of(pauses.open_ones(tx))


def of(paused: Mapping[Scope, Stopped]) -> tuple[PausedWords, ...]:
    """Return what is paused in lines; what is so everywhere has no line for a campaign."""
    lines = (
        PausedWords(each.purpose, each.template, why)
        for each, why in paused.items()
        if not each.campaign or Scope(each.purpose, each.template) not in paused
    )
    return tuple(sorted(lines, key=lambda each: (each.purpose, each.template, each.why.campaign)))


def resume(ws: Workspace, template: str, reason: str) -> tuple[PausedWords, ...]:
    """Let paused words go on, everywhere, until one more person asks to stop; returns them.

    ``template`` is a name, or purpose/name. Raises BadInputError without a reason.
    """
    flaw = reason_flaw(reason) or unstorable_reason(reason)
    if flaw:
        raise BadInputError(flaw)
    with ws.database.write() as tx:
        found = {
            scope: why
            for scope, why in pauses.open_ones(tx).items()
            if template in {scope.template, f"{scope.purpose}/{scope.template}"}
        }
        if not found:
            raise BadInputError(_not_paused(tx, template))
        act = acts.begin(tx, ws, "resume")
        ended = [
            pauses.end(act, scope, pauses.counted(tx, scope).opt_outs, reason.strip())
            for scope in found
        ]
        act.finish(paused=ended)
        standing.refresh(tx, ws, ())
    return of(found)


def _not_paused(tx: Tx, template: str) -> str:
    known: Iterable[str] = {f"{each.purpose}/{each.template}" for each in pauses.open_ones(tx)}
    return (
        f"{to_screen(template)!r} is not paused; paused are: "
        f"{', '.join(map(to_screen, sorted(known))) or 'none'}"
    )
