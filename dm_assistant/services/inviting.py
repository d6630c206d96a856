"""Inviting: a public reply asks a person to write a keyword, since their word is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dm_assistant.domain.model import Draft, DraftState, Lane, Purpose
from dm_assistant.domain.rules.standing import lane_of
from dm_assistant.domain.rules.verdict import Stage
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import acts, blanks, drafting, moves, standing, texts, wording
from dm_assistant.services.loading import Watch
from dm_assistant.services.views import Moved
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts, drafts
from dm_assistant.storage.database import Tx, abandon
from dm_assistant.storage.journal import Act


def invite(
    ws: Workspace, ids: Iterable[int], *, extra: Mapping[str, str] | None = None
) -> tuple[Moved, ...]:
    """Write and approve a public reply to each person whose draft lacks only their consent.

    The drafts stay where they are and become allowed once the person has written. One act.
    Raises BadInputError when nothing can be said to them, RefusedError when every reply is held.
    """
    wanted = list(dict.fromkeys(ids))
    library = texts.library(ws)
    ws.secret()
    with ws.database.write() as tx:
        found = drafts.get(tx, wanted)
        missing = [str(each) for each in wanted if each not in found]
        if missing or not wanted:
            raise BadInputError(f"there is no draft {', '.join(missing)}")
        _require_uninvited(tx, ws, [found[each] for each in wanted])
        people = list(dict.fromkeys(found[each].contact_id for each in wanted))
        act = acts.begin(tx, ws, "invite")
        values, answers = blanks.said(library, Purpose.INVITE, None, extra)
        order = drafting.Order(Purpose.INVITE, extra=values, answers=answers)
        maker = drafting.Maker(ws, act, library, order)
        made = maker.make(iter(people), None, Watch())
        if not made:
            raise BadInputError(
                "; ".join(f"@{each.handle}: {each.reason}" for each in maker.left_out)
            )
        results = _approved(act, ws, made)
        if all(moved.refused for moved in results):
            raise RefusedError(results[0].refused, results[0].verdict)
        act.finish(drafts=made, contacts=people)
        standing.refresh(tx, ws, people)
    return tuple(results)


def preview(ws: Workspace, draft_id: int) -> str:
    """Return the public reply that inviting the person of a draft would write; keep nothing.

    Empty where none can be written for them.
    """
    library = texts.library(ws)
    with ws.database.write() as tx:
        found = drafts.get(tx, [draft_id]).get(draft_id)
        if found is None:
            return ""
        act = acts.begin(tx, ws, "invite")
        values, answers = blanks.said(library, Purpose.INVITE, None, None)
        order = drafting.Order(Purpose.INVITE, extra=values, answers=answers)
        made = drafting.Maker(ws, act, library, order).make(iter([found.contact_id]), None, Watch())
        text = drafts.get(tx, made)[made[0]].text if made else ""
        act.finish(drafts=made)
        abandon(tx)
    return text


def _approved(act: Act, ws: Workspace, made: Sequence[int]) -> list[Moved]:
    """Approve the public replies that the gate allows; the others stay as drafts."""
    found = drafts.get(act.tx, made).values()
    people = [draft.contact_id for draft in found]
    known = contacts.by_ids(act.tx, people)
    results = []
    for draft in found:
        handle = known[draft.contact_id].contact.handle
        # Asked anew each time: the replies approved before this one count already.
        verdict = standing.Bench(act.tx, ws, [draft.contact_id]).verdict(draft, Stage.APPROVE)
        if verdict.allowed:
            moves.approve(act, ws, draft)
            results.append(Moved(draft.id, DraftState.APPROVED, handle))
        else:
            refused = wording.refusal(draft, handle, verdict)
            results.append(Moved(draft.id, draft.state, handle, verdict, refused))
    return results


def _require_uninvited(tx: Tx, ws: Workspace, found: Sequence[Draft]) -> None:
    """Refuse to ask in public for what a person has given, or has said no to."""
    bench = standing.Bench(tx, ws, [draft.contact_id for draft in found])
    for draft in found:
        _, _, words = bench.case(draft)
        verdict = bench.verdict(draft)
        if lane_of(verdict, words) is not Lane.INVITE or draft.purpose is Purpose.INVITE:
            raise RefusedError(f"draft {draft.id} lacks no consent that an invitation could bring")
