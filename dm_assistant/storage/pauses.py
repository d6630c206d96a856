"""Paused words: since when, by what numbers, and with what reason they were let go on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.statistics.guard import Scope, Stopped
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.departures import LEFT_AT
from dm_assistant.storage.journal import Act
from dm_assistant.storage.kinship import rows, without_references

_OUTREACH = (
    "d.kind IN ('opener', 'follow_up') AND d.purpose <> 'invite' AND d.sent_at IS NOT NULL "
    "AND d.state IN ('handed_over', 'sent', 'in_requests', 'seen', 'replied')"
)
_SAID_STOP = f"c.left_at > {LEFT_AT}"


class Counted(NamedTuple):
    """How many of the people given some words asked to stop afterwards."""

    opt_outs: int
    contacts: int


def open_ones(tx: Connection) -> dict[Scope, Stopped]:
    """Return what is paused now, and by what numbers."""
    found = driver(tx).execute(
        "SELECT purpose, template, campaign, opt_outs, contacts, percent FROM pauses "
        "WHERE ended_at IS NULL ORDER BY id"
    )
    return {
        Scope(purpose, template, campaign): Stopped(opt_outs, contacts, percent, campaign)
        for purpose, template, campaign, opt_outs, contacts, percent in found
    }


def words_given(tx: Connection, contact_id: int) -> list[tuple[str, str, str]]:
    """Return purpose, template and campaign of what somebody was written before they said stop."""
    found = driver(tx).execute(
        "SELECT DISTINCT d.purpose, d.template, d.campaign FROM drafts AS d "
        "JOIN contacts AS c ON c.id = d.contact_id "
        f"WHERE d.contact_id = ? AND d.template <> '' AND {_OUTREACH} AND {_SAID_STOP}",
        (contact_id,),
    )
    return [(row[0], row[1], row[2]) for row in found]


def counted(tx: Connection, scope: Scope) -> Counted:
    """Count the people given these words, and those of them who asked to stop afterwards."""
    within = "AND d.campaign = ?" if scope.campaign else ""
    values = [scope.purpose, scope.template, *([scope.campaign] if scope.campaign else [])]
    row = (
        driver(tx)
        .execute(
            f"SELECT count(DISTINCT CASE WHEN {_SAID_STOP} THEN d.contact_id END), "
            "count(DISTINCT d.contact_id) FROM drafts AS d JOIN contacts AS c "
            f"ON c.id = d.contact_id WHERE d.purpose = ? AND d.template = ? AND {_OUTREACH} "
            f"{within}",
            values,
        )
        .fetchone()
    )
    return Counted(row[0], row[1])


def let_go_with(tx: Connection, scope: Scope) -> int:
    """Return how many had asked to stop when these words were last let go on; 0 if never."""
    row = (
        driver(tx)
        .execute(
            "SELECT max(ended_with) FROM pauses WHERE purpose = ? AND template = ? "
            "AND campaign = ? AND ended_at IS NOT NULL",
            tuple(scope),
        )
        .fetchone()
    )
    return int(row[0] or 0)


def begin(act: Act, scope: Scope, why: Stopped) -> int:
    """Pause words; no undo of the act that did so lets them go on again."""
    _fresh(act.tx).add(scope)
    return act.append(
        "pauses",
        **scope._asdict(),
        at=seconds(act.now),
        opt_outs=why.opt_outs,
        contacts=why.contacts,
        percent=why.limit,
    )


def end(act: Act, scope: Scope, opt_outs: int, reason: str) -> int:
    """Let words go on, noting how many had asked to stop by then; returns which pause that was."""
    row = driver(act.tx).execute(
        "SELECT id FROM pauses WHERE purpose = ? AND template = ? AND campaign = ? "
        "AND ended_at IS NULL",
        tuple(scope),
    )
    number = int(row.fetchone()[0])
    act.update("pauses", number, ended_at=seconds(act.now), ended_with=opt_outs, reason=reason)
    _fresh(act.tx).add(scope)
    return number


def take_fresh(tx: Connection) -> set[Scope]:
    """Return, once, what was paused or let go on in this transaction so far."""
    changed = set(_fresh(tx))
    _fresh(tx).clear()
    return changed


def _fresh(tx: Connection) -> set[Scope]:
    found: set[Scope] = tx.info.setdefault("pauses", set())
    return found


def drafts_of(tx: Connection, scopes: Iterable[Scope], states: Iterable[str]) -> dict[int, int]:
    """Return whose the drafts are that are made from these words and in some states, by draft."""
    found: dict[int, int] = {}
    wanted = ", ".join(f"'{each}'" for each in states)
    for scope in scopes:
        within = "AND campaign = ?" if scope.campaign else ""
        values = [scope.purpose, scope.template, *([scope.campaign] if scope.campaign else [])]
        found |= driver(tx).execute(
            f"SELECT id, contact_id FROM drafts WHERE state IN ({wanted}) AND purpose = ? "
            f"AND template = ? {within} AND kind IN ('opener', 'follow_up')",
            values,
        )
    return found


def carry(act: Act, theirs: Connection) -> None:
    """Tell a copy of what was paused or let go on since it was made; what it paused stays so."""
    own = {
        (row["purpose"], row["template"], row["campaign"], row["at"])
        for row in rows(act.tx, "pauses")
    }
    waiting = set(open_ones(act.tx))
    for row in rows(theirs, "pauses"):
        scope = Scope(row["purpose"], row["template"], row["campaign"])
        if (*scope, row["at"]) in own or (row["ended_at"] is None and scope in waiting):
            continue
        act.insert("pauses", **without_references("pauses", row))
