"""Words: which of them get more replies, how sure that is, and what to use meanwhile."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant.domain.rules.overrides import LEAST_REASON
from dm_assistant.domain.statistics.experiments import Experiment
from dm_assistant.services.experiments import Wordings
from dm_assistant.tui import late, late_places
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.paged import Page
from dm_assistant.tui.widgets.offered import around
from dm_assistant.tui.widgets.sheet import BLANK, Panel
from dm_assistant.tui.widgets.words_page import (
    MEANING,
    NO_TESTS,
    besides_page,
    full_page,
    list_page,
)

BORDER = 4
LISTED = 4


class WordsPage(Page):
    """The tests with one chosen, and words without a test below."""

    TITLE = "Words"
    DEFAULT_CSS = "WordsPage #test { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "approve",
        "take_back",
        "definitions",
        "next",
        "previous",
        words={"approve": "Adopt", "take_back": "Let go on"},
        tips={
            "approve": "Have four of five new people draw one of the variants",
            "take_back": "Let paused words go on, with a reason",
            "next": "Look at the next test",
            "previous": "Look at the test before",
        },
    )

    def __init__(self) -> None:
        super().__init__()
        self._found: Wordings | None = None
        self._chosen = 0
        self._meaning = False

    def compose(self) -> ComposeResult:
        """Lay out the tests and the chosen one."""
        yield Panel(id="tests")
        yield Panel(id="test")

    @property
    def chosen(self) -> Experiment | None:
        """Return the test that is shown."""
        tests = self._found.experiments if self._found else ()
        return tests[min(self._chosen, len(tests) - 1)] if tests else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a test, or paused words."""
        del parameters
        if action == "approve":
            return True if self.chosen is not None and not self.chosen.not_one else None
        if action == "take_back":
            return True if self._found is not None and self._found.paused else None
        return True

    def load(self) -> None:
        """Read the tests."""
        self.read("words", self.desk.numbers.wordings, self._take)

    def _take(self, found: Wordings) -> None:
        self._found = found
        self._draw()

    def on_resize(self) -> None:
        """Fit the bars to the new width."""
        self._draw()

    def _draw(self) -> None:
        found = self._found
        if found is None:
            return
        tests, one, width = found.experiments, self.chosen, self.size.width - BORDER - 1
        upper, lower = self.query_one("#tests", Panel), self.query_one("#test", Panel)
        upper.display = bool(tests)
        upper.head("Tests of your words", f"{len(tests):,}")
        at = min(self._chosen, max(0, len(tests) - 1))
        upper.page(around(list_page(tests, at), at, LISTED))
        besides = list(besides_page(found.paused, found.untested, width))
        if self._meaning:
            lower.head("What is meant")
            lower.page(MEANING)
        else:
            lower.head("Words" if one is None else f"{one.name}, for {one.purpose}")
            above = NO_TESTS if one is None else tuple(full_page(one, width))
            lower.page([*above, *([BLANK, *besides] if besides else [])])
        self.refresh_bindings()

    def action_cursor(self, step: int) -> None:
        """Look at another test."""
        tests = self._found.experiments if self._found else ()
        self._chosen = max(0, min(self._chosen + step, len(tests) - 1))
        self._draw()

    def action_definitions(self) -> None:
        """Show what is meant, or the test again."""
        self._meaning = not self._meaning
        self._draw()

    def action_approve(self) -> None:
        """Ask which variant four of five new people are to draw."""
        one = self.chosen
        if one is not None:
            self.app.push_screen(
                late_places.variant_choice(one),
                lambda variant: self._adopt(one.name, variant) if variant else None,
            )

    def _adopt(self, name: str, variant: str) -> None:
        self.place.write(
            partial(self.desk.numbers.adopt, name, variant),
            lambda _: self.app.notify(
                f"Four of five new people of {name} draw {variant}; "
                f"{self.place.key('undo')} takes that back"
            ),
        )

    def action_take_back(self) -> None:
        """Ask which paused words go on, and why; the first ones where there are several."""
        paused = self._found.paused if self._found else ()
        if not paused:
            return
        name = f"{paused[0].purpose}/{paused[0].template}"
        words = (
            f"{paused[0].why.words}. Say why they go on all the same, in {LEAST_REASON} characters "
            "or more; it is kept. One more person who asks to stop pauses them again."
        )
        self.place.ask_and_write(
            lambda: late.ask(f"Let {name} go on?", words),
            partial(self.desk.numbers.resume, name),
            lambda _: self.app.notify(f"{name} goes on; {self.place.key('undo')} pauses it again"),
        )
