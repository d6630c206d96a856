"""Reads the comments of a large file in a process of its own, while those before are stored.

Reading and looking at the texts is half of what an import has to do, and a program runs on one
processor at a time. What comes back are plain values: two processes share no database.
"""

from __future__ import annotations

import contextlib
import json
import marshal
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Generator
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

import dm_assistant
from dm_assistant.domain.first_look import first_look
from dm_assistant.errors import BadInputError
from dm_assistant.importers.records import CommentRecord, Record, Rejected
from dm_assistant.importers.sources import Source

LARGE = 8 << 20
"""Bytes from which on another process is worth its start, which takes half a second."""
BLOCK = 2_000
"""Rows that are handed over at once."""
_PIPE = 1 << 20
_LENGTH = 8
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from dm_assistant.importers.reading_ahead import serve; serve()"
)

Look = tuple[int, int, bool]
"""The fields of ``FirstLook``, which travel without their names."""

Said = tuple[
    str,
    str,
    str,
    str,
    str,
    str,
    str,
    str,
    str,
    str,
    int,
    int,
    str,
    bool,
    tuple[int, int, bool] | None,
]
"""A comment as plain values: platform, id, post's id, url and title, handle, key, name, user id,
text, Unix second, likes, id of the comment above, whether it is the creator's, the text's look."""


class Block(NamedTuple):
    """Some rows of a file in their order; ``read`` are the bytes read by now.

    With ``whole`` it is the last. ``refused`` says why the file cannot be read on.
    """

    said: list[Said]
    rejected: list[tuple[int, str]]
    read: int
    whole: bool
    refused: str


def said_by(record: CommentRecord, look: Look | None = None) -> Said:
    """Return a record as plain values."""
    # Taken apart by place: by name it takes three times as long, a million times over.
    _, number, post, url, title, handle, key, name, user, text, at, likes, above, owner, on = record
    place = on.value
    # The times of records are whole seconds.
    return (
        *(place, number, post, url, title, handle, key, name, user, text, int(at.timestamp())),
        *(likes, above, owner, look),
    )


def read_ahead(source: Source) -> Generator[Block, None, None]:
    """Yield the rows of a large file as another process reads them; none for other sources.

    When that process ends early the last block is not ``whole``. Closing the iterator ends it.
    """
    task = _task(source)
    if task is None:
        return
    try:
        process = started()
    except OSError:
        # The computer lets no further one run.
        return
    with process:
        try:
            yield from _answered(process, task)
        finally:
            process.kill()


def _answered(process: subprocess.Popen[bytes], task: bytes) -> Generator[Block, None, None]:
    if process.stdin is None or process.stdout is None:
        return
    with contextlib.suppress(OSError), process.stdin as pipe:
        pipe.write(task)
    while (block := taken(process.stdout)) is not None:
        if block.refused:
            raise BadInputError(block.refused)
        yield block


def _task(source: Source) -> bytes | None:
    """Return what the other process needs to know, if the source can be told to it."""
    if source.size < LARGE:
        return None
    try:
        return pickle.dumps((source, BLOCK))
    except (pickle.PicklingError, AttributeError, TypeError):
        # An entry of an archive that is open here.
        return None


def started() -> subprocess.Popen[bytes]:
    """Start the other process."""
    package = Path(dm_assistant.__file__).resolve().parents[1]
    path = [str(package), *(os.path.abspath(each) for each in sys.path if each)]  # noqa: PTH100 - as is
    return subprocess.Popen(  # noqa: S603 - this interpreter, our own words
        [sys.executable, "-I", "-S", "-c", _BOOT, json.dumps(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=_PIPE,
    )


def taken(pipe: IO[bytes]) -> Block | None:
    """Take the next block out of a pipe; ``None`` when there is no whole one."""
    head = pipe.read(_LENGTH)
    size = int.from_bytes(head, "big")
    raw = pipe.read(size)
    if len(head) < _LENGTH or len(raw) < size:
        return None
    return Block(*marshal.loads(raw))  # noqa: S302 - the words of our own process


# --- in the other process --------------------------------------------------------------------


def serve() -> None:
    """Read the source that comes by the standard input, and write its blocks to the output."""
    # Ctrl-C is for the program that waits for us: it ends us, or we end with its pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, size = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the program itself
    out = sys.stdout.buffer
    try:
        for block in blocks_of(source, size):
            raw = marshal.dumps(tuple(block))
            out.write(len(raw).to_bytes(_LENGTH, "big") + raw)
            out.flush()
    except BrokenPipeError:
        # Nobody waits any more, and what is left unsaid is not to be tried again.
        os._exit(0)


def blocks_of(source: Source, size: int) -> Generator[Block, None, None]:
    """Yield the rows of a source block by block, and last one that is whole or refused."""
    records = source.records()
    try:
        while rows := list(islice(records, size)):
            yield _block(rows, source.read)
    except BadInputError as problem:
        yield Block([], [], source.read, whole=False, refused=str(problem))
        return
    yield Block([], [], source.read, whole=True, refused="")


def _block(rows: list[Record], read: int) -> Block:
    said: list[Said] = []
    rejected: list[tuple[int, str]] = []
    for row in rows:
        if isinstance(row, CommentRecord):
            facts, key, stops = first_look(row.text)
            said.append(said_by(row, (facts, key, stops)))
        elif isinstance(row, Rejected):
            rejected.append((row.line, row.reason))
    return Block(said, rejected, read, whole=False, refused="")
