"""Planning: the cards of the lanes, what each may bring and cost, and what fits into the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

from dm_assistant.domain import sessions as planning
from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.wording import span
from dm_assistant.domain.sessions import Candidate, Kind, Planned
from dm_assistant.domain.statistics.figures import Rate
from dm_assistant.services import numbers, own_pace, queue, thanking
from dm_assistant.services.session_views import Plan, PlanLine
from dm_assistant.services.views import QueueRow
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import sessions

CARDS = 500
"""So many cards of each lane are looked at; nobody does more in one session."""
LATELY = timedelta(days=180)
"""Messages from then on say how likely an answer is."""


class Chances(NamedTuple):
    """Chance of an answer by kind and purpose, and for which nothing is known yet."""

    of: Callable[[Kind, Purpose], float]
    assumed: tuple[Kind, ...]


def make(ws: Workspace, minutes: int, *, drafts: bool = True) -> Plan:
    """Plan so many minutes; with ``drafts`` thanks are to be drafted first, where worth it."""
    pace = own_pace.paces(ws)
    chances = _chances(ws)
    rows = _rows(ws)
    rooms = {each.account.id: each.room for each in own_pace.accounts(ws)}
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
        unfit=len(ws.without_thanks),
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
