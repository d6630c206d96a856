"""Waiting for a terminal under test without guessing how long, and reading what it shows."""

import asyncio
from collections.abc import Iterable
from typing import Any

from textual import events
from textual.app import App
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled

from dm_assistant.tui.app import READ_WITHIN

ROUNDS = 1_000
PAGES = 9
"""More than any place has."""

AT_REST = 2
"""So many rounds without anything to do: what the last message set off shows in the next."""


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until no worker is unfinished, no message unread and nothing is left to draw.

    Textual's own ``pause`` waits for a processor that is idle, which on a busy machine takes up to
    a second for every key; this waits for the work itself.
    """
    quiet = 0
    for _ in range(ROUNDS):
        if not await pilot._wait_for_screen():  # noqa: SLF001 - the one way to know
            return
        await asyncio.sleep(0)
        unfinished = [worker for worker in pilot.app.workers if not worker.is_finished]
        for worker in unfinished:
            try:
                await worker.wait()
            except WorkerCancelled:
                continue
        quiet = 0 if unfinished or _busy(pilot.app) else quiet + 1
        if quiet == AT_REST:
            return
    raise AssertionError("the terminal never came to rest")


def _busy(app: App[Any]) -> bool:
    """Draw what waits to be drawn; return whether that or any message was left."""
    screen = app.screen
    left = bool(screen._layout_required or screen._dirty_widgets or screen._callbacks)  # noqa: SLF001
    screen._on_timer_update()  # noqa: SLF001 - what the screen's own timer does 60 times a second
    pumps = [app, *app.screen_stack, *screen.walk_children()]
    return left or any(pump.message_queue_size for pump in pumps)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after another, each when the one before has had its effect."""
    for key in keys:
        _send(pilot, key)
        await settle(pilot)


async def typed(pilot: Pilot[Any], keys: Iterable[str]) -> None:
    """Type words, or any keys, without waiting between them, as people do."""
    for key in keys:
        _send(pilot, key)
    await settle(pilot)


async def turn_to(pilot: Pilot[Any], page: str) -> None:
    """Turn the pages of a place until this one is open."""
    for _ in range(PAGES):
        if f"▸{page}" in shown(pilot.app):
            return
        await press(pilot, "tab")
    raise AssertionError(f"no page {page!r} on\n{shown(pilot.app)}")


def _send(pilot: Pilot[Any], key: str) -> None:
    name = _character_to_key(key) if len(key) == 1 else key
    pilot.app.post_message(events.Key(name, key_to_character(key)))


def strips(app: App[Any]) -> list[Strip]:
    """Return the lines as they go to the terminal."""
    return app.screen._compositor.render_strips()  # noqa: SLF001 - what the terminal gets


def lines(app: App[Any]) -> list[str]:
    """Return the words on every line of the screen."""
    return [strip.text for strip in strips(app)]


def shown(app: App[Any]) -> str:
    """Return all words on the screen."""
    return "\n".join(lines(app))


def notes(app: App[Any]) -> str:
    """Return the words of the notes that were shown."""
    return "\n".join(note.message for note in app._notifications)  # noqa: SLF001 - no public way


def read_notes(app: App[Any]) -> None:
    """Let so much time go by that the notes on the screen have been read."""
    for note in app._notifications:  # noqa: SLF001 - no public way
        note.raised_at -= READ_WITHIN
