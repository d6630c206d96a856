"""The places of what is written and made together, with their questions; imported when wanted."""
# ruff: noqa: PLC0415 - the first frame must not wait for text areas, tables and their styles

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import ModalScreen, Screen

    from dm_assistant.domain.collabs import Whose
    from dm_assistant.domain.feedback import Theme
    from dm_assistant.domain.statistics.experiments import Experiment
    from dm_assistant.services.campaign_views import CampaignLine, Run
    from dm_assistant.services.collab_views import CollabDetail, CollabLine, CollabValues
    from dm_assistant.services.views import DraftReport
    from dm_assistant.tui.campaigns_desk import CampaignsDesk
    from dm_assistant.tui.clock import Clock
    from dm_assistant.tui.desk import Desk
    from dm_assistant.tui.feedback_desk import FeedbackDesk
    from dm_assistant.tui.modals.campaign_run import RunWish
    from dm_assistant.tui.modals.challenges import Invited, NewChallenge
    from dm_assistant.tui.modals.dialog import Dialog
    from dm_assistant.tui.modals.person import Candidate
    from dm_assistant.tui.modals.pools import CodeFile, NewCodes, Terms
    from dm_assistant.tui.modals.themes import MadeOf, Retold
    from dm_assistant.tui.templates_desk import TemplatesDesk


def templates() -> Screen[None]:
    """Make the screen of templates."""
    from dm_assistant.tui.screens.templates import TemplatesPlace

    return TemplatesPlace()


def edit_template(
    desk: TemplatesDesk, name: str, text: str, person: int | None, clock: Clock
) -> ModalScreen[bool | None]:
    """Edit the file of a template; answers whether it was saved."""
    from dm_assistant.tui.modals.template_editor import TemplateEditor

    return TemplateEditor(desk, name, text, person, clock)


def new_template(source: str, language: str) -> ModalScreen[str | None]:
    """Ask what a copy of a template is to be called."""
    from dm_assistant.tui.modals.new_template import NewTemplate

    return NewTemplate(source, language)


def choose_reader(desk: Desk) -> ModalScreen[Candidate | None]:
    """Ask for whom a template is to be previewed."""
    from dm_assistant.tui.modals.person import ChoosePerson

    return ChoosePerson("Preview as another person", desk.people)


def choose_partner_files(clock: Clock, handle: str) -> ModalScreen[tuple[Path, ...] | None]:
    """Ask for files of a partner's public comments."""
    from dm_assistant.tui.modals.paths import ChoosePaths

    return ChoosePaths(
        clock,
        f"Who comments on @{handle} too?",
        "A file of the public comments under their posts: drop it, or choose.",
        "People are counted; nothing about anybody in it is kept.",
    )


def collabs() -> Screen[None]:
    """Make the board of collaborations."""
    from dm_assistant.tui.screens.collabs import Collabs

    return Collabs()


def who_with(desk: Desk) -> ModalScreen[Candidate | None]:
    """Ask with whom to make something."""
    from dm_assistant.tui.modals.person import ChoosePerson

    words = "Somebody who comments on you, or whom you have imported as a contact."
    return ChoosePerson("With whom?", desk.people, words, fits=lambda person: not person.no_contact)


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


def change_pool(pool: str, perk: str, last_day: str) -> ModalScreen[Terms | None]:
    """Ask what the codes of a pool give and when they end."""
    from dm_assistant.tui.modals.pools import ChangePool

    return ChangePool(pool, perk, last_day)


def export_codes(pool: str) -> ModalScreen[CodeFile | None]:
    """Ask into which file the codes of a pool are to be written."""
    from dm_assistant.tui.modals.pools import ExportCodes

    return ExportCodes(pool)


def campaigns() -> Screen[None]:
    """Make the screen of campaigns and codes."""
    from dm_assistant.tui.screens.campaigns import Campaigns

    return Campaigns()


def campaign_form(
    desk: CampaignsDesk, clock: Clock, known: CampaignLine | None
) -> Dialog[dict[str, str]]:
    """Ask what a campaign is to be, or what is to be otherwise about one."""
    from dm_assistant.tui.modals.campaign import CampaignForm

    return CampaignForm(desk, clock, known)


def run_form(run: Run) -> ModalScreen[RunWish | None]:
    """Ask how much of a run is wanted, after what a dry run said."""
    from dm_assistant.tui.modals.campaign_run import RunForm

    return RunForm(run)


def impact() -> Screen[None]:
    """Make the screen of figures beside the days with messages."""
    from dm_assistant.tui.screens.impact import ImpactPlace

    return ImpactPlace()


def variant_choice(test: Experiment) -> ModalScreen[str | None]:
    """Ask which variant of a test later people are to draw."""
    from dm_assistant.tui.modals.choice import variant_choice as choice

    return choice(test)
