"""Waiting for a terminal under test without guessing how long, and reading what it shows."""

from collections.abc import Iterable
from typing import Any

from textual import events
from textual.app import App
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled

ROUNDS = 100


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until no worker is unfinished and nothing is left to draw."""
    for _ in range(ROUNDS):
        await pilot.pause()
        unfinished = [worker for worker in pilot.app.workers if not worker.is_finished]
        if not unfinished:
            await pilot.pause()
            if all(worker.is_finished for worker in pilot.app.workers):
                return
        for worker in unfinished:
            try:
                await worker.wait()
            except WorkerCancelled:
                continue
    raise AssertionError("the terminal never came to rest")


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
