"""The comments CSV of an export of ours: its columns, and its cells without their guards."""

from __future__ import annotations

from collections.abc import Sequence

from dm_assistant.domain.text import csv_uncell

COLUMNS = (
    "cid",
    "uniqueId",
    "nickname",
    "uid",
    "text",
    "videoId",
    "videoWebUrl",
    "videoTitle",
    "createTimeISO",
    "diggCount",
    "repliesToId",
    "owner",
    "platform",
)
"""Known to every reader of comments by their aliases; exactly these, in this order, are ours."""


def is_ours(header: Sequence[str]) -> bool:
    """Return whether a header is that of our export: only there are cells guarded."""
    return tuple(header) == COLUMNS


def unguarded(cells: Sequence[str]) -> list[str]:
    """Return the cells as they were before the export guarded them for spreadsheets."""
    return [csv_uncell(cell) for cell in cells]
