"""Planning: the cards of the lanes, what each may bring and cost, and what fits into the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from dm_assistant.domain import sessions as planning
from dm_assistant.domain.model import FrontEnd, Purpose
from dm_assistant.domain.rules.pace import DAY, HOUR, free_at
from dm_assistant.domain.rules.wording import span
from dm_assistant.domain.sessions import Candidate, Kind, Pace, Planned, Room, Step
from dm_assistant.domain.statistics.figures import Rate
from dm_assistant.services import numbers, queue, thanking
from dm_assistant.services.session_views import Places, Plan, PlanLine
from dm_assistant.services.views import QueueRow
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import lanes, sessions
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.sessions import Done

ACTS_LOOKED_AT = 1000
CARDS = 500
"""So many cards of each lane are looked at; nobody does more in one session."""
LATELY = timedelta(days=180)
"""Messages from then on say how likely an answer is."""

KIND_OF = {
    **dict.fromkeys(("answer", "class", "archive", "snooze_reply"), Kind.REPLY),
    **dict.fromkeys(("approve", "skip", "snooze", "never"), Kind.READY),
    "invite": Kind.INVITE,
    **dict.fromkeys(("sent", "failed"), Kind.HAND_OVER),
}
"""Of which kind of card an act is the end."""
WORKING_ACTS = frozenset({"edit", "other_variant"})


class Chances(NamedTuple):
    """Chance of an answer by kind and purpose, and for which nothing is known yet."""

    of: Callable[[Kind, Purpose], float]
    assumed: tuple[Kind, ...]


def make(ws: Workspace, minutes: int, *, drafts: bool = True) -> Plan:
    """Plan so many minutes; with ``drafts`` thanks are to be drafted first, where worth it."""
    pace = paces(ws)
    chances = _chances(ws)
    rows = _rows(ws)
    rooms = {account: room for account, (room, _) in places(ws).items()}
    budget = timedelta(minutes=minutes)
    chosen = planning.plan(_candidates(ws, rows, chances), pace, budget, rooms)
    used = sum(each.seconds for each in chosen)
    worth = thanking.worth(ws)
    made = min(worth, thanking.MOST) if drafts else 0
    more = min(made, _fits(budget.total_seconds() - used, planning.cost(Kind.READY, pace)))
    used += more * planning.cost(Kind.READY, pace)
    assumed = [kind.value for kind in Kind if pace[kind].assumed and _has(chosen, more, kind)]
    return Plan(
        minutes=minutes,
        lines=tuple(_line(ws, each, rows[each.kind][each.id], chances) for each in chosen),
        finish_at=ws.now() + timedelta(seconds=used),
        paces=pace,
        worth=worth,
        drafts=made,
        more=more,
        assumed=tuple(assumed),
    )


def _fits(left: float, each: float) -> int:
    return max(0, -int(-left // each))


def _has(chosen: Sequence[Planned], more: int, kind: Kind) -> bool:
    any_card = bool(chosen) or more > 0
    return any(each.kind is kind for each in chosen) or (
        any_card and (kind is Kind.HAND_OVER or (kind is Kind.READY and more > 0))
    )


Rows = dict[Kind, dict[int, QueueRow]]


def _rows(ws: Workspace) -> Rows:
    """Return the cards that could be done, by kind and id."""
    found: Rows = {
        kind: {row.item.id: row for row in queue.first(ws, lane, CARDS)}
        for kind, lane in planning.LANES.items()
    }
    found[Kind.HAND_OVER] = {row.item.id: row for row in queue.outbox(ws)}
    with ws.database.light() as db:
        asked = sessions.invited(db, ws.now() - ws.policy.invite_gap)
    found[Kind.INVITE] = {
        number: row
        for number, row in found[Kind.INVITE].items()
        if row.contact_id not in asked or row.purpose is Purpose.INVITE
    }
    return found


def _candidates(ws: Workspace, rows: Rows, chances: Chances) -> list[Candidate]:
    drafts = [number for kind in (Kind.READY, Kind.INVITE) for number in rows[kind]]
    with ws.database.light() as db:
        taking = sessions.places(db, drafts)
    found = []
    for kind, lane in rows.items():
        for number, row in lane.items():
            account, first = (
                taking.get(number, (None, False)) if kind in _DRAFTED else (None, False)
            )
            found.append(
                Candidate(
                    kind=kind,
                    id=number,
                    value=row.score,
                    chance=chances.of(kind, row.purpose),
                    closes_at=row.until if kind is Kind.REPLY else None,
                    account=account,
                    first=first and kind is Kind.READY,
                )
            )
    return found


_DRAFTED = frozenset({Kind.READY, Kind.INVITE})


def _line(ws: Workspace, each: Planned, row: QueueRow, chances: Chances) -> PlanLine:
    if each.kind is Kind.HAND_OVER:
        why = "approved"
    elif each.closes_at is not None:
        why = f"closes in {span(each.closes_at - ws.now())}"
    elif each.kind is Kind.REPLY:
        why = "waits for an answer"
    else:
        known = ", assumed" if each.kind in chances.assumed else ""
        does = "write first" if each.kind is Kind.INVITE else "answer"
        why = f"score {row.score:.0f}; {100 * each.chance:.0f} % {does}{known}"
    return PlanLine(each.kind, row.item, row.handle, each.seconds, why, each.closes_at)


# --- how fast the creator is -----------------------------------------------------------------


def paces(ws: Workspace) -> dict[Kind, Pace]:
    """Return the creator's own seconds per card, from the journal's times in the terminal."""
    with ws.database.light() as db:
        done = [
            each
            for each in sessions.recent(db, ACTS_LOOKED_AT)
            if each.front_end == FrontEnd.TUI.value
        ]
        named = {number for each in done for number in each.ids("drafts")}
        purposes = sessions.purposes(db, named)
    return planning.paces(planning.cards(_step(each, purposes) for each in done))


def _step(done: Done, purposes: dict[int, str]) -> Step:
    """Return what an act says of the time; one about several cards at once says nothing."""
    drafts, messages = done.ids("drafts"), done.ids("messages")
    kind = KIND_OF.get(done.act)
    named = messages if kind is Kind.REPLY else drafts
    if kind is None or len(named) != 1:
        return Step(done.at, working=done.act in WORKING_ACTS)
    if kind is Kind.READY and purposes.get(named[0]) == Purpose.INVITE.value:
        kind = Kind.INVITE
    return Step(done.at, kind, named[0])


# --- what a card may bring -------------------------------------------------------------------


def _chances(ws: Workspace) -> Chances:
    """Return the reply rates by purpose, drawn towards that of all messages."""
    table = numbers.stats(ws, by="purpose", since=ws.now() - LATELY)
    k, n = _of(table.totals.reply)
    base = planning.chance(k, n, planning.ASSUMED_CHANCE[Kind.READY])
    groups = {key: _of(group.reply) for key, group in table.groups}
    wrote = (0.0, 0) if table.ladder is None else _of(table.ladder.wrote)
    writing = planning.chance(*wrote, planning.ASSUMED_CHANCE[Kind.INVITE])

    def of(kind: Kind, purpose: Purpose) -> float:
        if kind is Kind.INVITE:
            return writing
        if kind is Kind.READY:
            return planning.chance(*groups.get(purpose.value, (0.0, 0)), base)
        return planning.ASSUMED_CHANCE[Kind.REPLY]

    assumed = [kind for kind, known in ((Kind.READY, n), (Kind.INVITE, wrote[1])) if not known]
    return Chances(of, tuple(assumed))


def _of(rate: Rate) -> tuple[float, int]:
    return (rate.k if rate.rate is None else rate.rate * rate.n), rate.n


# --- what the pace has left ------------------------------------------------------------------


def places(ws: Workspace) -> dict[int, tuple[Room, Places]]:
    """Return for each account the places that its pace has left, and how they are used."""
    now = ws.now()
    with ws.database.light() as db:
        recent = lanes.recent_touches(db, seconds(now - DAY))
    found = {}
    for account in ws.accounts:
        every = [moment(at) for owner, at, _ in recent if owner == account.id]
        firsts = [moment(at) for owner, at, first in recent if owner == account.id and first]
        hour = sum(now - at < HOUR for at in firsts)
        policy = ws.policy
        room = Room(
            max(0, policy.messages_a_day - len(every)),
            max(
                0,
                min(
                    policy.first_contacts_an_hour - hour, policy.first_contacts_a_day - len(firsts)
                ),
            ),
        )
        shown = Places(
            account.platform,
            account.handle,
            (hour, policy.first_contacts_an_hour),
            (len(firsts), policy.first_contacts_a_day),
            (len(every), policy.messages_a_day),
            _next_free(ws, tuple(every), tuple(firsts), now),
        )
        found[account.id] = (room, shown)
    return found


def _next_free(
    ws: Workspace, every: tuple[datetime, ...], firsts: tuple[datetime, ...], now: datetime
) -> datetime | None:
    policy = ws.policy
    full = [
        free_at(every, policy.messages_a_day, DAY, now),
        free_at(firsts, policy.first_contacts_a_day, DAY, now),
        free_at(firsts, policy.first_contacts_an_hour, HOUR, now),
    ]
    return max((at for at in full if at is not None), default=None)
