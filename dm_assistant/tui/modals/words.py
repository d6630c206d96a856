"""Announced words: those there are, and announcing another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dm_assistant.domain.keywords import PURPOSES
from dm_assistant.domain.model import Purpose
from dm_assistant.services.keywords import Announcement
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.modals.choice import Choice, Option
from dm_assistant.tui.modals.dialog import Form
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


class NewWordForm(Form[NewWord]):
    """Asks for the word, what it asks for, and for how long."""

    def __init__(self) -> None:
        purposes = ", ".join(each.value for each in Purpose if each in PURPOSES)
        self._kinds = f"What it asks for: {purposes}"
        super().__init__(
            "Announce a word",
            (
                ("word", "The word, such as VIP; not one that people write anyway", "", "VIP"),
                ("purpose", self._kinds, Purpose.OFFER.value, ""),
                ("days", "For how many days; empty: until you end it", "", "30"),
            ),
        )

    def action_save(self) -> None:
        """Answer, if the three make sense."""
        typed = self.typed()
        word, purpose, days = typed["word"], typed["purpose"].lower(), typed["days"]
        if not word:
            self.again("word", "A word is needed.")
        elif purpose not in {each.value for each in PURPOSES}:
            self.again("purpose", f"{self._kinds}.")
        elif days and not (days.isdecimal() and 0 < int(days) <= MOST_DAYS):
            self.again("days", f"The days are a number from 1 to {MOST_DAYS:,}, or nothing.")
        else:
            self.dismiss(NewWord(word, Purpose(purpose), int(days) if days else None))


MOST_DAYS = 3_650
"""Ten years: longer is "until you end it"."""
