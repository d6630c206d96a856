"""The keys that do something here, on as many lines as they need."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from dm_assistant.tui.keys import place_of, verbs

MOST_LINES = 2
GLOBAL_KEYS = 3
"""Undo, help and quit come last and are always shown."""
Key = tuple[str, str, bool, str]
"""How the key is written, what it does, whether it may be pressed now, and its name."""


class KeyBar(Widget):
    """The footer: whole words only; what does not apply now stands in brackets.

    Where there is room, verbs that a place keeps for its help stand there too. What has no room
    is counted beside the key of help, which lists all of them.
    """

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: auto; max-height: 2; text-wrap: nowrap;
        background: $footer-background; color: $footer-foreground;
    }
    """

    keys: reactive[tuple[Key, ...]] = reactive((), layout=True)
    others: reactive[tuple[Key, ...]] = reactive((), layout=True)

    def __init__(self, verb: Callable[[Binding], str] = attrgetter("description")) -> None:
        super().__init__()
        self._verb = verb
        self._actions: dict[Key, str] = {}

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Stop following."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        seen: dict[str, Key] = {}
        rarer: dict[str, Key] = {}
        for _, binding, enabled, _ in screen.active_bindings.values():
            into = seen if binding.show else rarer
            if not binding.description or binding.action in into:
                continue
            if binding.show or binding.id in VERBS:
                shown = self.app.get_key_display(binding)
                into[binding.action] = (shown, self._verb(binding), enabled, binding.key)
        self._actions = {key: action for action, key in {**rarer, **seen}.items()}
        self.others = tuple(
            rarer[action] for action in sorted(rarer, key=place_of) if action not in seen
        )
        self.keys = tuple(seen[action] for action in sorted(seen, key=place_of))

    def render(self) -> Content:
        """Draw the keys."""
        lines = self._lines(self.content_size.width)
        return Content("\n").join(
            Content.assemble(*(part for key in line for part in _parts(key))) for line in lines
        )

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return the number of lines at ``width`` cells."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[list[Key]]:
        """Lay out what has room: rarer verbs go first, then those that do not apply now."""
        kept = [*self.keys, *(key for key in self.others if key[2])]
        spare = [
            *reversed([key for key in self.others if key[2]]),
            *reversed([key for key in self.keys[:-GLOBAL_KEYS] if not key[2]]),
            *reversed([key for key in self.keys[:-GLOBAL_KEYS] if key[2]]),
        ]
        left_out = 0
        while True:
            lines = _broken(self._said(kept, left_out), width)
            if len(lines) <= MOST_LINES or not spare:
                return lines
            gone = spare.pop(0)
            kept.remove(gone)
            left_out += gone[2]

    def _said(self, kept: list[Key], left_out: int) -> list[Key]:
        """Return keys in the order of the table; that of help counts what has no room."""
        ordered = sorted(kept, key=lambda key: place_of(self._actions.get(key, "")))
        if not left_out:
            return ordered
        return [
            (key[0], f"{key[1]}, {left_out} more", *key[2:])
            if self._actions.get(key) == "help"
            else key
            for key in ordered
        ]

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        lines = self._lines(self.content_size.width)
        if event.y >= len(lines):
            return
        edge = 0
        for key in lines[event.y]:
            edge += _size(key)
            if event.x < edge:
                if key[2]:
                    self.app.simulate_key(key[3])
                return


def _broken(keys: list[Key], width: int) -> list[list[Key]]:
    lines: list[list[Key]] = [[]]
    used = 0
    for key in keys:
        size = _size(key)
        if used + size > width and lines[-1]:
            lines.append([])
            used = 0
        lines[-1].append(key)
        used += size
    return lines


def _size(key: Key) -> int:
    return len(key[0]) + len(key[1]) + 3


def _parts(key: Key) -> list[tuple[str, str]]:
    shown, words, enabled, _ = key
    if not enabled:
        return [(f"({shown} {words})", "$foreground-disabled")]
    return [(f" {shown}", "bold $footer-key-foreground"), (f" {words} ", "")]


VERBS = frozenset(verbs())
"""The ids of what a bar may show."""
