"""Recognises TikTok's own data export by the names of its lists."""

from __future__ import annotations

from dm_assistant.errors import BadInputError
from dm_assistant.importers.chats import messages, survey
from dm_assistant.importers.formats import Kind
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.sources import Options, Source

NAME = "tiktok-export"


def export_source(source: Input, options: Options) -> Source | None:
    """Recognise an export; ``None`` for other JSON, BadInputError for one without messages."""
    found = survey(source)
    if found is None:
        return None
    if not found.chats:
        what = found.unread()
        reason = "this TikTok export holds no direct messages (ChatHistory)"
        raise UnknownShapeError(f"{source.name}: {reason}{what and f'; not read: {what}'}")
    if options.mapping:
        raise BadInputError(f"{source.name}: a TikTok export has no columns to map")
    return Source(
        name=source.name,
        format=NAME,
        kind=Kind.EXPORT,
        matched=("messages=ChatHistory",),
        notes=found.notes(),
        warnings=(),
        header_key="",
        mapping={},
        unit="item",
        _input=source,
        _stream=lambda: messages(source),
        owner=found.owner,
        writers=found.writers,
        others=found.others,
    )
