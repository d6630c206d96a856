"""The counts of the lanes follow every standing, whatever is done to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from dm_assistant.storage.tables import METADATA
from dm_assistant.storage.triggers import TRIGGERS

KIND = "account_id, lane, timed, first, hours_key"
kinds = st.tuples(
    st.integers(1, 2),
    st.sampled_from(("ready", "invite", "held")),
    st.integers(0, 1),
    st.integers(0, 1),
    st.sampled_from(("", "zone:Europe/London", "creator:UTC")),
)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(1, 6), kinds),
        st.tuples(st.just("move"), st.integers(1, 6), kinds),
        st.tuples(st.just("take"), st.integers(1, 6), st.none()),
    ),
    max_size=40,
)


def counted_tables(db: sqlite3.Connection) -> None:
    """Make the two tables with what keeps them in step, and no draft behind them."""
    for name in ("standings", "standing_counts"):
        db.execute(str(CreateTable(METADATA.tables[name]).compile(dialect=sqlite.dialect())))
    for name, sql in TRIGGERS.items():
        if " ON standings " in sql:
            assert name.startswith("standings_counted")
            db.execute(sql)


@given(acts=acts)
def test_the_counts_are_what_one_would_count(
    acts: list[tuple[str, int, tuple[object, ...]]],
) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        counted_tables(db)
        carry_out(db, acts)
        counted = db.execute(f"SELECT {KIND}, count(*) FROM standings GROUP BY {KIND}").fetchall()
        kept = db.execute(f"SELECT {KIND}, drafts FROM standing_counts").fetchall()
    assert sorted(kept) == sorted(counted)


def carry_out(db: sqlite3.Connection, acts: list[tuple[str, int, tuple[object, ...]]]) -> None:
    """Put, move and take standings."""
    for act, draft, kind in acts:
        if act == "take":
            db.execute("DELETE FROM standings WHERE draft_id = ?", (draft,))
        elif act == "move":
            db.execute(
                f"UPDATE standings SET ({KIND}) = (?, ?, ?, ?, ?) WHERE draft_id = ?",
                (*kind, draft),
            )
        else:
            db.execute("DELETE FROM standings WHERE draft_id = ?", (draft,))
            db.execute(
                f"INSERT INTO standings (draft_id, {KIND}, priority) VALUES (?, ?, ?, ?, ?, ?, 0)",
                (draft, *kind),
            )
