"""What somebody said of being written to: for what, yes or no, in which words, when and where."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from dm_assistant.domain.model import Purpose
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.modals.choice import Choice, Option
from dm_assistant.tui.modals.dialog import Form

YES, NO = "yes", "no"
KEYS = {
    Purpose.THANKS: "t",
    Purpose.OFFER: "o",
    Purpose.COLLAB: "c",
    Purpose.FEEDBACK: "f",
    Purpose.CHALLENGE: "g",
}
WORDS = {
    Purpose.THANKS: "a thank-you",
    Purpose.OFFER: "an offer of yours",
    Purpose.COLLAB: "a proposal to make something together",
    Purpose.FEEDBACK: "being asked for their opinion",
    Purpose.CHALLENGE: "an invitation to a challenge",
}


class Agreed(NamedTuple):
    """One thing somebody said: whether it is a yes, their words, where they stand, and when."""

    yes: bool
    words: str
    where: str
    at: datetime | None


def agreed_choice(handle: str) -> Choice[Purpose]:
    """Ask what it was about."""
    options = [Option(key, purpose, WORDS[purpose]) for purpose, key in KEYS.items()]
    return Choice("What did they agree to, or take back?", f"@{handle} spoke of:", options)


class AgreedForm(Form[Agreed]):
    """Asks for their own words: without a quotation nothing is kept."""

    DEFAULT_CSS = "AgreedForm Field { margin-bottom: 0; }"

    def __init__(self, handle: str, purpose: Purpose, clock: Clock) -> None:
        fields = (
            ("said", f"Did they say yes or no to {WORDS[purpose]}?", YES, "yes, or no"),
            ("words", "Their own words, as they wrote them", "", "yes please, write me!"),
            ("where", "Where they stand; may stay empty", "", "comment under Fog, side by side"),
            ("on", "The day they said so; empty for now", "", "2026-05-14"),
        )
        super().__init__(f"@{handle}: {purpose.value}", fields)
        self._clock = clock

    def action_save(self) -> None:
        """Answer, if there are words, and a day that has been."""
        typed = self.typed()
        if typed["said"].casefold() not in {YES, NO}:
            self.again("said", "Say yes or no.")
        elif not typed["words"]:
            self.again("words", "It needs their own words: they are the evidence.")
        else:
            try:
                at = self._moment(typed["on"])
            except ValueError:
                self.again("on", "A day that has been is written like 2026-05-14.")
                return
            yes = typed["said"].casefold() == YES
            self.dismiss(Agreed(yes, typed["words"], typed["where"], at))

    def _moment(self, day: str) -> datetime | None:
        """Return the noon of a day, or now where that is still to come; raises ValueError."""
        if not day:
            return None
        on = date.fromisoformat(day)
        if on > self._clock.now.astimezone(self._clock.zone).date():
            raise ValueError
        noon = datetime.combine(on, time(12), tzinfo=self._clock.zone)
        return min(noon, self._clock.now)
