"""The segments that the creator of the sample workspace keeps, and what their codes give."""

from __future__ import annotations

from dm_assistant.services import codes, segments
from dm_assistant.services.demo.story import Story
from dm_assistant.services.demo.timetable import POOL

SAVED = {
    "painters": "tag:painter last<30d -stopped",
    "next-up": "tier:superfan never-messaged -stopped",
    "unused-code": "code:given -code:redeemed",
}
PERK = "15 % off prints"


def tell(story: Story) -> None:
    """Save a few segments, and say what the codes give."""
    codes.change(story.ws, POOL, perk=PERK)
    for name, text in SAVED.items():
        segments.save(story.ws, name, text)
