"""Puts the text files of each TikTok export together into one source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from dm_assistant.domain.model import TieKind
from dm_assistant.errors import BadInputError
from dm_assistant.importers import own_lists
from dm_assistant.importers.bundle import Bundle, Root, name_of, path_of
from dm_assistant.importers.chats import group_maker, message_maker
from dm_assistant.importers.export_source import NAME
from dm_assistant.importers.formats import Kind
from dm_assistant.importers.inputs import UnknownShapeError
from dm_assistant.importers.records import Record, Rejected
from dm_assistant.importers.sources import Source
from dm_assistant.importers.tiktok_text import Row, Sort, TextPart, chat_with, rows_of
from dm_assistant.importers.times import Clock
from dm_assistant.importers.walking import Found
from dm_assistant.importers.words import BadValueError
from dm_assistant.importers.writers import Writers

_BRAND = "tiktok"
_LOOSE = "a text that would be an empty list inside a TikTok export"
_UTC = Clock()
_WORDS = {
    TieKind.FOLLOWS_ME: "followers",
    TieKind.I_FOLLOW: "following",
    TieKind.BLOCKED: "blocks",
}


def root_of(found: Found) -> Root:
    """Return what an export's file lies below: the folder ``TikTok``, or two above the file."""
    above = found.inside[:-1]
    branded = [place for place, name in enumerate(above) if name.lower().startswith(_BRAND)]
    inside = above[: branded[-1] + 1] if branded else above[:-1]
    return Root(found.container, inside)


def _is_branded(root: Root) -> bool:
    return any(name.lower().startswith(_BRAND) for name in root.inside)


def text_sources(
    parts: Sequence[TextPart], broken: Collection[Root]
) -> Iterator[tuple[list[Found], Source | BadInputError]]:
    """Yield one source for each export with its files, or why it cannot be read.

    ``broken`` are the exports of which a file cannot be read.
    """
    roots: dict[Root, list[TextPart]] = {}
    for part in parts:
        root = root_of(part.found)
        if part.sort is Sort.EMPTY and not (part.found.archive or _is_branded(root)):
            # Elsewhere a sentence is any text, not a list that is known to be empty.
            yield [part.found], UnknownShapeError(f"{part.found.input.name}: {_LOOSE}")
        else:
            roots.setdefault(root, []).append(part)
    for root, found in roots.items():
        for place, together in _apart(root, found):
            files = [part.found for part in together]
            try:
                yield files, _source(place, together, broken=root in broken)
            except BadInputError as problem:
                yield files, problem


def _apart(root: Root, parts: list[TextPart]) -> Iterator[tuple[Root, list[TextPart]]]:
    """Part the files of several exports that lie beside each other, each flat in its folder."""
    of_a_sort = Counter((part.sort, part.tie) for part in parts if part.sort is not Sort.CHATS)
    folders = {part.found.inside[:-1] for part in parts if part.sort is Sort.CHATS}
    if max(of_a_sort.values(), default=0) < 2 and len(folders) < 3:  # noqa: PLR2004 - chats, groups
        yield root, parts
        return
    flat: dict[Root, list[TextPart]] = {}
    for part in parts:
        place = Root(root.container, part.found.inside[:-1])
        flat.setdefault(place, []).append(part)
    yield from flat.items()


def _source(root: Root, parts: list[TextPart], *, broken: bool) -> Source:
    files = [part.found for part in parts]
    name = name_of(root, files)
    sorts = {part.sort for part in parts}
    if sorts <= {Sort.PROFILE, Sort.EMPTY}:
        raise UnknownShapeError(f"{name}: a section of a TikTok export, not read")
    writers = Writers()
    for part in parts:
        writers.add(part.writers)
    complete = frozenset(part.tie for part in parts if part.tie is not None)
    warnings = ("a file of it cannot be read: its lists are not complete",) if broken else ()
    parts.sort(key=lambda part: part.sort is Sort.CHATS)
    bundle = Bundle(name, [part.found.input for part in parts])
    return Source(
        name=name,
        format=NAME,
        kind=Kind.EXPORT,
        matched=_matched(parts),
        notes=_notes(parts),
        warnings=warnings,
        header_key="",
        mapping={},
        unit="item",
        _input=bundle,
        _stream=lambda: _records(parts, bundle),
        owner=next((part.owner for part in parts if part.owner), ""),
        writers=writers.certain,
        others=writers.others,
        ties=frozenset() if broken else complete,
        as_of=_at(max(part.newest for part in parts)),
        path=path_of(root, files),
    )


def _at(newest: str) -> datetime | None:
    try:
        return _UTC.at(newest, "") if newest else None
    except BadValueError:
        return None


def _notes(parts: Sequence[TextPart]) -> tuple[str, ...]:
    gone = sum(part.gone for part in parts)
    deleted = (f"skipped: {gone:,} deleted account{'s' * (gone != 1)}",) if gone else ()
    return ("times are UTC", *deleted)


def _matched(parts: Sequence[TextPart]) -> tuple[str, ...]:
    names = {
        Sort.CHATS: "messages",
        Sort.POSTS: "posts",
        Sort.PROFILE: "owner",
    }
    return tuple(
        f"{names.get(part.sort) or _WORDS[part.tie or TieKind.BLOCKED]}={part.found.inside[-1]}"
        for part in parts
    )


def _records(parts: Sequence[TextPart], bundle: Bundle) -> Iterator[Record]:
    """Yield the lists, then the chats, numbered through all files."""
    place = 0
    for part, source in zip(parts, bundle.each(), strict=True):
        for row in rows_of(part.sort, source):
            record = _record(part, place + 1, row)
            if record is None:
                continue
            place += 1
            if isinstance(record, Rejected):
                where = re.split(r"[/!]", source.name)[-1]
                record = Rejected(place, f"{where}:{row.line}: {record.reason}")
            yield record


def _record(part: TextPart, place: int, row: Row) -> Record | None:
    if part.sort is Sort.CHATS:
        if not row.values:
            return Rejected(place, "no message begins here")
        chat = chat_with(row.title)
        make = group_maker(row.title) if chat is None else message_maker(chat)
        return make(place, row.values)
    if part.tie is not None:
        return own_lists.tie(part.tie, place, row.values)
    return own_lists.post(place, row.values)
