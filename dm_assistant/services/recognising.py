"""What a person wants imported, and what the files they point at turn out to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dm_assistant.domain import handles
from dm_assistant.domain.model import Platform
from dm_assistant.importers.detect import Recognised, Seen, recognise
from dm_assistant.importers.formats import Kind
from dm_assistant.importers.left import Left
from dm_assistant.importers.sources import Source
from dm_assistant.services.file_reports import LeftLine
from dm_assistant.services.loading import Watch, label
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import batches

KILO = 1_000
LONG = 4_000_000
"""A file of more bytes takes long enough to be told how far its look is."""

Own = frozenset[tuple[Platform, str]]
"""The creator's accounts: platform and handle, normalised."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person said about the files."""

    as_format: str | None
    account: str | None
    mapping: Mapping[str, str] | None
    mappings: Mapping[str, Mapping[str, str]]
    without: Collection[str]
    timezone: str | None
    dry_run: bool
    whole: bool

    def taught(self, sources: Iterable[Source]) -> dict[str, Mapping[str, str]]:
        """Return the column mappings to remember, by the keys of their headers."""
        every = self.mapping
        return {
            **self.mappings,
            **({source.header_key: every for source in sources} if every else {}),
        }


def left_line(one: Left) -> LeftLine:
    """Return how reports show a file that is left."""
    if one.table is None:
        return LeftLine(one.name, one.reason)
    table = one.table
    return LeftLine(
        one.name, one.reason, table.columns, table.samples, table.mapping, table.header_key
    )


def recognised(ws: Workspace, paths: Sequence[Path], asked: Asked, watch: Watch) -> Recognised:
    """Find out what the files are, without those that are not wanted; raises BadInputError."""
    known: dict[str, Mapping[str, str] | None] = {}
    with ws.database.read() as tx:
        known |= {key: batches.remembered(tx, key) for key in batches.remembered_keys(tx)}
    known |= asked.mappings
    found = recognise(
        paths,
        as_format=asked.as_format,
        mapping=asked.mapping,
        timezone=asked.timezone,
        remembered=known.get,
        own=_instagram_keys(ws, asked.account),
        seen=_looking(watch),
    )
    wanted = tuple(each for each in found.sources if label(each) not in asked.without)
    return Recognised(wanted, found.left)


def _looking(watch: Watch) -> Seen:
    """Return what reports how far the look is: in files, and in a long file by its bytes."""

    def seen(number: int, name: str, done: int, size: int) -> None:
        if done and size < LONG:
            return
        label = f"Looking at {name} (file {number:,})"
        watch.step(done // KILO, max(done, size) // KILO, "kB", label)

    return seen


def _instagram_keys(ws: Workspace, account: str | None) -> set[str]:
    """Return the handles by which an Instagram export may tell whose it is."""
    own = own_keys(ws, account, Platform.INSTAGRAM)
    return {key for platform, key in own if platform is Platform.INSTAGRAM}


def account_platform(account: str, sources: Sequence[Source]) -> Platform:
    """Return of which platform an account is that the person names: of the exports', if of one."""
    if "instagram.com" in account.casefold():
        return Platform.INSTAGRAM
    exports = {each.platform for each in sources if each.kind is Kind.EXPORT}
    return exports.pop() if len(exports) == 1 else Platform.TIKTOK


def own_keys(ws: Workspace, account: str | None, platform: Platform) -> Own:
    """Return the creator's handles: the workspace's, and the one the person named."""
    own = {
        (each.platform, handles.normalise(each.handle, each.platform))
        for each in ws.accounts
        if each.handle
    }
    if account is not None:
        own.add((platform, handles.normalise(account, platform)))
    return frozenset(own)
