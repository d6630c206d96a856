"""Screens and questions that are imported when first wanted, not before the first frame."""
# ruff: noqa: PLC0415 - the first frame must not wait for text areas, tables and their styles

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import ModalScreen, Screen

    from dm_assistant.domain.collabs import Whose
    from dm_assistant.domain.feedback import Theme
    from dm_assistant.domain.model import InboundClass, Purpose
    from dm_assistant.rulebook import Plain
    from dm_assistant.services.campaign_views import CampaignLine, Run
    from dm_assistant.services.collab_views import CollabDetail, CollabLine, CollabValues
    from dm_assistant.services.file_reports import LeftLine
    from dm_assistant.services.keywords import Announcement
    from dm_assistant.services.reconciled import QuestionLine
    from dm_assistant.services.rule_views import Saved
    from dm_assistant.services.views import Card, DraftReport, Merged, MergeOffer, QueueRow
    from dm_assistant.services.weighing import Weigh
    from dm_assistant.tui.campaigns_desk import CampaignsDesk
    from dm_assistant.tui.clock import Clock
    from dm_assistant.tui.desk import Desk
    from dm_assistant.tui.feedback_desk import FeedbackDesk
    from dm_assistant.tui.modals.campaign import RunWish
    from dm_assistant.tui.modals.challenges import Invited, NewChallenge
    from dm_assistant.tui.modals.dialog import Dialog
    from dm_assistant.tui.modals.new_workspace import NewAccount
    from dm_assistant.tui.modals.pools import CodeFile, NewCodes
    from dm_assistant.tui.modals.questions import Settled
    from dm_assistant.tui.modals.themes import MadeOf, Retold
    from dm_assistant.tui.modals.words import NewWord
    from dm_assistant.tui.rules_desk import RulesDesk


def welcome() -> Screen[None]:
    """Make the screen that is shown while there is no workspace."""
    from dm_assistant.tui.screens.welcome import Welcome

    return Welcome()


def inbox() -> Screen[None]:
    """Make the inbox."""
    from dm_assistant.tui.screens.inbox import Inbox

    return Inbox()


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


def importing() -> Screen[None]:
    """Make the screen of imports."""
    from dm_assistant.tui.screens.importing import ImportPlace

    return ImportPlace()


def choose_paths(clock: Clock) -> ModalScreen[tuple[Path, ...] | None]:
    """Ask what to import."""
    from dm_assistant.tui.modals.paths import ChoosePaths

    return ChoosePaths(clock)


def choose_partner_files(clock: Clock, handle: str) -> ModalScreen[tuple[Path, ...] | None]:
    """Ask for files of a partner's public comments."""
    from dm_assistant.tui.modals.paths import ChoosePaths

    return ChoosePaths(
        clock,
        f"Who comments on @{handle} too?",
        "A file of the public comments under their posts: drop it, or choose.",
        "People are counted; nothing about anybody in it is kept.",
    )


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


def collabs() -> Screen[None]:
    """Make the board of collaborations."""
    from dm_assistant.tui.screens.collabs import Collabs

    return Collabs()


def who_with(desk: Desk) -> ModalScreen[str | None]:
    """Ask with whom to make something; answers with the handle."""
    from dm_assistant.tui.modals.collabs import WhoWith

    return WhoWith(desk)


def collab_form(title: str, line: CollabLine | None, names: Sequence[str]) -> Dialog[CollabValues]:
    """Ask what is to be said of a collaboration."""
    from dm_assistant.tui.modals.collabs import CollabForm

    return CollabForm(title, line, names)


def whose_no(handle: str) -> ModalScreen[Whose | None]:
    """Ask whose no it is."""
    from dm_assistant.tui.modals.collabs import whose_no as choice

    return choice(handle)


def collab_in_full(found: CollabDetail, clock: Clock) -> ModalScreen[None]:
    """Show all there is to know of a collaboration."""
    from dm_assistant.tui.modals.collabs import CollabInFull

    return CollabInFull(found, clock)


def feedback() -> Screen[None]:
    """Make the screen of what people ask for, and of challenges."""
    from dm_assistant.tui.screens.feedback import FeedbackPlace

    return FeedbackPlace()


def coding(desk: FeedbackDesk) -> ModalScreen[int | None]:
    """Read replies one by one for what they ask; answers with how many were read."""
    from dm_assistant.tui.modals.coding import Coding

    return Coding(desk)


def theme_choice(handle: str, words: str, themes: Sequence[Theme]) -> ModalScreen[int | None]:
    """Ask what one message asks for; ``NOTHING`` and ``ANOTHER`` are answers too."""
    from dm_assistant.tui.modals.themes import theme_choice as choice

    return choice(handle, words, themes)


def made_form(theme: Theme) -> Dialog[MadeOf]:
    """Ask what was made of a theme."""
    from dm_assistant.tui.modals.themes import MadeForm

    return MadeForm(theme)


def theme_form(theme: Theme) -> Dialog[Retold]:
    """Ask what a theme is called, for its letter and the idea."""
    from dm_assistant.tui.modals.themes import ThemeForm

    return ThemeForm(theme)


def drafts_report(
    title: str, words: str, report: DraftReport, yes: str
) -> ModalScreen[bool | None]:
    """Show who would get a draft; with ``yes`` ask whether to make them."""
    from dm_assistant.tui.modals.drafts_report import DraftsReport

    return DraftsReport(title, words, report, yes)


def new_challenge() -> Dialog[NewChallenge]:
    """Ask what a challenge is."""
    from dm_assistant.tui.modals.challenges import NewChallengeForm

    return NewChallengeForm()


def whom_to_invite(name: str) -> ModalScreen[Invited | None]:
    """Ask who is to be invited to a challenge."""
    from dm_assistant.tui.modals.challenges import InviteForm

    return InviteForm(name)


def make_codes(pool: str, perk: str) -> ModalScreen[NewCodes | None]:
    """Ask what new codes look like and give."""
    from dm_assistant.tui.modals.pools import MakeCodes

    return MakeCodes(pool, perk)


def add_codes(pool: str) -> ModalScreen[CodeFile | None]:
    """Ask which file of codes is to be added to which pool."""
    from dm_assistant.tui.modals.pools import AddCodes

    return AddCodes(pool)


def campaigns() -> Screen[None]:
    """Make the screen of campaigns and codes."""
    from dm_assistant.tui.screens.campaigns import Campaigns

    return Campaigns()


def campaign_form(desk: CampaignsDesk, known: CampaignLine | None) -> Dialog[dict[str, str]]:
    """Ask what a campaign is to be, or what is to be otherwise about one."""
    from dm_assistant.tui.modals.campaign import CampaignForm

    return CampaignForm(desk, known)


def run_form(run: Run) -> ModalScreen[RunWish | None]:
    """Ask how much of a run is wanted, after what a dry run said."""
    from dm_assistant.tui.modals.campaign import RunForm

    return RunForm(run)


PLACES: dict[str, Callable[[], Screen[None]]] = {
    "people": people,
    "numbers": numbers,
    "hand_over": hand_over,
    "rules": rules,
    "import": importing,
    "collabs": collabs,
    "feedback": feedback,
    "campaigns": campaigns,
}
"""The modes beside the inbox."""
