"""What the database itself refuses, whatever program talks to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from dm_assistant.domain.model import SuppressionReason
from dm_assistant.services import people
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import database
from dm_assistant.storage.triggers import APPEND_ONLY
from tests.workspaces import FANS, drafted, dump


@pytest.fixture
def plain(ws: Workspace) -> Iterator[sqlite3.Connection]:
    """Give a connection as any other program would open it, recursive triggers off."""
    people.suppress(ws, FANS[2], SuppressionReason.OPT_OUT)
    ws.database.close()
    with closing(sqlite3.connect(ws.path / "workspace.db", isolation_level=None)) as db:
        db.execute("PRAGMA recursive_triggers = OFF")
        yield db


@pytest.fixture
def ours(ws: Workspace) -> Iterator[sqlite3.Connection]:
    """Give a connection as the program opens it."""
    people.suppress(ws, FANS[2], SuppressionReason.OPT_OUT)
    ws.database.close()
    with closing(database.connect(ws.path / "workspace.db")) as db:
        yield db


STATEMENTS = (
    "UPDATE {table} SET hash_or_digest = 'x'",
    "UPDATE {table} SET id = id + 100",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE id = 1",
    "REPLACE INTO {table} SELECT * FROM {table} WHERE id = 1",
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = 1",
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table} ORDER BY id DESC LIMIT 1",
    "UPDATE OR REPLACE {table} SET id = 1 WHERE id > 1 OR id = 1",
    "UPDATE OR IGNORE {table} SET id = 77",
    (
        "INSERT INTO {table} SELECT * FROM {table} WHERE id = 1 "
        "ON CONFLICT (id) DO UPDATE SET id = 77"
    ),
)


@pytest.mark.parametrize("connection", ["plain", pytest.param("ours", marks=pytest.mark.slow)])
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_record_is_never_changed_removed_or_replaced(
    ws: Workspace, request: pytest.FixtureRequest, connection: str, table: str, statement: str
) -> None:
    db: sqlite3.Connection = request.getfixturevalue(connection)
    column = "digest" if table == "suppressions" else "hash"
    before = dump(ws.path / "workspace.db")
    assert before[table]
    sql = statement.format(table=table).replace("hash_or_digest", column)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(sql)
    assert dump(ws.path / "workspace.db") == before


def test_the_same_suppression_by_its_hash_does_not_replace_the_first(
    ws: Workspace, plain: sqlite3.Connection
) -> None:
    before = dump(ws.path / "workspace.db")["suppressions"]
    with pytest.raises(sqlite3.IntegrityError):
        plain.execute(
            "INSERT OR REPLACE INTO suppressions (digest, kind, reason, at) "
            "SELECT digest, kind, reason, at + 1 FROM suppressions LIMIT 1"
        )
    assert dump(ws.path / "workspace.db")["suppressions"] == before


@pytest.mark.parametrize("state", ["approved", "handed_over"])
def test_nobody_who_said_no_gets_an_approved_draft_by_any_path(ws: Workspace, state: str) -> None:
    [draft] = drafted(ws, FANS[0])
    people.suppress(ws, FANS[0], SuppressionReason.OPT_OUT)
    ws.database.close()
    with closing(sqlite3.connect(ws.path / "workspace.db", isolation_level=None)) as db:
        with pytest.raises(sqlite3.IntegrityError, match="not to be messaged"):
            db.execute("UPDATE drafts SET state = ? WHERE id = ?", (state, draft))
        columns = "contact_id, account_id, platform, purpose, created_at, state"
        with pytest.raises(sqlite3.IntegrityError, match="not to be messaged"):
            db.execute(
                f"INSERT INTO drafts ({columns}) SELECT contact_id, account_id, platform, "
                "purpose, created_at, ? FROM drafts WHERE id = ?",
                (state, draft),
            )
        other = db.execute(
            "SELECT id FROM contacts WHERE no_contact IS NULL AND own = 0"
        ).fetchone()
        db.execute(
            f"INSERT INTO drafts ({columns}) SELECT ?, account_id, platform, purpose, "
            "created_at, ? FROM drafts WHERE id = ?",
            (other[0], state, draft),
        )
        with pytest.raises(sqlite3.IntegrityError, match="not to be messaged"):
            db.execute(
                "UPDATE drafts SET contact_id = (SELECT contact_id FROM drafts WHERE id = ?) "
                "WHERE state = ?",
                (draft, state),
            )


def test_an_opt_out_is_never_cleared(ws: Workspace) -> None:
    people.suppress(ws, FANS[0], SuppressionReason.OPT_OUT)
    ws.database.close()
    with (
        closing(sqlite3.connect(ws.path / "workspace.db", isolation_level=None)) as db,
        pytest.raises(sqlite3.IntegrityError, match="never cleared"),
    ):
        db.execute("UPDATE contacts SET no_contact = NULL")


def test_a_person_has_one_binding_draft_at_a_time(ws: Workspace) -> None:
    [draft] = drafted(ws, FANS[0])
    ws.database.close()
    with closing(sqlite3.connect(ws.path / "workspace.db", isolation_level=None)) as db:
        columns = "contact_id, account_id, platform, purpose, created_at, state"
        copy = (
            f"INSERT INTO drafts ({columns}) SELECT contact_id, account_id, platform, purpose, "
            "created_at, 'approved' FROM drafts WHERE id = ?"
        )
        db.execute(copy, (draft,))
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            db.execute(copy, (draft,))
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            db.execute("UPDATE drafts SET state = 'handed_over' WHERE id = ?", (draft,))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE drafts SET state = 'sentt'",
        "UPDATE drafts SET sent_at = 'yesterday'",
        "UPDATE drafts SET contact_id = 999",
        "UPDATE contacts SET own = 2",
        "UPDATE contacts SET relation = 'FAN'",
        "UPDATE contacts SET followers = -1",
        "UPDATE handles SET platform = 'myspace'",
        (
            "INSERT INTO consents SELECT NULL, contact_id, platform, purposes, 'maybe', event_at, "
            "recorded_at, recorded_by, evidence_id, evidence_digest, comment_id, batch_id, "
            "undoes, prev_hash, hash FROM consents WHERE id = 1"
        ),
    ],
)
def test_what_the_domain_would_not_say_is_not_stored(ws: Workspace, statement: str) -> None:
    drafted(ws)
    ws.database.close()
    with (
        closing(database.connect(ws.path / "workspace.db")) as db,
        pytest.raises(sqlite3.IntegrityError),
    ):
        db.execute(statement)


ANNOUNCE = "INSERT INTO keywords (word, key, purpose, from_at, until_at) VALUES "


@pytest.fixture
def words(empty: Workspace) -> Iterator[sqlite3.Connection]:
    """Give a connection to a workspace in which a word was announced from 100 to before 200."""
    empty.database.close()
    with closing(sqlite3.connect(empty.path / "workspace.db", isolation_level=None)) as db:
        db.execute(f"{ANNOUNCE} ('VIP', 'vip', 'offer', 100, 200)")
        yield db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE keywords SET word = 'FOG'",
        "UPDATE keywords SET key = 'fog'",
        "UPDATE keywords SET purpose = 'thanks'",
        "UPDATE keywords SET from_at = 99",
        "UPDATE keywords SET until_at = 99",
        "REPLACE INTO keywords SELECT * FROM keywords",
        "INSERT OR REPLACE INTO keywords SELECT id, 'FOG', 'fog', purpose, 300, 400 FROM keywords",
        f"{ANNOUNCE} ('vip', 'vip', 'thanks', 199, NULL)",
        f"{ANNOUNCE} ('vip', 'vip', 'thanks', 1, NULL)",
        f"{ANNOUNCE} ('vip', 'vip', 'offer', 120, 130)",
        f"{ANNOUNCE} ('FOG', 'fog', 'answer', 1, 2)",
        f"{ANNOUNCE} ('FOG', 'fog', 'invite', 1, 2)",
        f"{ANNOUNCE} ('FOG', 'fog', 'OFFER', 1, 2)",
        f"{ANNOUNCE} ('FOG', 'fog', 'offer', 2, 1)",
    ],
)
def test_an_announced_word_keeps_its_one_meaning(words: sqlite3.Connection, statement: str) -> None:
    before = words.execute("SELECT * FROM keywords").fetchall()
    with pytest.raises(sqlite3.IntegrityError):
        words.execute(statement)
    assert words.execute("SELECT * FROM keywords").fetchall() == before


def test_an_announced_word_may_end_and_mean_something_else_before_and_after(
    words: sqlite3.Connection,
) -> None:
    words.execute(
        f"{ANNOUNCE} ('vip', 'vip', 'thanks', 50, 100), ('vip', 'vip', 'thanks', 200, 200)"
    )
    words.execute("UPDATE keywords SET until_at = 150 WHERE from_at = 100")
    words.execute(f"{ANNOUNCE} ('vip', 'vip', 'thanks', 150, NULL)")
    with pytest.raises(sqlite3.IntegrityError):
        words.execute("UPDATE keywords SET until_at = NULL WHERE from_at = 100")
