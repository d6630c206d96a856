"""Short words for campaigns: making one, running it, and what it says of whom."""

from __future__ import annotations

from typing import Any

from dm_assistant.domain.campaigns import Outcome, Variant
from dm_assistant.domain.model import Purpose
from dm_assistant.services import campaign_runs, campaigns, life
from dm_assistant.services.campaign_views import CampaignLine, CampaignWish, Run
from dm_assistant.services.workspace import Workspace

NAME = "Spring"
CROWD = tuple(
    f"fan.{letter}.{letter}{place}" for place, letter in enumerate("abcdefghijklmnopqrst")
)
PAIR = (Variant("warm"), Variant("short"))


def begun(ws: Workspace, purpose: Purpose = Purpose.THANKS, **wish: Any) -> CampaignLine:
    """Make a campaign whose draws are the same in every run of the tests."""
    known = {"name": NAME, "purpose": purpose, "seed": "spring"}
    return campaigns.new(ws, CampaignWish(**(known | wish)))


def ran(ws: Workspace, **options: Any) -> Run:
    """Run the campaign."""
    return campaign_runs.run(ws, NAME, **options)


def line(ws: Workspace) -> CampaignLine:
    """Return how far the campaign is."""
    return next(each for each in campaigns.listing(ws) if each.name == NAME)


def of(run: Run, outcome: Outcome) -> list[str]:
    """Return who has an outcome."""
    return [each.handle for each in run.people if each.outcome is outcome]


def sent(ws: Workspace, *ids: int) -> None:
    """Approve, hand over and send drafts."""
    for number in ids:
        [moved] = life.approve(ws, [number])
        assert not moved.refused, moved.refused
        life.hand_over(ws, number)
        life.sent(ws, [number])
