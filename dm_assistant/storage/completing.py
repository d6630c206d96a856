"""Names that exist, read quickly for the shell's completion, without SQLAlchemy."""

from __future__ import annotations

from typing import Final

from dm_assistant.storage.database import Database

MOST = 200
"""Nobody reads more offers than this."""

_QUERIES: Final = {
    "handles": "SELECT DISTINCT h.handle FROM handles h JOIN contacts c ON c.id = h.contact_id "
    "WHERE c.own = 0 AND c.erased_at IS NULL AND c.merged_into IS NULL "
    "AND substr(h.handle, 1, length(:begun)) = :begun ORDER BY h.handle LIMIT :most",
    "segments": "SELECT name FROM segments WHERE dropped_at IS NULL "
    "AND substr(name, 1, length(:begun)) = :begun ORDER BY name LIMIT :most",
    "pools": "SELECT name FROM code_pools "
    "WHERE substr(name, 1, length(:begun)) = :begun ORDER BY name LIMIT :most",
    "campaigns": "SELECT name FROM campaigns "
    "WHERE substr(name, 1, length(:begun)) = :begun ORDER BY name LIMIT :most",
    "keywords": "SELECT DISTINCT word FROM keywords "
    "WHERE substr(word, 1, length(:begun)) = :begun ORDER BY word LIMIT :most",
    "tags": "SELECT DISTINCT tag FROM tags "
    "WHERE substr(tag, 1, length(:begun)) = :begun ORDER BY tag LIMIT :most",
    "imports": "SELECT CAST(id AS TEXT) FROM imports "
    "WHERE substr(id, 1, length(:begun)) = :begun ORDER BY id DESC LIMIT :most",
}

KINDS = frozenset(_QUERIES)


def names(database: Database, kind: str, begun: str) -> list[str]:
    """Return the names of a kind that begin with these letters."""
    with database.light() as db:
        rows = db.execute(_QUERIES[kind], {"begun": begun, "most": MOST}).fetchall()
    return [str(row[0]) for row in rows]
