"""What the sample's audience asks for, half read, and a challenge that some took part in."""

from __future__ import annotations

from datetime import date

from dm_assistant.services import challenges, feedback, themes
from dm_assistant.services.demo.story import Story

PRINTS, PAPER, HARBOUR = "prints of your paintings", "a film about paper", "more of the harbour"
ASKED = {PRINTS: "print with", PAPER: "which paper", HARBOUR: "harbour"}
"""Themes, and the words by which comments that ask for them are found."""

MOST = 7
"""Comments that are coded with one theme."""

FOG_WEEK = "the fog week"
TOOK_PART = (1_240, 380, None)
"""The views of those who took part; of the last one none are known yet."""


def tell(story: Story) -> None:
    """Read some of what people ask for, make one thing of it, and begin a challenge."""
    ws = story.ws
    for name, words in ASKED.items():
        feedback.add(ws, name)
        for reply in themes.find(ws, words)[:MOST]:
            feedback.code(ws, reply.number, [name])
    for reply in themes.uncoded(ws)[:2]:
        asks = "originals" in reply.words
        feedback.code(ws, reply.number, [PRINTS] if asks else [], nothing=not asks)
    feedback.change(ws, PAPER, idea="three papers, one wash, side by side")
    feedback.made(ws, PRINTS, "Fog prints, a first series", link="https://shop.example/fog")
    challenges.add(ws, FOG_WEEK, "one small fog a day", ends_on=date(2026, 5, 31), tag="fogweek")
    for handle, views in zip(story.friendly, TOOK_PART, strict=False):
        challenges.took_part(ws, FOG_WEEK, handle, views=views)
