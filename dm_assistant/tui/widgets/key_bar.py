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

from dm_assistant.tui.keys import place_of

MOST_LINES = 2
GLOBAL_KEYS = 3
"""Undo, help and quit come last and are always shown."""
Key = tuple[str, str, bool, str]
"""How the key is written, what it does, whether it may be pressed now, and its name."""


class KeyBar(Widget):
    """The footer: every shown binding, whole words only; what does not apply now is dim."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: auto; max-height: 2; text-wrap: nowrap;
        background: $footer-background; color: $footer-foreground;
    }
    """

    keys: reactive[tuple[Key, ...]] = reactive((), layout=True)

    def __init__(self, verb: Callable[[Binding], str] = attrgetter("description")) -> None:
        super().__init__()
        self._verb = verb

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Stop following."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        seen: dict[str, Key] = {}
        for _, binding, enabled, _ in screen.active_bindings.values():
            if binding.show and binding.description and binding.action not in seen:
                shown = self.app.get_key_display(binding)
                seen[binding.action] = (shown, self._verb(binding), enabled, binding.key)
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
        """Lay the keys out; where there are too many, the last ones before the global keys go."""
        keys = list(self.keys)
        while len(lines := _broken(keys, width)) > MOST_LINES and len(keys) > GLOBAL_KEYS:
            del keys[-GLOBAL_KEYS - 1]
        return lines

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
        return [(f" {shown} {words} ", "$foreground-disabled")]
    return [(f" {shown}", "bold $footer-key-foreground"), (f" {words} ", "")]
