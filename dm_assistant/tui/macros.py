"""Running a macro: its keys are pressed one after another, as a person would press them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from textual.keys import key_to_character
from textual.message_pump import MessagePump
from textual.worker import WorkerCancelled, WorkerFailed

from dm_assistant.tui.key_names import key_of
from dm_assistant.tui.keys import in_force
from dm_assistant.tui.screens.place import Place

if TYPE_CHECKING:
    from dm_assistant.config import Macro
    from dm_assistant.tui.preferring import Preferring

GROUP = "macro"
BESIDE = frozenset({GROUP, "warm"})
"""The work that a macro does not wait for."""

Stopped = tuple[int, str]
"""At which step a macro stopped, counted from one, and why."""


async def run(app: Preferring, macro: Macro) -> Stopped | None:
    """Press the keys of a macro; return where it stopped, or nothing when it came to its end.

    It stops at the first key that does nothing at that moment, at the first refusal, and at the
    first question that another key would have to answer.
    """
    wishes = {} if app.desk is None else app.desk.keys()
    keys = in_force(wishes)
    for number, step in enumerate(macro.steps, 1):
        key = keys[step].partition(",")[0] if step in keys else key_of(step)
        why = _idle(app, key)
        if why:
            return number, why
        warned = app.warned
        app.post_message(events.Key(key, key_to_character(key)))
        await _rested(app)
        if app.warned > warned:
            return number, "that was refused"
    return None


def _idle(app: Preferring, key: str) -> str:
    """Return why a key would not do its work now, or nothing if it would."""
    from textual.widgets import Input, TextArea  # noqa: PLC0415 - no first frame has a text area

    if isinstance(app.focused, Input | TextArea):
        return "a field is open; it would be typed into it"
    if not isinstance(app.screen, Place):
        return "a question is open; answer it yourself"
    found = app.screen.active_bindings.get(key)
    if found is None:
        return "that key does nothing here"
    return "" if found.enabled else "it does not apply here now"


async def _rested(app: Preferring) -> None:
    """Wait until a key that was pressed has had its effect."""
    await _handled(app)
    await _handled(app.focused or app.screen)
    while working := [
        each for each in app.workers if not each.is_finished and each.group not in BESIDE
    ]:
        for worker in working:
            with suppress(WorkerCancelled, WorkerFailed):
                await worker.wait()
        await _handled(app.screen)
    await _handled(app.screen)


async def _handled(node: MessagePump) -> None:
    """Wait until a node has handled the messages it has."""
    done = asyncio.Event()
    node.call_later(done.set)
    await done.wait()
