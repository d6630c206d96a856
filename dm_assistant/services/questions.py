"""Open questions about messages: listed with the words side by side, and answered as one act."""

from __future__ import annotations

from typing import NamedTuple

from dm_assistant.domain.model import DraftState
from dm_assistant.domain.questions import Answer
from dm_assistant.domain.reconciling import Left, Message, Reply, answers
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, adopting, standing
from dm_assistant.services.reconciled import CandidateLine, QuestionLine
from dm_assistant.services.reconciling import SAID_SENT
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import drafts, questions, reconciling
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act
from dm_assistant.storage.questions import Candidate, Question

NAME = "reconcile"


class Answered(NamedTuple):
    """The draft a question was about, and what became of it."""

    draft: int
    state: DraftState


def asked(ws: Workspace) -> tuple[QuestionLine, ...]:
    """Return what is open, the oldest question first."""
    with ws.database.read() as tx:
        return asked_in(tx)


def asked_in(tx: Tx) -> tuple[QuestionLine, ...]:
    """Return what is open, within a transaction."""
    found = questions.asked(driver(tx))
    names = reconciling.handles(driver(tx), {each.contact_id for each in found})
    words = drafts.get(tx, [each.draft_id for each in found])
    return tuple(
        QuestionLine(
            id=each.id,
            handle=names.get(each.contact_id, ""),
            kind=each.kind,
            draft=each.draft_id,
            text=words[each.draft_id].text,
            covered=each.covered,
            said_sent=words[each.draft_id].state in SAID_SENT,
            candidates=tuple(CandidateLine(*one) for one in each.candidates),
        )
        for each in found
    )


def answer_is(ws: Workspace, question_id: int, candidate_id: int) -> Answered:
    """Say that a message is the draft: it went out then, in those words."""
    with ws.database.write() as tx:
        question = _require(tx, question_id)
        candidate = next((one for one in question.candidates if one.id == candidate_id), None)
        if candidate is None:
            known = ", ".join(str(one.id) for one in question.candidates)
            raise BadInputError(
                f"question {question_id} is not about message {candidate_id}; "
                + (f"its messages are {known}" if known else "there is no message to choose")
            )
        if not reconciling.campaign_is_free(driver(tx), question.draft_id):
            raise BadInputError(
                f"message {question.draft_id} has a later one in its place in the campaign"
            )
        act = acts.begin(tx, ws, NAME)
        _adopt(act, question, candidate)
        return _finish(act, ws, question, Answer.IS)


def answer_none(ws: Workspace, question_id: int) -> Answered:
    """Say that none of the messages is the draft: where the export would have it, it was not sent.

    Else the draft stays as it was.
    """
    with ws.database.write() as tx:
        question = _require(tx, question_id)
        act = acts.begin(tx, ws, NAME)
        if question.covered:
            draft = reconciling.one(driver(tx), question.draft_id)
            other = reconciling.answered_otherwise(driver(tx), draft)
            adopting.not_sent(act.update, draft, answered_at=other)
        return _finish(act, ws, question, Answer.NONE)


def answer_sent(ws: Workspace, question_id: int) -> Answered:
    """Say that a message went out, although the export does not have it: it stays as it was."""
    with ws.database.write() as tx:
        question = _require(tx, question_id)
        draft = reconciling.one(driver(tx), question.draft_id)
        if draft.state not in SAID_SENT:
            raise BadInputError(
                f"message {draft.id} was only handed over; if it went out, say "
                f"'dm-assistant sent {draft.id}'"
            )
        act = acts.begin(tx, ws, NAME)
        return _finish(act, ws, question, Answer.SENT)


def _require(tx: Tx, question_id: int) -> Question:
    for each in questions.asked(driver(tx)):
        if each.id == question_id:
            return each
    raise BadInputError(f"there is no open question {question_id}; see 'dm-assistant reconcile'")


def _adopt(act: Act, question: Question, candidate: Candidate) -> None:
    db = driver(act.tx)
    draft = reconciling.one(db, question.draft_id)
    adopting.adopt(act.update, draft, Message(candidate.id, candidate.at, candidate.text))
    adopting.withdraw(act.update, candidate.id)
    out = {each.id: each for each in reconciling.outgoing(db, [question.contact_id])}
    whose = [question.contact_id]
    loose = reconciling.untied(db, 0, whose, whose)
    left = [
        Left(each.id, adopting.left_at(each), adopting.surely_left(each)) for each in out.values()
    ]
    first: dict[int, int] = {}
    replies = [Reply(each.id, each.at) for each in loose]
    at = {each.id: each.at for each in loose}
    for reply_id, draft_id in answers(left, replies):
        act.update("inbounds", reply_id, answers_draft_id=draft_id)
        first.setdefault(draft_id, reply_id)
    for draft_id, reply_id in first.items():
        adopting.replied(act.update, out[draft_id], at[reply_id])


def _finish(act: Act, ws: Workspace, question: Question, answer: Answer) -> Answered:
    act.update("questions", question.id, answer=answer.value, answered_at=seconds(act.now))
    act.finish(drafts=[question.draft_id], contacts=[question.contact_id], questions=[question.id])
    drafts.give_again(act.tx, [question.draft_id])
    standing.refresh(act.tx, ws, [question.contact_id])
    draft = drafts.get(act.tx, [question.draft_id])[question.draft_id]
    return Answered(draft.id, draft.state)
