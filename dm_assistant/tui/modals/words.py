"""Announced words: those there are, and announcing another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant.domain.keywords import PURPOSES
from dm_assistant.domain.model import Purpose
from dm_assistant.services.keywords import Announcement
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.choice import Choice, Option
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.sheet import Sheet, said
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.wording import counted

LETTERS = "abcdefghijklm"
MOST_SHOWN = len(LETTERS)


def word_choice(found: Sequence[Announcement], clock: Clock) -> Choice[str]:
    """Ask whether to announce another word or to end one of those that still count."""
    live = [one for one in found if one.until_at is None or one.until_at > clock.now]
    options = [Option("n", "", "Announce a new word")]
    options += [
        Option(key, one.word, _line(one, clock))
        for key, one in zip(LETTERS, reversed(live), strict=False)
    ]
    words = (
        "Tell people in a video or a caption to write a word of yours; whoever does has asked for "
        "one message, and their own words are the evidence."
    )
    if live:
        words += " Enter on a word ends it."
    ended = len(found) - len(live)
    beyond = max(0, len(live) - MOST_SHOWN)
    if beyond:
        words += f" {beyond:,} older ones are not shown: dm-assistant keywords list."
    if ended:
        words += f" {counted(ended, 'word')} ended before."
    return Choice("Announced words", words, options)


def _line(one: Announcement, clock: Clock) -> str:
    until = "until you end it" if one.until_at is None else f"until {clock.day(one.until_at)}"
    return (
        f"End {one.word} · {one.purpose.value} · since {clock.day(one.from_at)}, {until} · "
        f"{counted(one.found, 'yes', 'yeses')}"
    )


@dataclass(frozen=True, slots=True)
class NewWord:
    """A word to announce; ``days`` is how long it counts, or nothing for until it is ended."""

    word: str
    purpose: Purpose
    days: int | None


class NewWordForm(Dialog[NewWord]):
    """Asks for the word, what it asks for, and for how long."""

    DEFAULT_CSS = "NewWordForm Sheet { margin: 0; } NewWordForm Field { margin-bottom: 1; }"

    BINDINGS: ClassVar[list[BindingType]] = keys("save")

    def __init__(self) -> None:
        super().__init__("Announce a word")
        purposes = ", ".join(each.value for each in Purpose if each in PURPOSES)
        self._fields = (
            ("word", "The word, such as VIP; not one that people write anyway", "", "VIP"),
            ("purpose", f"What it asks for: {purposes}", Purpose.OFFER.value, ""),
            ("days", "For how many days; empty: until you end it", "", "30"),
        )

    def body(self) -> ComposeResult:
        """Show the fields."""
        for name, words, value, example in self._fields:
            yield Sheet([said((words, "$foreground-muted"))])
            yield Field(value, id=name, placeholder=example, compact=True)

    @on(Field.Submitted)
    def _go_on(self, event: Field.Submitted) -> None:
        if event.input.id == self._fields[-1][0]:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Answer, if the three make sense."""
        word, purpose, days = (self.query_one(f"#{each[0]}", Field).value for each in self._fields)
        if not word.strip():
            self._again("word", "A word is needed.")
        elif purpose.strip().lower() not in {each.value for each in PURPOSES}:
            self._again("purpose", f"{self._fields[1][1]}.")
        elif days.strip() and not (days.strip().isdecimal() and 0 < int(days) <= MOST_DAYS):
            self._again("days", f"The days are a number from 1 to {MOST_DAYS:,}, or nothing.")
        else:
            how_long = int(days) if days.strip() else None
            self.dismiss(NewWord(word.strip(), Purpose(purpose.strip().lower()), how_long))

    def _again(self, field: str, why: str) -> None:
        self.app.notify(why, severity="warning")
        self.query_one(f"#{field}").focus()


MOST_DAYS = 3_650
"""Ten years: longer is "until you end it"."""
