"""Collaborations as they are kept, with what messages and people say of them since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Connection

from dm_assistant.domain.collabs import (
    ENCOURAGING,
    Collab,
    Facts,
    Stage,
    Step,
    Whose,
)
from dm_assistant.domain.model import DraftState, InboundClass, SuppressionReason
from dm_assistant.domain.overlap import Overlap
from dm_assistant.storage import journal
from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.journal import CHUNK, Act
from dm_assistant.storage.tables import METADATA

COLLABS = METADATA.tables["collabs"]
MOVES = METADATA.tables["collab_moves"]
OVERLAPS = METADATA.tables["collab_overlaps"]
DRAFTS = METADATA.tables["drafts"]
INBOUNDS = METADATA.tables["inbounds"]
CONTACTS = METADATA.tables["contacts"]

PART_OF_A_COLLAB = ("collab_moves", "collab_overlaps")


def add(act: Act, contact_id: int, words: dict[str, str]) -> int:
    """Open a collaboration at its beginning and return its id."""
    at = seconds(act.now)
    collab_id = act.insert(
        "collabs",
        contact_id=contact_id,
        stage=Stage.IDEA.value,
        opened_at=at,
        moved_at=at,
        **words,
    )
    note_step(act, collab_id, Step(Stage.IDEA, act.now))
    return collab_id


def change(act: Act, collab_id: int, **values: str | int | None) -> None:
    """Change columns of one collaboration."""
    act.update("collabs", collab_id, **values)


def note_step(act: Act, collab_id: int, step: Step) -> None:
    """Keep in the history that a stage was reached."""
    act.insert("collab_moves", collab_id=collab_id, stage=step.stage.value, at=seconds(step.at))


def last_answer(tx: Connection, pitch_id: int | None) -> int:
    """Return the id of the latest answer to a pitch; 0 while there is none."""
    query = select(func.max(INBOUNDS.c.id)).where(INBOUNDS.c.answers_draft_id == pitch_id)
    return int(tx.execute(query).scalar() or 0)


def get(tx: Connection, collab_id: int) -> Collab | None:
    """Return one collaboration."""
    row = tx.execute(_query().where(COLLABS.c.id == collab_id)).one_or_none()
    return None if row is None else _collab(row)


def every(tx: Connection) -> list[Collab]:
    """Return all collaborations, the one opened first first."""
    return [_collab(row) for row in tx.execute(_query().order_by(COLLABS.c.id))]


def of_contacts(tx: Connection, contact_ids: Iterable[int]) -> list[Collab]:
    """Return these people's collaborations, the one opened first first."""
    wanted = list(dict.fromkeys(contact_ids))
    found: list[Collab] = []
    for start in range(0, len(wanted), CHUNK):
        piece = wanted[start : start + CHUNK]
        query = _query().where(COLLABS.c.contact_id.in_(piece)).order_by(COLLABS.c.id)
        found += [_collab(row) for row in tx.execute(query)]
    return found


def of_pitch(tx: Connection, draft_id: int) -> Collab | None:
    """Return the collaboration that a message pitches."""
    row = tx.execute(_query().where(COLLABS.c.pitch_id == draft_id)).first()
    return None if row is None else _collab(row)


def _query() -> Any:
    said = func.coalesce(INBOUNDS.c.confirmed, INBOUNDS.c.preselected)
    answers = INBOUNDS.c.answers_draft_id == COLLABS.c.pitch_id
    heard = (
        select(INBOUNDS.c.at)
        .where(answers, INBOUNDS.c.id > COLLABS.c.heard_id, said.in_(sorted(ENCOURAGING)))
        .order_by(INBOUNDS.c.at, INBOUNDS.c.id)
        .limit(1)
        .correlate(COLLABS)
        .scalar_subquery()
    )
    answer = (
        select(said)
        .where(answers)
        .order_by(INBOUNDS.c.at.desc(), INBOUNDS.c.id.desc())
        .limit(1)
        .correlate(COLLABS)
        .scalar_subquery()
    )
    return (
        select(
            COLLABS,
            DRAFTS.c.state.label("pitch_state"),
            func.coalesce(DRAFTS.c.sent_at, DRAFTS.c.handed_over_at).label("sent_at"),
            heard.label("heard_at"),
            answer.label("answer"),
            CONTACTS.c.no_contact,
            CONTACTS.c.no_contact_at,
        )
        .join(CONTACTS, CONTACTS.c.id == COLLABS.c.contact_id)
        .outerjoin(DRAFTS, DRAFTS.c.id == COLLABS.c.pitch_id)
    )


def _collab(row: Any) -> Collab:
    return Collab(
        id=row.id,
        contact_id=row.contact_id,
        stage=Stage(row.stage),
        moved_at=moment(row.moved_at),
        opened_at=moment(row.opened_at),
        idea=row.idea,
        i_give=row.i_give,
        they_give=row.they_give,
        terms=row.terms,
        next_step=row.next_step,
        due_on=_day(row.due_on),
        made=row.made,
        made_on=_day(row.made_on),
        review=row.review,
        closed_by=Whose(row.closed_by) if row.closed_by else None,
        closed_why=row.closed_why,
        pitch_id=row.pitch_id,
        facts=Facts(
            pitch_state=None if row.pitch_state is None else DraftState(row.pitch_state),
            sent_at=moment_or_none(row.sent_at),
            heard_at=moment_or_none(row.heard_at),
            answer=None if row.answer is None else InboundClass(row.answer),
            no_contact=None if row.no_contact is None else SuppressionReason(row.no_contact),
            no_contact_at=moment_or_none(row.no_contact_at),
        ),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def steps(tx: Connection, collab_id: int) -> list[Step]:
    """Return the stages that were kept in the history, oldest first."""
    query = select(MOVES).where(MOVES.c.collab_id == collab_id).order_by(MOVES.c.id)
    return [Step(Stage(row.stage), moment(row.at)) for row in tx.execute(query)]


# --- two audiences ---------------------------------------------------------------------------


def add_overlap(act: Act, collab_id: int, overlap: Overlap) -> int:
    """Keep the numbers of a partner's file and return their id."""
    return act.insert(
        "collab_overlaps",
        collab_id=collab_id,
        at=seconds(overlap.at),
        name=overlap.name,
        from_at=seconds(overlap.from_at),
        until_at=seconds(overlap.until_at),
        same_time=int(overlap.same_time),
        shared=overlap.shared,
        theirs=overlap.theirs,
        ours=overlap.ours,
        newcomers=overlap.newcomers,
        newcomers_shared=overlap.newcomers_shared,
    )


def overlaps(tx: Connection, collab_id: int) -> list[Overlap]:
    """Return what was counted for a collaboration, the latest first."""
    query = select(OVERLAPS).where(OVERLAPS.c.collab_id == collab_id)
    return [
        Overlap(
            name=row.name,
            at=moment(row.at),
            from_at=moment(row.from_at),
            until_at=moment(row.until_at),
            same_time=bool(row.same_time),
            shared=row.shared,
            theirs=row.theirs,
            ours=row.ours,
            newcomers=row.newcomers,
            newcomers_shared=row.newcomers_shared,
        )
        for row in tx.execute(query.order_by(OVERLAPS.c.id.desc()))
    ]


# --- erasing ---------------------------------------------------------------------------------


def erase(tx: Connection, contact_id: int) -> int:
    """Delete a person's collaborations whole; returns how many records that were."""
    mine = select(COLLABS.c.id).where(COLLABS.c.contact_id == contact_id)
    ids = list(tx.execute(mine).scalars())
    rows = 0
    for name in PART_OF_A_COLLAB:
        for each in ids:
            journal.forget_images(tx, name, "collab_id", each)
        target = journal.table(name)
        rows += tx.execute(delete(target).where(target.c.collab_id.in_(ids))).rowcount
    return rows + tx.execute(delete(COLLABS).where(COLLABS.c.id.in_(ids))).rowcount
