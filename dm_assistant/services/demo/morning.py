"""The sample's last morning: what waits, what is held and why, what is to be handed over."""

from __future__ import annotations

from itertools import islice

from dm_assistant.domain.model import InboundClass as Kind
from dm_assistant.domain.model import Purpose
from dm_assistant.services import life
from dm_assistant.services.demo import calendar
from dm_assistant.services.demo.story import Story

INVITED, UNASKED = 11, 4
"""Strangers to be invited, and strangers for whom thanks were drafted all the same."""

SKIPPED, SNOOZED, APPROVED = 2, 2, 4


def tell(story: Story) -> None:
    """Live through the last morning."""
    story.go_to(calendar.at(0, "09:36"))
    fresh = story.cast.awake + story.cast.asleep + story.cast.unplaced
    thanks = story.draft(Purpose.THANKS, [fan.handle for fan in fresh])
    story.wait(3)
    _ask_strangers(story)
    story.wait(4)
    _write_again(story)
    story.wait(3)
    story.draft(Purpose.THANKS, _nobody_to_write_to(story))
    awake = {fan.handle for fan in story.cast.awake}
    _decide(story, [draft_id for draft_id, handle in thanks.items() if handle in awake])
    story.go_to(calendar.NOW)


def _ask_strangers(story: Story) -> None:
    """Draft invites for faithful people who never said yes, and for a few a thanks too soon."""
    strangers = story.strangers()[1:]
    story.draft(Purpose.INVITE, strangers[:INVITED])
    story.draft(Purpose.THANKS, strangers[INVITED : INVITED + UNASKED])


def _write_again(story: Story) -> None:
    """Draft for people who were written to: some may get it now, the others for a reason not."""
    ready = story.drafts(Purpose.FEEDBACK, story.friendly, 2).values()
    recent = list(story.touched)[-12:]
    answered = [handle for handle in recent if handle in story.friendly]
    silent = [handle for handle in recent if handle in story.silent]
    story.draft(
        Purpose.FEEDBACK,
        [
            *answered[:2],
            *silent[:2],
            story.marked["silent twice"],
            story.wrote[Kind.LATER][0],
            story.wrote[Kind.SOFT_NO][0],
            story.wrote[Kind.NEUTRAL][-1],
        ],
    )
    story.drafts(Purpose.OFFER, [each for each in story.friendly if each not in ready], 3)


def _nobody_to_write_to(story: Story) -> list[str]:
    """Return people for whom a draft can only say why it stays one."""
    return [
        story.wrote[Kind.OPT_OUT][0],
        story.marked["never"],
        story.marked["cannot receive"],
    ]


def _decide(story: Story, ready: list[int]) -> None:
    """Skip some, put some off until Monday, approve some, and begin to hand over."""
    ids = reversed(ready)
    life.skip(story.ws, islice(ids, SKIPPED))
    story.wait(2)
    life.snooze(story.ws, islice(ids, SNOOZED), calendar.at(-2, "10:00"))
    story.wait(2)
    approved = list(islice(ids, APPROVED))
    life.approve(story.ws, approved[:2])
    story.wait(3)
    life.approve(story.ws, approved[2:])
    story.go_to(calendar.at(0, "10:34"))
    life.hand_over(story.ws, approved[0])
