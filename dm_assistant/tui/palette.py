"""The palette: every act, place, lane, segment, setting, theme and person, by name."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.binding import Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Input

from dm_assistant.domain.model import Lane
from dm_assistant.domain.text import to_screen
from dm_assistant.tui import themes
from dm_assistant.tui.guides import GUIDES
from dm_assistant.tui.keys import place_of
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.wording import LANE_NAMES

if TYPE_CHECKING:
    from dm_assistant.tui.app import DmAssistantApp

MOST_PEOPLE = 8
LEAST_LETTERS = 2
"""From so many letters on, people are looked for."""


class Act(NamedTuple):
    """One line of the palette: its words, its key, a sentence, and what choosing it does."""

    name: str
    key: str
    sentence: str
    run: Callable[[], object]

    @property
    def words(self) -> str:
        """Return what is searched and shown."""
        return f"{self.name}  {self.key}" if self.key else self.name


class Palette(CommandPalette):
    """The palette, whose cursor blinks only where things may move."""

    def on_mount(self) -> None:
        """Hold the cursor still."""
        self.query_one(Input).cursor_blink = self.app.animation_level == "full"


class _Named(Provider):
    """A provider over acts that are known at once."""

    @property
    def program(self) -> DmAssistantApp:
        """Return the running program."""
        return cast("DmAssistantApp", self.app)

    def acts(self) -> Iterable[Act]:
        """Return what may be chosen."""
        raise NotImplementedError

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for act in self.acts():
            yield DiscoveryHit(Content(act.words), act.run, act.name, act.sentence)

    async def search(self, query: str) -> Hits:
        """Offer what is like the words typed."""
        matcher = self.matcher(query)
        for act in self.acts():
            found = max(matcher.match(act.name), matcher.match(act.sentence) * 0.8)
            if found > 0:
                yield Hit(found, Content(act.words), act.run, act.name, act.sentence)


class Acts(_Named):
    """Every act of the place one is in, and every other place."""

    def acts(self) -> Iterable[Act]:
        """Return the acts of this moment; one that does not apply says why when it is chosen."""
        found: dict[str, tuple[Binding, DOMNode]] = {}
        for node, bindings in self.screen._modal_binding_chain:  # noqa: SLF001 - no other way
            for _, binding in bindings:
                if binding.id and not binding.system:
                    found.setdefault(binding.id, (binding, node))
        for binding, node in sorted(found.values(), key=_order):
            yield self._act(binding, node)

    def _act(self, binding: Binding, node: DOMNode) -> Act:
        place = self.screen if isinstance(self.screen, Place) else None
        state = self.app._check_action_state(binding.action, node)  # noqa: SLF001 - no other way
        name = place.verb(binding) if place else binding.description
        sentence = (place.sentence(binding) if place else binding.tooltip) or name
        if name == binding.tooltip:  # it has no word of its own: a place, a way about a list
            name = name.partition(":")[0]
        run = partial(self._run, binding, node) if state else partial(self._why, binding)
        key = self.app.get_key_display(binding)
        return Act(name if state else f"({name})", key, sentence, run)

    async def _run(self, binding: Binding, node: DOMNode) -> None:
        await self.app.run_action(binding.action, node)

    def _why(self, binding: Binding) -> None:
        place = self.screen
        said = place.why_not(binding) if isinstance(place, Place) else "It does not apply here."
        self.app.notify(said)


def _order(found: tuple[Binding, DOMNode]) -> tuple[bool, int]:
    """Return where an act stands: as in the table, the keys of every list last."""
    action = found[0].action
    return action.startswith(("cursor", "page(", "edge", "along", "across")), place_of(action)


class Elsewhere(_Named):
    """Lanes, segments, settings, macros and themes."""

    async def startup(self) -> None:
        """Read what has to be read once."""
        desk = self.program.desk
        self._segments: Sequence[str] = ()
        if desk is not None:
            self._segments = await asyncio.to_thread(
                lambda: desk.filter_values().get("segment", ())
            )

    def acts(self) -> Iterable[Act]:
        """Return what may be gone to or set from anywhere."""
        if self.program.desk is not None:
            sentence = "From a file to the first draft, step by step"
            yield Act("First steps", "", sentence, self.program.first_steps)
            if isinstance(self.screen, Place):
                sentence = "Hints, each with what to do about it"
                yield Act("What is missing", "", sentence, self.screen.show_missing)
            yield from self._pages()
            yield from self._lanes()
            yield from self._sets()

    def _pages(self) -> Iterator[Act]:
        for place, guide in GUIDES.items():
            for number, (title, words) in enumerate(guide.pages):
                run = partial(self.program.show_page, place, number)
                yield Act(f"Page {title}", "", f"{place.capitalize()}: {words}", run)

    def _lanes(self) -> Iterator[Act]:
        for lane in Lane:
            name = LANE_NAMES[lane]
            run = partial(self.program.show_lane, lane)
            yield Act(f"Lane {name}", "", f"Inbox: show the lane {name}", run)
        for segment in self._segments:
            name = to_screen(segment)
            run = partial(self.program.show_segment, segment)
            yield Act(f"Segment {name}", "", "People: show this segment", run)

    def _sets(self) -> Iterator[Act]:
        program, desk = self.program, self.program.desk
        if desk is None:
            return
        for macro in desk.macros.values():
            run = partial(program.action_run_macro, macro.name)
            yield Act(f"Macro {macro.name}", macro.key, ", ".join(macro.steps), run)
        for name in themes.names():
            run = partial(program.choose_theme, name)
            yield Act(f"Theme {name}", "", "Other colours, kept in your settings", run)
        for each in desk.rules.settings():
            if not each.key.startswith(("keys.", "macros.")):
                run = partial(program.show_setting, each.key)
                yield Act(f"Setting {each.key}", "", each.what, run)


class People(Provider):
    """People by their names and handles."""

    async def search(self, query: str) -> Hits:
        """Offer people who are called like this."""
        program = cast("DmAssistantApp", self.app)
        desk, words = program.desk, query.strip()
        if desk is None or len(words) < LEAST_LETTERS:
            return
        matcher = self.matcher(words)
        for person in await asyncio.to_thread(desk.people, words, MOST_PEOPLE):
            said = to_screen(f"@{person.handle}  {person.name}")
            score = matcher.match(said) or 0.1
            run = partial(program.show_person, person.handle)
            yield Hit(score, Content(said), run, said, "People: show this person")
