"""What a draft about a theme or a challenge was ordered with, found again by its campaign."""

from __future__ import annotations

from datetime import date

from dm_assistant.domain import challenges as inviting
from dm_assistant.domain import feedback as asking
from dm_assistant.domain.challenges import Challenge
from dm_assistant.domain.model import Draft
from dm_assistant.services.drafting import Order
from dm_assistant.storage import challenges, feedback
from dm_assistant.storage.database import Tx

MADE = "made"
"""The template that tells somebody that what they asked for is there."""

TOLD = frozenset({"theme", "quote", "quote_post"})
"""The variables of such a message that come from what they wrote."""


def order_again(tx: Tx, draft: Draft) -> Order:
    """Return the order that a draft was made by, as far as its campaign tells."""
    plain = Order(draft.purpose, campaign=draft.campaign)
    if draft.campaign.startswith(asking.CAMPAIGN):
        for theme in feedback.themes(tx):
            if theme.campaign == draft.campaign:
                sources = {each.variable: each for each in draft.sources if each.variable in TOLD}
                return Order(
                    draft.purpose,
                    template=MADE,
                    campaign=draft.campaign,
                    extra={"made": theme.made_title},
                    sources={draft.contact_id: sources},
                )
    if draft.campaign.startswith(inviting.CAMPAIGN):
        for challenge in challenges.all_challenges(tx):
            if challenge.campaign == draft.campaign:
                facts = facts_of(challenge)
                return Order(draft.purpose, campaign=draft.campaign, extra=facts)
    return plain


def facts_of(challenge: Challenge) -> dict[str, str]:
    """Return what an invitation may say of a challenge."""
    return {
        "challenge": challenge.name,
        "challenge_task": challenge.task,
        "challenge_ends": day_of(challenge.ends_on),
    }


def day_of(day: date | None) -> str:
    """Return a day such as 2026-05-31; nothing for none."""
    return "" if day is None else day.isoformat()
