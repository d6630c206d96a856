"""The frame of every question: a titled box in the middle, its keys below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import TextArea

from dm_assistant.tui.cells import cut, steady
from dm_assistant.tui.keys import keys
from dm_assistant.tui.widgets.key_bar import KeyBar
from dm_assistant.tui.widgets.sheet import Sheet, said
from dm_assistant.tui.widgets.writing import Field

T = TypeVar("T")
TITLE_WIDTH = 60


class Dialog(ModalScreen[T | None]):
    """A question that is answered, or left with escape."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > #box {
        width: 76; max-width: 96%; height: auto; max-height: 92%;
        border: round $accent; border-title-color: $text-accent; border-title-style: bold;
        background: $surface; padding: 0 1;
    }
    Dialog Sheet { margin-bottom: 1; }
    Dialog KeyBar { dock: initial; background: $surface; height: auto; }
    """

    # The keys between fields come before the field's own: who types ahead, or pastes, would
    # otherwise write everything into the first one.
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("leave"),
        Binding("tab", "app.focus_next", show=False, priority=True, id="form.next"),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True, id="form.previous"),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title_words = title
        self._answered = False
        self.refill: Mapping[str, str] | None = None
        self.typed_last: Mapping[str, str] = {}

    def on_mount(self) -> None:
        """Show again what was typed before, where an answer was refused."""
        before = self.refill or {}
        for field in self.query(Field):
            field.value = before.get(field.id or "", field.value)
        for area in self.query(TextArea):
            if (area.id or "") in before:
                area.load_text(before[area.id or ""])

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        box = Vertical(id="box")
        box.border_title = Content(cut(steady(self._title_words), TITLE_WIDTH))
        with box:
            yield from self.body()
            yield KeyBar(self.verb)

    def verb(self, binding: Binding) -> str:
        """Return what a key comes to in this question."""
        return binding.description

    def body(self) -> ComposeResult:
        """Lay out what is asked."""
        yield from ()

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Answer once: keys that were typed before the box is gone change nothing any more."""
        if self._answered:
            return AwaitComplete()
        self._answered = True
        fields = {field.id or "": field.value for field in self.query(Field)}
        areas = {area.id or "": area.text for area in self.query(TextArea)}
        self.typed_last = fields | areas
        return super().dismiss(result)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Question(Dialog[bool]):
    """Asks whether to do something that touches many messages or cannot be missed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "yes", "Yes", id="question.yes", tooltip="Do it")
    ]

    def __init__(self, title: str, words: str, yes: str) -> None:
        super().__init__(title)
        self._words = words
        self._yes = yes

    def body(self) -> ComposeResult:
        """Show what would happen."""
        yield Sheet([said(self._words)])

    def verb(self, binding: Binding) -> str:
        """Say what answering yes does."""
        return self._yes if binding.action == "yes" else super().verb(binding)

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(result=True)


class Ask(Dialog[str]):
    """Asks for one line of words."""

    def __init__(self, title: str, words: str, value: str = "") -> None:
        super().__init__(title)
        self._words = words
        self._value = value

    def body(self) -> ComposeResult:
        """Show the field."""
        yield Sheet([said(self._words)])
        yield Field(self._value, id="words", select_on_focus=False)

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Answer with what was typed."""
        self.dismiss(event.value)


class Form(Dialog[T]):
    """Asks for several lines; Enter goes on, and saves from the last field.

    ``fields`` are the id, the words above, the value to begin with and an example of each.
    """

    DEFAULT_CSS = "Form Sheet { margin: 0; } Form Field { margin-bottom: 1; }"

    BINDINGS: ClassVar[list[BindingType]] = keys("save")

    def __init__(self, title: str, fields: Sequence[tuple[str, str, str, str]]) -> None:
        super().__init__(title)
        self._fields = tuple(fields)

    def body(self) -> ComposeResult:
        """Show the fields."""
        for name, words, value, example in self._fields:
            yield Sheet([said((words, "$foreground-muted"))])
            yield Field(value, id=name, placeholder=example, compact=True)

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Go on to the next field, or answer from the last one."""
        if event.input.id == self._fields[-1][0]:
            self.action_save()
        else:
            self.focus_next()

    def typed(self) -> dict[str, str]:
        """Return what stands in each field, by its id."""
        return {field.id or "": field.value.strip() for field in self.query(Field)}

    def action_save(self) -> None:
        """Answer with what was typed, if it makes sense."""
        raise NotImplementedError

    def again(self, field: str, why: str) -> None:
        """Say what is wrong with a field, and go there."""
        self.app.notify(why, severity="warning")
        self.query_one(f"#{field}").focus()
