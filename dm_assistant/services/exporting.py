"""Taking data out: everything held on one person, or the whole workspace as plain files."""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any

from dm_assistant.domain.text import csv_cell, to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers import consents, contacts
from dm_assistant.importers.own_comments import COLUMNS as COMMENT_COLUMNS
from dm_assistant.services import targets
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import held, held_plans
from dm_assistant.storage.database import make_private

MESSAGE_COLUMNS = (
    "id",
    "handle",
    "platform",
    "purpose",
    "template",
    "version",
    "language",
    "campaign",
    "state",
    "text",
    "created_at",
    "approved_at",
    "handed_over_at",
    "sent_at",
    "seen_at",
    "replied_at",
    "could_not_send",
    "code",
    "sent_text",
    "found_at",
)
OUTSIDE_COLUMNS = ("handle", "platform", "at", "text")
REPLY_COLUMNS = (
    "id",
    "handle",
    "platform",
    "channel",
    "at",
    "class",
    "confirmed",
    "answers",
    "text",
)
COMPLAINT_COLUMNS = ("id", "handle", "opened_at", "words", "closed_at", "outcome")
COLLAB_COLUMNS = (
    "id",
    "handle",
    "stage",
    "moved_at",
    "idea",
    "i_give",
    "they_give",
    "terms",
    "next_step",
    "due_on",
    "made",
    "made_on",
    "review",
    "closed_by",
    "closed_why",
    "opened_at",
    "pitch",
)
OVERLAP_COLUMNS = (
    "collab",
    "at",
    "file",
    "from_at",
    "until_at",
    "same_time",
    "shared",
    "theirs",
    "ours",
    "newcomers",
    "newcomers_shared",
)
REDEMPTION_COLUMNS = ("code", "pool", "handle", "order", "redeemed_at", "refunded")
CAMPAIGN_COLUMNS = (
    "name",
    "purpose",
    "segment",
    "variants",
    "pool",
    "fill",
    "starts_on",
    "ends_on",
    "holdout",
    "seed",
    "notes",
    "made_at",
    "ended_at",
    "plan",
    "adopted",
)
ARM_COLUMNS = (
    "campaign",
    "handle",
    "arm",
    "eligible_at",
    "variant",
    "assigned",
    "probability",
    "block",
    "by_hand",
)
FIGURE_COLUMNS = {
    "daily_figures": ("on_day", "name", "value"),
    "hourly_activity": ("on_day", "hour", "active"),
    "audience_shares": ("on_day", "kind", "label", "share"),
    "post_figures": (
        "platform_id",
        "on_day",
        "posted_on",
        "title",
        "views",
        "likes",
        "comments",
        "shares",
    ),
    "own_posts": ("posted_at", "title", "url", "likes"),
}
SEGMENT_COLUMNS = ("name", "filter", "made_at")
TWO_PEOPLE_COLUMNS = ("handle", "not", "at")
KEYWORD_COLUMNS = ("word", "purpose", "from", "until")
THEME_COLUMNS = ("theme", "key", "state", "opened_at", "idea", "made_title", "made_link", "made_on")
CODING_COLUMNS = ("theme", "handle", "at", "reply", "platform", "comment")
PAUSE_COLUMNS = (
    "purpose",
    "template",
    "campaign",
    "paused_at",
    "opted_out",
    "people",
    "percent",
    "resumed_at",
    "opted_out_by_then",
    "reason",
)
CHALLENGE_COLUMNS = ("challenge", "task", "starts_on", "ends_on", "tag", "made_at", "ended_at")
SESSION_COLUMNS = ("id", "began_at", "ended_at", "minutes", "cards")
NOTED_COLUMNS = (
    "platform",
    "account",
    "figure",
    "value",
    "first_day",
    "last_day",
    "source",
    "paid",
    "post",
    "noted_at",
)
GOAL_COLUMNS = ("platform", "account", "figure", "target", "since", "by", "made_at")
COMPETITOR_COLUMNS = ("handle", "platform", "day", "followers", "posts", "views", "note")
CHANGE_COLUMNS = ("day", "words")
ENTRY_COLUMNS = ("challenge", "handle", "at", "link", "views", "views_at")

_TABLES: dict[str, tuple[Sequence[str], Callable[[Any], Iterator[held.Row]]]] = {
    "contacts.csv": (contacts.COLUMNS, held.contacts),
    "consents.csv": (consents.COLUMNS, held.consents),
    "comments.csv": (COMMENT_COLUMNS, held.comments),
    "messages.csv": (MESSAGE_COLUMNS, held.messages),
    "outside.csv": (OUTSIDE_COLUMNS, held.outside),
    "replies.csv": (REPLY_COLUMNS, held.replies),
    "complaints.csv": (COMPLAINT_COLUMNS, held.complaints),
    "collabs.csv": (COLLAB_COLUMNS, held_plans.collabs),
    "collab_overlaps.csv": (OVERLAP_COLUMNS, held_plans.collab_overlaps),
    "keywords.csv": (KEYWORD_COLUMNS, held.keywords),
    "segments.csv": (SEGMENT_COLUMNS, held_plans.segments),
    "redemptions.csv": (REDEMPTION_COLUMNS, held.redemptions),
    "two_people.csv": (TWO_PEOPLE_COLUMNS, held_plans.two_people),
    "campaigns.csv": (CAMPAIGN_COLUMNS, held_plans.campaigns),
    "arms.csv": (ARM_COLUMNS, held_plans.arms),
    "themes.csv": (THEME_COLUMNS, held_plans.themes),
    "codings.csv": (CODING_COLUMNS, held_plans.codings),
    "challenges.csv": (CHALLENGE_COLUMNS, held_plans.challenges),
    "challenge_entries.csv": (ENTRY_COLUMNS, held_plans.challenge_entries),
    "sessions.csv": (SESSION_COLUMNS, held_plans.sessions),
    "kpis.csv": (NOTED_COLUMNS, held_plans.noted_figures),
    "goals.csv": (GOAL_COLUMNS, held_plans.goals),
    "competitors.csv": (COMPETITOR_COLUMNS, held_plans.competitors),
    "changes.csv": (CHANGE_COLUMNS, held_plans.own_changes),
    "pauses.csv": (PAUSE_COLUMNS, held_plans.pauses),
    **{
        f"{table}.csv": (("platform", "account", *columns), held.figures(table, *columns))
        for table, columns in FIGURE_COLUMNS.items()
    },
}
JOURNAL_FILE = "journal.jsonl"


def export_person(ws: Workspace, handle: str) -> dict[str, Any]:
    """Return everything held on a person, ready for JSON; times are ISO 8601 in UTC."""
    with ws.database.read() as tx:
        return held.person(tx, targets.resolve(tx, handle))


def write_person(ws: Workspace, handle: str, to: Path) -> Path:
    """Write everything held on a person into a new file, private to its owner; return its path.

    Raises BadInputError where there is something by that name, or it cannot be written.
    """
    found = json.dumps(export_person(ws, handle), ensure_ascii=False, indent=2) + "\n"
    to = to.expanduser().absolute()
    if to.exists() or to.is_symlink():
        raise BadInputError(f"{to_screen(str(to))}: is there already; name a new file")
    try:
        _write(to, lambda file: file.write(found))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInputError(f"{to_screen(str(to))}: cannot be written ({reason})") from None
    return to


def export_all(ws: Workspace, to: Path) -> tuple[Path, ...]:
    """Write the workspace as files into a new folder, all of them or none; return their paths.

    Contacts, consents and comments can be imported again. The files are private to their owner.
    Raises BadInputError when the folder holds something or cannot be written.
    """
    making = None
    try:
        to = to.absolute()
        if to.is_symlink() or (to.exists() and not (to.is_dir() and not any(to.iterdir()))):
            raise BadInputError(f"{to_screen(str(to))}: name a folder that is new or empty")
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=to.parent, prefix=f".{to.name}-"))
        with ws.database.read() as tx:
            for name, (header, rows) in _TABLES.items():
                _write(making / name, partial(_table, header=header, rows=rows(tx)))
            _write(making / JOURNAL_FILE, partial(_lines, records=held.journal(tx)))
        if to.exists():
            to.rmdir()
        making.rename(to)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInputError(f"{to_screen(str(to))}: cannot be written ({reason})") from None
    finally:
        if making is not None:
            shutil.rmtree(making, ignore_errors=True)
    return tuple(to / name for name in (*_TABLES, JOURNAL_FILE))


def _write(path: Path, fill: Callable[[IO[str]], object]) -> None:
    make_private(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        fill(file)
        file.flush()
        os.fsync(file.fileno())


def _table(file: IO[str], header: Sequence[str], rows: Iterable[held.Row]) -> None:
    writer = csv.writer(file)
    writer.writerow(header)
    for row in rows:
        writer.writerow("" if value is None else csv_cell(str(value)) for value in row)


def _lines(file: IO[str], records: Iterable[dict[str, Any]]) -> None:
    for record in records:
        file.write(json.dumps(record, ensure_ascii=True) + "\n")
