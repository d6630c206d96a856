"""Choosing a person: who is offered first, the best ranked, or whom a search finds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dm_assistant.domain.model import Platform
from dm_assistant.errors import DmAssistantError
from dm_assistant.services.views import MergeOffer, RankedContact
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.line_view import GAP, Column, LineView
from dm_assistant.tui.widgets.sheet import Sheet, said
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.wording import called
from dm_assistant.tui.working import start

MOST = 200
TYPING_PAUSE = 0.12
SIGN, TIER = 1, 8

Find = Callable[[str, int], Sequence[RankedContact]]
Fits = Callable[[RankedContact], bool]


class Candidate(NamedTuple):
    """Somebody who may be meant; ``reason`` says what speaks for them, if anything does."""

    contact_id: int
    handle: str
    platform: Platform
    name: str = ""
    tier: str = ""
    reason: str = ""

    @property
    def command(self) -> str:
        """Return the person as a command takes them."""
        return f"{self.platform.value}:{self.handle}"


def candidate(person: RankedContact) -> Candidate:
    """Return a person of the ranked list as one who may be meant."""
    return Candidate(
        person.contact_id, person.handle, person.platform, person.name, person.tier.value
    )


def likely(offers: Sequence[MergeOffer], contact: int) -> list[Candidate]:
    """Return who offers to merge say that somebody is as well."""
    found = []
    for offer in offers:
        if offer.kept_id == contact:
            other = (offer.joined_id, offer.joined, offer.joined_platform)
        elif offer.joined_id == contact:
            other = (offer.kept_id, offer.kept, offer.kept_platform)
        else:
            continue
        found.append(Candidate(*other, reason=offer.reason))
    return found


class Candidates(LineView):
    """Who may be meant, as lines."""

    DEFAULT_CSS = "Candidates { height: 12; margin-bottom: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[Candidate, ...] = ()

    def show(self, found: Sequence[Candidate]) -> None:
        """Show other people, the cursor on the first."""
        self.found = tuple(found)
        self.cursor = 0
        self.rows_changed()

    @property
    def current(self) -> Candidate | None:
        """Return whom the cursor stands on."""
        return self.found[self.cursor] if self.cursor < len(self.found) else None

    def count(self) -> int:
        """Return how many there are."""
        return len(self.found)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return the handle, what is known or what speaks for them, and the tier."""
        one = self.found[index]
        half = max(0, (width - SIGN - TIER - 3 * GAP) // 2)
        rest = max(0, width - SIGN - TIER - half - 3 * GAP)
        sign = ("›" if index == self.cursor else " ", SIGN, "mark", False)
        handle = (f"@{one.handle}", half, "text", False)
        if one.reason:
            return [sign, handle, (one.reason, rest + GAP + TIER, "strong", False)]
        return [
            sign,
            handle,
            (called(one.name, ""), rest, "dim", False),
            (one.tier, TIER, "strong", False),
        ]


class ChoosePerson(Dialog[Candidate]):
    """Asks for a person; ``find`` runs in a thread, ``first`` are offered before whom it finds.

    Whom ``fits`` refuses is not shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the field's own: the list is led while one types.
        Binding("enter", "open", "Choose", priority=True, id="person.open", tooltip="This person"),
        Binding("down", "walk(1)", show=False, priority=True, id="person.down"),
        Binding("up", "walk(-1)", show=False, priority=True, id="person.up"),
        Binding("pagedown", "walk(11)", show=False, priority=True, id="person.page_down"),
        Binding("pageup", "walk(-11)", show=False, priority=True, id="person.page_up"),
    ]

    def __init__(
        self,
        title: str,
        find: Find,
        words: str = "",
        first: Sequence[Candidate] = (),
        fits: Fits | None = None,
    ) -> None:
        super().__init__(title)
        self._find = find
        self._words = words
        self._first = tuple(first)
        self._fits = fits or (lambda _: True)

    def body(self) -> ComposeResult:
        """Show the search and whom it finds."""
        if self._words:
            yield Sheet([said(self._words)])
        yield Field(placeholder="name, handle, tag or their words", id="who")
        yield Candidates()

    def on_mount(self) -> None:
        """Begin with those who are offered, then the best ranked."""
        self.query_one(Candidates).can_focus = False
        self.query_one(Field).focus()
        self._look("")

    @on(Field.Changed)
    def _typing(self, event: Field.Changed) -> None:
        self._look(event.value.strip())

    def _look(self, search: str) -> None:
        start(self, partial(self._read, search), "find", exclusive=True)

    async def _read(self, search: str) -> None:
        """Look once the hand rests; what is typed meanwhile takes this one's place."""
        if search:
            await asyncio.sleep(TYPING_PAUSE)
        try:
            found = await asyncio.to_thread(self._find, search, MOST)
        except DmAssistantError as error:
            self.app.notify(str(error), severity="warning")
        else:
            if self.is_attached:
                self.query_one(Candidates).show(self._ordered(found, every=not search))

    def _ordered(self, people: Sequence[RankedContact], *, every: bool) -> list[Candidate]:
        """Put those who are offered before the others; all of them where nothing is typed."""
        found = {each.contact_id for each in people}
        first = [each for each in self._first if every or each.contact_id in found]
        known = {each.contact_id for each in first}
        rest = (each for each in people if each.contact_id not in known and self._fits(each))
        return [*first, *map(candidate, rest)]

    def action_walk(self, by: int) -> None:
        """Move the cursor of the list while typing."""
        self.query_one(Candidates).action_cursor(by)

    def on_line_view_opened(self) -> None:
        """Choose with the mouse."""
        self.action_open()

    def action_open(self) -> None:
        """Answer with the person under the cursor."""
        chosen = self.query_one(Candidates).current
        if chosen is not None:
            self.dismiss(chosen)
