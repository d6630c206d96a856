"""Choosing one of a few: a letter each, or the cursor and Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant.config import Macro
from dm_assistant.domain.model import InboundClass, Purpose
from dm_assistant.domain.statistics.experiments import Experiment
from dm_assistant.services.views import QueueRow
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.line_view import Column, LineView
from dm_assistant.tui.widgets.sheet import Sheet, said
from dm_assistant.tui.wording import CLASS_WORDS, PURPOSE_WORDS

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Option(Generic[V]):
    """One thing to choose, with its key and its words."""

    key: str
    value: V
    words: str


class OptionList(LineView, Generic[V]):
    """The options as lines."""

    DEFAULT_CSS = "OptionList { height: auto; max-height: 14; margin-bottom: 1; }"

    def __init__(self, options: Sequence[Option[V]]) -> None:
        super().__init__()
        self.options = tuple(options)

    def on_mount(self) -> None:
        """Be as high as the options are many."""
        self.styles.height = len(self.options)
        self.rows_changed()

    def on_key(self, event: events.Key) -> None:
        """Choose by letter."""
        for place, option in enumerate(self.options):
            if event.character == option.key:
                event.stop()
                self.cursor = place
                self.post_message(self.Opened(self))
                return

    def count(self) -> int:
        """Return the number of options."""
        return len(self.options)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return cursor, key and words."""
        option = self.options[index]
        sign = "›" if index == self.cursor else " "
        return [
            (sign, 1, "mark", False),
            (option.key, 1, "strong", False),
            (option.words, max(0, width - 4), "text", False),
        ]


class Choice(Dialog[V]):
    """Asks for one of the options."""

    BINDINGS: ClassVar[list[BindingType]] = keys("open", words={"open": "Choose"})

    def __init__(self, title: str, words: str, options: Sequence[Option[V]], at: int = 0) -> None:
        super().__init__(title)
        self._words = words
        self._options = tuple(options)
        self._at = at

    def body(self) -> ComposeResult:
        """Show the options."""
        if self._words:
            yield Sheet([said(self._words)])
        view = OptionList(self._options)
        view.set_reactive(LineView.cursor, self._at)
        yield view

    def action_open(self) -> None:
        """Choose what the cursor stands on."""
        self.dismiss(self._options[self.query_one(OptionList).cursor].value)

    def on_line_view_opened(self) -> None:
        """Choose by letter or with the mouse."""
        self.action_open()


CLASS_KEYS = {
    InboundClass.QUESTION: "?",
    InboundClass.POSITIVE: "+",
    InboundClass.THANKS: "t",
    InboundClass.NEUTRAL: "n",
    InboundClass.LATER: "l",
    InboundClass.SOFT_NO: "-",
    InboundClass.WHO: "w",
    InboundClass.OPT_OUT: "s",
    InboundClass.ERASURE: "e",
    InboundClass.AGE: "a",
    InboundClass.REVIEW: "r",
}


def class_choice(row: QueueRow) -> Choice[InboundClass]:
    """Ask what a message says; the cursor starts at what it looks like."""
    order = list(CLASS_KEYS)
    at = order.index(row.reply_class) if row.reply_class else 0
    options = [Option(CLASS_KEYS[kind], kind, CLASS_WORDS[kind]) for kind in order]
    return Choice("What does it say?", f"@{row.handle}: “{row.text}”", options, at)


PURPOSE_KEYS = {
    Purpose.THANKS: "t",
    Purpose.OFFER: "o",
    Purpose.COLLAB: "c",
    Purpose.FEEDBACK: "f",
    Purpose.CHALLENGE: "g",
    Purpose.INVITE: "i",
}


def purpose_choice(handle: str) -> Choice[Purpose]:
    """Ask what a new message is for."""
    options = [Option(key, kind, PURPOSE_WORDS[kind]) for kind, key in PURPOSE_KEYS.items()]
    return Choice("Draft a message", f"What is the message to {handle} for?", options)


REASONS = (
    Option("c", "cannot receive", "They cannot receive messages from you"),
    Option("d", "declined", "They declined your request"),
    Option("b", "blocked", "They blocked you"),
    Option("r", "reported", "They reported you"),
    Option("m", "changed my mind", "You decided not to send it"),
    Option("o", "other", "Something else went wrong"),
)


def reason_choice(handle: str) -> Choice[str]:
    """Ask why a message could not be sent."""
    words = "A block, a refusal or a report means that they are never messaged again."
    return Choice(f"Why could it not go to @{handle}?", words, REASONS)


def macro_choice(known: Sequence[Macro]) -> Choice[Macro]:
    """Ask which macro to run; each has the first letter of its name that is still free."""
    options: list[Option[Macro]] = []
    for macro in known:
        taken = {option.key for option in options} | {"j", "k"}
        key = next((each for each in f"{macro.name}123456789" if each not in taken), " ")
        own = f" ({macro.key})" if macro.key else ""
        options.append(Option(key, macro, f"{macro.name}{own}: {', '.join(macro.steps)}"))
    return Choice("Run a macro", "It stops at the first refusal or question.", options)


def variant_choice(test: Experiment) -> Choice[str]:
    """Ask which variant later people are to draw; the cursor starts at the adopted one, if any."""
    names = [each.name for each in test.variants]
    options = [Option(str(place), each, each) for place, each in enumerate(names, 1)]
    words = "Four of five new people draw it; the test compares no more than it has."
    at = names.index(test.adopted) if test.adopted in names else 0
    return Choice(f"Adopt which variant of {test.name}?", words, options, at)
