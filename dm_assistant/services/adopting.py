"""What becomes of a draft when its true fate is known: sent as it was, not sent, or answered.

Each takes the way in which rows are changed: an import keeps what it can be taken back to, an act
what ``undo`` puts back.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from dm_assistant.domain.model import CodeState, DraftState, ReadState, TouchState
from dm_assistant.domain.reconciling import NOT_SENT, Message
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.reconciling import Out


class Change(Protocol):
    """Changes columns of one row, keeping what they were."""

    def __call__(self, table: str, row_id: int, /, **after: str | int | None) -> None:
        """Change the row."""


def left_at(draft: Out) -> datetime:
    """Return when a message left, as far as is known."""
    return draft.sent_at or draft.out_at


def surely_left(draft: Out) -> bool:
    """Return whether somebody or something says that a message left."""
    return draft.found or draft.state is not DraftState.HANDED_OVER


def adopt(change: Change, draft: Out, message: Message, *, in_requests: bool = False) -> None:
    """Take a message of the export for what became of a draft: its time, and its words."""
    values: dict[str, str | int | None] = {
        "sent_at": seconds(message.at),
        "found_at": seconds(message.at),
    }
    values["sent_text"] = "" if message.text == draft.text else message.text
    state = _state(draft.state, in_requests=in_requests)
    if state is not draft.state:
        values["state"] = state.value
    if draft.state is DraftState.COULD_NOT_SEND:
        values["could_not"] = ""
    change("drafts", draft.id, **values)
    if draft.touch_id is not None:
        change("touches", draft.touch_id, state=TouchState.SENT.value, at=seconds(message.at))
    # The code of one that was thought unsent went back; it is given unless it is somebody else's.
    free = draft.code_state == CodeState.FREE
    theirs = draft.code_state == CodeState.RESERVED and draft.code_of in (None, draft.contact_id)
    if draft.code_id is not None and (free or theirs):
        change(
            "codes",
            draft.code_id,
            state=CodeState.GIVEN.value,
            contact_id=draft.contact_id,
            given_at=seconds(message.at),
        )


def _state(state: DraftState, *, in_requests: bool) -> DraftState:
    if in_requests and state in (
        DraftState.HANDED_OVER,
        DraftState.SENT,
        DraftState.COULD_NOT_SEND,
    ):
        return DraftState.IN_REQUESTS
    if state in (DraftState.HANDED_OVER, DraftState.COULD_NOT_SEND):
        return DraftState.SENT
    return state


def unanswered(change: Change, draft: Out, left: datetime | None) -> Out:
    """Take back that a message was answered, but for an answer that is left; return it as it is."""
    if left is not None:
        change("drafts", draft.id, replied_at=seconds(left))
        return draft._replace(replied_at=left)
    state = DraftState.SEEN if draft.seen else DraftState.SENT
    read = ReadState.READ if draft.seen else ReadState.UNKNOWN
    change("drafts", draft.id, state=state.value, replied_at=None, read_state=read.value)
    return draft._replace(state=state, replied_at=None)


def withdraw(change: Change, touch_id: int) -> None:
    """Have a message that was counted as one outside the program count no more: it is a draft."""
    change("touches", touch_id, state=TouchState.WITHDRAWN.value)


def not_sent(change: Change, draft: Out, *, answered_at: int | None = None) -> None:
    """Take back what was handed over and not sent: the slot, the place and the code are free.

    ``answered_at`` is when another message answered what it was to answer, in Unix seconds.
    """
    change(
        "drafts",
        draft.id,
        state=DraftState.COULD_NOT_SEND.value,
        could_not=NOT_SENT,
        sent_at=None,
    )
    if draft.touch_id is not None:
        change("touches", draft.touch_id, state=TouchState.WITHDRAWN.value)
    if draft.code_id is not None and draft.code_state in (CodeState.RESERVED, CodeState.GIVEN):
        change("codes", draft.code_id, state=CodeState.FREE.value, contact_id=None, given_at=None)
    if draft.answers is not None:
        change("inbounds", draft.answers, answered_at=answered_at)


def replied(change: Change, draft: Out, at: datetime) -> bool:
    """Note that a message got an answer: it was sent and read; returns whether that is news."""
    if draft.state is DraftState.REPLIED:
        news = draft.replied_at is not None and at < draft.replied_at
        if news:
            change("drafts", draft.id, replied_at=seconds(at))
        return news
    change(
        "drafts",
        draft.id,
        state=DraftState.REPLIED.value,
        replied_at=seconds(at),
        sent_at=seconds(left_at(draft)),
        read_state=ReadState.READ.value,
    )
    if draft.touch_id is not None and draft.touch_state != TouchState.SENT:
        change("touches", draft.touch_id, state=TouchState.SENT.value)
    if draft.code_id is not None and draft.code_state == CodeState.RESERVED:
        change("codes", draft.code_id, state=CodeState.GIVEN.value, given_at=seconds(at))
    return True
