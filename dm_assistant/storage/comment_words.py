"""The index by which people are found by what they wrote: the comments by every three letters.

It is filled by statement, not by triggers: those may not write to it, since the schema is not
trusted. Comments go into it in their order; whoever changes or deletes one of them says so here.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from functools import partial
from itertools import product
from typing import Any

from dm_assistant.domain.text import ACCENTS

TABLE = "comment_words"
MADE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(text, content='comments', content_rowid='id', "
    "tokenize='trigram', detail=none)"
)
"""Without positions: half as large and twice as quick; what is found is compared with its text."""

HELD = f"(SELECT id FROM {TABLE}_docsize)"
"""The ids of the comments that are in the index, from a table of its own."""

LEAST = 3
"""Letters a word must have for the index; see ``LATEST``."""
LATEST = 100_000
"""How many of the newest comments are looked through for words shorter than that."""
FEW = 4_000
"""So many comments are compared with what is looked for before a list seems slow to come."""
MOST_RUNS = 8
"""As many runs of a word are asked for with every accent; what they find is compared with it."""
MOST_WORDS = 8
MOST_LETTERS = 40
"""As much of what is looked for goes to the index; what it finds is compared with the rest."""


_ACCENT = re.compile(f"[{ACCENTS}]+")
_ACCENTED = {
    "a": "àáâãäåąă",
    "c": "çćč",
    "d": "ď",
    "e": "èéêëęě",
    "g": "ğ",
    "i": "ìíîï",
    "n": "ñńň",
    "o": "òóôõöő",
    "r": "ř",
    "s": "śšş",
    "t": "ť",
    "u": "ùúûüůű",
    "y": "ýÿ",
    "z": "źżž",
}
"""Letters by how they are written without their accents, in the languages of Europe."""
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0308\u030a\u030b\u030c\u0327\u0328"


def take_in(db: sqlite3.Connection, up_to: int | None = None) -> None:
    """Index the comments after those that are in the index, all or those up to one."""
    last = "(SELECT max(id) FROM comments)" if up_to is None else str(up_to)
    db.execute(
        f"INSERT INTO {TABLE} (rowid, text) SELECT id, text FROM comments "
        f"WHERE id > (SELECT coalesce(max(id), 0) FROM {TABLE}_docsize) AND id <= {last}"
    )


def leave_out(db: sqlite3.Connection, column: str, value: int) -> None:
    """Take comments out of the index, before they are changed or deleted."""
    db.execute(
        f"INSERT INTO {TABLE} ({TABLE}, rowid, text) SELECT 'delete', id, text FROM comments "
        f"WHERE {column} = ? AND id IN {HELD}",
        (value,),
    )


def put_back(db: sqlite3.Connection, comment_id: int) -> None:
    """Take a comment into the index again, after it was changed."""
    db.execute(
        f"INSERT INTO {TABLE} (rowid, text) SELECT id, text FROM comments WHERE id = ?",
        (comment_id,),
    )


def make_anew(db: sqlite3.Connection) -> None:
    """Write the whole index anew, so that nothing in it is older than the comments."""
    db.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('rebuild')")


def written_by(
    db: sqlite3.Connection, search: str, column: str = "contact_id", *, name: str = ""
) -> tuple[str, dict[str, Any]] | None:
    """Return SQL for who wrote a comment with all these words in it, and its values.

    ``column`` is what it selects of the comments. A word is found inside others, in any case, with
    and without its accents and however they are encoded. Nothing when there is no word. ``name``
    begins the names of the values, where one statement has several.
    """
    words = [each.lower() for each in search.replace("\x00", " ").split()]
    if not words:
        return None
    values, said, match = _asked(words, name)
    if not match:
        return (
            f"SELECT {column} FROM (SELECT {column}, text FROM comments "
            f"ORDER BY id DESC LIMIT {LATEST}) WHERE {said}"
        ), values
    return (
        f"SELECT {column} FROM comments WHERE id IN (SELECT rowid FROM {TABLE} "
        f"WHERE {TABLE} MATCH :{name}match) AND (({said}) OR {_held(db, words, name)})"
    ), {**values, f"{name}match": match}


def often_written(db: sqlite3.Connection, search: str, few: int | None = None) -> bool:
    """Return whether more comments may hold these words than are quickly compared with them."""
    words = [each.lower() for each in search.replace("\x00", " ").split()]
    match = _asked(words, "")[2] if words else ""
    if not match:
        return False
    past = FEW if few is None else few
    found = db.execute(
        f"SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH ? LIMIT 1 OFFSET {past}", (match,)
    )
    return found.fetchone() is not None


def written_by_some(
    db: sqlite3.Connection, search: str, contacts: Sequence[int]
) -> tuple[str, dict[str, Any]]:
    """Return SQL for who of these people ``written_by`` finds, and its values.

    Their comments are gone through one by one: it is for words that ``often_written`` knows.
    """
    words = [each.lower() for each in search.replace("\x00", " ").split()]
    values, said, match = _asked(words, "")
    # What is written just so is in the index; for the rest, asking it dwarfs the comparison.
    otherwise = f"EXISTS (SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH :match AND rowid = comments.id)"
    return (
        "SELECT DISTINCT contact_id FROM comments WHERE contact_id IN "
        "(SELECT value FROM json_each(:contacts)) AND CASE WHEN "
        f"{said} THEN 1 WHEN {_held(db, words, '')} THEN {otherwise} ELSE 0 END"
    ), {**values, "match": match, "contacts": json.dumps(list(contacts))}


def _asked(words: Sequence[str], name: str) -> tuple[dict[str, Any], str, str]:
    """Return the values of words, the comparison with them, and what the index is asked for."""
    values = {f"{name}word{place}": f"%{_escaped(word)}%" for place, word in enumerate(words)}
    said = " AND ".join(f"text LIKE :{each} ESCAPE '!'" for each in values)
    asked = [_in_index(word) for word in words[:MOST_WORDS]]
    return values, said, " AND ".join(filter(None, asked))


def _held(db: sqlite3.Connection, words: Sequence[str], name: str) -> str:
    # LIKE knows no case but that of ASCII; what it does not find is looked at once more.
    db.create_function(
        f"{name}holds_words", 1, partial(_holds, [(_plain(each), _bare(each)) for each in words])
    )
    return f"{name}holds_words(text)"


def _in_index(word: str) -> str:
    """Return a query for the three-letter runs of a word, empty for one that is too short."""
    if len(unicodedata.normalize("NFC", word)) < LEAST:
        return ""
    forms = {word, *(unicodedata.normalize(form, word) for form in ("NFC", "NFD"))}
    runs = {_runs(form[:MOST_LETTERS]) for form in forms if len(form) >= LEAST}
    bare = _bare(word)
    if len(bare) >= LEAST and not _ACCENTED.keys().isdisjoint(bare):
        runs.add(_any_accents(bare))
    return f"({' OR '.join(sorted(f'({each})' for each in runs))})"


def _any_accents(bare: str) -> str:
    """Return a query for the first runs of a word, each with every accent that it may have.

    The index holds letters as they were written, so all the ways to write them are asked for.
    """
    asked = []
    for at in range(min(MOST_RUNS, len(bare) - LEAST + 1)):
        run = bare[at : at + LEAST]
        ways = ["".join(way) for way in product(*(each + _ACCENTED.get(each, "") for each in run))]
        # An accent that is a sign of its own stands in the run in place of the last letter.
        ways += [run[0] + mark + run[1] for mark in _MARKS if run[0] in _ACCENTED]
        ways += [run[:2] + mark for mark in _MARKS if run[1] in _ACCENTED]
        asked.append(f"({' OR '.join(map(_quoted, ways))})")
    return " AND ".join(asked)


def _runs(word: str) -> str:
    runs = dict.fromkeys(word[at : at + LEAST] for at in range(len(word) - LEAST + 1))
    # In double quotes nothing is an operator but the double quote, which is doubled.
    return " AND ".join(map(_quoted, runs))


def _quoted(run: str) -> str:
    return '"' + run.replace('"', '""') + '"'


def _escaped(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _bare(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.lower()
    letters = _ACCENT.sub("", unicodedata.normalize("NFD", text.casefold()))
    return unicodedata.normalize("NFC", letters)


def _holds(words: Sequence[tuple[str, str]], text: str) -> bool:
    plain, bare = _plain(text), _bare(text)
    return all(word in plain or without in bare for word, without in words)
