"""Receipts as they are stored beside a message's words: where each of its phrases comes from."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dm_assistant.domain.model import Source
from dm_assistant.storage.clock import moment_or_none, seconds


def dump_sources(sources: Sequence[Source]) -> str:
    """Return sources as they are stored."""
    return json.dumps(
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
        ],
        ensure_ascii=False,
    )


def load_sources(text: str) -> tuple[Source, ...]:
    """Return stored sources."""
    return tuple(
        Source(**{**each, "at": moment_or_none(each["at"])}) for each in json.loads(text or "[]")
    )
