"""The challenges with their steps, and the people of one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from dm_assistant.services.challenges import ChallengeLine, Taker
from dm_assistant.tui.widgets.line_view import Column
from dm_assistant.tui.widgets.listed import Listed
from dm_assistant.tui.widgets.themes_view import bar
from dm_assistant.tui.wording import counted

BAR, COUNT, VIEWS, STATE = 8, 10, 13, 14
ROOMY = 60


class ChallengesView(Listed[ChallengeLine]):
    """Challenges as lines: the name, a bar of who took part of the invited, and the views."""

    def mark_of(self, line: ChallengeLine) -> Hashable:
        """Return the challenge's id."""
        return line.challenge.id

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return the cells of one challenge."""
        line = self._lines[index]
        rate = line.funnel.took_part
        beside = f" +{line.funnel.uninvited}" if line.funnel.uninvited else ""
        look = "dim" if line.over else "text"
        room = width - 1 - BAR - COUNT - 3
        tail: list[Column] = [
            (bar(rate.k, rate.n, BAR), BAR, "strong", False),
            (f"{rate.k:,} of {rate.n:,}{beside}", COUNT, look, True),
        ]
        if width >= ROOMY:
            room -= VIEWS + 1
            views = line.funnel.views
            tail.append((_views(views.total if views.known else None), VIEWS, "dim", True))
        name = f"{line.challenge.name}{' (over)' if line.over else ''}"
        return [(self.sign(index), 1, "mark", False), (name, room, look, False), *tail]


class TakersView(Listed[Taker]):
    """The people of a challenge: how far the invitation came, and what they made."""

    def mark_of(self, line: Taker) -> Hashable:
        """Return the person."""
        return line.contact_id

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return the cells of one person."""
        taker = self._lines[index]
        return [
            (self.sign(index), 1, "mark", False),
            ("●" if taker.entries else "○", 1, "strong", False),
            (f"@{taker.handle}", width - STATE - VIEWS - 6, "text", False),
            (step(taker), STATE, "text" if taker.entries else "dim", False),
            (_views(taker.views), VIEWS, "dim", True),
        ]


def _views(number: int | None) -> str:
    return "" if number is None else counted(number, "view")


def step(taker: Taker) -> str:
    """Return how far somebody has come in a challenge."""
    if taker.entries:
        return "took part"
    if taker.replied:
        return "answered"
    return taker.state.replace("_", " ")
