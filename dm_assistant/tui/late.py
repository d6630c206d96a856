"""Screens and questions that are imported when first wanted, not before the first frame."""
# ruff: noqa: PLC0415 - the first frame must not wait for text areas, tables and their styles

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from dm_assistant.tui import late_places

if TYPE_CHECKING:
    from pathlib import Path

    from textual.command import Provider
    from textual.screen import ModalScreen, Screen

    from dm_assistant.config import Macro
    from dm_assistant.domain.model import InboundClass, Purpose
    from dm_assistant.domain.rules.verdict import Finding
    from dm_assistant.rulebook import Plain
    from dm_assistant.services.file_reports import LeftLine
    from dm_assistant.services.hints import Hint
    from dm_assistant.services.keywords import Announcement
    from dm_assistant.services.queue import Opening
    from dm_assistant.services.reconciled import QuestionLine
    from dm_assistant.services.rule_views import Saved
    from dm_assistant.services.session_views import EndCard
    from dm_assistant.services.settings_file import Setting
    from dm_assistant.services.views import Card, Merged, MergeOffer, QueueRow
    from dm_assistant.services.weighing import Weigh
    from dm_assistant.tui.clock import Clock
    from dm_assistant.tui.desk import Desk
    from dm_assistant.tui.modals.agreeing import Agreed
    from dm_assistant.tui.modals.dialog import Dialog
    from dm_assistant.tui.modals.merging import Decided
    from dm_assistant.tui.modals.new_workspace import NewAccount
    from dm_assistant.tui.modals.person import Candidate
    from dm_assistant.tui.modals.questions import Settled
    from dm_assistant.tui.modals.words import NewWord
    from dm_assistant.tui.rules_desk import RulesDesk
    from dm_assistant.tui.widgets.item_panels import ItemPanels
    from dm_assistant.tui.widgets.qr_view import QrPage


def welcome() -> Screen[None]:
    """Make the screen that is shown while there is no workspace."""
    from dm_assistant.tui.screens.welcome import Welcome

    return Welcome()


def beginning() -> Screen[None]:
    """Make the first steps."""
    from dm_assistant.tui.screens.beginning import BeginningPlace

    return BeginningPlace()


def inbox(opening: Opening | None = None) -> Screen[None]:
    """Make the inbox; ``opening`` is what it shows at once, where that is known."""
    from dm_assistant.tui.screens.inbox import Inbox

    return Inbox(opening)


def today() -> Screen[None]:
    """Make the screen of the day."""
    from dm_assistant.tui.screens.today import TodayPlace

    return TodayPlace()


def end_card(card: EndCard, clock: Clock) -> ModalScreen[str | None]:
    """Show what a session did and what is left; answers with the place to go to."""
    from dm_assistant.tui.modals.end_card import EndCardPage

    return EndCardPage(card, clock)


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


def override_reason(found: Finding, clock: Clock) -> Dialog[str]:
    """Ask why one rule is to be set aside."""
    from dm_assistant.domain.rules.overrides import LEAST_REASON

    return ask(
        f"Override “{found.rule.replace('_', ' ')}”?",
        f"{clock.told(found.detail)} Say why, in {LEAST_REASON} characters or more; it is kept. "
        "This holds for one message: one per person in 30 days, three a day.",
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
) -> ModalScreen[Candidate | None]:
    """Ask who is the same person as somebody."""
    from dm_assistant.tui.modals.person import ChoosePerson, likely

    return ChoosePerson(
        f"Who else is @{handle}?",
        desk.people,
        "Whom you choose becomes part of this person; first you see both side by side.",
        likely(offers, contact),
        lambda person: person.contact_id != contact,
    )


def merge_offers(offers: Sequence[MergeOffer]) -> ModalScreen[Decided | None]:
    """Show who are likely one person, to compare two or to keep that they are two."""
    from dm_assistant.tui.modals.merging import MergeOffers

    return MergeOffers(offers)


def agreed(handle: str, purpose: Purpose, clock: Clock) -> Dialog[Agreed]:
    """Ask what somebody said of messages for a purpose."""
    from dm_assistant.tui.modals.agreeing import AgreedForm

    return AgreedForm(handle, purpose, clock)


def agreed_choice(handle: str) -> ModalScreen[Purpose | None]:
    """Ask for what somebody said that they may be written to, or not."""
    from dm_assistant.tui.modals.agreeing import agreed_choice as choice

    return choice(handle)


def person_page(contact: int) -> Screen[None]:
    """Make the page of one person in full."""
    from dm_assistant.tui.screens.person import PersonPlace

    return PersonPlace(contact)


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


def qr_code(pages: Sequence[QrPage]) -> ModalScreen[None]:
    """Show QR codes, one after another, over the whole screen."""
    from dm_assistant.tui.modals.qr_code import QrCode

    return QrCode(pages)


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


def setting_choice(line: Setting) -> ModalScreen[str | None]:
    """Ask for one of the values of a setting."""
    from dm_assistant.tui import themes
    from dm_assistant.tui.modals.settings import SettingChoice, ThemeChoice

    return ThemeChoice(line) if line.key == themes.KEY else SettingChoice(line)


def palette() -> Screen[None]:
    """Make the palette of everything there is to do."""
    from dm_assistant.tui.palette import Palette

    return Palette(id="--command-palette")


def acts() -> type[Provider]:
    """Return what offers the acts of a place."""
    from dm_assistant.tui.palette import Acts

    return Acts


def elsewhere() -> type[Provider]:
    """Return what offers lanes, segments, settings, macros and themes."""
    from dm_assistant.tui.palette import Elsewhere

    return Elsewhere


def people_by_name() -> type[Provider]:
    """Return what offers people."""
    from dm_assistant.tui.palette import People

    return People


def macro_choice(known: Sequence[Macro]) -> ModalScreen[Macro | None]:
    """Ask which macro to run."""
    from dm_assistant.tui.modals.choice import macro_choice as choice

    return choice(known)


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


def missing(found: Sequence[Hint]) -> ModalScreen[str | None]:
    """Show what is missing; answers with the hint to put away."""
    from dm_assistant.tui.modals.missing import Missing

    return Missing(found)


def new_workspace(path: Path, timezone: str, language: str) -> Dialog[NewAccount]:
    """Ask what a workspace is made from."""
    from dm_assistant.tui.modals.new_workspace import NewWorkspace

    return NewWorkspace(path, timezone, language)


PLACES: dict[str, Callable[[], Screen[None]]] = {
    "today": today,
    "people": people,
    "numbers": numbers,
    "impact": late_places.impact,
    "hand_over": hand_over,
    "rules": rules,
    "import": importing,
    "templates": late_places.templates,
    "collabs": late_places.collabs,
    "feedback": late_places.feedback,
    "campaigns": late_places.campaigns,
    "beginning": beginning,
}
"""The modes beside the inbox."""
