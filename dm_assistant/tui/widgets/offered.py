"""Fields that offer what may be typed: Tab takes the first offer, arrows go through the names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from dm_assistant.domain.segments.completing import Completion
from dm_assistant.tui.cells import cut
from dm_assistant.tui.widgets.sheet import Paragraph, said
from dm_assistant.tui.widgets.writing import Field

Named = tuple[str, str]
"""A name that can be typed, and what it means."""


class OfferedField(Field):
    """A line with offers; a subclass says which, and which of them Tab takes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab",
            "complete",
            "Complete",
            show=False,
            id="filter.complete",
            tooltip="Take the first offer below the line",
        )
    ]

    @property
    def offers(self) -> tuple[Completion, ...]:
        """Return how what stands before the cursor may go on."""
        return ()

    @property
    def taken(self) -> Completion | None:
        """Return the offer that Tab takes now."""
        return next(iter(self.offers), None)

    def action_complete(self) -> None:
        """Take the first offer; with none, go on to the next place."""
        offer = self.taken
        if offer is None:
            self.screen.focus_next()
        else:
            self.take(offer)

    def take(self, offer: Completion) -> None:
        """Put an offer before the cursor."""
        rest = self.value[self.cursor_position :]
        self.value = offer.text + rest
        self.cursor_position = len(offer.text)

    def lines(self, width: int) -> Iterator[Paragraph]:
        """Yield the offers, each with what it means; the one that Tab takes is marked."""
        taken = self.taken
        for offer in self.offers:
            term = cut(offer.term, width - 2)
            meaning = cut(f"  {offer.meaning}", width - 2 - cell_len(term))
            sign = "⇥ " if offer == taken else "› " if offer.text == self.value else "  "
            yield said((sign, "bold $text-accent"), (term, "bold"), (meaning, "$foreground-muted"))


class NamesField(OfferedField):
    """A line for one of a few names, or for several; the arrows go through them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", show=False, id="names.next", tooltip="Next name"),
        Binding("up", "choose(-1)", show=False, id="names.before", tooltip="Name before"),
    ]

    names: reactive[tuple[Named, ...]] = reactive(())
    several: bool = False

    def _divided(self) -> tuple[str, str]:
        """Return what stands before the name at the cursor, and as much of it as is typed."""
        typed = self.value[: self.cursor_position]
        begins = max(typed.rfind(" "), typed.rfind(",")) + 1 if self.several else 0
        return typed[:begins], typed[begins:]

    @property
    def offers(self) -> tuple[Completion, ...]:
        """Return the names that begin as typed; all of them while that is one of them already."""
        before, begun = self._divided()
        key = begun.casefold()
        whole = any(name.casefold() == key for name, _ in self.names)
        return tuple(
            Completion(before + name, name, meaning)
            for name, meaning in self.names
            if whole or name.casefold().startswith(key)
        )

    @property
    def taken(self) -> Completion | None:
        """Return the first name that begins as typed, once one is begun."""
        begun = self._divided()[1]
        offers = self.offers
        if not begun or any(offer.term.casefold() == begun.casefold() for offer in offers):
            return None
        return next(iter(offers), None)

    def action_choose(self, by: int) -> None:
        """Put the next name, or the one before, in place of the one at the cursor."""
        offers = self.offers
        if not offers:
            return
        begun = self._divided()[1].casefold()
        places = [place for place, each in enumerate(offers) if each.term.casefold() == begun]
        place = places[0] + by if places else (0 if by > 0 else -1)
        self.take(offers[place % len(offers)])


def around(lines: Sequence[Paragraph], at: int, most: int) -> tuple[Paragraph, ...]:
    """Return at most so many lines, the one at ``at`` among them."""
    start = max(0, min(at - most // 2, len(lines) - most))
    return tuple(lines[start : start + most])
