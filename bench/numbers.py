"""``stats``: every table of the numbers screen, against SQL written by hand for the same counts.

An event is one of the five dates a message leaves behind (drafted, approved, handed over, sent,
answered), so a million events are two hundred thousand messages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from bench import workspaces
from bench.results import Result, interleaved, say, seconds
from bench.stage import Stage
from dm_assistant.domain.statistics.rates import Dimension
from dm_assistant.domain.statistics.thresholds import REPLY_WINDOW
from dm_assistant.services import numbers
from dm_assistant.services.workspace import DATABASE, Workspace
from dm_assistant.storage import database

EVENTS = 5
SENT_EACH = 4

GROUPS = {
    Dimension.PURPOSE: "d.purpose",
    Dimension.TEMPLATE: "d.template",
    Dimension.VARIANT: "d.template || '@' || d.version",
    Dimension.TIER: "d.tier",
    Dimension.LANGUAGE: "d.language",
    Dimension.RELATION: "c.relation",
    Dimension.WARM: "d.warm",
    # London keeps winter time at the data's end; a query by hand would not look further.
    Dimension.WEEKDAY: "strftime('%w', d.sent_at, 'unixepoch')",
    Dimension.BLOCK: "strftime('%H', d.sent_at, 'unixepoch') / 4",
    Dimension.CAMPAIGN: "d.campaign",
    Dimension.ACCOUNT: "d.account_id",
}
COUNTS = (
    "SELECT {group} AS part, count(*), "
    "sum(d.replied_at IS NOT NULL AND d.replied_at - d.sent_at <= :window), "
    "sum(d.sent_at <= :now - :window), sum(d.read_state = 'read'), sum(d.read_visible), "
    "count(DISTINCT CASE WHEN c.no_contact_at > d.sent_at THEN d.contact_id END), "
    "count(DISTINCT d.contact_id), "
    "sum((SELECT coalesce(i.confirmed, i.preselected) FROM inbounds AS i "
    "WHERE i.answers_draft_id = d.id ORDER BY i.at LIMIT 1) IN ('positive', 'question')), "
    "count(k.given_at), count(k.redeemed_at) "
    "FROM drafts AS d JOIN contacts AS c ON c.id = d.contact_id "
    "LEFT JOIN codes AS k ON k.id = d.code_id "
    "WHERE d.kind = 'opener' AND d.sent_at IS NOT NULL GROUP BY part"
)


def run(stage: Stage) -> Iterator[Result]:
    """Measure the totals and every dimension."""
    messages = max(stage.rows // EVENTS, 200)
    people = int(messages / SENT_EACH / workspaces.WRITTEN_TO)
    say(f"making a workspace of {messages:,} sent messages")
    home = workspaces.filled(stage.fresh("sent"), people, drafts=False, sent_each=SENT_EACH)
    with workspaces.opened(home) as ws:
        ours, reference = interleaved(
            lambda: seconds(lambda: _tables(ws)),
            lambda: seconds(lambda: _by_hand(ws)),
            stage.long_runs,
        )
    note = "against SQL by hand; DuckDB is not a dependency and is left out"
    yield Result("stats", ours, reference, messages * EVENTS, stage.long_runs, note=note)


def _tables(ws: Workspace) -> None:
    for dimension in Dimension:
        numbers.stats(ws, by=dimension.value)


def _by_hand(ws: Workspace) -> None:
    values = {"now": int(ws.now().timestamp()), "window": int(REPLY_WINDOW.total_seconds())}
    with closing(database.connect(ws.path / DATABASE)) as db:
        for group in GROUPS.values():
            db.execute(COUNTS.format(group=group), values).fetchall()
