"""Questions about pools of codes: what new ones look like, and where a file of them lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dm_assistant.domain.code_patterns import ROOM, possibilities
from dm_assistant.tui.modals.dialog import Form

MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class NewCodes:
    """Codes to be made; ``last_on`` is their last day, on the creator's calendar."""

    pool: str
    pattern: str
    count: int
    last_on: date | None
    perk: str


@dataclass(frozen=True, slots=True)
class CodeFile:
    """A file whose codes are to be added to a pool, or into which a pool's are to be written."""

    pool: str
    path: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a pool's codes give, and their last day; an empty one stays as it is."""

    pool: str
    perk: str
    last_on: date | None


class MakeCodes(Form[NewCodes]):
    """Asks for a pool and what its new codes look like, give, and when they end."""

    def __init__(self, pool: str = "", perk: str = "") -> None:
        super().__init__(
            "Make codes",
            (
                ("pool", "The pool they belong to", pool, "spring"),
                ("pattern", "Their pattern: # a digit, ? a letter, * either", "", "MIA-****"),
                ("count", "How many", "50", "50"),
                ("perk", "What they give, as messages say it", perk, "15 % off prints"),
                ("ends", "Their last day; empty: they do not end", "", "2026-12-31"),
            ),
        )

    def action_save(self) -> None:
        """Answer, if the five make sense."""
        typed = self.typed()
        count = typed["count"]
        number = int(count) if count.isdecimal() and len(count) <= MOST_DIGITS else 0
        last_on = _day(typed["ends"])
        if not typed["pool"]:
            self.again("pool", "The pool needs a name.")
        elif number < 1:
            self.again("count", "How many is a whole number of at least 1.")
        elif possibilities(typed["pattern"]) < ROOM * number:
            self.again(
                "pattern",
                f"That allows {possibilities(typed['pattern']):,} codes: {ROOM:,} for each are "
                "needed, or they could be guessed. Add a * or two.",
            )
        elif typed["ends"] and last_on is None:
            self.again("ends", "The last day is a day such as 2026-12-31, or nothing.")
        else:
            self.dismiss(NewCodes(typed["pool"], typed["pattern"], number, last_on, typed["perk"]))


class AddCodes(Form[CodeFile]):
    """Asks for a pool and the file whose codes are to be added to it."""

    def __init__(self, pool: str = "") -> None:
        super().__init__(
            "Add codes from a file",
            (
                ("path", "The file: one code a line, a CSV or XLSX", "", "~/Downloads/codes.csv"),
                ("pool", "The pool they belong to", pool, "spring"),
            ),
        )

    def action_save(self) -> None:
        """Answer, if both are there."""
        typed = self.typed()
        if not typed["path"]:
            self.again("path", "Which file?")
        elif not typed["pool"]:
            self.again("pool", "The pool needs a name.")
        else:
            self.dismiss(CodeFile(typed["pool"], typed["path"]))


class ChangePool(Form[Terms]):
    """Asks what the codes of a pool give and when they end."""

    def __init__(self, pool: str, perk: str, last_day: str) -> None:
        super().__init__(
            f"Change {pool}",
            (
                ("perk", "What its codes give, as messages say it", perk, "15 % off prints"),
                ("ends", "Their last day", last_day, "2026-12-31; empty: as it is"),
            ),
        )
        self._pool = pool

    def action_save(self) -> None:
        """Answer, if the day is one."""
        typed = self.typed()
        last_on = _day(typed["ends"])
        if typed["ends"] and last_on is None:
            self.again("ends", "The last day is a day such as 2026-12-31.")
        else:
            self.dismiss(Terms(self._pool, typed["perk"], last_on))


class ExportCodes(Form[CodeFile]):
    """Asks into which new file the codes of a pool are to be written."""

    def __init__(self, pool: str) -> None:
        super().__init__(
            f"Write the codes of {pool} for your shop",
            (("path", "The new file; it says nothing of who got which", "", "~/codes.csv"),),
        )
        self._pool = pool

    def action_save(self) -> None:
        """Answer, if there is a name."""
        path = self.typed()["path"]
        if path:
            self.dismiss(CodeFile(self._pool, path))
        else:
            self.again("path", "Which file?")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
