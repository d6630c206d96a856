"""Coding: one reply at a time, and a letter says what it asks for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from dm_assistant.domain.feedback import Theme, ThemeState
from dm_assistant.errors import DmAssistantError
from dm_assistant.services.feedback_views import Board, Reply
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.feedback_desk import FeedbackDesk
from dm_assistant.tui.modals.dialog import Ask, Dialog
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, Sheet, said
from dm_assistant.tui.widgets.themes_view import bar
from dm_assistant.tui.wording import counted
from dm_assistant.tui.working import start

if TYPE_CHECKING:
    from dm_assistant.tui.app import DmAssistantApp

DIM = "$foreground-muted"
BAR, COLUMN = 20, 34
Job = Callable[[], object]


class Coding(Dialog[int]):
    """Shows the replies that nobody has read; answers with how many were read.

    What is typed ahead is not lost: a reply goes at once, and is written behind, in order.
    """

    DEFAULT_CSS = """
    Coding > #box { width: 84; }
    Coding Sheet { margin-bottom: 0; }
    Coding #reply { height: auto; max-height: 9; margin: 1 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "skip", "Later", id="coding.skip", tooltip="Leave it unread"),
        Binding("minus", "nothing", "Nothing", id="coding.nothing", tooltip="It asks for nothing"),
        Binding("N", "new", "New theme", id="coding.new", tooltip="Make a theme of it"),
        Binding("u,backspace", "back", "Back", id="coding.back", tooltip="Take the last one back"),
    ]

    def __init__(self, desk: FeedbackDesk) -> None:
        super().__init__("What do they ask for?")
        self._desk = desk
        self._replies: tuple[Reply, ...] = ()
        self._themes: tuple[Theme, ...] = ()
        self._board: Board | None = None
        self._at = 0
        self._chosen: dict[str, list[int]] = {}
        self._acts: list[int] = []
        self._jobs: deque[Job] = deque()
        self._turn = Lock()
        self._writing = 0
        self._leaving = False

    def body(self) -> ComposeResult:
        """Lay out progress, the reply with what it answers, and the themes with their letters."""
        yield Sheet([said("Reading …")], id="progress")
        with VerticalScroll(id="reply", can_focus=False):
            yield Sheet(id="words")
        yield Sheet(id="themes")

    def on_mount(self) -> None:
        """Read the replies and the themes."""
        start(self, self._load, "load")

    async def _load(self) -> None:
        board, replies = await self._program.writing(
            lambda: (self._desk.board(), self._desk.uncoded())
        )
        self._board, self._replies = board, replies
        self._know(tuple(line.theme for line in board.themes))

    @property
    def _program(self) -> DmAssistantApp:
        return cast("DmAssistantApp", self.app)

    def _know(self, themes: Sequence[Theme]) -> None:
        live = (theme for theme in themes if theme.state is not ThemeState.DROPPED and theme.key)
        self._themes = tuple(live)
        self._show()

    @property
    def present(self) -> Reply | None:
        """Return the reply on screen; None after the last one."""
        return self._replies[self._at] if self._at < len(self._replies) else None

    # --- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        if not self.is_attached or self._board is None:
            return
        self.query_one("#progress", Sheet).paragraphs = (self._progress(self._board),)
        self.query_one("#words", Sheet).paragraphs = tuple(self._words())
        self.query_one("#themes", Sheet).paragraphs = tuple(self._letters())
        self.query_one("#reply").scroll_to(y=0, animate=False, force=True)
        self.refresh_bindings()

    def _progress(self, board: Board) -> Paragraph:
        read = board.replies - board.uncoded + len({*self._chosen})
        return said(
            (bar(read, board.replies, BAR), "$text-accent"),
            f" {read:,} of {counted(board.replies, 'reply', 'replies')} read",
        )

    def _words(self) -> Iterator[Paragraph]:
        reply = self.present
        if reply is None:
            left = len(self._replies) - len(self._chosen)
            done = "That was the last one." if self._replies else "No reply waits to be read."
            yield said((done, "bold"))
            if left:
                yield said(f"{counted(left, 'reply', 'replies')} left for later: they come again.")
            yield said("esc leaves.")
            return
        clock = self._program.clock()
        if reply.asked:
            yield said(("You asked: ", DIM), (reply.asked, DIM), hang=2)
        yield said((f"@{reply.handle}, {clock.day(reply.at)}:", "bold"))
        yield said(reply.words)

    def _letters(self) -> Iterator[Paragraph]:
        """Yield the themes in two columns; the likely one is pointed at, the chosen are ticked."""
        if not self._themes:
            yield said(("No themes yet: N makes the first one of this reply.", DIM))
            return
        reply = self.present
        chosen = self._chosen.get(reply.number, []) if reply else []
        cells: list[list[Part]] = []
        for theme in self._themes:
            likely = reply is not None and reply.suggested == theme.id
            sign = "✓" if theme.id in chosen else "›" if likely else " "
            name = f"{theme.name}{' (likely)' if likely else ''}"
            look = "bold" if likely or sign == "✓" else ""
            cells.append([(f"{sign}{theme.key} ", "bold $text-accent"), (fit(name, COLUMN), look)])
        half = -(-len(cells) // 2)
        for row in range(half):
            pair = cells[row] + (cells[row + half] if row + half < len(cells) else [])
            yield Paragraph(tuple(pair))
        yield BLANK
        yield said(("a letter says what it asks for; with shift you stay, for several", DIM))

    # --- keys --------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a reply, or something to take back."""
        del parameters
        if action in {"skip", "nothing", "new"}:
            return True if self.present is not None else None
        return (True if self._acts else None) if action == "back" else True

    def on_key(self, event: events.Key) -> None:
        """Code by letter; a capital one stays with the reply."""
        letter, reply = event.character or "", self.present
        theme = next((each for each in self._themes if each.key == letter.lower()), None)
        if theme is None or reply is None or letter == "N":
            return
        event.stop()
        known = self._chosen.setdefault(reply.number, [])
        if theme.id not in known:
            known.append(theme.id)
            self._note()
            self._send(partial(self._desk.code, reply.number, [theme.id]))
        self._go(0 if letter.isupper() else 1)

    def _go(self, by: int) -> None:
        self._at = max(0, min(len(self._replies), self._at + by))
        self._show()

    def action_skip(self) -> None:
        """Leave the reply for later, or go on from one that was coded."""
        self._go(1)

    def action_nothing(self) -> None:
        """Say that the reply asks for nothing."""
        reply = self.present
        if reply is not None:
            self._chosen[reply.number] = []
            self._note()
            self._send(partial(self._desk.code, reply.number, ()))
            self._go(1)

    def _note(self) -> None:
        if self._at not in self._acts:
            self._acts.append(self._at)

    def action_back(self) -> None:
        """Go back to the reply that was read last, and take back what it was coded with."""
        if self._acts:
            self._at = self._acts.pop()
            reply = self._replies[self._at]
            self._chosen.pop(reply.number, None)
            self._send(partial(self._desk.uncode, reply.number))
            self._show()

    def action_new(self) -> None:
        """Ask for a theme, and code the reply with it."""
        reply = self.present
        if reply is not None:
            words = "What do they ask for? A noun, as your message will name it:"
            self.app.push_screen(Ask("New theme", words), partial(self._add, reply))

    def _add(self, reply: Reply, name: str | None) -> None:
        if name and name.strip():
            self._note()
            self._chosen.setdefault(reply.number, []).append(0)
            self._send(partial(self._desk.add, name, reply.number), know=True)
            self._go(1)

    # --- writing -----------------------------------------------------------------------------

    def _send(self, job: Job, *, know: bool = False) -> None:
        """Write behind what is shown: in the order of the keys, and also after leaving."""
        self._jobs.append(job)
        self._writing += 1
        start(self.app, partial(self._write, know=know), "write")

    async def _write(self, *, know: bool) -> None:
        try:
            await self._program.writing(self._next)
        except DmAssistantError as error:
            self.app.notify(str(error), severity="warning")
            self._start_again()
        else:
            if know:
                self._start_again(stay=True)
        finally:
            self._writing -= 1
            if self._leaving and not self._writing:
                self.dismiss(len(self._chosen))

    def _next(self) -> None:
        # Each thread takes the first job that is left, so that they are done in their order.
        with self._turn:
            self._jobs.popleft()()

    def _start_again(self, *, stay: bool = False) -> None:
        """Read the themes anew; after a refusal also what is read and what is not."""
        if self.is_attached:
            start(self, self._themes_anew if stay else self._all_anew, "load")

    async def _themes_anew(self) -> None:
        board, replies = await self._program.writing(
            lambda: (self._desk.board(), self._desk.uncoded())
        )
        likely = {reply.number: reply.suggested for reply in replies}
        self._replies = tuple(
            replace(reply, suggested=likely.get(reply.number)) for reply in self._replies
        )
        self._know(tuple(line.theme for line in board.themes))

    async def _all_anew(self) -> None:
        self._at, self._chosen, self._acts = 0, {}, []
        await self._load()

    def action_leave(self) -> None:
        """Leave once everything is written."""
        self._leaving = True
        if not self._writing:
            self.dismiss(len(self._chosen))
