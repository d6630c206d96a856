"""Sessions: begun with a plan, resumed as they are, ended at any time with nothing half done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from dm_assistant.domain import sessions as planning
from dm_assistant.domain.model import DraftState, Lane
from dm_assistant.domain.sessions import LANES, PAUSE, Kind, Planned
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, coming_back, own_pace, queue, session_plans, thanking
from dm_assistant.services.loading import Watch
from dm_assistant.services.session_views import Begun, EndCard, Running
from dm_assistant.services.views import ItemId, LaneCounts
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import sessions
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.lanes import Light
from dm_assistant.storage.sessions import BEGIN, END, Done, Session

OUTSIDE = frozenset({DraftState.APPROVED, DraftState.HANDED_OVER})
COUNTED = {
    "answer": "answered",
    "archive": "archived",
    "snooze_reply": "put away",
    "class": "classed",
    "approve": "approved",
    "invite": "invited",
    "edit": "edited",
    "skip": "skipped",
    "snooze": "snoozed",
    "never": "never",
    "sent": "sent",
    "failed": "could not be sent",
    "seen": "seen",
    "reply": "replies logged",
    "codes_redeemed": "codes redeemed",
}
"""What the acts of a session are called where they are counted."""
DECIDING = frozenset(COUNTED) - {"edit", "seen", "reply", "codes_redeemed"}
"""The acts after which a card is done with."""


def remembered_minutes(ws: Workspace) -> int:
    """Return the time that the last session had, or twenty minutes."""
    with ws.database.light() as db:
        last = sessions.latest(db)
    return planning.DEFAULT_MINUTES if last is None else last.minutes


def begin(ws: Workspace, minutes: int, *, drafts: bool = True, watch: Watch | None = None) -> Begun:
    """Begin a session: draft thanks where that is wanted, then plan and keep the plan.

    The drafts are an act of their own, which undo takes back. Raises BadInputError where a session
    runs, and where there is nothing to do.
    """
    minutes = planning.allowed_minutes(minutes)
    with ws.database.light() as db:
        _require_none(ws, db)
    thanked = thanking.draft(ws, watch) if drafts and thanking.worth(ws) else None
    plan = session_plans.make(ws, minutes, drafts=False)
    if not plan.lines:
        raise BadInputError(
            "there is nothing to do: import comments, log what people wrote, or draft messages"
        )
    chosen = [Planned(each.kind, each.item.id, each.seconds) for each in plan.lines]
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, BEGIN, undoable=False)
        _require_none(ws, driver(tx))
        made = sessions.begin(act, minutes, chosen)
        act.finish(session=made, minutes=minutes, cards=len(chosen))
    if thanked is None:
        return Begun(made, plan)
    return Begun(made, plan, thanked.made, thanked.left_out, thanked.why)


def _require_none(ws: Workspace, db: Light) -> None:
    last = sessions.latest(db)
    if last is not None and last.ended_at is None:
        at = last.began_at.astimezone(ws.timezone)
        raise BadInputError(f"a session runs since {at:%a %d %b %H:%M}: end it first")


def running(ws: Workspace) -> Running | None:
    """Return how far the session is that runs, if one does."""
    with ws.database.light() as db:
        last = sessions.latest(db)
        if last is None or last.ended_at is not None:
            return None
        done = sessions.done_in_latest(db)
    return _look(ws, last, done)


def end(ws: Workspace) -> EndCard:
    """End the session that runs; what it did stays done, what it left stays where it is."""
    before = running(ws)
    if before is None:
        raise BadInputError("no session runs: begin one with 'dm-assistant session begin'")
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, END, undoable=False)
        sessions.end(act, before.id)
        act.finish(session=before.id)
        now = act.now
    with ws.database.light() as db:
        done = sessions.done_in_latest(db)
    counts = queue.counts(ws)
    expires_at, where = _first_expiry(ws)
    return EndCard(
        minutes=before.minutes,
        spent=_spent(before.began_at, [each.at for each in done], now),
        done=_kinds(before, done, counts),
        acts=_acts(done),
        gone=before.gone,
        left=counts,
        first_expires_at=expires_at,
        expires_where=where,
    )


def _kinds(
    before: Running, done: Sequence[Done], counts: LaneCounts
) -> dict[Kind, tuple[int, int]]:
    found = {kind: (before.done[kind], before.planned[kind]) for kind in LANES}
    left = sum(len(each.ids("drafts")) for each in done if each.act in {"sent", "failed"})
    found[Kind.HAND_OVER] = (left, left + counts.approved + counts.handed_over)
    return found


# --- how far it is ---------------------------------------------------------------------------


def _look(ws: Workspace, session: Session, done: Sequence[Done]) -> Running:
    """Say of each card whether it is still there, done, or gone by itself."""
    items = {
        each.id: ItemId("draft", each.id) for each in session.plan if each.kind is not Kind.REPLY
    }
    rows = {row.item.id: row for row in queue.rows(ws, list(items.values()))}
    asking = {item.id for item in queue.ids(ws, Lane.REPLY)}
    drafts = _named(done, "drafts")
    messages, invited = _named(done, "messages"), _invited(done)
    pending: list[tuple[Kind, ItemId]] = []
    finished: Counter[Kind] = Counter()
    for each in session.plan:
        row = rows.get(each.id) if each.kind is not Kind.REPLY else None
        if each.kind is Kind.REPLY:
            there, acted = each.id in asking, each.id in messages
            item = ItemId("inbound", each.id)
        else:
            item = items[each.id]
            acted = each.id in drafts or (row is not None and row.contact_id in invited)
            there = row is not None and _there(each.kind, row.state, row.lane)
            there = there and not (each.kind is Kind.INVITE and acted)
        if there:
            pending.append((each.kind, item))
        elif acted:
            finished[each.kind] += 1
    return _running(ws, session, pending, finished)


def _there(kind: Kind, state: DraftState | None, lane: Lane) -> bool:
    if kind is Kind.HAND_OVER:
        return state in OUTSIDE
    return state in {DraftState.DRAFTED, DraftState.SNOOZED} and lane is LANES[kind]


def _running(
    ws: Workspace, session: Session, pending: Sequence[tuple[Kind, ItemId]], done: Counter[Kind]
) -> Running:
    counts = queue.counts(ws)
    waiting = counts.approved + counts.handed_over
    open_now = Counter(kind for kind, _ in pending)
    pace = own_pace.paces(ws)
    left = planning.time_left({**open_now, Kind.HAND_OVER: waiting}, pace)
    return Running(
        id=session.id,
        minutes=session.minutes,
        began_at=session.began_at,
        pending=tuple(pending),
        done={kind: done[kind] for kind in Kind},
        planned={kind: done[kind] + open_now[kind] for kind in Kind},
        gone=len(session.plan) - len(pending) - sum(done.values()),
        waiting=waiting,
        finish_at=ws.now() + left,
        left=left,
        news=0 if waiting else coming_back.unknown_before(ws, session.began_at),
    )


def _named(done: Iterable[Done], name: str) -> set[int]:
    """Return which rows were decided on."""
    return {number for each in done if each.act in DECIDING for number in each.ids(name)}


def _invited(done: Iterable[Done]) -> set[int]:
    return {person for each in done if each.act == "invite" for person in each.ids("contacts")}


# --- what was done, and what is left ---------------------------------------------------------


def _acts(done: Sequence[Done]) -> dict[str, int]:
    """Count what was done, by what it is called; acts on several cards count each of them."""
    found: Counter[str] = Counter()
    for each in done:
        if each.act in COUNTED:
            rows = len(each.ids("drafts")) or len(each.ids("messages"))
            found[COUNTED[each.act]] += 1 if each.act == "answer" else max(1, rows)
    return {name: found[name] for name in COUNTED.values() if found[name]}


def _spent(began_at: datetime, times: Sequence[datetime], ended_at: datetime) -> int:
    """Return the minutes that were worked; a pause counts as no more than the longest card."""
    marks = [began_at, *times, ended_at]
    worked = sum(
        (min(after - before, PAUSE) for before, after in pairwise(marks)),
        timedelta(),
    )
    return round(worked / timedelta(minutes=1))


def _first_expiry(ws: Workspace) -> tuple[datetime | None, str]:
    """Return when the first thing that is left runs out, and in which lane it lies."""
    found = [(row.until, "reply") for row in queue.first(ws, Lane.REPLY, 50) if row.until]
    with ws.database.light() as db:
        approved_at = sessions.first_approval(db)
    if approved_at is not None:
        found.append((approved_at + ws.policy.approval, "hand_over"))
    later = [each for each in found if each[0] > ws.now()]
    return min(later, default=(None, ""))
