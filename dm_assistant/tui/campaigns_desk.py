"""The use cases about campaigns as the screens call them, off the event loop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.domain.campaigns import Variant
    from dm_assistant.services.campaign_prospects import Choices, Prospect
    from dm_assistant.services.campaign_views import (
        CampaignLine,
        CampaignPage,
        CampaignWish,
        Member,
        Run,
    )
    from dm_assistant.services.campaigns import CampaignChange
    from dm_assistant.services.workspace import Workspace


class CampaignsDesk:
    """Campaigns, their people and their runs."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def listing(self) -> tuple[CampaignLine, ...]:
        """Return every campaign with how far it is."""
        from dm_assistant.services import campaigns

        return campaigns.listing(self._ws)

    def page(self, name: str) -> CampaignPage:
        """Return one campaign in full."""
        from dm_assistant.services import campaigns

        return campaigns.page(self._ws, name)

    def members(self, name: str) -> tuple[Member, ...]:
        """Return the people of a campaign."""
        from dm_assistant.services import campaigns

        return campaigns.members(self._ws, name)

    def choices(self) -> Choices:
        """Return what there is to make a campaign of."""
        from dm_assistant.services import campaign_prospects

        return campaign_prospects.choices(self._ws)

    def prospect(self, typed: Mapping[str, str], name: str | None) -> Prospect:
        """Say what a new campaign, or the one of that name once changed, would come to."""
        from dm_assistant.services import campaign_prospects

        if name is None:
            return campaign_prospects.of_new(self._ws, _wish(typed))
        return campaign_prospects.of_changed(self._ws, name, _change(typed))

    def run(
        self, name: str, *, top: int | None = None, invite: bool = False, dry_run: bool = False
    ) -> Run:
        """Run a campaign, or say what that would do."""
        from dm_assistant.services import campaign_runs

        return campaign_runs.run(self._ws, name, top=top, invite=invite, dry_run=dry_run)

    def follow_up(self, name: str, *, dry_run: bool = False) -> Run:
        """Write the follow-ups that are due, or say which those are."""
        from dm_assistant.services import following_up

        return following_up.follow_up(self._ws, name, dry_run=dry_run)

    def new(self, typed: Mapping[str, str]) -> CampaignLine:
        """Make a campaign of what was typed, by the name of each field."""
        from dm_assistant.services import campaigns

        return campaigns.new(self._ws, _wish(typed))

    def edit(self, name: str, typed: Mapping[str, str]) -> CampaignLine:
        """Change a campaign to what was typed."""
        from dm_assistant.services import campaigns

        return campaigns.edit(self._ws, name, _change(typed))

    def end(self, name: str) -> CampaignLine:
        """End a campaign."""
        from dm_assistant.services import campaigns

        return campaigns.end(self._ws, name)


def _wish(typed: Mapping[str, str]) -> CampaignWish:
    from dm_assistant.domain.model import Purpose
    from dm_assistant.services import campaign_flaws
    from dm_assistant.services.campaign_views import CampaignWish

    purpose = typed["purpose"].strip().casefold()
    if purpose not in list(campaign_flaws.OPENS):
        raise BadInputError(f"it is for one of {', '.join(campaign_flaws.OPENS)}")
    return CampaignWish(
        name=typed["name"],
        purpose=Purpose(purpose),
        segment=typed["segment"],
        variants=_variants(typed["variants"]),
        pool=typed["pool"],
        starts_on=_day(typed["from"]),
        ends_on=_day(typed["until"]),
        holdout=_percent(typed["holdout"]),
        extra=_words(typed["fill"]),
        plan=_plan(typed["plan"]) or None,
    )


def _change(typed: Mapping[str, str]) -> CampaignChange:
    from dm_assistant.services.campaigns import CampaignChange

    starts_on, ends_on = _day(typed["from"]), _day(typed["until"])
    return CampaignChange(
        segment=typed["segment"],
        variants=_variants(typed["variants"]),
        pool=typed["pool"],
        starts_on=starts_on,
        ends_on=ends_on,
        free_from=starts_on is None,
        free_until=ends_on is None,
        holdout=_percent(typed["holdout"]),
        extra=_words(typed["fill"]),
        plan=_plan(typed["plan"]),
    )


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInputError("a day is written like 2026-05-14") from None


def _percent(text: str) -> int:
    digits = text.strip().removesuffix("%").strip() or "0"
    if not (digits.isascii() and digits.isdecimal() and len(digits) < len("1000")):
        raise BadInputError("the hold-out is a whole number of per cent, such as 20")
    return int(digits)


def _plan(text: str) -> int:
    digits = text.strip() or "0"
    if not (digits.isascii() and digits.isdecimal() and len(digits) < len("10000")):
        raise BadInputError("a plan is how many messages each variant gets, such as 50")
    return int(digits)


def _variants(text: str) -> tuple[Variant, ...]:
    from dm_assistant.domain.campaigns import Variant

    found = []
    for each in text.replace(",", " ").split():
        name, sign, share = each.partition("=")
        if sign and not (share.isascii() and share.isdecimal() and len(share) < len("100")):
            raise BadInputError("a share is a whole number, as in warm=2")
        found.append(Variant(name, int(share) if sign else 1))
    return tuple(found)


def _words(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in filter(None, map(str.strip, text.split(";"))):
        name, sign, words = each.partition("=")
        if not (sign and name.strip() and words.strip()):
            raise BadInputError("words are written like perk=10 % off; several with ; between")
        found[name.strip()] = words.strip()
    return found
