"""Help: what the place one came from is for, its keys by what they do, and its marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from dm_assistant.tui.cells import fit
from dm_assistant.tui.guides import GUIDES, Sign
from dm_assistant.tui.keys import keys, place_of
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said

KEY_WIDTH = 16
SIGN_WIDTH = 10
TITLES = ("Decide", "Look", "Go", "Everywhere")
LOOK = frozenset(
    {"panel", "by", "definitions", "filter", "preview_as", "dry_run", "scroll_panel", "mark"}
    | {"mark_all", "next_lane", "previous_lane"}
)
GO = frozenset({"place", "hand_over", "import", "cursor", "page", "edge", "leave"})
LISTS = ("cursor", "page(", "edge")
"""The keys of every list, which come last."""
EVERYWHERE = frozenset({"undo", "help", "leave_program", "macro", "run_macro"})
"""Which verbs stand under which title; every other one decides something."""

Line = tuple[str, str, bool]
"""The keys of a verb, what it does, and whether it applies now."""


class Help(ModalScreen[None]):
    """The keys, each with the sentence that says what it does."""

    DEFAULT_CSS = """
    Help { align: center middle; background: $background 60%; }
    Help > Panel { width: 80; max-width: 96%; height: auto; max-height: 94%; background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("leave", "help", "scroll_panel.3", "scroll_panel.-3"),
        Binding("down,j", "scroll_panel(1)", "Down", show=False, id="next"),
        Binding("up,k", "scroll_panel(-1)", "Up", show=False, id="previous"),
        Binding("pagedown,space", "turn(1)", "Next page", show=False, id="page_down"),
        Binding("pageup", "turn(-1)", "Page before", show=False, id="page_up"),
    ]

    def __init__(self, place: Screen[object]) -> None:
        super().__init__()
        self._title = place.NAME.replace("_", " ").capitalize() if isinstance(place, Place) else ""
        self._lines = tuple(_page(place))

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield Panel()

    def on_mount(self) -> None:
        """Fill the page."""
        panel = self.query_one(Panel)
        panel.head(f"Help: {self._title}" if self._title else "Help")
        panel.page(self._lines)
        self.call_after_refresh(self._foot)

    def _foot(self) -> None:
        """Say which page of how many is shown."""
        panel = self.query_one(Panel)
        height = max(1, panel.scrollable_content_region.height)
        pages = -(-panel.virtual_size.height // height)
        page = min(pages, -(-round(panel.scroll_offset.y) // height) + 1)
        more = f"page {page} of {pages} · space goes on · " if pages > 1 else ""
        panel.border_subtitle = f"{more}esc leaves"

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Leave by the key one came with."""
        self.dismiss(None)

    def action_scroll_panel(self, lines: int) -> None:
        """Scroll the page."""
        panel = self.query_one(Panel)
        panel.scroll_relative(y=lines, animate=False, force=True)
        self.call_after_refresh(self._foot)

    def action_turn(self, pages: int) -> None:
        """Show the next page or the one before."""
        height = self.query_one(Panel).scrollable_content_region.height
        self.action_scroll_panel(pages * height)


def _page(place: Screen[object]) -> Iterator[Paragraph]:
    guide = GUIDES.get(place.NAME) if isinstance(place, Place) else None
    if guide is not None:
        yield said(guide.purpose)
        if guide.pages:
            yield from _signs("Pages", guide.pages)
    for title, lines in _grouped(place):
        yield BLANK
        yield said((title, "bold underline"))
        for names, words, applies in lines:
            now = "" if applies else " (not now)"
            head = f"{names} " if cell_len(names) >= KEY_WIDTH else fit(names, KEY_WIDTH)
            yield said((head, "bold $text-accent"), words, (now, "italic"), hang=KEY_WIDTH)
    if guide is not None and guide.signs:
        yield from _signs("How to read it", guide.signs)
    yield BLANK
    yield said(
        (fit("^p", KEY_WIDTH), "bold $text-accent"),
        "Find any act, place, setting or person by name. Keys can be changed: Rules, p.",
        hang=KEY_WIDTH,
    )
    yield said("The program never sends: you do, by hand, one message at a time.")


def _signs(title: str, signs: Iterable[Sign]) -> Iterator[Paragraph]:
    yield BLANK
    yield said((title, "bold underline"))
    for sign, words in signs:
        # A name that fills its column, such as "26 of 28 days", still ends before its words.
        head = f"{sign} " if cell_len(sign) >= SIGN_WIDTH else fit(sign, SIGN_WIDTH)
        yield said((head, "bold"), words, hang=SIGN_WIDTH)


def _grouped(place: Screen[object]) -> Iterable[tuple[str, list[Line]]]:
    """Return the keys of a place under the titles they belong to."""
    sentence = place.sentence if isinstance(place, Place) else _sentence
    seen: dict[str, list[str]] = {}
    words: dict[str, tuple[str, bool]] = {}
    for _, binding, enabled, _ in place.active_bindings.values():
        if binding.id and (binding.tooltip or binding.description) and not binding.system:
            seen.setdefault(binding.action, []).append(place.app.get_key_display(binding))
            words[binding.action] = sentence(binding), enabled
    groups: dict[str, list[Line]] = {title: [] for title in TITLES}
    for action in sorted(seen, key=lambda each: (each.startswith(LISTS), place_of(each))):
        names = " ".join(dict.fromkeys(seen[action]))
        groups[_title(action)].append((names, *words[action]))
    return [(title, lines) for title, lines in groups.items() if lines]


def _title(action: str) -> str:
    name = action.partition("(")[0]
    for title, names in (("Look", LOOK), ("Go", GO), ("Everywhere", EVERYWHERE)):
        if name in names:
            return title
    return "Decide"


def _sentence(binding: Binding) -> str:
    return binding.tooltip or binding.description
