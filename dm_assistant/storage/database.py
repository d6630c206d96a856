"""The workspace's SQLite file: how it is made, opened, read, written, upgraded and copied.

Everything that touches the file goes through here, and through SQLite only: opening or hashing the
live file otherwise would drop the locks other connections of this process hold on it.
"""

from __future__ import annotations

import contextlib
import math
import os
import sqlite3
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dm_assistant.errors import WorkspaceError
from dm_assistant.storage import anchor, comment_words, soundness, turns

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

    Tx = Connection
else:
    # What use cases pass along without looking into it; SQLAlchemy is not imported to name it.
    Tx = Any

APPLICATION_ID = 0x444D4131
"""Marks the file as ours ("DMA1"); a database with another mark is never touched."""

SCHEMA_VERSION = 24
"""The migration this program works with; ``PRAGMA user_version`` says what a file has."""

BUSY_SECONDS = 60.0
WRITING_KIB = 65_536
"""How much of the file a connection may keep: an import's indexes do not fit into SQLite's 2 MB."""
READING_KIB = 4_096
"""As much while it only reads: there is one for every thread."""
LIGHT_KIB = 1_024
"""How much of the file a connection for one look may keep."""
AT_ONCE = -1
"""How many pages a step of ``take_over`` copies: all of them."""
WAL_IS_SAFE_FROM = (3, 51, 3)
WAL_BACKPORTS = {(3, 50): 7, (3, 44): 6}


def journal_mode(linked: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """Choose the journal mode for the linked SQLite.

    Versions before 3.51.3 (and the two repaired branches) can corrupt a WAL file when two
    processes meet at a checkpoint: https://sqlite.org/wal.html#walresetbug.
    """
    repaired = WAL_BACKPORTS.get((linked[0], linked[1]))
    safe = linked >= WAL_IS_SAFE_FROM or (repaired is not None and linked[2] >= repaired)
    return "WAL" if safe else "DELETE"


def prepare(connection: sqlite3.Connection) -> None:
    """Set what every connection needs before its first statement."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # What is erased is overwritten, also where SQLite was built without this default.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA mmap_size = 0")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA cache_size = -{WRITING_KIB}")
    try:
        connection.execute("SELECT power(2, 1)")
    except sqlite3.OperationalError:
        # A SQLite built without its mathematical functions; PostgreSQL has this one as well.
        connection.create_function("power", 2, math.pow, deterministic=True)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a plain driver connection, set up like all others."""
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    prepare(connection)
    return connection


ABANDONED = "dm_assistant.abandoned"


def abandon(tx: Tx) -> None:
    """Let a write transaction end without keeping anything, as after a dry run."""
    tx.info[ABANDONED] = True


def writes(tx: Tx) -> bool:
    """Return whether this is the write transaction, which may hold what no record tells of yet."""
    return bool(tx.get_execution_options().get("immediate", False))


class Database:
    """One workspace file.

    ``read()`` and ``write()`` are the only ways in; ``light()`` reads without SQLAlchemy, for what
    is shown before the first frame.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.began: Callable[[], None] = _nothing
        """Called in every transaction before anything else is done in it: whoever has to judge
        by what holds now reads it here, in a write transaction with everybody else waiting."""

    @cached_property
    def _engine(self) -> Engine:
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import QueuePool

        engine = create_engine(
            "sqlite://",
            creator=lambda: connect(self.path),
            poolclass=QueuePool,
            pool_size=4,
            # Those beyond one are for moments: each keeps what it read of the file.
            pool_use_lifo=True,
            max_overflow=12,
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            writing = writes(connection)
            kib = WRITING_KIB if writing else READING_KIB
            connection.exec_driver_sql(f"PRAGMA cache_size = -{kib}")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

        return engine

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the workspace and changes nothing."""
        with self._engine.connect() as connection, connection.begin() as transaction:
            self.began()
            yield connection
            transaction.rollback()

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Open the write transaction; it commits when the block ends and not otherwise.

        The anchor of journal and ledger moves forward right after the commit. After ``abandon``
        the block ends as if nothing had been done.
        """
        # The turn lasts until the anchor has moved as well: see ``take_over``.
        with turns.together(self.path.parent / turns.WRITERS):
            with (
                self._engine.connect().execution_options(immediate=True) as connection,
                connection.begin() as transaction,
            ):
                # The notes of an earlier transaction that failed must not speak for this one.
                connection.info.pop(anchor.PENDING, None)
                connection.info.pop(ABANDONED, None)
                self.began()
                yield connection
                heads = connection.info.pop(anchor.PENDING, None)
                if connection.info.pop(ABANDONED, False):
                    transaction.rollback()
                    heads = None
                if heads is not None and not self._holds_anchor(connection):
                    heads = None
            if heads is not None:
                anchor.advance(self.path.parent, heads)

    def _holds_anchor(self, tx: Connection) -> bool:
        """Return whether the anchored record is still there.

        If it is not, the anchor stays where it is: it is the evidence that something was cut.
        """
        known = anchor.read(self.path.parent)
        if known is None or not known.journal:
            return True
        found = tx.exec_driver_sql("SELECT hash FROM journal WHERE id = ?", (known.journal,))
        return found.scalar() == known.journal_hash

    @contextlib.contextmanager
    def light(self) -> Iterator[sqlite3.Connection]:
        """Open a read transaction on the bare driver: no SQLAlchemy is imported for it."""
        connection = connect(self.path)
        try:
            # For one look: what it kept of a large file would stay with the process as free memory.
            connection.execute(f"PRAGMA cache_size = -{LIGHT_KIB}")
            connection.execute("BEGIN")
            self.began()
            yield connection
            connection.execute("ROLLBACK")
        finally:
            connection.close()

    @contextlib.contextmanager
    def as_it_is(self) -> Iterator[None]:
        """Have transactions begin without what is asked first: to look at what cannot be used."""
        began, self.began = self.began, _nothing
        try:
            yield
        finally:
            self.began = began

    def close(self) -> None:
        """Let go of the file."""
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy through SQLite's backup interface, private from its first byte.

        The copy gets its name only when it is whole. Raises WorkspaceError when it does not pass
        SQLite's own checks, or does not hold what the workspace holds.
        """
        making = target.with_name(f".{target.name}.{os.getpid()}")
        make_private(making)
        try:
            self._copy(making)
            making.replace(target)
        except sqlite3.Error as error:
            raise WorkspaceError(f"{target.name} could not be made: {error}") from None
        finally:
            making.unlink(missing_ok=True)

    def _copy(self, target: Path) -> None:
        with (
            contextlib.closing(connect(self.path)) as source,
            contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy,
        ):
            # One read transaction around counting and copying: nothing is written in between.
            source.execute("BEGIN")
            expected = soundness.counts(source)
            source.backup(copy, pages=512)
            copy.execute("PRAGMA journal_mode = DELETE")
            flaws = soundness.flaws(copy)
            if not flaws and soundness.counts(copy) != expected:
                flaws = ["it does not hold what the workspace holds"]
        if flaws:
            raise WorkspaceError(f"the copy {target.name} is damaged: {flaws[0]}")

    def take_over(self, source: Path) -> None:
        """Put another file's content in the place of this one's, in one transaction of SQLite.

        Whoever has this file open sees the old content until that moment and the new one from it;
        killed at any moment leaves either. The caller has the writers' turn alone. Raises
        WorkspaceError, with nothing changed, when others do not let go of the file in time.
        """
        with (
            contextlib.closing(connect(source)) as new,
            contextlib.closing(connect(self.path)) as live,
        ):
            try:
                new.backup(live, pages=AT_ONCE, progress=_patience)
            except sqlite3.OperationalError as error:
                raise WorkspaceError(f"{self.path.name} stays as it was: {error}") from None
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def rewrite(self) -> str:
        """Write the file anew, so that its unused parts hold nothing that was deleted.

        Needs a moment in which no other process is in a transaction, and room for a second file;
        returns why it could not be done, else nothing.
        """
        with contextlib.closing(connect(self.path)) as connection:
            try:
                # The copy that VACUUM works on may be larger than memory.
                connection.execute("PRAGMA temp_store = FILE")
                connection.execute("BEGIN IMMEDIATE")
                comment_words.make_anew(connection)
                connection.execute("COMMIT")
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.OperationalError as error:
                return str(error)
        return ""


def _patience(status: int, _left: int, _pages: int) -> None:
    """Give up where SQLite has waited as long as it does everywhere."""
    if status & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        raise sqlite3.OperationalError("database is locked")


def _nothing() -> None:
    pass


def make_private(path: Path) -> None:
    """Create an empty file only its owner can read; fail if it is there already."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def create(path: Path, fill: Callable[[Tx], None]) -> None:
    """Make a new workspace file with the newest schema and what ``fill`` puts into it.

    It gets its name only when it is whole: a creation that was killed leaves no workspace.
    """
    making = path.with_name(f".{path.name}.making")
    making.unlink(missing_ok=True)
    make_private(making)
    with contextlib.closing(connect(making)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database = Database(making)
    _migrate(database, fill)
    database.close()
    making.rename(path)


def open_existing(path: Path) -> Database:
    """Open a workspace file, upgrading an older one after a checked copy.

    Raises WorkspaceError, with the file unchanged, when it is foreign, damaged or newer.
    """
    version = _version(path)
    database = Database(path)
    if version < SCHEMA_VERSION:
        database.copy_to(path.with_name(f"before-upgrade-from-{version}.db"))
        _migrate(database)
    with contextlib.closing(connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal_mode()}")
    return database


def _version(path: Path) -> int:
    try:
        with contextlib.closing(connect(path, read_only=True)) as connection:
            mark = _pragma(connection, "application_id")
            version = _pragma(connection, "user_version")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        raise WorkspaceError(f"{path.name} cannot be read: {error}; it was not changed") from None
    if mark != APPLICATION_ID:
        raise WorkspaceError(f"{path.name} is not a dm-assistant database; it was not changed")
    if version > SCHEMA_VERSION:
        raise WorkspaceError(
            f"{path.name} was made by a newer dm-assistant (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); update the program, the file was not changed"
        )
    return version


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _migrate(database: Database, fill: Callable[[Tx], None] | None = None) -> None:
    # Alembic costs over half a second to import, so only a file that needs it pays.
    from dm_assistant.storage.migrations import upgrade

    with database.write() as tx:
        upgrade.to_head(tx)
        tx.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
        if fill is not None:
            fill(tx)


def settings(tx: Connection) -> dict[str, Any]:
    """Return how this connection is set up, for ``doctor``."""
    names = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "user_version")
    return {name: tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
