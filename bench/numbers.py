"""``stats``: every table of the numbers screen, against SQL written by hand for the same counts.

An event is one of the five dates a message leaves behind (drafted, approved, handed over, sent,
answered), so a million events are two hundred thousand messages. DuckDB counts the same on what
it read from the same file: its own reader of SQLite is fetched from the network, so that the
tables are read into its memory here, and how long that took is part of its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from statistics import median

import duckdb
import numpy as np

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
    Dimension.PERIOD: "strftime('%Y-%m', d.sent_at, 'unixepoch')",
}
COUNTS = (
    "SELECT {group} AS part, count(*), "
    "sum(d.replied_at IS NOT NULL AND d.replied_at - d.sent_at <= :window), "
    "sum(d.sent_at <= :now - :window), sum(d.read_state = 'read'), sum(d.read_visible), "
    "count(DISTINCT CASE WHEN c.left_at > d.sent_at THEN d.contact_id END), "
    "count(DISTINCT d.contact_id), "
    "sum((SELECT coalesce(i.confirmed, i.preselected) FROM inbounds AS i "
    "WHERE i.answers_draft_id = d.id ORDER BY i.at LIMIT 1) IN ('positive', 'question')), "
    "count(k.given_at), count(k.redeemed_at) "
    "FROM drafts AS d JOIN contacts AS c ON c.id = d.contact_id "
    "LEFT JOIN codes AS k ON k.id = d.code_id "
    "WHERE d.kind = 'opener' AND d.sent_at IS NOT NULL GROUP BY part"
)


IN_DUCKDB = {
    Dimension.WEEKDAY: "dayofweek(to_timestamp(d.sent_at))",
    Dimension.BLOCK: "hour(to_timestamp(d.sent_at)) // 4",
    Dimension.PERIOD: "strftime(to_timestamp(d.sent_at), '%Y-%m')",
}
"""Where its SQL has other words; the rest is the same."""
READ = {
    "drafts": "id, contact_id, account_id, sent_at, purpose, template, version, tier, language, "
    "campaign, warm, kind, replied_at, read_state, read_visible, code_id",
    "contacts": "id, relation, left_at",
    "codes": "id, given_at, redeemed_at",
    "inbounds": "answers_draft_id, at AS wrote_at, coalesce(confirmed, preselected) AS class",
}
"""What it has to read of each table."""
SAID = (
    "LEFT JOIN (SELECT answers_draft_id AS id, arg_min(class, wrote_at) AS class FROM inbounds "
    "GROUP BY answers_draft_id) AS said ON said.id = d.id "
)


def run(stage: Stage) -> Iterator[Result]:
    """Measure the totals and every dimension, at full size and at a tenth of it."""
    messages = max(stage.rows // EVENTS, 200)
    few, _, _ = _measure(stage, "few", max(messages // 10, 200))
    ours, reference, (in_duckdb, read) = _measure(stage, "sent", messages)
    note = f"against SQL by hand; a tenth of the messages takes {few / ours:.2f} of the time"
    yield Result("stats", ours, reference, messages * EVENTS, stage.long_runs, note=note)
    note = f"reading the file took it {read:.2g} s of this, counting in memory the rest"
    yield Result(
        "stats against duckdb", ours, in_duckdb, messages * EVENTS, stage.long_runs, note=note
    )


def _measure(stage: Stage, name: str, messages: int) -> tuple[float, float, tuple[float, float]]:
    """Return our time, that of SQL by hand, and of DuckDB the whole and the reading alone."""
    people = int(messages / SENT_EACH / workspaces.WRITTEN_TO)
    say(f"making a workspace of {messages:,} sent messages")
    home = workspaces.filled(stage.fresh(name), people, drafts=False, sent_each=SENT_EACH)
    duck: list[tuple[float, float]] = []
    with workspaces.opened(home) as ws:
        # The templates are read once for all that is asked after.
        numbers.tables(ws)

        def by_others() -> float:
            duck.append(_by_duckdb(ws))
            return seconds(lambda: _by_hand(ws))

        ours, reference = interleaved(
            lambda: seconds(lambda: numbers.tables(ws)), by_others, stage.long_runs
        )
    return ours, reference, (median(each[0] for each in duck), median(each[1] for each in duck))


def _values(ws: Workspace) -> dict[str, int]:
    return {"now": int(ws.now().timestamp()), "window": int(REPLY_WINDOW.total_seconds())}


def _by_hand(ws: Workspace) -> None:
    with closing(database.connect(ws.path / DATABASE)) as db:
        for group in GROUPS.values():
            db.execute(COUNTS.format(group=group), _values(ws)).fetchall()


def _by_duckdb(ws: Workspace) -> tuple[float, float]:
    """Return how long DuckDB takes in all, and how much of it is reading the file."""
    with duckdb.connect() as engine:
        read = seconds(lambda: _read(ws, engine))
        return read + seconds(lambda: _count(ws, engine)), read


def _read(ws: Workspace, engine: duckdb.DuckDBPyConnection) -> None:
    with closing(database.connect(ws.path / DATABASE)) as db:
        for table, columns in READ.items():
            found = db.execute(f"SELECT {columns} FROM {table}")
            names = [each[0] for each in found.description]
            rows = list(zip(*found, strict=True)) or [()] * len(names)
            engine.register(
                "rows",
                {name: np.array(row, dtype=object) for name, row in zip(names, rows, strict=True)},
            )
            engine.execute(f"CREATE TABLE {table} AS SELECT * FROM rows")


def _count(ws: Workspace, engine: duckdb.DuckDBPyConnection) -> None:
    start, end = COUNTS.index("sum((SELECT"), COUNTS.index("count(k.given_at)")
    counts = f"{COUNTS[:start]}sum((said.class IN ('positive', 'question'))::INTEGER), "
    counts = (counts + COUNTS[end:]).replace("WHERE", f"{SAID}WHERE")
    for truth in (
        "d.replied_at IS NOT NULL AND d.replied_at - d.sent_at <= :window",
        "d.sent_at <= :now - :window",
        "d.read_state = 'read'",
    ):
        counts = counts.replace(f"sum({truth})", f"sum(({truth})::INTEGER)")
    for name, value in _values(ws).items():
        counts = counts.replace(f":{name}", str(value))
    for dimension, group in GROUPS.items():
        engine.execute(counts.format(group=IN_DUCKDB.get(dimension, group))).fetchall()
