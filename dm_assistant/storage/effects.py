"""What people who drew a message or a hold-out wrote, and what everybody wrote week by week.

Driver SQL, for the reason given in ``loader``: comments are counted where they are, never read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.campaigns import Arm
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds

WEEK = int(timedelta(weeks=1).total_seconds())

_WHO = "coalesce(c.merged_into, c.id)"
_WROTE = (
    "(SELECT count(*) FROM comments AS m WHERE m.contact_id = p.id "
    "AND m.at >= a.eligible_at {} AND m.at < a.eligible_at {})"
)


class Drawn(NamedTuple):
    """What one person drew in a campaign that holds people out, and what they wrote around it."""

    campaign_id: int
    contact_id: int
    arm: Arm
    eligible_at: datetime
    by_hand: bool
    erased: bool
    before: int
    after: int


class Weeks(NamedTuple):
    """One person by weeks from a moment on."""

    first_at: datetime | None
    messaged: frozenset[int]
    comments: dict[int, int]


def known_until(tx: Connection) -> datetime | None:
    """Return when the newest comment of somebody else was written: later ones are not known."""
    sql = "SELECT max(last_comment_at) FROM contacts WHERE own = 0"
    return moment_or_none(driver(tx).execute(sql).fetchone()[0])


def drawn(tx: Connection, window: timedelta) -> list[Drawn]:
    """Return what people drew in campaigns that hold some out, by campaign.

    Of somebody who was two people the held-out one decides, else the one drawn first.
    """
    span = int(window.total_seconds())
    rows = driver(tx).execute(
        "SELECT a.campaign_id, p.id, a.arm, a.eligible_at, a.by_hand, p.erased_at IS NOT NULL, "
        f"{_WROTE.format(f'- {span}', '')}, {_WROTE.format('', f'+ {span}')} "
        "FROM arms AS a JOIN contacts AS c ON c.id = a.contact_id "
        f"JOIN contacts AS p ON p.id = {_WHO} "
        "WHERE a.campaign_id IN (SELECT campaign_id FROM arms WHERE arm = 'holdout') "
        "ORDER BY a.campaign_id, a.arm = 'holdout' DESC, a.eligible_at, a.id"
    )
    found: dict[tuple[int, int], Drawn] = {}
    for campaign, who, arm, at, by_hand, erased, before, after in rows:
        one = Drawn(campaign, who, Arm(arm), moment(at), bool(by_hand), bool(erased), before, after)
        found.setdefault((campaign, who), one)
    return list(found.values())


def by_week(tx: Connection, start: datetime, weeks: int) -> Iterator[Weeks]:
    """Yield everybody who wrote, or was messaged, in some weeks; answers are no messages."""
    begin, db = seconds(start), driver(tx)
    end = begin + weeks * WEEK
    messaged: dict[int, set[int]] = defaultdict(set)
    for who, week in db.execute(
        "SELECT DISTINCT contact_id, (at - ?1) / ?3 FROM touches WHERE at >= ?1 AND at < ?2 "
        "AND purpose NOT IN ('invite', 'answer') AND state IN ('sent', 'imported')",
        (begin, end, WEEK),
    ):
        messaged[who].add(week)
    comments: dict[int, dict[int, int]] = {who: {} for who in messaged}
    for who, week, number in db.execute(
        "SELECT contact_id, (at - ?1) / ?3 AS week, count(*) FROM comments "
        "WHERE at >= ?1 AND at < ?2 GROUP BY contact_id, week",
        (begin, end, WEEK),
    ):
        comments.setdefault(who, {})[week] = number
    people = db.execute(
        "SELECT id, first_comment_at FROM contacts "
        "WHERE own = 0 AND erased_at IS NULL AND merged_into IS NULL"
    )
    for who, first in people:
        if who in comments:
            yield Weeks(moment_or_none(first), frozenset(messaged.get(who, ())), comments[who])
