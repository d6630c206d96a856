"""Where a filter is typed: the line, and below it what may follow or what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import DescendantBlur, DescendantFocus
from textual.reactive import reactive

from dm_assistant.domain.segments.completing import Completion, completions
from dm_assistant.tui.cells import cut
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said
from dm_assistant.tui.widgets.writing import Field

OFFERED = 4

Known = Mapping[str, Sequence[str]]


class FilterField(Field):
    """The line itself; Tab takes the first offer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab",
            "complete",
            "Complete",
            show=False,
            id="filter.complete",
            tooltip="Take the first offer below the filter",
        )
    ]

    known: reactive[Known] = reactive[Known]({})

    @property
    def offers(self) -> tuple[Completion, ...]:
        """Return how what stands before the cursor may go on."""
        return completions(self.value[: self.cursor_position], self.known, OFFERED)

    def action_complete(self) -> None:
        """Take the first offer; with none, go on to the next place."""
        offers = self.offers
        if not offers:
            self.screen.focus_next()
            return
        rest = self.value[self.cursor_position :]
        self.value = offers[0].text + rest
        self.cursor_position = len(offers[0].text)


class FilterBox(Vertical):
    """A filter with its offers; ``problem`` says in words why it takes nobody."""

    DEFAULT_CSS = """
    FilterBox { height: auto; }
    FilterBox Sheet { display: none; background: $surface; padding: 0 1; }
    FilterBox.said Sheet { display: block; }
    """

    problem: reactive[str] = reactive("")

    def compose(self) -> ComposeResult:
        """Make the line and what stands below it."""
        yield FilterField(
            placeholder="/ name, words or a filter such as tier:superfan", id="search", compact=True
        )
        yield Sheet(id="offers")

    @property
    def text(self) -> str:
        """Return what is typed."""
        return self.query_one(FilterField).value.strip()

    def know(self, known: Known) -> None:
        """Take the values that exist."""
        self.query_one(FilterField).known = known
        self._say()

    def watch_problem(self) -> None:
        """Say what is wrong."""
        self._say()

    def on_input_changed(self) -> None:
        """Show what may follow now."""
        self._say()

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Show the offers while one types."""
        self._say()

    def on_descendant_blur(self, _event: DescendantBlur) -> None:
        """Leave only what is wrong."""
        self._say()

    def _say(self) -> None:
        if not self.is_mounted:
            return
        field = self.query_one(FilterField)
        offers = field.offers if field.has_focus else ()
        lines = [_line(offer, place, self.size.width - 2) for place, offer in enumerate(offers)]
        if self.problem and not offers:
            # A term that can still become something is not wrong yet.
            lines = [said(("✕ ", "bold $text-error"), self.problem, hang=2)]
        self.set_class(bool(lines), "said")
        self.query_one(Sheet).paragraphs = tuple(lines)


def _line(offer: Completion, place: int, width: int) -> Paragraph:
    term = cut(offer.term, width - 2)
    meaning = cut(f"  {offer.meaning}", width - 2 - cell_len(term))
    sign = "⇥ " if place == 0 else "  "
    return said((sign, "bold $text-accent"), (term, "bold"), (meaning, "$foreground-muted"))
