"""Merging: who may be one person, and two of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant.services.views import Merged, MergeLine, MergeOffer
from dm_assistant.tui.cells import cut
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.line_view import GAP, Column, LineView
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said
from dm_assistant.tui.wording import counted, one_line

TALLEST = 12
NAME = 19
SIGN = 1
EMPTY = frozenset({"", "0"})


class Decided(NamedTuple):
    """What is to become of an offer: two people, or one after both were seen side by side."""

    offer: MergeOffer
    apart: bool


class Offers(LineView):
    """Pairs who are likely one person, as lines."""

    DEFAULT_CSS = "Offers { margin-bottom: 1; }"

    def __init__(self, offers: Sequence[MergeOffer]) -> None:
        super().__init__()
        self.offers = tuple(offers)

    def on_mount(self) -> None:
        """Be as high as there are offers, as far as the screen goes."""
        self.styles.height = max(1, min(len(self.offers), TALLEST, self.app.size.height - 10))
        self.rows_changed()

    def count(self) -> int:
        """Return how many there are."""
        return len(self.offers)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return both names, and what speaks for it."""
        one = self.offers[index]
        third = max(0, (width - SIGN - 3 * GAP) // 3)
        rest = max(0, width - SIGN - 2 * third - 3 * GAP)
        return [
            ("›" if index == self.cursor else " ", SIGN, "mark", False),
            (f"@{one.kept}", third, "text", False),
            (f"@{one.joined}", third, "text", False),
            (one.reason, rest, "dim", False),
        ]


class MergeOffers(Dialog[Decided]):
    """Shows who are likely one person; Enter compares two, x keeps that they are two."""

    DEFAULT_CSS = "MergeOffers > #box { width: 112; }"

    BINDINGS: ClassVar[list[BindingType]] = keys(
        "open",
        "close",
        words={"open": "Compare", "close": "Two people"},
        tips={"close": "These are two people: do not offer it again"},
    )

    def __init__(self, offers: Sequence[MergeOffer]) -> None:
        super().__init__("Who may be one person?")
        self._offers = tuple(offers)

    def body(self) -> ComposeResult:
        """Show the offers, or that there are none."""
        if not self._offers:
            yield Sheet([said(NO_OFFERS)])
            return
        words = f"{counted(len(self._offers), 'pair')} look like one person under two names."
        yield Sheet([said(words, " Nothing is merged by itself.")])
        yield Offers(self._offers)
        yield Sheet(id="reason")

    def on_mount(self) -> None:
        """Begin with the surest."""
        for view in self.query(Offers):
            view.focus()
        self._say()

    def on_line_view_moved(self) -> None:
        """Say in full what speaks for the pair under the cursor."""
        self._say()

    def _say(self) -> None:
        if self._current is not None:
            sheet = self.query_one("#reason", Sheet)
            sheet.paragraphs = (said(("Why: ", "bold"), self._current.reason, hang=2),)

    @property
    def _current(self) -> MergeOffer | None:
        for view in self.query(Offers):
            return view.offers[view.cursor]
        return None

    def on_line_view_opened(self) -> None:
        """Compare with the mouse."""
        self.action_open()

    def action_open(self) -> None:
        """Answer that the two are to be seen side by side."""
        self._decide(apart=False)

    def action_close(self) -> None:
        """Answer that they are two people."""
        self._decide(apart=True)

    def _decide(self, *, apart: bool) -> None:
        if self._current is not None:
            self.dismiss(Decided(self._current, apart))


NO_OFFERS = (
    "Nobody here looks like one person under two names. Two who are one all the same: "
    "m on one of them, then choose the other."
)


class Comparison(LineView):
    """What is known of two people and of the one they become, line by line."""

    DEFAULT_CSS = "Comparison { height: auto; margin-bottom: 1; }"

    def __init__(self, lines: Sequence[MergeLine]) -> None:
        super().__init__()
        self.lines = tuple(lines)

    def on_mount(self) -> None:
        """Be as high as there are lines, as far as the screen goes."""
        self.styles.height = min(len(self.lines), max(4, self.app.size.height - 13))
        self.rows_changed()

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.lines)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return what it is, both, and what stays."""
        line = self.lines[index]
        return _columns(
            ("≠" if line.differs else " ", line.name, line.kept, line.joined, line.after),
            width,
            strong=line.differs,
        )


def _columns(cells: tuple[str, str, str, str, str], width: int, *, strong: bool) -> list[Column]:
    room = max(0, width - SIGN - NAME - 4 * GAP)
    third = room // 3
    sizes = (SIGN, NAME, third, third, room - 2 * third)
    looks = ("mark", "dim", "text", "text", "strong" if strong else "text")
    return [
        (one_line(words), size, look, False)
        for words, size, look in zip(cells, sizes, looks, strict=True)
    ]


class Heads(Comparison):
    """The names above the two."""

    DEFAULT_CSS = "Heads { height: 1; margin-bottom: 0; text-style: underline; }"
    can_focus = False


class SideBySide(Dialog[bool]):
    """Shows two people beside each other, and what stays; Enter makes them one."""

    DEFAULT_CSS = "SideBySide > #box { width: 112; }"

    BINDINGS: ClassVar[list[BindingType]] = keys("open", words={"open": "Merge"})

    def __init__(self, merged: Merged) -> None:
        super().__init__(f"Is @{cut(merged.joined, 24)} the same as @{cut(merged.kept, 24)}?")
        self._merged = merged

    def body(self) -> ComposeResult:
        """Show the lines, and what the merge brings with it."""
        one = self._merged
        yield Heads([MergeLine("", f"@{one.kept}", f"@{one.joined}", "one person")])
        yield Comparison([each for each in one.lines if _says(each)])
        yield Sheet(list(_consequences(one)))

    def on_mount(self) -> None:
        """Begin at the first line."""
        self.query(Comparison).last().focus()

    def on_line_view_opened(self) -> None:
        """Take a second click for no answer: this is too much for one."""

    def action_open(self) -> None:
        """Answer yes."""
        self.dismiss(result=True)


def _says(line: MergeLine) -> bool:
    return bool({line.kept, line.joined, line.after} - EMPTY)


def _consequences(one: Merged) -> Sequence[Paragraph]:
    found = []
    if one.suppressed:
        why = one.suppressed.replace("_", " ")
        words = ", also if it is taken back"
        found.append(said(("✕ Neither may be messaged: ", "bold $text-error"), why, words))
    if one.withdrawn:
        found.append(said(f"{counted(len(one.withdrawn), 'draft')} will be cancelled"))
    if one.back:
        words = "since another message to them is approved"
        found.append(said(f"{counted(len(one.back), 'message')} will be a draft again, {words}"))
    moved = sum(one.moved.values())
    found.append(
        said(
            ("≠ ", "bold $text-warning"), "only one of the two stays · ", f"{moved:,} records move"
        )
    )
    return found
