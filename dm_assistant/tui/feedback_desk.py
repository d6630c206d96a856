"""The use cases about what people ask for, and challenges, as screens call them off the loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from dm_assistant.domain.feedback import Theme, ThemeState
    from dm_assistant.services.challenges import ChallengeLine, ChallengePage
    from dm_assistant.services.feedback_views import Board, Coded, Journey, Quote, Reply, Told
    from dm_assistant.services.views import DraftReport
    from dm_assistant.services.workspace import Workspace


class FeedbackDesk:
    """Themes, coding, telling those who asked, and challenges."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    # --- themes ------------------------------------------------------------------------------

    def board(self) -> Board:
        """Return every theme, and how far the replies are read."""
        from dm_assistant.services import themes

        return themes.board(self._ws)

    def journey(self, theme: str) -> Journey:
        """Return the way of one theme."""
        from dm_assistant.services import themes

        return themes.journey(self._ws, theme)

    def quotes(self, theme: str | None, search: str) -> tuple[Quote, ...]:
        """Return what people said when they asked for a theme, or for any."""
        from dm_assistant.services import themes

        return themes.quotes(self._ws, theme, search)

    def uncoded(self) -> tuple[Reply, ...]:
        """Return the answers that nobody has read for what they ask."""
        from dm_assistant.services import themes

        return themes.uncoded(self._ws)

    def code(self, number: str, themes: Sequence[int]) -> Coded:
        """Say what a message asks for, by the ids of themes; without any it is nothing."""
        from dm_assistant.services import feedback

        return feedback.code_as(self._ws, number, themes)

    def uncode(self, number: str) -> Coded:
        """Take back what a message was coded with."""
        from dm_assistant.services import feedback

        return feedback.uncode(self._ws, number)

    def add(self, name: str, number: str = "") -> Theme:
        """Make a theme, and code a message with it."""
        from dm_assistant.services import feedback

        return feedback.add(self._ws, name, number=number)

    def change(self, theme: str, name: str, key: str, idea: str) -> Theme:
        """Change what a theme is called, its letter and its idea."""
        from dm_assistant.services import feedback

        return feedback.change(self._ws, theme, name=name, key=key, idea=idea)

    def move(self, theme: str, state: ThemeState) -> Theme:
        """Move a theme to another state."""
        from dm_assistant.services import feedback

        return feedback.move(self._ws, theme, state)

    def made(self, theme: str, title: str, link: str) -> Theme:
        """Note what was made of a theme."""
        from dm_assistant.services import feedback

        return feedback.made(self._ws, theme, title, link=link)

    def tell(self, theme: str, *, dry_run: bool) -> Told:
        """Draft "you asked, I made it" for those who asked."""
        from dm_assistant.services import telling

        return telling.tell(self._ws, theme, dry_run=dry_run)

    # --- challenges --------------------------------------------------------------------------

    def challenges(self) -> tuple[ChallengeLine, ...]:
        """Return every challenge with its steps."""
        from dm_assistant.services import challenges

        return challenges.all_challenges(self._ws)

    def challenge(self, name: str) -> ChallengePage:
        """Return one challenge with its people."""
        from dm_assistant.services import challenges

        return challenges.page(self._ws, name)

    def add_challenge(self, name: str, task: str, ends_on: date | None, tag: str) -> ChallengeLine:
        """Make a challenge."""
        from dm_assistant.services import challenges

        return challenges.add(self._ws, name, task, ends_on=ends_on, tag=tag)

    def end_challenge(self, name: str) -> ChallengeLine:
        """End a challenge."""
        from dm_assistant.services import challenges

        return challenges.end(self._ws, name)

    def invite(
        self,
        name: str,
        handles: Sequence[str],
        segment: str | None,
        top: int | None,
        *,
        dry_run: bool,
    ) -> DraftReport:
        """Draft invitations to a challenge."""
        from dm_assistant.services import challenges

        return challenges.invite(
            self._ws, name, names=handles, segment=segment, top=top, dry_run=dry_run
        )

    def took_part(self, name: str, handle: str, link: str) -> ChallengePage:
        """Note that somebody took part."""
        from dm_assistant.services import challenges

        return challenges.took_part(self._ws, name, handle, link=link)

    def note_views(self, name: str, handle: str, views: int, link: str) -> ChallengePage:
        """Note how often what somebody made was watched."""
        from dm_assistant.services import challenges

        return challenges.note_views(self._ws, name, handle, views, link)
