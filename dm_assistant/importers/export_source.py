"""Recognises TikTok's own data export as JSON by the names of its lists."""

from __future__ import annotations

from dm_assistant.errors import BadInputError
from dm_assistant.importers.export_survey import Contents, records, survey
from dm_assistant.importers.formats import Kind
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.sources import Options, Source

NAME = "tiktok-export"
_LISTS = {"follows_me": "FansList", "i_follow": "Following", "blocked": "BlockList"}


def export_source(source: Input, options: Options) -> Source | None:
    """Recognise an export; ``None`` for other JSON, BadInputError for one with nothing to read."""
    found = survey(source)
    if found is None:
        return None
    if not found.useful:
        what = found.unread()
        reason = "this TikTok export holds no messages, followers, following, blocks or posts"
        raise UnknownShapeError(f"{source.name}: {reason}{what and f'; not read: {what}'}")
    if options.mapping:
        raise BadInputError(f"{source.name}: a TikTok export has no columns to map")
    return Source(
        name=source.name,
        format=NAME,
        kind=Kind.EXPORT,
        matched=matched(found),
        notes=found.notes(),
        warnings=(),
        header_key="",
        mapping={},
        unit="item",
        _input=source,
        _stream=lambda: records(source),
        owner=found.owner,
        writers=found.writers.certain,
        others=found.writers.others,
        ties=found.ties,
        as_of=found.as_of,
    )


def matched(found: Contents) -> tuple[str, ...]:
    """Return what was found under which names of the export."""
    lists = [f"{kind}={name}" for kind, name in _LISTS.items() if kind in found.ties]
    return (
        *(("messages=ChatHistory",) if found.chats else ()),
        *(("groups=GroupChat",) if found.groups else ()),
        *lists,
        *(("posts=VideoList",) if found.posts else ()),
        *(("owner=ProfileMap",) if found.owner else ()),
    )
