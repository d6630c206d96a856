"""What else happened with a person: codes given, plans, notes, and how often they spoke.

Everything here is read from what other modules wrote; nothing is kept for it.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds

WEEK = int(timedelta(days=7).total_seconds())

_THEIRS = "(SELECT id FROM contacts WHERE id = :who OR merged_into = :who)"
_CODES = (
    "SELECT k.given_at, k.code, p.name FROM codes AS k JOIN code_pools AS p "
    "ON p.id = k.pool_id WHERE k.contact_id = :who AND k.given_at IS NOT NULL"
)
_COLLABS = (
    "SELECT m.at, c.idea, m.stage FROM collab_moves AS m JOIN collabs AS c "
    "ON c.id = m.collab_id WHERE c.contact_id = :who"
)
_CAMPAIGNS = (
    "SELECT a.eligible_at, g.name, a.arm FROM arms AS a JOIN campaigns AS g "
    f"ON g.id = a.campaign_id WHERE a.contact_id IN {_THEIRS}"
)
_CHALLENGES = (
    "SELECT e.at, c.name, e.link FROM challenge_entries AS e JOIN challenges AS c "
    "ON c.id = e.challenge_id WHERE e.contact_id = :who"
)
_THEMES = (
    "SELECT g.at, t.name, '' FROM codings AS g JOIN themes AS t "
    "ON t.id = g.theme_id WHERE g.contact_id = :who AND g.ended_at IS NULL"
)
_KINDS: Final = {
    "code given": _CODES,
    "collab": _COLLABS,
    "campaign": _CAMPAIGNS,
    "took part": _CHALLENGES,
    "asked for": _THEMES,
}
_NOTED = (
    "SELECT at FROM journal WHERE act = 'note' AND detail = :detail "
    "AND id NOT IN (SELECT undoes FROM journal WHERE undoes IS NOT NULL) ORDER BY id DESC"
)


class Happening(NamedTuple):
    """One thing that happened with a person: when, of what kind, the words, and more about it."""

    at: datetime
    kind: str
    text: str
    detail: str


def of_contact(tx: Connection, contact_id: int) -> list[Happening]:
    """Return codes given, stages of collaborations, places in campaigns and challenges, asks."""
    db = driver(tx)
    return [
        Happening(moment(at), kind, text, detail)
        for kind, sql in _KINDS.items()
        for at, text, detail in db.execute(sql, {"who": contact_id})
    ]


def noted_at(tx: Connection, contact_id: int) -> list[datetime]:
    """Return when notes on a person were written, the last one first."""
    detail = json.dumps({"contacts": [contact_id]}, sort_keys=True, ensure_ascii=True)
    return [moment(row[0]) for row in driver(tx).execute(_NOTED, {"detail": detail})]


def weekly_comments(tx: Connection, contact_id: int, now: datetime, weeks: int) -> tuple[int, ...]:
    """Return how many comments a person wrote in each of the last weeks, the oldest week first."""
    counts = dict(
        driver(tx)
        .execute(
            "SELECT (:now - at) / :week AS ago, count(*) FROM comments "
            "WHERE contact_id = :who AND at <= :now AND at > :now - :span GROUP BY ago",
            {
                "who": contact_id,
                "now": seconds(now),
                "week": WEEK,
                "span": WEEK * weeks,
            },
        )
        .fetchall()
    )
    return tuple(counts.get(ago, 0) for ago in reversed(range(weeks)))
