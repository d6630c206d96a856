"""Collaborations: what is said of one, whose no it was, and all there is to know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dm_assistant.domain.collabs import Whose, too_long
from dm_assistant.services.collab_views import CollabDetail, CollabLine, CollabValues
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.choice import Choice, Option
from dm_assistant.tui.modals.dialog import Dialog, Form
from dm_assistant.tui.widgets.collab_page import in_full
from dm_assistant.tui.widgets.sheet import Panel
from dm_assistant.tui.widgets.writing import Field

FIELDS = {
    "idea": ("The idea, as a noun", "a fog painting side by side"),
    "i_give": ("What you give, as a noun", "the filming and the cut"),
    "they_give": ("What they give, as a noun", "one painting"),
    "terms": ("What was agreed", "each posts it, both names in the title"),
    "next_step": ("The next step", "send the first sketch"),
    "due_on": ("Its day, like 2026-06-12; empty for none", "2026-06-12"),
    "made": ("What was made: its title or link", "Fog, side by side"),
    "made_on": ("The day it was made; empty for today", "2026-06-20"),
    "review": ("How it went, in a line", "warm, on time, would do it again"),
}
DAYS = frozenset({"due_on", "made_on"})


class CollabForm(Form[CollabValues]):
    """Asks for some of what is said of a collaboration; what stands there is kept."""

    DEFAULT_CSS = "CollabForm Field { margin-bottom: 0; }"

    def __init__(self, title: str, line: CollabLine | None, names: Sequence[str]) -> None:
        self._names = tuple(names)
        fields = []
        for each in names:
            words, example = FIELDS[each]
            fields.append((each, words, _now(line, each), f"such as: {example}"))
        super().__init__(title, fields)

    def on_mount(self) -> None:
        """Begin where something is missing."""
        empty = [field for field in self.query(Field) if not field.value]
        (empty or [self.query(Field).first()])[0].focus()

    def action_save(self) -> None:
        """Answer, if the days are days and nothing is too long."""
        typed = self.typed()
        days: dict[str, date | None] = {}
        for name in self._names:
            if name in DAYS:
                try:
                    days[name] = date.fromisoformat(typed[name]) if typed[name] else None
                except ValueError:
                    self.again(name, f"A day is written like {FIELDS[name][1]}.")
                    return
        texts = {name: text for name, text in typed.items() if name not in DAYS}
        for name, text in texts.items():
            problem = too_long({name: text})
            if problem:
                self.again(name, problem)
                return
        no_due = "due_on" in days and days["due_on"] is None
        self.dismiss(
            CollabValues(
                **texts,
                due_on=days.get("due_on"),
                no_due=no_due,
                made_on=days.get("made_on"),
            )
        )


def _now(line: CollabLine | None, name: str) -> str:
    value = getattr(line.collab, name) if line is not None else ""
    return value.isoformat() if isinstance(value, date) else value or ""


def whose_no(handle: str) -> Choice[Whose]:
    """Ask whose no it is."""
    options = (
        Option("t", Whose.THEIRS, f"@{handle} said no"),
        Option("o", Whose.OURS, "You decided against it"),
    )
    return Choice("Nothing comes of it", "Whose no is it?", options)


class CollabInFull(Dialog[None]):
    """One collaboration in full, to be read and left."""

    DEFAULT_CSS = """
    CollabInFull > #box { width: 90; }
    CollabInFull Panel { height: auto; max-height: 100%; border: none; padding: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("scroll_panel.3", "scroll_panel.-3"),
        Binding("down,j", "scroll_panel(1)", show=False, id="collab.down"),
        Binding("up,k", "scroll_panel(-1)", show=False, id="collab.up"),
        Binding("pagedown", "scroll_panel(12)", show=False, id="collab.page_down"),
        Binding("pageup", "scroll_panel(-12)", show=False, id="collab.page_up"),
        Binding("enter", "leave", show=False, id="collab.enter"),
    ]

    def __init__(self, found: CollabDetail, clock: Clock) -> None:
        super().__init__(f"@{found.line.handle}: {found.line.stage.value}")
        self._paragraphs = tuple(in_full(found, clock))

    def body(self) -> ComposeResult:
        """Lay out the page."""
        yield Panel()

    def on_mount(self) -> None:
        """Fill the page."""
        self.query_one(Panel).page(self._paragraphs)

    def action_scroll_panel(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one(Panel).scroll_relative(y=lines, animate=False, force=True)
