"""The campaigns of the sample: one that has run for weeks, and one that waits to be tried."""

from __future__ import annotations

from dm_assistant.domain.campaigns import Variant
from dm_assistant.domain.model import Purpose
from dm_assistant.services import campaigns, codes
from dm_assistant.services.campaign_views import CampaignWish
from dm_assistant.services.demo.story import Story

RUN = "offer May"
WAITING = "A word to the regulars"


def tell(story: Story) -> None:
    """Make a campaign of the offers that went out in May, and one that nobody was drafted for."""
    [pool] = [each.pool for each in codes.pools(story.ws)]
    running = CampaignWish(
        RUN,
        Purpose.OFFER,
        segment="regular",
        pool=pool,
        notes="prints for whoever keeps asking",
        seed="fog",
    )
    waiting = CampaignWish(
        WAITING,
        Purpose.THANKS,
        segment="regular",
        variants=(Variant("warm"), Variant("short")),
        holdout=20,
        seed="paint",
    )
    for wish in (running, waiting):
        campaigns.new(story.ws, wish)
