"""Receipts as they are stored beside a message's words: where each of its phrases comes from."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dm_assistant.domain.model import Source
from dm_assistant.storage.clock import moment_or_none, seconds

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def dump_sources(sources: Sequence[Source]) -> str:
    """Return sources as they are stored."""
    return _ENCODE(
        [
            {
                "phrase": source.phrase,
                "variable": source.variable,
                "comment_id": source.comment_id,
                "said": source.said,
                "post": source.post,
                "at": None if source.at is None else seconds(source.at),
                "flag": source.flag,
            }
            for source in sources
        ]
    )


def load_sources(text: str) -> tuple[Source, ...]:
    """Return stored sources."""
    if text in {"", "[]"}:
        return ()
    return tuple(Source(**{**each, "at": moment_or_none(each["at"])}) for each in json.loads(text))
