"""Feedback: what people ask for, from asked to made, and on a second page the challenges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from dm_assistant.services.challenges import ChallengeLine, ChallengePage
from dm_assistant.services.feedback_views import Board, Journey, Quote
from dm_assistant.tui import late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.feedback_pages import (
    CHALLENGES,
    OFFERED,
    QUOTES,
    TAKERS,
    THEMES,
    TIPS,
    VERBS,
    WORDS,
)
from dm_assistant.tui.screens.theming import Theming
from dm_assistant.tui.widgets.challenges_view import ChallengesView, TakersView
from dm_assistant.tui.widgets.feedback_panel import FeedbackPanel, rest_page
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said
from dm_assistant.tui.widgets.themes_view import QuotesView, ThemesView
from dm_assistant.tui.wording import counted

PAUSE = 0.03
VIEWS: dict[str, type[LineView]] = {
    THEMES: ThemesView,
    QUOTES: QuotesView,
    CHALLENGES: ChallengesView,
    TAKERS: TakersView,
}
NO_CHALLENGES = (
    said(("No challenge yet.", "bold")),
    said("A challenge is a small task you invite selected people to, such as one fog a day."),
    said(("N", "bold $text-accent"), " makes one; then d invites, and > notes who took part."),
)
NO_TAKERS = (
    said(("Nobody is invited yet.", "bold")),
    said(("d", "bold $text-accent"), " invites; ", ("N", "bold $text-accent"), " notes somebody"),
    said("who took part all the same."),
)


BOUND = (
    "theme",
    "new",
    "edit",
    "next_stage",
    "stage_before",
    "draft",
    "dry_run",
    "open",
    "close",
    "log_reply",
    "filter",
    "panel",
    "leave",
    "scroll_panel.3",
    "scroll_panel.-3",
)
"""The keys of this place, in the order of the table."""


class FeedbackPlace(Theming):
    """Themes and their quotes; challenges and their people."""

    NAME = "feedback"
    DEFAULT_CSS = """
    FeedbackPlace.-narrow #queue-side { height: 10; }
    FeedbackPlace FeedbackPanel { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys(*BOUND)

    def __init__(self) -> None:
        super().__init__()
        self.page = THEMES
        self._search = ""
        self._of: str | None = None

    def body(self) -> ComposeResult:
        """Lay out the lists, the panel, and what stands in a list's place while it is empty."""
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                for view in VIEWS.values():
                    yield view()
                yield Sheet(id="nobody")
            with Vertical(id="panels"):
                yield FeedbackPanel(classes="chosen")

    def on_mount(self) -> None:
        """Begin with the themes."""
        self._turn_to(THEMES)

    def verb(self, binding: Binding) -> str:
        """Say what a verb comes to on the page."""
        return WORDS[self.page].get(binding.action, binding.description)

    def sentence(self, binding: Binding) -> str:
        """Say what help tells of a key on the page."""
        return TIPS[self.page].get(binding.action, super().sentence(binding))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the page is for; grey what needs something to stand on."""
        del parameters
        if not self.is_mounted or action not in VERBS:
            return True
        if action not in OFFERED[self.page]:
            return False
        if action in {"new", "theme", "panel", "leave", "filter"}:
            return True
        if self.page == TAKERS and action in {"draft", "dry_run"}:
            return True
        if action == "log_reply":
            taker = self.taker()
            return True if taker is not None and taker.entries else None
        return True if self._view.count() else None

    @property
    def _view(self) -> LineView:
        return self.query_one(VIEWS[self.page])

    def _turn_to(self, page: str) -> None:
        self.page = page
        for name, kind in VIEWS.items():
            self.query_one(kind).display = name == page
        self._view.focus()
        self.query_one("#nobody", Sheet).display = False
        self.refresh_bindings()

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read what the page shows."""
        desk = self.desk.feedback
        if self.page in {THEMES, QUOTES}:
            self.read("themes", desk.board, self._take_board)
        if self.page == QUOTES:
            of, search = self._of, self._search
            self.read("quotes", lambda: desk.quotes(of, search), self._take_quotes)
        if self.page in {CHALLENGES, TAKERS}:
            self.read("challenges", desk.challenges, self._take_challenges)

    def _take_board(self, board: Board) -> None:
        self.query_one(ThemesView).show(board.themes)
        if self.page == THEMES:
            self.stages_shown()
            title = f"Themes: {board.answered.k:,} of {board.answered.n:,} you asked answered"
            left = f"{counted(board.uncoded, 'reply', 'replies')} to read: T"
            self._head(title, left if board.uncoded else "every reply read")
            self._show_empty(not board.themes, tuple(rest_page(board)))

    def _take_quotes(self, quotes: Sequence[Quote]) -> None:
        view = self.query_one(QuotesView)
        view.clock = self.program.clock()
        view.show(quotes)
        if self.page == QUOTES:
            found = f" · “{self._search}”" if self._search else ""
            self._head(f"Quotes: {self._of or 'all themes'}{found}", counted(len(quotes), "quote"))
            self._show_empty(not quotes, (said("Nobody said that."),))

    def _take_challenges(self, found: Sequence[ChallengeLine]) -> None:
        self.query_one(ChallengesView).show(found)
        if self.page == CHALLENGES:
            self._head("Challenges: took part, of the invited", counted(len(found), "challenge"))
            self._show_empty(not found, NO_CHALLENGES)
        line = self.challenge()
        if self.page == TAKERS and line is not None:
            self._read_challenge(line)

    def _head(self, title: str, subtitle: str) -> None:
        side = self.query_one("#queue-side")
        side.border_title, side.border_subtitle = Content(title), Content(subtitle)

    def _show_empty(self, empty: bool, words: tuple[Paragraph, ...]) -> None:
        nobody = self.query_one("#nobody", Sheet)
        nobody.display, self._view.display = empty, not empty
        nobody.paragraphs = words
        self.query_one("#panels").display = not empty
        if not empty:
            self._view.focus()
        self.refresh_bindings()

    @on(LineView.Moved)
    def _follow(self, event: LineView.Moved) -> None:
        if event.view is not self._view:
            return
        if self.page == QUOTES and (quote := self.query_one(QuotesView).current):
            self.query_one(FeedbackPanel).quote(quote, self.program.clock())
        elif self.page == TAKERS and (taker := self.taker()):
            self.query_one(FeedbackPanel).taker(taker, self.program.clock())
        elif self.page == CHALLENGES and (line := self.challenge()):
            self._read_challenge(line)
        elif self.page == THEMES and (one := self.line()):
            name = one.theme.name
            self.read(
                "one", lambda: self.desk.feedback.journey(name), self._show_theme, delay=PAUSE
            )
        self.refresh_bindings()

    def _show_theme(self, journey: Journey) -> None:
        if self.page == THEMES:
            self.query_one(FeedbackPanel).theme(journey, self.program.clock())

    def _read_challenge(self, line: ChallengeLine) -> None:
        name = line.challenge.name
        self.read(
            "one", lambda: self.desk.feedback.challenge(name), self._show_challenge, delay=PAUSE
        )

    def _show_challenge(self, page: ChallengePage) -> None:
        if self.page == CHALLENGES:
            self.query_one(FeedbackPanel).challenge(page)
        elif self.page == TAKERS:
            self.query_one(TakersView).show(page.takers)
            self._head(
                f"{page.line.challenge.name}: its people",
                f"{counted(len(page.takers), 'person', 'people')}",
            )
            self._show_empty(not page.takers, NO_TAKERS)

    # --- going about -------------------------------------------------------------------------

    @on(LineView.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Show the quotes of the theme, or the people of the challenge."""
        if self.page == THEMES and (line := self.line()):
            self._of, self._search = line.theme.name, ""
            self._go_to(QUOTES)
        elif self.page == CHALLENGES and self.challenge():
            self._go_to(TAKERS)

    def action_leave(self) -> None:
        """Go back to the themes, or to the challenges."""
        self._go_to(CHALLENGES if self.page == TAKERS else THEMES)

    def action_panel(self) -> None:
        """Show the other page."""
        self._go_to(CHALLENGES if self.page == THEMES else THEMES)

    def _go_to(self, page: str) -> None:
        self._turn_to(page)
        self.load()

    def action_filter(self) -> None:
        """Ask for words, and show the quotes that hold them."""
        words = "Words of theirs; nothing shows all"
        self.app.push_screen(late.ask("Find in quotes", words, self._search), self._find)

    def _find(self, text: str | None) -> None:
        if text is not None:
            if self.page == THEMES:
                self._of = None
            self._search = text.strip()
            self._go_to(QUOTES)

    # --- the verbs of the pages --------------------------------------------------------------

    def _act(self, acts: dict[str, Callable[[], None]]) -> None:
        act = acts.get(self.page)
        if act is not None:
            act()

    def action_new(self) -> None:
        """Make a theme, a challenge, or note somebody who took part."""
        self._act({THEMES: self.new_theme, CHALLENGES: self.new_challenge, TAKERS: self.new_taker})

    def action_edit(self) -> None:
        """Change a theme."""
        self._act({THEMES: self.edit_theme})

    def action_next_stage(self) -> None:
        """Take a theme on, or note that somebody took part."""
        self._act({THEMES: lambda: self.press_step(1), TAKERS: self.note_part})

    def action_stage_before(self) -> None:
        """Take a theme back."""
        self._act({THEMES: lambda: self.press_step(-1)})

    def action_draft(self) -> None:
        """Tell those who asked, or invite to the challenge."""
        (self.tell if self.page == THEMES else self.invite)(ask=True)

    def action_dry_run(self) -> None:
        """Show who would be told or invited."""
        (self.tell if self.page == THEMES else self.invite)(ask=False)

    def action_close(self) -> None:
        """End the challenge."""
        self._act({CHALLENGES: self.end_challenge})

    def action_log_reply(self) -> None:
        """Note how often what somebody made was watched."""
        self._act({TAKERS: self.log_views})
