"""Questions about key figures: one to note, a goal, another account, what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dm_assistant.domain.goals import Changed, Look, Progress
from dm_assistant.domain.measures import (
    Measure,
    Paid,
    Said,
    measure_of,
    post_of,
    source_of,
    value_of,
)
from dm_assistant.domain.model import Platform
from dm_assistant.services.kpi_notes import Seen
from dm_assistant.tui.modals.choice import Choice, Option
from dm_assistant.tui.modals.dialog import Form

A_DAY = "is a day such as 2026-05-01"
MOST_DIGITS = 12


def day(text: str) -> date:
    """Return a day as it was typed; raise ValueError with what one looks like."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is no day; it {A_DAY}") from None


class NoteFigure(Form[Said]):
    """Asks for a figure, its days, and what it belongs to."""

    def __init__(self, measure: str, days: str) -> None:
        super().__init__(
            "Note a figure",
            (
                (
                    "figure",
                    "Which figure: views, conversions, saves …",
                    measure,
                    "views",
                ),
                ("value", "Its value, without separators; a share of views in percent", "", "1200"),
                ("days", "Its day, or its first and its last", days, "2026-05-01 2026-05-28"),
                (
                    "source",
                    "Of one source: search, for_you, profile …",
                    "",
                    "empty: of all",
                ),
                ("paid", "paid or organic", "", "empty: not known"),
                ("post", "Of one post: its link", "", "empty: of the whole account"),
            ),
        )

    def action_save(self) -> None:
        """Answer, if it makes sense; else go to the field that does not."""
        typed = self.typed()
        at = "figure"
        try:
            measure = measure_of(typed["figure"])
            at = "value"
            value = value_of(typed["value"], measure)
            at = "days"
            first, last = self._days(typed["days"])
            at = "source"
            source = source_of(typed["source"]) if typed["source"] else None
            at = "paid"
            paid = Paid(typed["paid"]) if typed["paid"] else Paid.UNKNOWN
        except ValueError as error:
            self.again(at, str(error))
            return
        said = Said(measure, value, first, last, source, paid, post_of(typed["post"]))
        self.dismiss(said)

    def _days(self, text: str) -> tuple[date, date]:
        found = [day(each) for each in text.replace(" to ", " ").split()]
        if len(found) not in {1, 2}:
            raise ValueError(f"say one day, or the first and the last; each {A_DAY}")
        return found[0], found[-1]


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A number of a figure, and the day by which it is to be reached."""

    measure: Measure
    target: int
    by_on: date


class SetGoal(Form[NewGoal]):
    """Asks for a goal."""

    def __init__(self, known: Progress | None = None) -> None:
        goal = None if known is None else known.goal
        super().__init__(
            "A goal",
            (
                (
                    "figure",
                    "Which figure: followers, views, conversions …",
                    goal.measure.value if goal else "followers",
                    "followers",
                ),
                (
                    "target",
                    "How many; followers in all, others from today on",
                    f"{goal.target:.0f}" if goal else "",
                    "5000",
                ),
                ("by", "By which day", goal.by_on.isoformat() if goal else "", "2026-12-31"),
            ),
        )

    def action_save(self) -> None:
        """Answer, if it makes sense."""
        typed = self.typed()
        at = "figure"
        try:
            measure = measure_of(typed["figure"])
            at = "target"
            target = int(value_of(typed["target"].replace(",", ""), measure))
            at = "by"
            by_on = day(typed["by"])
        except ValueError as error:
            self.again(at, str(error))
            return
        self.dismiss(NewGoal(measure, target, by_on))


@dataclass(frozen=True, slots=True)
class SeenAccount:
    """Another account, and what its profile shows."""

    handle: str
    platform: Platform
    seen: Seen


class SeeAccount(Form[SeenAccount]):
    """Asks what another account's profile shows."""

    def __init__(self, known: Look | None = None) -> None:
        fields = (
            (None, None, None) if known is None else (known.followers, known.posts, known.views)
        )
        followers, posts, views = ("" if each is None else str(each) for each in fields)
        platform = Platform.TIKTOK if known is None else known.platform
        super().__init__(
            "Another account, as you see it today",
            (
                ("handle", "Their handle", known.handle if known else "", "lena.paints"),
                ("platform", "tiktok or instagram", platform.value, "tiktok"),
                ("followers", "Their followers", followers, "8200"),
                ("posts", "Their posts in the last 28 days", posts, "12"),
                ("views", "Views of a typical post of theirs", views, "900"),
                ("note", "A remark", known.note if known else "", ""),
            ),
        )

    def action_save(self) -> None:
        """Answer, if it makes sense."""
        typed = self.typed()
        if not typed["handle"]:
            self.again("handle", "Whose account?")
            return
        if typed["platform"] not in set(Platform):
            self.again("platform", "The platform is tiktok or instagram.")
            return
        for name in ("followers", "posts", "views"):
            if typed[name] and number(typed[name]) is None:
                self.again(name, "That is a whole number, or nothing.")
                return
        followers, posts, views = (number(typed[each]) for each in ("followers", "posts", "views"))
        seen = Seen(followers, posts, views, typed["note"])
        self.dismiss(SeenAccount(typed["handle"], Platform(typed["platform"]), seen))


class SayChange(Form[Changed]):
    """Asks what was changed, and on which day."""

    def __init__(self, today: date, known: Changed | None = None) -> None:
        super().__init__(
            "What you changed",
            (
                ("words", "In your words", known.words if known else "", "a new bio with a link"),
                ("on", "On which day", (known.on if known else today).isoformat(), ""),
            ),
        )
        self._number = 0 if known is None else known.id

    def action_save(self) -> None:
        """Answer, if it makes sense."""
        typed = self.typed()
        if not typed["words"]:
            self.again("words", "What did you change?")
            return
        try:
            on = day(typed["on"])
        except ValueError as error:
            self.again("on", str(error))
            return
        self.dismiss(Changed(self._number, on, typed["words"]))


def number(text: str) -> int | None:
    """Return a count as it was typed, or None where it is none."""
    digits = text.replace(",", "")
    fits = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
    return int(digits) if fits else None


def what_new() -> Choice[str]:
    """Ask what is to be made."""
    options = (
        Option("g", "goal", "A goal: a number of a figure, by a day"),
        Option("a", "competitor", "Another account, to stand beside yours"),
        Option("c", "change", "A change you made: it shows among your days"),
    )
    return Choice("What is new?", "", options)
