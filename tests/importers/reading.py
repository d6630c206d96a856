"""Reads a file the way an import does, for the tests of this folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dm_assistant.importers.detect import recognise
from dm_assistant.importers.records import (
    CommentRecord,
    ConsentRecord,
    ContactRecord,
    Record,
    Rejected,
)
from dm_assistant.importers.sources import Source

VIDEO = "https://www.tiktok.com/@dev.creator/video/7418294751977327878"


def comment_id(seconds: int, number: int = 0) -> str:
    """Return an id that carries its time, as TikTok's do."""
    return str((seconds << 32) + number)


def sources(path: Path, **options: Any) -> tuple[Source, ...]:
    return recognise([path], **options).sources


def left(path: Path, **options: Any) -> dict[str, str]:
    """Return why each file is left that is not read, by the name it is shown under."""
    return {each.name: each.reason for each in recognise([path], **options).left}


def records(path: Path, **options: Any) -> list[Record]:
    return [each for source in sources(path, **options) for each in source.records()]


def comments(path: Path, **options: Any) -> list[CommentRecord]:
    return [each for each in records(path, **options) if isinstance(each, CommentRecord)]


def contacts(path: Path) -> list[ContactRecord]:
    return [each for each in records(path) if isinstance(each, ContactRecord)]


def consents(path: Path) -> list[ConsentRecord]:
    return [each for each in records(path) if isinstance(each, ConsentRecord)]


def rejected(path: Path, **options: Any) -> list[Rejected]:
    return [each for each in records(path, **options) if isinstance(each, Rejected)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_json(folder: Path, value: object) -> Path:
    return write(folder, "file", json.dumps(value))
