"""What importing files did or would do, frozen for the two front ends.

Names and words are as the files have them; whoever shows them passes them through ``to_screen``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dm_assistant.domain.model import Platform
from dm_assistant.importers.formats import Kind
from dm_assistant.services.reconciled import Reconciled


@dataclass(frozen=True, slots=True)
class RenameLine:
    """Somebody an import knew by their platform id under another name.

    ``current`` says that they go by the name ``after`` now, else that they did earlier.
    """

    before: str
    after: str
    platform: Platform
    current: bool


@dataclass(frozen=True, slots=True)
class FileReport:
    """What importing one file did or would do.

    ``listed`` are rows of an export that are no messages to or from one person.
    """

    path: str
    format: str
    rows: int = 0
    new: int = 0
    changed: int = 0
    duplicate: int = 0
    rejected: tuple[tuple[int, str], ...] = ()
    contacts_new: int = 0
    contacts_known: int = 0
    consent_changes: int = 0
    opted_out_seen: int = 0
    erased_skipped: int = 0
    own: int = 0
    renamed: tuple[RenameLine, ...] = ()
    messages_in: int = 0
    messages_out: int = 0
    stopped: int = 0
    listed: int = 0
    unit: str = "line"
    kind: Kind = Kind.COMMENTS
    words: str = ""
    batch: int | None = None
    matched: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    reconcile: Reconciled | None = None


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A file that an import does not read, and why.

    For a table whose columns nobody knows: its ``columns``, its first rows, what the columns seem
    to hold (field to column), and the key under which their meaning is remembered.
    """

    path: str
    reason: str
    columns: tuple[str, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    header_key: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did or would do, file by file.

    ``left_out`` is every file that is not read, ``left_in_words`` how many for which reason.
    """

    files: tuple[FileReport, ...] = field(default=())
    dry_run: bool = False
    backup: str = ""
    left_out: tuple[LeftLine, ...] = ()
    left_in_words: tuple[str, ...] = ()
