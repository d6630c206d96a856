"""Goals, other accounts, changes and noted figures as lines under their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dm_assistant.domain.goals import Changed, Competitor, Own, Progress
from dm_assistant.domain.measures import NAMES, Noted
from dm_assistant.domain.statistics.kpi_board import Board
from dm_assistant.domain.statistics.kpi_words import NONE, noted_words, whole
from dm_assistant.tui.cells import steady
from dm_assistant.tui.widgets.line_view import GAP, Column
from dm_assistant.tui.widgets.sectioned import Sectioned
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, ours, said

SIGN, BAR, SHARE, COUNT, DAY = 1, 20, 6, 10, 10
DIM = "$foreground-muted"
HEADS = {
    "goal": "Goals",
    "account": "Others beside you: followers, posts in 28 days, typical views, seen on",
    "change": "What you changed",
    "figure": "Figures you noted",
}
EMPTY = (
    said(*ours("{new} sets a goal, notes another account, or notes what you changed.")),
    BLANK,
    said(("A goal shows the pace it needs beside the pace of the last 28 days.", DIM)),
    said(("Other accounts are what you read on their profiles: nothing is fetched.", DIM)),
    said(("A change stands among your days, so that a rise has its context.", DIM)),
)


Value = Progress | Competitor | Own | Changed | Noted


@dataclass(frozen=True, slots=True)
class Plan:
    """One line: a goal, an account, a change or a noted figure."""

    value: Value

    @property
    def kind(self) -> str:
        """Return which section it stands in."""
        if isinstance(self.value, Competitor | Own):
            return "account"
        if isinstance(self.value, Noted):
            return "figure"
        return "goal" if isinstance(self.value, Progress) else "change"

    @property
    def taken(self) -> tuple[str, int] | None:
        """Return under which kind and number it can be taken back; one's own account cannot."""
        if isinstance(self.value, Progress):
            return "goal", self.value.goal.id
        if isinstance(self.value, Competitor):
            return "competitor", self.value.look.id
        return None if isinstance(self.value, Own) else (self.kind, self.value.id)


def plans(found: Board) -> list[Plan]:
    """Return everything that is planned and noted, one's own account before the others."""
    own = [Plan(found.own)] if found.competitors else []
    others = map(Plan, found.competitors)
    besides = (*map(Plan, found.changes), *map(Plan, found.noted))
    return [*map(Plan, found.goals), *own, *others, *besides]


class PlansView(Sectioned[Plan]):
    """The lines."""

    DEFAULT_CSS = "PlansView { height: 1fr; }"

    def section_of(self, line: Plan) -> str:
        """Return the heading of a line."""
        return HEADS[line.kind]

    def key_of(self, line: Plan) -> str:
        """Return what tells a line from the others."""
        value = line.value
        if isinstance(value, Competitor):
            return f"account {value.look.platform} {value.look.handle}"
        return f"{line.taken or 'own'}"

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return the cells of a heading or of a line."""
        line = self._lines[index]
        if isinstance(line, str):
            return [(line, width, "strong", False)]
        sign: Column = ("›" if index == self.cursor else " ", SIGN, "mark", False)
        return [sign, *_cells(line.value, width - SIGN - GAP)]


def _cells(value: Value, room: int) -> Iterator[Column]:
    if isinstance(value, Progress):
        full = round((value.share or 0) * BAR)
        share = NONE if value.share is None else f"{value.share:.0%}".replace("%", " %")
        yield "█" * full + "░" * (BAR - full), BAR, "text", False
        yield share, SHARE, "strong", True
        yield _goal(value), room - BAR - SHARE - 2 * GAP, "text", False
    elif isinstance(value, Noted):
        yield noted_words(value), room, "text", False
    elif isinstance(value, Changed):
        yield value.on.isoformat(), DAY, "dim", False
        yield steady(value.words), room - DAY - GAP, "text", False
    else:
        own = isinstance(value, Own)
        shown = value if isinstance(value, Own) else value.look
        name = f"@{shown.handle} (you)" if own else f"@{shown.handle}"
        yield name, room - 3 * COUNT - DAY - 4 * GAP, "strong" if own else "text", False
        for number in (shown.followers, shown.posts, shown.views):
            yield NONE if number is None else whole(number), COUNT, "text", True
        day = "" if isinstance(value, Own) else value.look.on.isoformat()
        yield day, DAY, "dim", True


def _goal(value: Progress) -> str:
    now = NONE if value.now is None else whole(value.now)
    goal = value.goal
    return f"{NAMES[goal.measure]} {now} of {whole(goal.target)} by {goal.by_on}"


def plan_page(line: Plan) -> Iterator[Paragraph]:
    """Yield a line in full."""
    value = line.value
    if isinstance(value, Progress):
        yield said(f"{value.words}.")
        since = f"Counted from {value.goal.begun_on}."
        yield said((f"{since} {value.note}.".replace(" .", "") if value.note else since, DIM))
    elif isinstance(value, Competitor):
        yield said((f"@{value.look.handle}", "bold"), f", seen on {value.look.on}")
        if value.gained:
            yield said(f"Followers {value.gained}")
        if value.look.note:
            yield said(value.look.note)
        yield said(("As you read it on their profile; typical views are your estimate.", DIM))
    elif isinstance(value, Own):
        yield said((f"@{value.handle} (you)", "bold"))
        yield said(
            ("Typical views are the median of your posts of the last 28 days that files know.", DIM)
        )
    elif isinstance(value, Noted):
        yield said(noted_words(value))
        yield said(*ours("For the same day your platform's file wins. {close} takes it back."))
    else:
        yield said((f"{value.on:%A %d %B %Y}", "bold"))
        yield said(value.words)
        yield said(("It stands among your days on the first page.", DIM))
