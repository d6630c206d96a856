"""A place of several pages: a line of titles, one page shown, the same keys to turn them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.pages_bar import PagesBar

if TYPE_CHECKING:
    from dm_assistant.tui.desk import Desk

T = TypeVar("T")


class Page(Vertical, can_focus=True):
    """One page of a place, with the keys that are its own."""

    TITLE: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = "Page { height: 1fr; } Page > Panel { max-height: 100%; }"

    @property
    def place(self) -> Paged:
        """Return the place it is a page of."""
        return cast("Paged", self.screen)

    @property
    def desk(self) -> Desk:
        """Return the open workspace."""
        return self.place.desk

    def load(self) -> None:
        """Read what this page shows."""

    def read(self, what: str, job: Callable[[], T], done: Callable[[T], object]) -> None:
        """Run a job that reads, in a thread; see ``Place.read``."""
        self.place.read(what, job, done)

    def begin(self) -> None:
        """Take the focus when the page is turned to."""
        self.focus()

    def verb(self, binding: Binding) -> str:
        """Return what a key comes to in the present state of this page."""
        return binding.description

    def sentence(self, binding: Binding) -> str:
        """Return what help says about a key in the present state of this page."""
        return binding.tooltip or binding.description


class Paged(Place):
    """A place whose pages are turned; a subclass names them in their order."""

    PAGES: ClassVar[tuple[type[Page], ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "next_lane",
        "previous_lane",
        "scroll_panel.3",
        "scroll_panel.-3",
        words={"next_lane": "Page"},
        tips={"next_lane": "Turn to the next page", "previous_lane": "Turn to the page before"},
    )

    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    def body(self) -> ComposeResult:
        """Lay out the titles and the pages, of which the first is shown."""
        yield PagesBar(tuple(page.TITLE for page in self.PAGES))
        for kind in self.PAGES:
            page = kind()
            page.display = kind is self.PAGES[0]
            yield page

    @property
    def page(self) -> Page:
        """Return the page that is shown."""
        return self.query_one(self.PAGES[self.number])

    def on_mount(self) -> None:
        """Begin on the first page."""
        self.turn_to(self.number)

    def turn_to(self, number: int) -> None:
        """Show a page by its number, which goes round."""
        self.number = number % len(self.PAGES)
        for page in self.query(Page):
            page.display = page is self.page
        self.query_one(PagesBar).chosen = self.number
        self.page.begin()
        self.refresh_bindings()

    def load(self) -> None:
        """Read what the page shows, or the one that was asked for by name."""
        wanted = self.program.take_page()
        if wanted is not None:
            self.turn_to(wanted)
        self.page.load()

    def verb(self, binding: Binding) -> str:
        """Say what a verb comes to on the page."""
        return self.page.verb(binding)

    def sentence(self, binding: Binding) -> str:
        """Say what help tells of a key on the page."""
        return self.page.sentence(binding)

    @on(PagesBar.Chosen)
    def _clicked(self, event: PagesBar.Chosen) -> None:
        self._go_to(event.number)

    def action_next_lane(self) -> None:
        """Turn to the next page."""
        self._go_to(self.number + 1)

    def action_previous_lane(self) -> None:
        """Turn to the page before."""
        self._go_to(self.number - 1)

    def again(self) -> None:
        """Turn to the next page by the key one came with."""
        self._go_to(self.number + 1)

    def _go_to(self, number: int) -> None:
        self.turn_to(number)
        self.load()
