"""Screens and questions that are imported when first wanted, not before the first frame."""
# ruff: noqa: PLC0415 - the first frame must not wait for text areas, tables and their styles

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from dm_assistant.tui import late_places

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import ModalScreen, Screen

    from dm_assistant.domain.model import InboundClass, Purpose
    from dm_assistant.domain.rules.verdict import Finding
    from dm_assistant.rulebook import Plain
    from dm_assistant.services.file_reports import LeftLine
    from dm_assistant.services.keywords import Announcement
    from dm_assistant.services.queue import Opening
    from dm_assistant.services.reconciled import QuestionLine
    from dm_assistant.services.rule_views import Saved
    from dm_assistant.services.views import Card, Merged, MergeOffer, QueueRow
    from dm_assistant.services.weighing import Weigh
    from dm_assistant.tui.clock import Clock
    from dm_assistant.tui.desk import Desk
    from dm_assistant.tui.modals.dialog import Dialog
    from dm_assistant.tui.modals.new_workspace import NewAccount
    from dm_assistant.tui.modals.questions import Settled
    from dm_assistant.tui.modals.words import NewWord
    from dm_assistant.tui.rules_desk import RulesDesk
    from dm_assistant.tui.widgets.item_panels import ItemPanels


def welcome() -> Screen[None]:
    """Make the screen that is shown while there is no workspace."""
    from dm_assistant.tui.screens.welcome import Welcome

    return Welcome()


def inbox(opening: Opening | None = None) -> Screen[None]:
    """Make the inbox; ``opening`` is what it shows at once, where that is known."""
    from dm_assistant.tui.screens.inbox import Inbox

    return Inbox(opening)


def item_panels() -> ItemPanels:
    """Make the panels beside the queue."""
    from dm_assistant.tui.widgets.item_panels import ItemPanels

    return ItemPanels()


def people() -> Screen[None]:
    """Make the list of people."""
    from dm_assistant.tui.screens.people import People

    return People()


def numbers() -> Screen[None]:
    """Make the screen of rates."""
    from dm_assistant.tui.screens.numbers import Numbers

    return Numbers()


def hand_over() -> Screen[None]:
    """Make the hand-over screen."""
    from dm_assistant.tui.screens.hand_over import HandOverPlace

    return HandOverPlace()


def rules() -> Screen[None]:
    """Make the screen of the rules' values."""
    from dm_assistant.tui.screens.rules import Rules

    return Rules()


def rule_trial(desk: RulesDesk, values: Mapping[str, Plain]) -> ModalScreen[Saved | None]:
    """Show what other values would do, and save them with a reason."""
    from dm_assistant.tui.modals.rule_trial import RuleTrial

    return RuleTrial(desk, values)


def help_of(screen: Screen[object]) -> Screen[None]:
    """Make the page that lists the keys of a screen."""
    from dm_assistant.tui.screens.help import Help

    return Help(screen)


def question(title: str, words: str, yes: str) -> ModalScreen[bool | None]:
    """Ask whether to do something."""
    from dm_assistant.tui.modals.dialog import Question

    return Question(title, words, yes)


def ask(title: str, words: str, value: str = "") -> Dialog[str]:
    """Ask for one line of words."""
    from dm_assistant.tui.modals.dialog import Ask

    return Ask(title, words, value)


def override_reason(found: Finding) -> Dialog[str]:
    """Ask why one rule is to be set aside."""
    from dm_assistant.domain.rules.overrides import LEAST_REASON

    return ask(
        f"Override “{found.rule.replace('_', ' ')}”?",
        f"{found.detail} Say why, in {LEAST_REASON} characters or more; it is kept. This holds "
        "for one message: one per person in 30 days, three a day.",
    )


def edit_text(card: Card, clock: Clock, weigh: Weigh) -> ModalScreen[str | None]:
    """Edit the text of a draft; ``weigh`` says, in a thread, what the rules find in a text."""
    from dm_assistant.tui.modals.texts import EditText

    return EditText(card, clock, weigh)


def blank(question: str, text: str, place: int, count: int) -> ModalScreen[str | None]:
    """Ask one question of a draft, one of so many."""
    from dm_assistant.tui.modals.blanks import Blank

    return Blank(question, text, place, count)


def answer(
    card: Card, ready: Sequence[tuple[str, str]], weigh: Weigh
) -> ModalScreen[tuple[str, str] | None]:
    """Answer a message; ``weigh`` says, in a thread, what the rules find in a text."""
    from dm_assistant.tui.modals.texts import Answer

    return Answer(card, ready, weigh)


def log_reply(handle: str) -> Dialog[tuple[str, str]]:
    """Ask what somebody wrote."""
    from dm_assistant.tui.modals.texts import LogReply

    return LogReply(handle)


def who_else(
    desk: Desk, contact: int, handle: str, offers: Sequence[MergeOffer]
) -> ModalScreen[int | None]:
    """Ask who is the same person as somebody."""
    from dm_assistant.tui.modals.merging import WhoElse

    return WhoElse(desk, contact, handle, offers)


def side_by_side(merged: Merged) -> ModalScreen[bool | None]:
    """Show two people beside each other and ask whether they are one."""
    from dm_assistant.tui.modals.merging import SideBySide

    return SideBySide(merged)


def class_choice(row: QueueRow) -> ModalScreen[InboundClass | None]:
    """Ask what a message says."""
    from dm_assistant.tui.modals.choice import class_choice as choice

    return choice(row)


def purpose_choice(handle: str) -> ModalScreen[Purpose | None]:
    """Ask what a new message is for."""
    from dm_assistant.tui.modals.choice import purpose_choice as choice

    return choice(handle)


def could_not_send(handle: str) -> ModalScreen[str | None]:
    """Ask why a message could not be sent."""
    from dm_assistant.tui.modals.choice import reason_choice as choice

    return choice(handle)


def word_choice(found: Sequence[Announcement], clock: Clock) -> ModalScreen[str | None]:
    """Show the announced words; answers with the one to end, or "" to announce another."""
    from dm_assistant.tui.modals.words import word_choice as choice

    return choice(found, clock)


def new_word() -> ModalScreen[NewWord | None]:
    """Ask what word to announce."""
    from dm_assistant.tui.modals.words import NewWordForm

    return NewWordForm()


def typed(words: str) -> tuple[Path, ...]:
    """Return the paths in words that were typed."""
    from dm_assistant.services.paths import typed as paths_in

    return paths_in(words)


def importing() -> Screen[None]:
    """Make the screen of imports."""
    from dm_assistant.tui.screens.importing import ImportPlace

    return ImportPlace()


def choose_paths(clock: Clock) -> ModalScreen[tuple[Path, ...] | None]:
    """Ask what to import."""
    from dm_assistant.tui.modals.paths import ChoosePaths

    return ChoosePaths(clock)


def ask_message(question: QuestionLine, left: int, clock: Clock) -> ModalScreen[Settled | None]:
    """Ask which message a draft became; ``left`` more questions follow."""
    from dm_assistant.tui.modals.questions import AskMessage

    return AskMessage(question, left, clock)


def map_columns(table: LeftLine) -> ModalScreen[Mapping[str, str] | None]:
    """Ask what the columns of a table hold."""
    from dm_assistant.tui.modals.columns import MapColumns

    return MapColumns(table)


def new_workspace(timezone: str, *, with_file: bool) -> ModalScreen[NewAccount | None]:
    """Ask what a workspace is made from."""
    from dm_assistant.tui.modals.new_workspace import NewWorkspace

    return NewWorkspace(timezone, with_file=with_file)


PLACES: dict[str, Callable[[], Screen[None]]] = {
    "people": people,
    "numbers": numbers,
    "hand_over": hand_over,
    "rules": rules,
    "import": importing,
    "templates": late_places.templates,
    "collabs": late_places.collabs,
    "feedback": late_places.feedback,
    "campaigns": late_places.campaigns,
}
"""The modes beside the inbox."""
