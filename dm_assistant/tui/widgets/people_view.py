"""The ranked list of people."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from dm_assistant.services.views import RankedContact
from dm_assistant.tui.clock import Clock, short_span
from dm_assistant.tui.widgets.line_view import GAP, Column, LineView
from dm_assistant.tui.wording import called

SIGN, RANK, TIER, SCORE, COMMENTS, AGE = 2, 5, 8, 5, 8, 5
ROOMY = 72


class PeopleView(LineView):
    """People as lines, best first; the cursor stays on its person, marks on theirs."""

    class MarksChanged(LineView.Moved):
        """Other people are marked."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: dict[int, RankedContact] = {}
        self._people: tuple[RankedContact, ...] = ()
        self._clock: Clock | None = None

    def show(self, people: Sequence[RankedContact], clock: Clock) -> None:
        """Show other people, or the same in another order."""
        stood = self.current
        self._people = tuple(people)
        self._clock = clock
        if stood is not None:
            places = {person.contact_id: place for place, person in enumerate(self._people)}
            self.cursor = places.get(stood.contact_id, min(self.cursor, self.count()))
        self.rows_changed()
        self.tell(lambda: self.Moved(self))

    @property
    def marked(self) -> tuple[RankedContact, ...]:
        """Return who is marked, in the order of the marks, also those a filter hides now."""
        return tuple(self._marks.values())

    @property
    def chosen(self) -> tuple[RankedContact, ...]:
        """Return whom an act is for: all who are marked, else the person under the cursor."""
        return self.marked or tuple(filter(None, [self.current]))

    def toggle_mark(self) -> None:
        """Mark or unmark the person under the cursor and go on to the next."""
        person = self.current
        if person is not None:
            if self._marks.pop(person.contact_id, None) is None:
                self._marks[person.contact_id] = person
            self.action_cursor(1)
            self._marks_changed()

    def mark_all(self) -> None:
        """Mark everybody in the list, or nobody where all are marked."""
        everybody = {person.contact_id: person for person in self._people}
        self._marks = {} if everybody.keys() <= self._marks.keys() else everybody
        self._marks_changed()

    def unmark(self) -> None:
        """Take every mark off."""
        self._marks.clear()
        self._marks_changed()

    def _marks_changed(self) -> None:
        self.refresh()
        self.tell(lambda: self.MarksChanged(self))

    @property
    def current(self) -> RankedContact | None:
        """Return the person under the cursor."""
        return self._people[self.cursor] if self.cursor < len(self._people) else None

    def count(self) -> int:
        """Return the number of people."""
        return len(self._people)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return rank, name, handle, tier, score, comments and the time since the last one."""
        person = self._people[index]
        name, handle = names(width)
        sign = "›" if index == self.cursor else " "
        stop = "✕" if person.no_contact else " "
        if person.contact_id in self._marks:
            stop = "●"
        cells: list[Column] = [
            (sign + stop, SIGN, "mark", False),
            (f"{index + 1:,}", RANK, "dim", True),
            (called(person.name, f"@{person.handle}"), name, "text", False),
        ]
        if handle:
            cells.append((f"@{person.handle}", handle, "dim", False))
        last = person.last_comment_at
        age = "" if last is None or self._clock is None else short_span(self._clock.now - last)
        return [
            *cells,
            (person.tier.value, TIER, "strong", False),
            (f"{person.score:.1f}", SCORE, "text", True),
            (f"{person.comments:,}", COMMENTS, "dim", True),
            (age, AGE, "dim", True),
        ]


def names(width: int) -> tuple[int, int]:
    """Return the widths of the name and, where there is room for one, the handle."""
    rest = max(0, width - (SIGN + RANK + TIER + SCORE + COMMENTS + AGE) - 6 * GAP)
    if width < ROOMY:
        return rest, 0
    return rest - rest // 2, rest // 2 - GAP


class PeopleHeadings(Widget):
    """The names of the list's columns."""

    DEFAULT_CSS = """
    PeopleHeadings {
        height: 1; text-wrap: nowrap; color: $foreground-muted; text-style: underline;
    }
    """

    def render(self) -> Content:
        """Draw the names above their columns."""
        name, handle = names(self.content_size.width)
        cells = [" " * SIGN, "#".rjust(RANK), "Name".ljust(name)]
        if handle:
            cells.append("Handle".ljust(handle))
        cells += ["Tier".ljust(TIER), "Score".rjust(SCORE), "Comments".rjust(COMMENTS)]
        return Content(" ".join([*cells, "Last".rjust(AGE)]))
