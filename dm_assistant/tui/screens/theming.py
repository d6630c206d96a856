"""Themes as a page of their place: reading replies, making what is asked for, telling it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.domain.feedback import ThemeState, next_state
from dm_assistant.tui import late, late_places
from dm_assistant.tui.screens.challenging import Challenging
from dm_assistant.tui.screens.stepping import Stepping
from dm_assistant.tui.widgets.themes_view import ThemesView
from dm_assistant.tui.wording import counted

if TYPE_CHECKING:
    from dm_assistant.domain.feedback import Theme
    from dm_assistant.services.feedback_views import ThemeLine, Told


class Theming(Challenging, Stepping):
    """A place with a page of themes."""

    def line(self) -> ThemeLine | None:
        """Return the theme under the cursor."""
        return self.query_one(ThemesView).current

    def action_theme(self) -> None:
        """Read the replies that nobody has read."""
        self.app.push_screen(late_places.coding(self.desk.feedback), self._read_through)

    def _read_through(self, count: int | None) -> None:
        if count:
            self.app.notify(f"{counted(count, 'reply', 'replies')} read")
        self.load()

    def new_theme(self) -> None:
        """Ask for a theme and make it."""
        words = "What do they ask for? A noun, as your message will name it: a video about paper"
        self.ask_and_write(
            lambda: late.ask("New theme", words), self.desk.feedback.add, self._made_theme
        )

    def _made_theme(self, theme: Theme) -> None:
        self.app.notify(f"{theme.name}: its letter is {theme.key or 'none'}")
        self.query_one(ThemesView).go_to(theme.id)

    def edit_theme(self) -> None:
        """Change name, letter and idea."""
        line = self.line()
        if line is not None:
            theme = line.theme
            self.ask_and_write(
                lambda: late_places.theme_form(theme),
                lambda new: self.desk.feedback.change(theme.name, new.name, new.key, new.idea),
                self._moved,
            )

    def _moved(self, theme: Theme) -> None:
        self.app.notify(f"{theme.name}: {theme.state.value}")

    def step(self, by: int) -> None:
        """Take the theme on, or back; what is made is asked for what it is."""
        line = self.line()
        if line is None:
            return
        state = next_state(line.theme.state, by)
        if state is None:
            return
        if state is ThemeState.MADE:
            theme = line.theme
            self.ask_and_write(
                lambda: late_places.made_form(theme),
                lambda what: self.desk.feedback.made(theme.name, what.title, what.link),
                self._made,
            )
        else:
            self._move(line.theme, state)

    def _move(self, theme: Theme, state: ThemeState) -> None:
        self.write_step(partial(self.desk.feedback.move, theme.name, state), self._moved)

    def _made(self, theme: Theme) -> None:
        self.app.notify(f"{theme.name}: made. d tells everybody who asked, D shows whom first")

    # --- telling -----------------------------------------------------------------------------

    def tell(self, *, ask: bool) -> None:
        """Show who would be told, and with ``ask`` offer to draft it."""
        line = self.line()
        if line is None:
            return
        if line.theme.state is not ThemeState.MADE:
            self.app.notify(f"{line.theme.name} is not made yet: > takes it on", severity="warning")
            return
        job = partial(self.desk.feedback.tell, line.theme.name, dry_run=True)
        self.read("act", job, partial(self._offer_telling, ask))

    def _offer_telling(self, ask: bool, told: Told) -> None:
        drafts = len(told.report.drafts)
        words = (
            f"{counted(told.people, 'person', 'people')} asked for {told.theme.name}: "
            f"{told.before:,} have a message about it, {counted(drafts, 'draft')} would be new."
        )
        yes = f"Make {counted(drafts, 'draft')}" if ask else ""
        name = told.theme.name
        self.app.push_screen(
            late_places.drafts_report(f"You asked, I made it: {name}", words, told.report, yes),
            lambda sure: self._tell(name) if sure else None,
        )

    def _tell(self, name: str) -> None:
        self.write(partial(self.desk.feedback.tell, name, dry_run=False), self._told)

    def _told(self, told: Told) -> None:
        drafts = len(told.report.drafts)
        self.app.notify(
            f"{counted(drafts, 'draft')} made; they lie in the inbox "
            f"({self.key('place.inbox')}). Of {told.people:,} who "
            f"asked, {told.before:,} had a message before, {told.before + drafts:,} have one now"
        )
