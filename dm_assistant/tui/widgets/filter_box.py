"""Where a filter is typed: the line, and below it what may follow or what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import DescendantBlur, DescendantFocus
from textual.reactive import reactive

from dm_assistant.domain.segments.completing import Completion, completions
from dm_assistant.tui.widgets.offered import OfferedField
from dm_assistant.tui.widgets.sheet import Sheet, said

OFFERED = 4

Known = Mapping[str, Sequence[str]]


class FilterField(OfferedField):
    """The line itself."""

    known: reactive[Known] = reactive[Known]({})

    @property
    def offers(self) -> tuple[Completion, ...]:
        """Return how what stands before the cursor may go on."""
        return completions(self.value[: self.cursor_position], self.known, OFFERED)


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
        lines = list(field.lines(self.size.width - 2)) if field.has_focus else []
        if self.problem and not lines:
            # A term that can still become something is not wrong yet.
            lines = [said(("✕ ", "bold $text-error"), self.problem, hang=2)]
        self.set_class(bool(lines), "said")
        self.query_one(Sheet).paragraphs = tuple(lines)
