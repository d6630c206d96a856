"""The policy file of a workspace: changed value by value, its comments kept, replaced whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from dm_assistant import config, rulebook
from dm_assistant.errors import BadInputError
from dm_assistant.rulebook import Plain
from dm_assistant.services.workspace import POLICY, Workspace

HEAD = """\
# The rules' numbers that differ from the program's own, as changed with `dm-assistant rules set`.
# `dm-assistant rules` lists all of them, with the reason and the range of each.
"""
"""How a file begins that the program makes."""

Swap = Callable[[Mapping[str, Plain]], None]
"""Sets values in the policy file, within a write transaction."""


@contextlib.contextmanager
def swapping(ws: Workspace) -> Iterator[Swap]:
    """Give a function that sets values in the file; put the old file back if the block fails.

    The block holds the write transaction that journals the change, so that everybody else is
    judged either before both or after both. Killed in between, the file is ahead of the journal:
    the next act records it as changed outside.
    """
    path = (ws.path / POLICY).resolve()
    swapped: list[tuple[bytes, bytes]] = []

    def swap(values: Mapping[str, Plain]) -> None:
        before = config.content_of(path)
        after = edited(before, values)
        swapped.append((before, after))
        replace(path, after)
        ws.take_policy()

    try:
        yield swap
    except BaseException:
        for before, after in reversed(swapped):
            if config.content_of(path) == after:
                replace(path, before)
        raise


def edited(content: bytes, values: Mapping[str, Plain]) -> bytes:
    """Return the file with some values set; one that is missing there is added at its end.

    A value that is the default's and stands nowhere is left out.
    """
    import tomlkit

    document = tomlkit.parse((content or HEAD.encode()).decode("utf-8-sig"))
    for key, value in values.items():
        if key in document or value != rulebook.entry(key).default:
            document[key] = tomlkit.value(rulebook.toml(value))
    made = tomlkit.dumps(document).encode()
    wanted = config.entries_of(rulebook.FILE, content) | dict(values)
    if config.policy_of(rulebook.FILE, wanted) != config.policy_of(
        rulebook.FILE, config.entries_of(rulebook.FILE, made)
    ):
        raise BadInputError(f"{POLICY} is written in a way that cannot be changed here: edit it")
    return made


def replace(path: Path, content: bytes) -> None:
    """Put a whole file in the place of the old one; nothing at all where there was none."""
    if not content:
        path.unlink(missing_ok=True)
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
