"""Collaborations: opened, changed, moved from stage to stage, and pitched by a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from dm_assistant.domain import collabs as stages
from dm_assistant.domain.collabs import Collab, Stage, Step, Whose
from dm_assistant.domain.model import (
    NON_COMMERCIAL,
    ConsentKind,
    DraftState,
    Purpose,
    Relation,
)
from dm_assistant.domain.text import clean_message, fold, to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, drafting, moves, pitching, standing, targets
from dm_assistant.services.collab_views import CollabChange, CollabLine, CollabValues, No
from dm_assistant.services.views import DraftReport
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import collabs, consent, contacts, drafts
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

COVERED = NON_COMMERCIAL
"""What having made something together is consent for."""

NOT_GIVEN = CollabValues()
OUR_NO = No()


# --- reading ---------------------------------------------------------------------------------


def board(ws: Workspace) -> tuple[CollabLine, ...]:
    """Return every collaboration, stage by stage, the one longest in its stage first."""
    with ws.database.read() as tx:
        found = lines(tx, ws, collabs.every(tx))
    order = [*stages.LINE, Stage.NO]
    return tuple(sorted(found, key=lambda one: (order.index(one.stage), one.since, one.id)))


def lines(tx: Tx, ws: Workspace, found: list[Collab]) -> list[CollabLine]:
    """Return collaborations as they stand now, with their people."""
    people = contacts.by_ids(tx, [each.contact_id for each in found])
    now = ws.now()
    made = []
    for each in found:
        step, person = stages.reached(each), people[each.contact_id].contact
        made.append(
            CollabLine(
                collab=each,
                handle=person.handle,
                platform=person.platform,
                name=person.name,
                stage=step.stage,
                since=step.at,
                days=stages.days_in(step.at, now),
                warning=stages.warning(each, now, today(ws)),
                closed=stages.why_closed(each),
            )
        )
    return made


def today(ws: Workspace) -> date:
    """Return the day it is for the creator."""
    return ws.now().astimezone(ws.timezone).date()


def known(tx: Tx, collab_id: int) -> Collab:
    """Return a collaboration; raise BadInputError when there is none of this number."""
    found = collabs.get(tx, collab_id)
    if found is None:
        raise BadInputError(f"there is no collaboration {collab_id}")
    return found


# --- opening and changing --------------------------------------------------------------------


def add(ws: Workspace, handle: str, values: CollabValues = NOT_GIVEN) -> CollabChange:
    """Open a collaboration with a person, as an idea."""
    with ws.database.write() as tx:
        contact_id = targets.resolve(tx, handle)
        person = contacts.by_ids(tx, [contact_id])[contact_id].contact
        if person.own:
            raise BadInputError(f"@{to_screen(person.handle)} is your own account")
        texts = _checked(values)
        _require_new(tx, contact_id, texts.get("idea", ""))
        act = acts.begin(tx, ws, "collab_add")
        collab_id = collabs.add(act, contact_id, texts | _days(values))
        act.finish(collabs=[collab_id], contacts=[contact_id])
        return _changed(tx, ws, collab_id, values)


def change(ws: Workspace, collab_id: int, values: CollabValues) -> CollabChange:
    """Change what is said of a collaboration."""
    with ws.database.write() as tx:
        found = known(tx, collab_id)
        act = acts.begin(tx, ws, "collab_set")
        if not _set(act, found, values):
            raise BadInputError("nothing would change: say what is another now")
        act.finish(collabs=[collab_id], contacts=[found.contact_id])
        return _changed(tx, ws, collab_id, values)


def _set(act: Act, found: Collab, values: CollabValues) -> bool:
    """Change the columns that are given; returns whether that is news."""
    texts = _checked(values)
    said = texts | _days(values)
    new = {name: text for name, text in said.items() if text != _kept(found, name)}
    if "idea" in new and stages.reached(found).stage in stages.OPEN:
        _require_new(act.tx, found.contact_id, texts["idea"], but=found.id)
    _require_kept(found, texts)
    if new:
        collabs.change(act, found.id, **new)
    return bool(new)


def _kept(found: Collab, name: str) -> str:
    """Return a text or a day of a collaboration as it is stored."""
    value = getattr(found, name)
    return value.isoformat() if isinstance(value, date) else value or ""


def _require_kept(found: Collab, texts: Mapping[str, str]) -> None:
    """Keep what the stages reached, or a pitch being written, have promised."""
    stage = stages.reached(found).stage
    pitched = stage is not Stage.IDEA or found.pitch_id is not None
    kept = {*stages.NEEDS[stage], *(stages.PROMISE if pitched else ())}
    names = [*stages.PROMISE, "made", "review"]
    lost = tuple(
        each for each in names if each in kept and texts.get(each) == "" and _kept(found, each)
    )
    if lost:
        raise BadInputError(
            f"collaboration {found.id} is {stage}: {stages.in_words(lost)} cannot be left empty"
        )


def _checked(values: CollabValues) -> dict[str, str]:
    """Return the texts that are given as they are kept: each on one line but the longer ones."""
    kept = {}
    for name, text in values.texts().items():
        reason = unstorable_reason(text)
        if reason:
            raise BadInputError(f"{name.replace('_', ' ')} cannot be kept: {reason}")
        cleaned = clean_message(text).strip()
        kept[name] = cleaned if name in {"terms", "review"} else " ".join(cleaned.split())
    problem = stages.too_long(kept)
    if problem:
        raise BadInputError(problem)
    return kept


def _days(values: CollabValues) -> dict[str, str]:
    days = {}
    if values.due_on is not None or values.no_due:
        days["due_on"] = "" if values.due_on is None else values.due_on.isoformat()
    if values.made_on is not None:
        days["made_on"] = values.made_on.isoformat()
    return days


def _require_new(tx: Tx, contact_id: int, idea: str, but: int = 0) -> None:
    """Refuse a second open collaboration of one person on one idea."""
    for each in collabs.of_contacts(tx, [contact_id]):
        is_open = stages.reached(each).stage in stages.OPEN
        if each.id != but and is_open and fold(each.idea) == fold(idea):
            what = f"on this idea: {each.id}" if idea else f"without an idea: {each.id}"
            raise BadInputError(f"there is an open collaboration with them {what}")


def _changed(tx: Tx, ws: Workspace, collab_id: int, values: CollabValues) -> CollabChange:
    [line] = lines(tx, ws, [known(tx, collab_id)])
    notes = []
    if values.due_on is not None and values.due_on < today(ws):
        notes.append(f"{values.due_on} is past: it shows as overdue")
    return CollabChange(line, tuple(notes))


# --- from stage to stage ---------------------------------------------------------------------


def move(
    ws: Workspace,
    collab_id: int,
    stage: Stage,
    values: CollabValues = NOT_GIVEN,
    no: No = OUR_NO,
) -> CollabChange:
    """Move a collaboration to a stage, saying in the same act what that needs.

    Raises BadInputError naming what is missing, or which stages may follow. What is made together
    makes them a collaborator and stands in the consent ledger.
    """
    with ws.database.write() as tx:
        before = known(tx, collab_id)
        act = acts.begin(tx, ws, "collab_move")
        _set(act, before, values)
        found = known(tx, collab_id)
        _require_may(found, stage)
        unsent = _take_pitch_back(act, found, stage)
        if stage is Stage.MADE and found.made_on is None:
            collabs.change(act, collab_id, made_on=today(ws).isoformat())
        if stage is Stage.MADE:
            _require_past(ws, known(tx, collab_id))
        _step(act, found, stage, no)
        notes = _made(act, ws, known(tx, collab_id)) if stage is Stage.MADE else ()
        act.finish(collabs=[collab_id], contacts=[found.contact_id], stage=stage.value)
        standing.refresh(tx, ws, [found.contact_id])
        changed = _changed(tx, ws, collab_id, values)
    advice = _advice(changed.line, stage, no)
    return replace(changed, notes=(*changed.notes, *unsent, *notes, *advice))


def _require_may(found: Collab, stage: Stage) -> None:
    at = stages.reached(found).stage
    if at is stage:
        raise BadInputError(f"collaboration {found.id} is {stage} already")
    if at is Stage.NO and found.facts.no_contact is not None:
        raise BadInputError(f"collaboration {found.id} is over: {stages.why_closed(found)}")
    if stage not in stages.FOLLOWS[at]:
        order = [*stages.LINE, Stage.NO]
        able = ", ".join(each for each in order if each in stages.FOLLOWS[at]) or "nothing"
        raise BadInputError(
            f"collaboration {found.id} is {at} and cannot become {stage}; what may follow: {able}"
        )
    lacking = stages.missing(found, stage)
    if lacking:
        options = {"terms": "--terms … (or --next … --due DAY)"}
        asked = " ".join(options.get(each, f"--{each.replace('_', '-')} …") for each in lacking)
        raise BadInputError(
            f"collaboration {found.id} cannot become {stage}: {stages.in_words(lacking)} "
            f"is missing (collabs set {found.id} {asked})"
        )


def _take_pitch_back(act: Act, found: Collab, stage: Stage) -> tuple[str, ...]:
    """Have a pitch that has not left go no more: it would propose what is past that already."""
    waiting = drafts.get(act.tx, [found.pitch_id or 0]).get(found.pitch_id or 0)
    if waiting is None or waiting.state not in (*drafts.OPEN, DraftState.APPROVED):
        return ()
    if stage is Stage.PITCHED:
        raise BadInputError(
            f"draft {waiting.id} pitches it: it becomes pitched when that is sent; "
            f"pitched in another way, skip {waiting.id} first"
        )
    moves.withdraw(act, waiting, DraftState.CANCELLED)
    return (f"draft {waiting.id}, its pitch, is taken back",)


def _require_past(ws: Workspace, found: Collab) -> None:
    if found.made_on is not None and found.made_on > today(ws):
        raise BadInputError(f"{found.made_on} is still to come: it is made from that day on")


def _step(act: Act, found: Collab, stage: Stage, no: No) -> None:
    """Set the stage; what came by itself before it becomes part of the history."""
    for each in stages.by_itself(found):
        collabs.note_step(act, found.id, each)
    anew = {"pitch_id": None} if stage is Stage.IDEA else {}
    collabs.change(
        act,
        found.id,
        stage=stage.value,
        moved_at=seconds(act.now),
        closed_by=no.whose.value if stage is Stage.NO else "",
        closed_why=_why(no) if stage is Stage.NO else "",
        heard_id=collabs.last_answer(act.tx, found.pitch_id),
        **anew,
    )
    collabs.note_step(act, found.id, Step(stage, act.now))


def _why(no: No) -> str:
    reason = unstorable_reason(no.why)
    why = " ".join(clean_message(no.why).split())
    problem = reason or stages.too_long({"closed_why": why})
    if problem:
        raise BadInputError(f"the reason cannot be kept: {problem}")
    return why


def _made(act: Act, ws: Workspace, found: Collab) -> tuple[str, ...]:
    """Have the ledger and the person say that something was made together."""
    person = contacts.by_ids(act.tx, [found.contact_id])[found.contact_id].contact
    day = found.made_on or today(ws)
    began = datetime.combine(day, time(), tzinfo=ws.timezone)
    consent.append(
        act,
        consent.Entry(
            contact_id=found.contact_id,
            platform=person.platform,
            purposes=COVERED,
            kind=ConsentKind.COLLABORATION,
            event_at=min(began, act.now),
            words=f"made together on {day}: {found.idea}",
            where=f"collaboration {found.id}",
            handle_seen=person.handle,
        ),
    )
    if person.relation is Relation.FAN:
        act.adjust("contacts", found.contact_id, relation=Relation.COLLABORATOR.value)
    return ("it counts as consent to thanks, feedback and collab messages for 24 months",)


def _advice(line: CollabLine, stage: Stage, no: No) -> tuple[str, ...]:
    """Say what the creator may want to do besides; nothing is done silently."""
    if stage is Stage.NO and no.whose is Whose.THEIRS:
        how = f"reply {line.handle} --text …"
        return (f"if they wrote it, log their words ({how}) and class them as soft_no",)
    return ()


# --- pitching --------------------------------------------------------------------------------


def pitch(ws: Workspace, collab_id: int) -> DraftReport:
    """Draft the message that pitches a collaboration; the gate's verdict comes with it."""
    with ws.database.read() as tx:
        found = known(tx, collab_id)
        [line] = lines(tx, ws, [found])
    if line.stage is not Stage.IDEA:
        raise BadInputError(f"collaboration {collab_id} is {line.stage}: a pitch begins an idea")
    if stages.missing(found, Stage.PITCHED):
        raise BadInputError(f"collaboration {collab_id}: {pitching.lacks(found)}")
    said = {name: getattr(found, name) for name in stages.PROMISE}
    report = drafting.make(ws, Purpose.COLLAB, names=[line.named], extra=said)
    if not report.drafts:
        raise BadInputError(
            "; ".join(
                f"no pitch to @{to_screen(one.handle)}: {one.reason}" for one in report.left_out
            )
        )
    return report
