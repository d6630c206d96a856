"""Help: every key of the place one came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from dm_assistant.tui.cells import fit
from dm_assistant.tui.keys import keys, place_of
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said

KEY_WIDTH = 16
LIST = ("cursor", "page", "edge")
"""The keys of every list, which help names last."""


class Help(ModalScreen[None]):
    """The keys, each with the sentence that says what it does."""

    DEFAULT_CSS = """
    Help { align: center middle; background: $background 60%; }
    Help > Panel { width: 80; max-width: 96%; height: auto; max-height: 94%; background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("leave", "help", "scroll_panel.3", "scroll_panel.-3"),
        Binding("down,j", "scroll_panel(1)", "Down", show=False, id="help.down"),
        Binding("up,k", "scroll_panel(-1)", "Up", show=False, id="help.up"),
        Binding("pagedown", "scroll_panel(12)", "Page down", show=False, id="help.page_down"),
        Binding("pageup", "scroll_panel(-12)", "Page up", show=False, id="help.page_up"),
    ]

    def __init__(self, place: Screen[object]) -> None:
        super().__init__()
        self._lines = tuple(_lines(place))

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield Panel()

    def on_mount(self) -> None:
        """Fill the page."""
        panel = self.query_one(Panel)
        panel.head("Keys", "esc leaves")
        panel.page(self._lines)

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Leave by the key one came with."""
        self.dismiss(None)

    def action_scroll_panel(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one(Panel).scroll_relative(y=lines, animate=False, force=True)


def _lines(place: Screen[object]) -> Iterator[Paragraph]:
    sentence = place.sentence if isinstance(place, Place) else _sentence
    seen: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for _, binding, _, _ in place.active_bindings.values():
        if binding.id and (binding.tooltip or binding.description) and not binding.system:
            seen.setdefault(binding.action, []).append(place.app.get_key_display(binding))
            words[binding.action] = sentence(binding)
    order = sorted(seen, key=lambda action: (action.startswith(LIST), place_of(action)))
    for action in order:
        names = " ".join(dict.fromkeys(seen[action]))
        yield said((fit(names, KEY_WIDTH), "bold $text-accent"), words[action], hang=KEY_WIDTH)
    yield BLANK
    yield said(
        ("^p", "bold $text-accent"),
        " lists every act by name; keys can be changed by id "
        "in config.toml of the workspace, under [keys].",
    )
    yield said(
        ("The program never sends: you do, by hand, one message at a time.", "$foreground-muted")
    )


def _sentence(binding: Binding) -> str:
    return binding.tooltip or binding.description
