"""Puts the files of each Instagram export together into one source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from dm_assistant.domain.model import Platform, TieKind
from dm_assistant.errors import BadInputError
from dm_assistant.importers.bundle import Bundle, Root, name_of, path_of
from dm_assistant.importers.formats import Kind
from dm_assistant.importers.inputs import UnknownShapeError
from dm_assistant.importers.instagram_files import TIES, Part
from dm_assistant.importers.instagram_owner import handle_in, owner_names, pooled
from dm_assistant.importers.instagram_records import (
    Chat,
    Maker,
    Me,
    message_maker,
    name_key,
    person_of,
    records_of,
    tie,
)
from dm_assistant.importers.records import Record
from dm_assistant.importers.sources import Source
from dm_assistant.importers.walking import Found
from dm_assistant.importers.words import Who

NAME = "instagram-export"
ROOTS = frozenset(
    {
        "your_instagram_activity",
        "connections",
        "personal_information",
        "logged_information",
        "ads_information",
        "apps_and_websites_off_of_instagram",
        "preferences",
        "security_and_login_information",
        "followers_and_following",
        "messages",
        "inbox",
        "message_requests",
        "archived_threads",
        "comments",
        "media",
        "account_information",
    }
)
_REQUESTS = "message_requests"
_TIES = {
    TieKind.FOLLOWS_ME: "followers",
    TieKind.I_FOLLOW: "following",
    TieKind.BLOCKED: "blocks",
}
_numbered = re.compile(r"\D*(\d+)\.json", re.IGNORECASE).fullmatch
_SHOWN = 3


@dataclass(slots=True)
class _Export:
    """The files of one export, in the order to read them."""

    root: Root
    parts: list[Part]
    broken: bool
    chats: list[Chat] = field(default_factory=list)
    profile: dict[str, str] = field(default_factory=dict)
    owner: Who | None = None


def root_of(found: Found) -> Root:
    """Return what an export's file lies below: what is above the folders all exports have."""
    above = found.inside[:-1]
    places = [place for place, name in enumerate(above) if name.lower() in ROOTS]
    if not places:
        return Root(found.container, above)
    place = places[-1]
    while place and above[place - 1].lower() in ROOTS:
        place -= 1
    return Root(found.container, above[:place])


def instagram_sources(
    parts: Sequence[Part], broken: Collection[Root], own: Collection[str]
) -> Iterator[tuple[list[Found], Source | BadInputError]]:
    """Yield one source for each export with its files, or why it cannot be read.

    ``broken`` are the exports of which a file cannot be read; ``own`` are the keys of the
    creator's handles.
    """
    roots: dict[Root, list[Part]] = {}
    for part in parts:
        roots.setdefault(root_of(part.found), []).append(part)
    exports = [_export(root, found, root in broken) for root, found in roots.items()]
    names = [owner_names(each.chats, each.profile, own) for each in exports]
    cut = any(_pages_missing(each.parts) for each in exports)
    for each, owners in zip(exports, pooled(names), strict=True):
        files = [part.found for part in each.parts]
        try:
            yield files, _source(each, owners, cut=cut)
        except BadInputError as problem:
            yield files, problem


def _export(root: Root, parts: list[Part], broken: bool) -> _Export:
    made = _Export(root, parts, broken)
    for part in parts:
        made.profile.update(part.profile or {})
    made.owner = handle_in(made.profile)
    pages: dict[str, list[Part]] = {}
    for part in parts:
        if part.thread is not None:
            pages.setdefault(_thread_key(part), []).append(part)
    made.chats = [_chat(found) for found in pages.values()]
    return made


def _thread_key(part: Part) -> str:
    return "/".join(part.found.inside[:-1]) + "!" + (part.thread.path if part.thread else "")


def _chat(pages: list[Part]) -> Chat:
    pages.sort(key=lambda page: -page.newest)
    threads = [page.thread for page in pages if page.thread is not None]
    people = tuple(dict.fromkeys(name for each in threads for name in each.people if name))
    path = next((each.path for each in threads if each.path), "")
    folders = path.split("/") if path else list(pages[0].found.inside[:-1])
    if len(folders) > 1 or path:
        person = person_of(folders[-1])
    else:
        person = "the chat does not say with whom it is (thread_path)"
    if any(len(each.people) > len(set(each.people)) == 1 for each in threads):
        person = "the two in this chat have one name"
    title = next((each.title for each in threads if each.title), folders[-1] if folders else "")
    where = {name.lower() for name in (*folders[:-1], *pages[0].found.inside[:-1])}
    return Chat(pages, people, title, person, _REQUESTS in where)


def _pages_missing(parts: Sequence[Part]) -> bool:
    """Tell whether a page of the followers is not there, by the numbers of those that are."""
    found = [_numbered(p.found.inside[-1]) for p in parts if p.tie is TieKind.FOLLOWS_ME]
    numbers = sorted({int(each[1]) for each in found if each})
    return bool(numbers) and numbers != list(range(1, len(numbers) + 1))


def _source(export: _Export, owners: frozenset[str], *, cut: bool) -> Source:
    files = [part.found for part in export.parts]
    name = name_of(export.root, files)
    if not export.chats and all(part.tie is None for part in export.parts):
        raise UnknownShapeError(f"{name}: the profile of an Instagram export alone, without lists")
    me = _me(export, owners, name)
    complete = frozenset(part.tie for part in export.parts if part.tie is not None)
    warnings: tuple[str, ...] = ()
    if complete and (export.broken or cut):
        lost = complete if export.broken else {TieKind.FOLLOWS_ME}
        complete -= lost
        warnings = ("a file of it cannot be read or is missing: its lists are not complete",)
    ordered = [part for part in export.parts if part.tie] + [
        page for chat in export.chats for page in chat.pages
    ]
    bundle = Bundle(name, [part.found.input for part in ordered])
    return Source(
        name=name,
        format=NAME,
        kind=Kind.EXPORT,
        matched=_matched(export),
        notes=_notes(export),
        warnings=warnings,
        header_key="",
        mapping={},
        unit="item",
        _input=bundle,
        _stream=lambda: _records(export, me, bundle),
        owner=export.owner.handle if export.owner else "",
        writers=frozenset({me.key}) if export.chats else frozenset(),
        platform=Platform.INSTAGRAM,
        ties=complete,
        as_of=_newest(export.parts),
        path=path_of(export.root, files),
    )


def _me(export: _Export, owners: frozenset[str], name: str) -> Me:
    """Return who the creator is; raises BadInputError when chats leave it open."""
    owner = export.owner.key if export.owner else ""
    if len(owners) == 1:
        (said,) = owners
        return Me(said, owner or name_key(said))
    if any(len(chat.people) > 1 for chat in export.chats):
        raise BadInputError(
            f"{name}: it does not say who of its chats is you; say --account HANDLE, or add "
            "personal_information.json of the same export"
        )
    return Me("", owner)


def _matched(export: _Export) -> tuple[str, ...]:
    lists = {_TIES[part.tie]: part.found.inside[-1] for part in export.parts if part.tie}
    return (
        *((f"messages={len(export.chats):,} chats",) if export.chats else ()),
        *(f"{kind}={name}" for kind, name in lists.items()),
        *(("owner=profile_user",) if export.owner else ()),
    )


def _notes(export: _Export) -> tuple[str, ...]:
    notes = ["times are UTC"]
    gone = [chat for chat in export.chats if chat.person is None and not chat.is_group]
    if gone:
        notes.append(f"skipped: {len(gone):,} chat{'s' * (len(gone) > 1)} of deleted accounts")
    lines = sum(part.thread.notices for part in export.parts if part.thread)
    if lines:
        notes.append(f"passed over: {lines:,} reactions, calls and other lines that nobody wrote")
    return tuple(notes)


def _newest(parts: Sequence[Part]) -> datetime | None:
    return max((at for part in parts if (at := part.as_of) is not None), default=None)


def _records(export: _Export, me: Me, bundle: Bundle) -> Iterator[Record]:
    """Yield the lists, then the chats one after the other, a file at a time."""
    place = 0
    work: list[tuple[tuple[str, ...], Maker | None]] = [
        ((*TIES, ""), partial(tie, part.tie)) for part in export.parts if part.tie
    ]
    work += [(("messages",), message_maker(chat, me)) for chat in export.chats for _ in chat.pages]
    for source, (keys, make) in zip(bundle.each(), work, strict=True):
        if make is None:
            continue
        for record in records_of(source, keys, make, place):
            place = record.line
            yield record
