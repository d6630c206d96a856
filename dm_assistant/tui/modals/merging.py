"""Merging: who else somebody is, and the two side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dm_assistant.services.views import Merged, MergeLine, MergeOffer
from dm_assistant.tui.cells import cut
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.line_view import GAP, Column, LineView
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.wording import called, counted, one_line
from dm_assistant.tui.working import start

if TYPE_CHECKING:
    from dm_assistant.services.views import RankedContact
    from dm_assistant.tui.desk import Desk

MOST = 50
PAUSE = 0.12
TALLEST = 12
NAME = 19
SIGN = 1
EMPTY = frozenset({"", "0"})


class Candidate(NamedTuple):
    """Somebody who may be the same person, and what says so, if anything does."""

    contact_id: int
    handle: str
    name: str
    reason: str = ""


class Candidates(LineView):
    """Who may be meant, as lines."""

    DEFAULT_CSS = "Candidates { height: 12; margin-bottom: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[Candidate, ...] = ()

    def show(self, found: Sequence[Candidate]) -> None:
        """Show other people, the cursor on the first."""
        self.found = tuple(found)
        self.cursor = 0
        self.rows_changed()

    @property
    def current(self) -> Candidate | None:
        """Return whom the cursor stands on."""
        return self.found[self.cursor] if self.cursor < len(self.found) else None

    def count(self) -> int:
        """Return how many there are."""
        return len(self.found)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return the handle, and what is known or what speaks for it."""
        one = self.found[index]
        half = max(0, (width - SIGN - 2 * GAP) // 2)
        beside = one.reason or called(one.name, "")
        return [
            ("›" if index == self.cursor else " ", SIGN, "mark", False),
            (f"@{one.handle}", half, "text", False),
            (
                beside,
                max(0, width - SIGN - half - 2 * GAP),
                "strong" if one.reason else "dim",
                False,
            ),
        ]


class WhoElse(Dialog[int]):
    """Asks who is the same person: those likely to be first, then whom a search finds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open", "Compare", priority=True, id="who.open", tooltip="Compare the two"
        ),
        Binding("down", "cursor(1)", show=False, priority=True, id="who.down"),
        Binding("up", "cursor(-1)", show=False, priority=True, id="who.up"),
    ]

    def __init__(self, desk: Desk, contact: int, handle: str, offers: Sequence[MergeOffer]) -> None:
        super().__init__(f"Who else is @{handle}?")
        self._desk = desk
        self._contact = contact
        self._likely = [other for each in offers if (other := _other(each, contact)) is not None]

    def body(self) -> ComposeResult:
        """Lay out search and people."""
        yield Sheet(
            [said("Whom you choose becomes part of this person; first you see both side by side.")]
        )
        yield Field(placeholder="name, handle, tag or their words", id="who")
        yield Candidates()

    def on_mount(self) -> None:
        """Begin with those who are likely one."""
        self.query_one(Field).focus()
        self._look("")

    @on(Field.Changed)
    def _typing(self, event: Field.Changed) -> None:
        self._look(event.value.strip())

    def _look(self, search: str) -> None:
        start(self, partial(self._find, search), "who-else", exclusive=True)

    async def _find(self, search: str) -> None:
        """Look once the hand rests; what is typed meanwhile takes this one's place."""
        if search:
            await asyncio.sleep(PAUSE)
        people = await asyncio.to_thread(self._desk.people, search, MOST)
        if self.is_attached:
            self.query_one(Candidates).show(self._ordered(people, all_likely=not search))

    def _ordered(self, people: Sequence[RankedContact], *, all_likely: bool) -> list[Candidate]:
        found = {each.contact_id for each in people}
        likely = [each for each in self._likely if all_likely or each.contact_id in found]
        known = {self._contact, *(each.contact_id for each in likely)}
        others = [
            Candidate(each.contact_id, each.handle, each.name)
            for each in people
            if each.contact_id not in known
        ]
        return [*likely, *others]

    def action_cursor(self, by: int) -> None:
        """Move through the people while typing."""
        self.query_one(Candidates).action_cursor(by)

    def on_line_view_opened(self) -> None:
        """Choose with the mouse."""
        self.action_open()

    def action_open(self) -> None:
        """Choose whom the cursor stands on."""
        chosen = self.query_one(Candidates).current
        if chosen is not None:
            self.dismiss(chosen.contact_id)


def _other(offer: MergeOffer, contact: int) -> Candidate | None:
    """Return who an offer says that somebody is as well."""
    if offer.kept_id == contact:
        return Candidate(offer.joined_id, offer.joined, "", offer.reason)
    if offer.joined_id == contact:
        return Candidate(offer.kept_id, offer.kept, "", offer.reason)
    return None


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
