"""Lists about campaigns: the campaigns, their people, and who would get what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from dm_assistant.domain.campaigns import Outcome
from dm_assistant.services.campaign_views import CampaignLine, Member, Outlook
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.line_view import Column, LineView
from dm_assistant.tui.wording import LANE_NAMES, STATE_WORDS

R = TypeVar("R")
STEPS = (("replied", "█"), ("sent", "▓"), ("approved", "▒"), ("drafted", "░"))
"""The steps of a progress bar, the furthest first; each holds those before it."""

REST = "·"
BAR, COUNT, STANDS, PURPOSE = 12, 15, 8, 9
OUTCOME, STATE, VARIANT, UNTIL = 8, 18, 14, 17
ROOMY = 70
SIGNS = {
    Outcome.DRAFT: "draft",
    Outcome.HELD: "held",
    Outcome.INVITE: "invite",
    Outcome.WAIT: "wait",
    Outcome.NOTHING: "nothing",
    Outcome.HELD_OUT: "held out",
    Outcome.SERVED: "before",
}


def people_bar(line: CampaignLine, cells: int = BAR) -> str:
    """Draw how far those who could get the message are, the held-out ones left out."""
    whole = max(line.eligible - line.held_out, line.drafted)
    if not whole:
        return REST * cells
    drawn, done = "", 0
    for name, sign in STEPS:
        upto = -(-getattr(line, name) * cells // whole)
        drawn += sign * max(0, upto - done)
        done = max(done, upto)
    return drawn + REST * (cells - len(drawn))


def share_bar(part: int, whole: int, cells: int = BAR) -> str:
    """Draw a part of a whole; anything at all shows."""
    full = -(-part * cells // whole) if whole else 0
    return "█" * full + REST * (cells - full)


class _Rows(LineView, Generic[R]):
    """Frozen rows as lines; the cursor stays where it is."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._rows: tuple[R, ...] = ()
        self._clock: Clock | None = None

    def show(self, rows: Sequence[R], clock: Clock) -> None:
        """Show other rows."""
        self._rows, self._clock = tuple(rows), clock
        self.rows_changed()
        self.tell(lambda: self.Moved(self))

    @property
    def current(self) -> R | None:
        """Return the row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def count(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def sign(self, index: int) -> Column:
        """Return the mark before the line under the cursor."""
        return ("›" if index == self.cursor else " ", 1, "mark", False)


class CampaignsView(_Rows[CampaignLine]):
    """The campaigns, each with a bar of how far its people are."""

    wanted = ""
    """A campaign that was just made: the cursor goes to it once it is shown."""

    def show(self, rows: Sequence[CampaignLine], clock: Clock) -> None:
        """Show other campaigns; the cursor stays on its own."""
        stood = self.current
        super().show(rows, clock)
        places = {line.name: place for place, line in enumerate(self._rows)}
        if self.wanted in places:
            self.cursor, self.wanted = places[self.wanted], ""
        elif stood is not None:
            self.cursor = places.get(stood.name, self.cursor)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return name, purpose where there is room, bar, how many are out, and where it is."""
        line = self._rows[index]
        whole = max(line.eligible - line.held_out, line.drafted)
        look = "dim" if line.stands in {"ended", "over", "plain"} else "text"
        purpose = PURPOSE + 1 if width >= ROOMY else 0
        room = width - 1 - purpose - BAR - COUNT - STANDS - 4
        cells: list[Column] = [self.sign(index), (line.name, max(4, room), look, False)]
        if purpose:
            cells.append((line.purpose.value, PURPOSE, "dim", False))
        return [
            *cells,
            (people_bar(line), BAR, "strong", False),
            (f"{line.sent:,} of {whole:,} sent", COUNT, look, True),
            (line.stands, STANDS, "dim", False),
        ]


class MembersView(_Rows[Member]):
    """The people of a campaign with where their message is."""

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return who, where their message is, its variant if it fits, and until when that is so."""
        one = self._rows[index]
        look = "dim" if one.state is None else "text"
        until = self._clock.when(one.until) if one.until and self._clock else ""
        variant = VARIANT + 1 if width >= ROOMY else 0
        room = width - 1 - STATE - variant - UNTIL - 3
        cells: list[Column] = [
            self.sign(index),
            (f"@{one.handle}" if one.handle else "(erased)", max(8, room), look, False),
            (where(one), STATE, look, False),
        ]
        if variant:
            cells.append((one.variant, VARIANT, "dim", False))
        return [*cells, (until, UNTIL, "dim", False)]


UNTIL_SAID = frozenset({Outcome.HELD, Outcome.WAIT})


class OutlooksView(_Rows[Outlook]):
    """Who would get what, the drafts first."""

    def show(self, rows: Sequence[Outlook], clock: Clock) -> None:
        """Show another run, by outcome."""
        order = list(Outcome)
        super().show(sorted(rows, key=lambda each: order.index(each.outcome)), clock)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return what they get, who, and the reason or the variant."""
        one = self._rows[index]
        gets = one.outcome in {Outcome.DRAFT, Outcome.HELD}
        room = width - 1 - OUTCOME - 3
        name = min(24, room // 2)
        said = one.reason
        if one.outcome in UNTIL_SAID and one.until is not None and self._clock is not None:
            said = f"{self._clock.when(one.until)} · {one.reason}"
        return [
            self.sign(index),
            (SIGNS[one.outcome], OUTCOME, "strong" if gets else "dim", False),
            (f"@{one.handle}", name, "text", False),
            (said or one.variant, max(4, room - name), "dim", False),
        ]


def where(one: Member) -> str:
    """Say in a few words where somebody's message is."""
    if one.state is None:
        return "held out, broken" if one.broken else "held out"
    if one.lane is not None:
        return f"draft: {LANE_NAMES[one.lane].lower()}"
    return STATE_WORDS[one.state]
