"""What went out lately as lines: to whom, when, what is known of it, and its code."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from dm_assistant.domain.model import DraftState
from dm_assistant.services.coming_back import Sent
from dm_assistant.tui.clock import Clock, short_span
from dm_assistant.tui.widgets.line_view import GAP, Column
from dm_assistant.tui.widgets.listed import Listed
from dm_assistant.tui.wording import called

SIGN, AGE, KIND, STATE, CODE = 2, 4, 6, 8, 14
ROOMY = 60
STATES = {
    DraftState.SENT: "sent",
    DraftState.IN_REQUESTS: "requests",
    DraftState.SEEN: "seen",
    DraftState.REPLIED: "replied",
}


class SentView(Listed[Sent]):
    """Sent messages, the newest first; several can be marked."""

    def __init__(self) -> None:
        super().__init__()
        self.clock: Clock | None = None
        self._marks: set[int] = set()

    def mark_of(self, line: Sent) -> Hashable:
        """Return the number of the message."""
        return line.id

    @property
    def lines(self) -> tuple[Sent, ...]:
        """Return what is shown."""
        return self._lines

    def toggle_mark(self) -> None:
        """Mark the line under the cursor, or take its mark off, and go on to the next."""
        line = self.current
        if line is not None:
            self._marks ^= {line.id}
            self.refresh()
            self.action_cursor(1)

    def mark_all(self) -> None:
        """Mark every line that nobody has said was seen; none where all of them are marked."""
        unseen = {line.id for line in self._lines if line.may_be_seen}
        self._marks = set() if self._marks == unseen else unseen
        self.refresh()

    def chosen(self) -> tuple[Sent, ...]:
        """Return the marked lines, else the one under the cursor."""
        marked = tuple(line for line in self._lines if line.id in self._marks)
        return marked or (() if self.current is None else (self.current,))

    def go_on(self) -> None:
        """Take the marks off and put the cursor on the line after those that an act was for."""
        done = [place for place, line in enumerate(self._lines) if line.id in self._marks]
        self._marks.clear()
        if done:
            self.cursor = done[-1]
        self.action_cursor(1)
        self.refresh()

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return the cells of one message."""
        line = self._lines[index]
        look = "text" if line.open else "dim"
        sign = self.sign(index) + ("●" if line.id in self._marks else " ")
        age = short_span(self.clock.now - line.sent_at) if self.clock else ""
        who = called(line.name, f"@{line.handle}")
        code = f"{line.code}{' ✓' if line.code_state and not line.code_open else ''}"
        roomy = width >= ROOMY
        taken = SIGN + AGE + KIND + STATE + 4 * GAP + (CODE + GAP if roomy else 0)
        cells: list[Column] = [
            (sign, SIGN, "mark", False),
            (who, max(0, width - taken), look, False),
            ("public" if line.public else "DM", KIND, "dim", False),
            (age, AGE, "dim", True),
            (STATES[line.state], STATE, look, False),
        ]
        return [*cells, (code, CODE, look, False)] if roomy else cells
