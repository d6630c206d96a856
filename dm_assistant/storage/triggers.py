"""What the database itself refuses, whatever path a statement took.

A table rebuilt by a migration loses its triggers: a test compares this list with a migrated file.
"""

from __future__ import annotations

from collections.abc import Iterator

APPEND_ONLY = ("journal", "consents", "suppressions")

_KEYS = {
    "journal": "id = NEW.id",
    "consents": "id = NEW.id",
    "suppressions": "id = NEW.id OR digest = NEW.digest AND reason = NEW.reason",
}
"""By which columns a row is there already: every unique one, since each invites a REPLACE."""


def _append_only(table: str) -> Iterator[tuple[str, str]]:
    for act in ("UPDATE", "DELETE"):
        name = f"{table}_never_{act.lower()}"
        sql = (
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        yield name, sql
    # REPLACE deletes without firing DELETE triggers where recursive triggers are off.
    name = f"{table}_never_replace"
    sql = (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {_KEYS[table]}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
    yield name, sql


# After an opt-out the gate may still allow an answer to what they asked since, and what they asked
# for since in words that the ledger quotes.
_ASKED_SINCE = (
    "no_contact = 'opt_out' AND EXISTS (SELECT 1 FROM lifts JOIN consents ON consents.id = "
    "lifts.entry_id WHERE consents.event_at > contacts.no_contact_at AND consents.contact_id IN "
    "(SELECT id FROM contacts AS own WHERE own.id = NEW.contact_id "
    "OR own.merged_into = NEW.contact_id))"
)
_SAID_NO = (
    "NEW.state IN ('approved', 'handed_over') AND NEW.purpose <> 'answer' AND EXISTS "
    "(SELECT 1 FROM contacts WHERE id = NEW.contact_id AND no_contact IS NOT NULL "
    f"AND NOT ({_ASKED_SINCE}))"
)

# Half-open spans: a word may begin anew at the very moment at which it ended.
_MEANS_ANOTHER = (
    "EXISTS (SELECT 1 FROM keywords WHERE key = NEW.key AND id IS NOT NEW.id "
    "AND (until_at IS NULL OR max(from_at, NEW.from_at) < until_at) "
    "AND (NEW.until_at IS NULL OR max(from_at, NEW.from_at) < NEW.until_at))"
)
_ONE_MEANING = "BEGIN SELECT RAISE(ABORT, 'this word is announced already'); END"

_KIND = ("account_id", "lane", "timed", "first", "hours_key")


def _counted(act: str, *changes: tuple[str, int]) -> tuple[str, str]:
    """Keep ``standing_counts`` in step with an act on a standing; a kind without any is no row."""
    name = f"standings_counted_{act.split(maxsplit=1)[0].lower()}"
    steps = [
        f"INSERT INTO standing_counts ({', '.join(_KIND)}, drafts) "
        f"VALUES ({', '.join(f'{row}.{each}' for each in _KIND)}, {change}) "
        f"ON CONFLICT DO UPDATE SET drafts = drafts + {change}; "
        for row, change in changes
    ]
    gone = " AND ".join(f"{each} = OLD.{each}" for each in _KIND)
    if any(change < 0 for _, change in changes):
        steps.append(f"DELETE FROM standing_counts WHERE {gone} AND drafts = 0; ")
    return name, f"CREATE TRIGGER {name} AFTER {act} ON standings BEGIN {''.join(steps)}END"


TRIGGERS: dict[str, str] = {
    **{name: sql for table in APPEND_ONLY for name, sql in _append_only(table)},
    "drafts_insert_said_no": (
        f"CREATE TRIGGER drafts_insert_said_no BEFORE INSERT ON drafts WHEN {_SAID_NO} "
        "BEGIN SELECT RAISE(ABORT, 'this person is not to be messaged'); END"
    ),
    "drafts_update_said_no": (
        "CREATE TRIGGER drafts_update_said_no BEFORE UPDATE OF state, contact_id, purpose "
        f"ON drafts WHEN {_SAID_NO} "
        "BEGIN SELECT RAISE(ABORT, 'this person is not to be messaged'); END"
    ),
    "contacts_no_stays_no": (
        "CREATE TRIGGER contacts_no_stays_no BEFORE UPDATE OF no_contact ON contacts "
        "WHEN OLD.no_contact IS NOT NULL AND NEW.no_contact IS NULL "
        "BEGIN SELECT RAISE(ABORT, 'an opt-out is never cleared'); END"
    ),
    "keywords_insert_one_meaning": (
        "CREATE TRIGGER keywords_insert_one_meaning BEFORE INSERT ON keywords "
        f"WHEN {_MEANS_ANOTHER} {_ONE_MEANING}"
    ),
    "keywords_update_one_meaning": (
        "CREATE TRIGGER keywords_update_one_meaning BEFORE UPDATE ON keywords "
        f"WHEN {_MEANS_ANOTHER} {_ONE_MEANING}"
    ),
    "keywords_said_stays_said": (
        "CREATE TRIGGER keywords_said_stays_said BEFORE UPDATE OF word, key, purpose, from_at "
        "ON keywords WHEN (OLD.word, OLD.key, OLD.purpose, OLD.from_at) "
        "IS NOT (NEW.word, NEW.key, NEW.purpose, NEW.from_at) "
        "BEGIN SELECT RAISE(ABORT, 'what was announced is not changed, only ended'); END"
    ),
    "keywords_never_replace": (
        "CREATE TRIGGER keywords_never_replace BEFORE INSERT ON keywords "
        "WHEN EXISTS (SELECT 1 FROM keywords WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'what was announced is not changed, only ended'); END"
    ),
    **dict(
        (
            _counted("INSERT", ("NEW", 1)),
            _counted("DELETE", ("OLD", -1)),
            _counted(f"UPDATE OF {', '.join(_KIND)}", ("OLD", -1), ("NEW", 1)),
        )
    ),
}
"""Every trigger of the schema by name."""
