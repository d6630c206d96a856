"""Asking about challenges: what one is, and who is to be invited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dm_assistant.tui.modals.dialog import Form


@dataclass(frozen=True, slots=True)
class NewChallenge:
    """A challenge to make."""

    name: str
    task: str
    ends_on: date | None
    tag: str


class NewChallengeForm(Form[NewChallenge]):
    """Asks for name, task, last day and tag."""

    def __init__(self) -> None:
        super().__init__(
            "New challenge",
            (
                ("name", "Its name, as a noun: it stands in your message", "", "the fog week"),
                ("task", "What there is to do, as a noun", "", "one fog a day"),
                ("ends", "Its last day; empty: until you end it", "", "2026-05-31"),
                ("tag", "A tag that shows who took part; empty: none", "", "fogweek"),
            ),
        )

    def action_save(self) -> None:
        """Answer, if it makes sense."""
        typed = self.typed()
        for field in ("name", "task"):
            if not typed[field]:
                self.again(field, f"The {field} is needed.")
                return
        try:
            ends_on = date.fromisoformat(typed["ends"]) if typed["ends"] else None
        except ValueError:
            self.again("ends", "The last day is written like 2026-05-31.")
            return
        self.dismiss(NewChallenge(typed["name"], typed["task"], ends_on, typed["tag"]))


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is to be invited: named people, or the best of everybody or of a segment."""

    handles: tuple[str, ...] = ()
    segment: str | None = None
    top: int | None = None


MOST = 500


class InviteForm(Form[Invited]):
    """Asks for handles, or for a segment and how many of it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Invite to {name}",
            (
                (
                    "handles",
                    "Their handles, with blanks between; empty: the best people",
                    "",
                    "@mia",
                ),
                ("segment", "Or a segment; empty: everybody", "", "superfan"),
                ("top", "The best how many of them", "10", ""),
            ),
        )

    def action_save(self) -> None:
        """Answer, if it makes sense."""
        typed = self.typed()
        handles = tuple(typed["handles"].split())
        top = typed["top"]
        if handles:
            self.dismiss(Invited(handles))
        elif not (top.isdecimal() and 0 < int(top) <= MOST):
            self.again("top", f"How many is a number from 1 to {MOST}.")
        else:
            self.dismiss(Invited(segment=typed["segment"] or None, top=int(top)))
